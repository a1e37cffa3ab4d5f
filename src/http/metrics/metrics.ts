import type { Context } from 'hono'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { AlertKind } from '../../core/alerts/alert-kinds.ts'
import type { GovernanceLook } from '../../core/governance/governance-look.ts'
import type { GrantedBy } from '../../core/record.ts'
import type { BundleReader } from '../../ports/bundles.ts'
import type { LookEnd } from '../../ports/looks.ts'
import type { NoticeResult } from '../../ports/notices.ts'
import type { TrailElsewhere } from '../../ports/placements.ts'
import type { Room } from '../../ports/room.ts'
import { type BundleAnswer, measureBundles } from './bundle-metrics.ts'
import { type DrillLevel, measureDrills } from './drill-metrics.ts'
import { measureGovernance } from './governance-metrics.ts'
import { type LookLane, measureLooks } from './look-metrics.ts'
import { countNotices } from './notice-metrics.ts'
import { measureRoom } from './room-metrics.ts'
import { measureTrails, secondsSince } from './trail-metrics.ts'

/** What is counted at the moment somebody looks. `stranded`: by the connector that is missing. */
export type Levels = {
  liveGrants: number
  endingGrants: number
  /** Of these, the ends that were asked for more than a minute ago. */
  overdueEnds: number
  undelivered: number
  inboxWaiting: number
  lockdowns: number
  stranded: readonly (GrantedBy & { count: number })[]
  /** Up to which entry each trail is placed elsewhere, and which entry was seen there that the store does not have. */
  trails: readonly TrailElsewhere[]
  /** How many entries each trail has. */
  chains: readonly { repository: number; seq: number }[]
  /** Since when what is to be shown on GitHub waits; undefined: nothing does. */
  unshownSince?: Date
  /** What is left of GitHub's limits. */
  room: readonly Room[]
  at: Date
  drills: readonly DrillLevel[]
  governances: readonly GovernanceLook[]
  noticesWaiting: number
}

/** What happens meanwhile is told to this. */
export type Metrics = {
  decided(outcome: 'allow' | 'review' | 'deny' | 'undecided'): void
  /** How late an end took effect, in seconds, and by which connector. */
  endedLate(connector: string, seconds: number): void
  /** How a look at a request, or at what is shown of it, ended, and after how many seconds. */
  looked(lane: LookLane, end: LookEnd, seconds: number): void
  /** What became of a notice at a place. */
  noticed(kind: AlertKind, place: string, result: NoticeResult): void
  /** How somebody who reads a bundle was answered. */
  bundleAnswered(reader: BundleReader, how: BundleAnswer, at: Date): void
}

/** Every metric: what happens is told to `metrics`, and `showMetrics` answers with all of them in the Prometheus text format. */
export function createMetrics(levels: () => Promise<Levels>): {
  metrics: Metrics
  showMetrics: (c: Context) => Promise<Response>
} {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const gauges = {
    liveGrants: gauge('daypass_grants_live', 'Grants that live.'),
    endingGrants: gauge('daypass_grants_ending', 'Grants whose end is not proved yet.'),
    overdueEnds: gauge('daypass_ends_overdue', 'Ends that were asked for over a minute ago and are not proved yet.'),
    undelivered: gauge('daypass_credentials_undelivered', 'Grants whose credential was not delivered yet.'),
    inboxWaiting: gauge('daypass_inbox_waiting', 'Deliveries that were accepted and not worked on yet.'),
    noticesWaiting: gauge('daypass_notices_waiting', 'Alerts that were not told everywhere yet.'),
    lockdowns: gauge('daypass_lockdowns', 'Lockdowns in force.'),
    unshown: gauge('daypass_display_lag_seconds', 'For how long what is to be shown on GitHub waits, at the longest.'),
  }
  const stranded = new Gauge({
    name: 'daypass_grants_stranded',
    help: 'Grants that nothing can end until their connector is back in the deployment file.',
    labelNames: ['connector', 'type'],
    registers,
  })
  const decisions = new Counter({
    name: 'daypass_decisions_total',
    help: 'Decisions by outcome.',
    labelNames: ['outcome'],
    registers,
  })
  const lateness = new Histogram({
    name: 'daypass_end_lateness_seconds',
    help: 'How late ends took effect.',
    labelNames: ['connector'],
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300],
    registers,
  })
  const looked = measureLooks(registry)
  const showTrails = measureTrails(registry)
  const showRoom = measureRoom(registry)
  const showDrills = measureDrills(registry)
  const showGovernance = measureGovernance(registry)
  const showMetrics = async (c: Context) => {
    const now = await levels()
    gauges.liveGrants.set(now.liveGrants)
    gauges.endingGrants.set(now.endingGrants)
    gauges.overdueEnds.set(now.overdueEnds)
    gauges.undelivered.set(now.undelivered)
    gauges.inboxWaiting.set(now.inboxWaiting)
    gauges.noticesWaiting.set(now.noticesWaiting)
    gauges.lockdowns.set(now.lockdowns)
    gauges.unshown.set(now.unshownSince ? secondsSince(now.unshownSince, now.at) : 0)
    showDrills(now.drills)
    showGovernance(now.governances)
    stranded.reset()
    for (const { connector, connectorType: type, count } of now.stranded) stranded.set({ connector, type }, count)
    showTrails(now)
    showRoom(now.room)
    return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
  }
  const metrics: Metrics = {
    decided: (outcome) => decisions.inc({ outcome }),
    endedLate: (connector, seconds) => lateness.observe({ connector }, seconds),
    looked,
    noticed: countNotices(registry),
    bundleAnswered: measureBundles(registry),
  }
  return { metrics, showMetrics }
}
