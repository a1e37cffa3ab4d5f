import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { sha256 } from '../src/core/digest.ts'
import { createDoor } from '../src/ingress/door.ts'
import { startInboxWorker } from '../src/queue/inbox-worker.ts'
import { startQueue } from '../src/queue/start-queue.ts'
import { openStore, type Store } from '../src/store/open-store.ts'
import { type Acknowledged, deliveryBody, type Load } from './deliveries.ts'
import type { Row } from './row.ts'
import { median, percentile, spreadOf } from './statistics.ts'

const secret = 'the secret of the bench, long enough'
const runs = 5
const count = 1_500
const pace = { perSecond: 200, seconds: 10 }
const log = { info: () => undefined, warn: console.warn, error: console.error }
const now = (): Date => new Date()

/**
 * Durable acknowledgement of 12 KB deliveries through the real door over HTTP. The rival is the bare insert of the same row
 * into the same embedded store, one after another as fast as it goes; both in turn, five times.
 */
export async function benchAcknowledgement(): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'daypass-bench-'))
  const store = await openStore({ dataDir, signTrail: async () => 'unused', now, log })
  try {
    return [await throughput(store), await latency(store)]
  } finally {
    await store.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function throughput(store: Store): Promise<Row> {
  const door = await openDoor(store, () => undefined)
  const ours: number[] = []
  const rival: number[] = []
  await acknowledge({ port: door.port, secret, from: 1, count: 300, connections: 16 })
  await insertRows(store, 300, -1)
  for (let run = 0; run < runs; run += 1) {
    rival.push(count / (await insertRows(store, count, run)))
    const sent = await acknowledge({ port: door.port, secret, from: 1_000 + run * count, count, connections: 16 })
    ours.push((count / sent.total) * 1000)
  }
  await door.close()
  const ratio = median(ours.map((rate, run) => rate / (rival[run] ?? Number.NaN)))
  const perSecond = (rate: number): string => `${Math.round(rate)}/s`
  return {
    what: 'durable acknowledgement of 12 KB deliveries, over HTTP, embedded store',
    ours: perSecond(median(ours)),
    rival: `${perSecond(median(rival))} (bare inserts of the same row in the same store)`,
    ratio,
    goal: 'at least 0.6 of bare inserts',
    met: ratio >= 0.6,
    spread: spreadOf(ours, perSecond),
  }
}

/** At 200 a second, while the inbox is worked on: every delivery becomes a request, a job and a look. */
async function latency(store: Store): Promise<Row> {
  await store.inbox.drain(now, async () => undefined)
  const queue = await startQueue({
    database: store.database,
    due: store.book.due,
    waiting: store.records.waiting,
    useWakeUps: store.useWakeUps,
    reconcile: async (key) => {
      const claim = await store.book.claim(key, now())
      if (claim !== undefined) await store.book.release(claim, null)
    },
    sweep: async () => undefined,
    now,
    log,
  })
  let handled = 0
  const inbox = startInboxWorker({
    inbox: store.inbox,
    receive: async ({ body }) => {
      const { issue } = JSON.parse(body) as { issue: { number: number } }
      const repository = { id: 71, owner: 'acme', name: 'access', installation: 9 }
      await store.enqueue({ key: { repository: 71, issue: issue.number }, repository, looksLikeRequest: true })
      handled += 1
    },
    now,
    log,
  })
  const door = await openDoor(store, inbox.nudge)
  const total = pace.perSecond * pace.seconds
  await acknowledge({ port: door.port, secret, from: 500_000, count: 100, connections: 64, perSecond: 100 })
  const sent = await acknowledge({
    port: door.port,
    secret,
    from: 600_000,
    count: total,
    connections: 64,
    perSecond: pace.perSecond,
  })
  await door.close()
  await inbox.stop()
  await queue.stop()
  const [p50, p99] = [median(sent.each), percentile(sent.each, 99)]
  const ms = (value: number): string => `${value.toFixed(1)} ms`
  return {
    what: `acknowledgement at ${pace.perSecond}/s while the inbox is worked on`,
    ours: `p50 ${ms(p50)}, p99 ${ms(p99)}`,
    rival: 'GitHub hangs up after 10 s',
    ratio: p99 / 10_000,
    goal: 'p99 ≤ 50 ms',
    met: p99 <= 50,
    spread: `${total} deliveries, ${handled} worked on meanwhile`,
  }
}

async function openDoor(store: Store, nudge: () => void): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer(createDoor({ secrets: [secret], inbox: store.inbox, nudge, now, log }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

function acknowledge(load: Load): Promise<Acknowledged> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./deliveries.ts', import.meta.url), { workerData: load })
    thread.once('message', resolve)
    thread.once('error', reject)
  })
}

/** Seconds for so many bare inserts. */
async function insertRows(store: Store, rows: number, run: number): Promise<number> {
  if (store.database.kind !== 'embedded') throw new Error('the bench uses the embedded store')
  const { pglite } = store.database
  const texts = Array.from({ length: rows }, (_, index) => deliveryBody(10_000_000 + (run + 1) * rows + index))
  const hashes = texts.map(sha256)
  const at = now()
  const started = performance.now()
  for (const [index, body] of texts.entries()) {
    await pglite.query(
      `insert into daypass.inbox (delivery, event, body_sha, body, state, received, tries, next_try)
       values ($1, $2, $3, $4, 'done', $5, 0, $5)`,
      [`bare-${run}-${index}`, 'issues', hashes[index], body, at],
    )
  }
  return (performance.now() - started) / 1000
}
