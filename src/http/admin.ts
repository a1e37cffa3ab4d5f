import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { GrantedBy } from '../core/record.ts'

/** What is counted at the moment somebody looks. `stranded`: by the connector that is missing. */
export type Levels = {
  liveGrants: number
  endingGrants: number
  undelivered: number
  inboxWaiting: number
  stranded: readonly (GrantedBy & { count: number })[]
}

/** What happens meanwhile is told to this. */
export type Metrics = {
  decided(outcome: 'allow' | 'review' | 'deny' | 'undecided'): void
  /** How late an end took effect, in seconds. */
  endedLate(seconds: number): void
}

/** The names under which the admin server is asked; the port may be another one, where it is forwarded. */
const ownName = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i

/**
 * Keeps the pages that an operator visits away from the admin server. A name of the page's own that leads here (DNS rebinding) makes
 * the page one of the same origin, so that the browser asks nobody first and sends any header; but it sends that name as Host. Other
 * pages are told by their Origin, which no program but a browser sends.
 */
const noPages: MiddlewareHandler = async (c, next) => {
  const names = [c.req.header('host') ?? new URL(c.req.url).host, new URL(c.req.url).host]
  if (!names.every((name) => ownName.test(name)))
    return c.json({ error: 'misdirected_request', message: 'Ask 127.0.0.1, localhost or [::1] by that name.' }, 421)
  if (c.req.header('origin') !== undefined)
    return c.json({ error: 'access_denied', message: 'No page of a browser may ask here.' }, 403)
  return next()
}

/** An application that says no more than that something is not there, or failed. */
function quietApp(): Hono {
  const app = new Hono()
  app.notFound((c) => c.json({ error: 'not_found' }, 404))
  app.onError((_error, c) => c.json({ error: 'server_error' }, 500))
  return app
}

/**
 * Metrics in the Prometheus text format, and the kill switch. `app` serves both, to this machine alone: it is meant for a listener on the
 * loopback. `open` serves the metrics and nothing else, to whoever reaches it.
 */
export function createAdmin(
  levels: () => Promise<Levels>,
  /** Ends every grant that lives; returns how many there were. */
  revokeAll: () => Promise<number>,
): { metrics: Metrics; app: Hono; open: Hono } {
  const registry = new Registry()
  const registers = [registry]
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const gauges = {
    liveGrants: gauge('daypass_grants_live', 'Grants that live.'),
    endingGrants: gauge('daypass_grants_ending', 'Grants whose end is not proved yet.'),
    undelivered: gauge('daypass_credentials_undelivered', 'Grants whose credential was not delivered yet.'),
    inboxWaiting: gauge('daypass_inbox_waiting', 'Deliveries that were accepted and not worked on yet.'),
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
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300],
    registers,
  })
  const showMetrics = async (c: Context) => {
    const now = await levels()
    gauges.liveGrants.set(now.liveGrants)
    gauges.endingGrants.set(now.endingGrants)
    gauges.undelivered.set(now.undelivered)
    gauges.inboxWaiting.set(now.inboxWaiting)
    stranded.reset()
    for (const { connector, connectorType: type, count } of now.stranded) stranded.set({ connector, type }, count)
    return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
  }
  const app = quietApp()
  app.use(noPages)
  app.get('/metrics', showMetrics)
  // The header makes browsers ask first, so that no page that an operator visits can do this in passing.
  app.post('/revoke-all', async (c) => {
    if (c.req.header('x-daypass') !== 'revoke-all') {
      return c.json(
        { error: 'invalid_request', message: 'Send the header `x-daypass: revoke-all` to end every grant.' },
        400,
      )
    }
    return c.json({ revoked: await revokeAll() })
  })
  const open = quietApp()
  open.get('/metrics', showMetrics)
  const metrics: Metrics = {
    decided: (outcome) => decisions.inc({ outcome }),
    endedLate: (seconds) => lateness.observe(seconds),
  }
  return { metrics, app, open }
}
