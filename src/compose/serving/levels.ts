import { readYaml } from '../../config/yaml.ts'
import { kinds } from '../../connectors/kinds.ts'
import { canEnd } from '../../connectors/registry.ts'
import { type GovernanceLook, lookAtGovernance } from '../../core/governance/governance-look.ts'
import type { GovernanceRecord } from '../../core/governance/governance-record.ts'
import { addSeconds } from '../../core/instant.ts'
import type { Drill } from '../../core/lifecycle/fire-drill.ts'
import { overdueAfter } from '../../core/lifecycle/timing/overdue.ts'
import type { Deployment } from '../../generated/deployment.ts'
import { readGovernedTexts } from '../../github/governance/governance.ts'
import type { DrillLevel } from '../../http/metrics/drill-metrics.ts'
import type { Levels } from '../../http/metrics/metrics.ts'
import type { GovernedTexts } from '../../ports/governance-store.ts'
import { lastGoodFor } from '../../reconcile/governance/governance-settings.ts'
import type { Store } from '../../store/open-store.ts'

/** What the metrics tell of the store at the moment somebody looks. */
export async function levelsOf(store: Store, deployment: Deployment, now: Date): Promise<Omit<Levels, 'room'>> {
  const states = new Map((await store.records.states()).map(({ state, count }) => [state, count]))
  const of = (state: string) => states.get(state) ?? 0
  const { waiting } = await store.inbox.counts()
  const stranded = (await store.records.connectorsInUse()).filter((one) => !canEnd(deployment, kinds, one))
  const trails = await store.placements.elsewhere()
  const chains = await store.records.chains()
  const overdueEnds = await store.records.unproved(addSeconds(now, -overdueAfter))
  const drills = drillLevels(await store.drills.all(), now)
  const grants = { liveGrants: of('active'), endingGrants: of('ending'), undelivered: of('granting'), stranded }
  const governances = await governancesOf(store, deployment, now)
  const lockdowns = (await store.lockdowns.list()).length
  const unshownSince = await store.records.unshownSince(now)
  const shown = { ...(unshownSince ? { unshownSince } : {}), at: now }
  const noticesWaiting = await store.notices.count()
  return {
    ...grants,
    ...shown,
    noticesWaiting,
    overdueEnds,
    inboxWaiting: waiting,
    lockdowns,
    trails,
    chains,
    drills,
    governances,
  }
}

async function governancesOf({ governances }: Store, deployment: Deployment, now: Date): Promise<GovernanceLook[]> {
  const rows = (await governances.all()).map(async (row) => {
    const { inForce, newest } = row.governance
    // Settings matter only where something else is newest.
    return { ...row, texts: inForce && newest && (await governances.texts(row.repository, inForce.digest)) }
  })
  return governanceLooks(await Promise.all(rows), deployment, now)
}

/** What the rows tell of what is in force. */
export function governanceLooks(
  rows: readonly { repository: number; governance: GovernanceRecord; texts?: GovernedTexts | undefined }[],
  { policy = {} }: Deployment,
  now: Date,
): GovernanceLook[] {
  return rows.flatMap(({ repository, governance, texts }) => {
    const settings = texts && readGovernedTexts(texts, readYaml).settings
    return lookAtGovernance(repository, governance, lastGoodFor(settings, policy), now) ?? []
  })
}

/** What whoever routes to this server may know, and nobody else need: how many ends hang, and how many drills failed; nothing where none. */
export async function attentionOf(store: Store, now: Date): Promise<{ ends_overdue?: number; drills_failed?: number }> {
  const ends = await store.records.unproved(addSeconds(now, -overdueAfter))
  const drills = (await store.drills.all()).filter(({ every, last }) => every !== null && last?.passed === false).length
  return { ...(ends > 0 ? { ends_overdue: ends } : {}), ...(drills > 0 ? { drills_failed: drills } : {}) }
}

/** What the rows tell of connectors that are drilled now. */
export function drillLevels(drills: readonly Drill[], now: Date): DrillLevel[] {
  return drills
    .filter(({ every }) => every !== null)
    .map(({ connector, held, last }) => ({
      connector,
      ...(held === null ? {} : { held }),
      ...(last ? { last: { ...last, age: Math.max(0, (now.getTime() - last.at.getTime()) / 1000) } } : {}),
    }))
}
