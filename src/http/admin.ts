import { type Context, Hono } from 'hono'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Lockdown } from '../core/lockdown-scope.ts'
import type { GrantedBy } from '../core/record.ts'
import type { Secret } from '../core/secret.ts'
import type { Lockdowns } from '../ports/lockdowns.ts'
import type { LookEnd } from '../ports/looks.ts'
import { bearerOf, noPages, ownNameOnly } from './admin-access.ts'
import { lockdownJson, lockdownOrders } from './lockdown-orders.ts'
import { type LookLane, measureLooks } from './look-metrics.ts'

/** What is counted at the moment somebody looks. `stranded`: by the connector that is missing. */
export type Levels = {
  liveGrants: number
  endingGrants: number
  undelivered: number
  inboxWaiting: number
  lockdowns: number
  stranded: readonly (GrantedBy & { count: number })[]
  /** Up to which entry each trail is placed elsewhere, and which entry was seen there that the store does not have. */
  trails: readonly { repository: number; placed?: number; ahead?: number }[]
}

/** What happens meanwhile is told to this. */
export type Metrics = {
  decided(outcome: 'allow' | 'review' | 'deny' | 'undecided'): void
  /** How late an end took effect, in seconds. */
  endedLate(seconds: number): void
  /** How a look at a request, or at what is shown of it, ended, and after how many seconds. */
  looked(lane: LookLane, end: LookEnd, seconds: number): void
}

type RevokeAll = () => Promise<{ revoked: number; lockdown: Lockdown | undefined }>

/** An application that says no more than that something is not there, or failed. */
function quietApp(): Hono {
  const app = new Hono()
  app.notFound((c) => c.json({ error: 'not_found' }, 404))
  app.onError((_error, c) => c.json({ error: 'server_error' }, 500))
  return app
}

/** The three faces of the admin server. */
export type AdminApps = {
  /** For the admin port on the loopback: metrics for programs of this machine; orders for those among them that have the token. */
  port: Hono
  /** For the socket in the data directory, whose mode says who may ask: the same, and no token. */
  socket: Hono
  /** For whoever reaches it: metrics, and nothing else. */
  open: Hono
}

/** Metrics in the Prometheus text format, and the orders of an operator: the kill switch, and lockdowns. */
export function createAdmin(
  levels: () => Promise<Levels>,
  /** Locks down, and ends every grant that lives; returns how many there were. `lockdown` undefined: locking down failed. */
  revokeAll: RevokeAll,
  lockdowns: Lockdowns,
  /** What an order at the admin port has to come with. */
  token: Secret,
): { metrics: Metrics } & AdminApps {
  const registry = new Registry()
  const registers = [registry]
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const gauges = {
    liveGrants: gauge('daypass_grants_live', 'Grants that live.'),
    endingGrants: gauge('daypass_grants_ending', 'Grants whose end is not proved yet.'),
    undelivered: gauge('daypass_credentials_undelivered', 'Grants whose credential was not delivered yet.'),
    inboxWaiting: gauge('daypass_inbox_waiting', 'Deliveries that were accepted and not worked on yet.'),
    lockdowns: gauge('daypass_lockdowns', 'Lockdowns in force.'),
  }
  const stranded = new Gauge({
    name: 'daypass_grants_stranded',
    help: 'Grants that nothing can end until their connector is back in the deployment file.',
    labelNames: ['connector', 'type'],
    registers,
  })
  const ofRepository = (name: string, help: string) => new Gauge({ name, help, labelNames: ['repository'], registers })
  const placed = ofRepository('daypass_checkpoint_placed', 'The trail entry of the newest checkpoint placed elsewhere.')
  const truncated = ofRepository('daypass_trail_truncated', 'A trail entry that was seen elsewhere and is not here.')
  const decisions = new Counter({
    name: 'daypass_decisions_total',
    help: 'Decisions by outcome.',
    labelNames: ['outcome'],
    registers,
  })
  const lateness = new Histogram({
    name: 'daypass_end_lateness_seconds',
    help: 'How late ends took effect.',
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300],
    registers,
  })
  const looked = measureLooks(registry)
  const showMetrics = async (c: Context) => {
    const now = await levels()
    gauges.liveGrants.set(now.liveGrants)
    gauges.endingGrants.set(now.endingGrants)
    gauges.undelivered.set(now.undelivered)
    gauges.inboxWaiting.set(now.inboxWaiting)
    gauges.lockdowns.set(now.lockdowns)
    stranded.reset()
    for (const { connector, connectorType: type, count } of now.stranded) stranded.set({ connector, type }, count)
    for (const one of [placed, truncated]) one.reset()
    for (const { repository, placed: seq, ahead } of now.trails) {
      if (seq !== undefined) placed.set({ repository }, seq)
      if (ahead !== undefined) truncated.set({ repository }, ahead)
    }
    return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
  }
  const orders = ordersOf(revokeAll, lockdowns)
  const port = quietApp()
  port.use(ownNameOnly, noPages)
  port.get('/metrics', showMetrics)
  port.use(bearerOf(token))
  port.route('/', orders)
  const socket = quietApp()
  socket.use(noPages)
  socket.get('/metrics', showMetrics)
  socket.route('/', orders)
  const open = quietApp()
  open.get('/metrics', showMetrics)
  const metrics: Metrics = {
    decided: (outcome) => decisions.inc({ outcome }),
    endedLate: (seconds) => lateness.observe(seconds),
    looked,
  }
  return { metrics, port, socket, open }
}

/** What an operator orders. Whoever mounts this has made sure that one asks. */
function ordersOf(revokeAll: RevokeAll, lockdowns: Lockdowns): Hono {
  const orders = new Hono()
  // The header keeps an order from being given in passing, by a wrong path or a page.
  orders.post('/revoke-all', async (c) => {
    if (c.req.header('x-daypass') !== 'revoke-all') {
      return c.json(
        { error: 'invalid_request', message: 'Send the header `x-daypass: revoke-all` to end every grant.' },
        400,
      )
    }
    const { revoked, lockdown } = await revokeAll()
    const message = lockdown
      ? `Nothing begins any more. When it is over: \`daypass lockdown --lift ${lockdown.id} --why …\`.`
      : 'Locking down failed, so that new access may begin: the log says why. Try `daypass lockdown --why …`.'
    return c.json({ revoked, lockdown: lockdown ? lockdownJson(lockdown) : null, message })
  })
  orders.route('/', lockdownOrders(lockdowns))
  return orders
}
