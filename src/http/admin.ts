import { Hono } from 'hono'
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

/** The kill switch, and metrics in the Prometheus text format and the application that serves them; meant for the local admin port only. */
export function createAdmin(
  levels: () => Promise<Levels>,
  /** Ends every grant that lives; returns how many there were. */
  revokeAll: () => Promise<number>,
): { metrics: Metrics; app: Hono } {
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
  const app = new Hono()
  app.get('/metrics', async (c) => {
    const now = await levels()
    gauges.liveGrants.set(now.liveGrants)
    gauges.endingGrants.set(now.endingGrants)
    gauges.undelivered.set(now.undelivered)
    gauges.inboxWaiting.set(now.inboxWaiting)
    stranded.reset()
    for (const { connector, connectorType: type, count } of now.stranded) stranded.set({ connector, type }, count)
    return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
  })
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
  app.notFound((c) => c.json({ error: 'not_found' }, 404))
  app.onError((_error, c) => c.json({ error: 'server_error' }, 500))
  const metrics: Metrics = {
    decided: (outcome) => decisions.inc({ outcome }),
    endedLate: (seconds) => lateness.observe(seconds),
  }
  return { metrics, app }
}
