import { setTimeout } from 'node:timers/promises'
import type { PgBoss } from 'pg-boss'
import { asError } from '../core/error.ts'
import { formatKey, type RequestKey } from '../core/request-key.ts'
import type { Log } from '../ports/log.ts'
import type { WakeUps } from '../ports/unit-of-work.ts'
import { createBoss, type QueueDatabase } from './boss.ts'
import { createSlots } from './concurrency.ts'
import { createLooker, type Looker, type Looking, type Waiting } from './looker.ts'
import { createQueues, type LookJob, queueNames } from './queues.ts'
import { createWakeUps, delay, jobFor, queueOf } from './wake-ups.ts'

export type QueueOptions = {
  database: QueueDatabase
  due: (now: Date, limit: number) => Promise<RequestKey[]>
  waiting: (keys: readonly RequestKey[], now: Date) => Promise<Waiting[]>
  reconcile: (key: RequestKey) => Promise<void>
  /** Looks for what webhooks did not tell; runs at the start and every five minutes, in one process at a time. */
  sweep: () => Promise<void>
  /** Places checkpoints elsewhere; as often, and apart, so that neither waits for the other. */
  place: () => Promise<void>
  /** Told how wake-ups are scheduled, before anything runs. */
  useWakeUps: (wakeUps: WakeUps) => void
  now: () => Date
  log: Log
  /** How many requests are looked at side by side. Default: 16, and 64 where grants end, which mostly wait for the store. */
  concurrency?: { look: number; end: number }
  /** Seconds between two searches for requests that are due but have no job. Default 15. */
  dueEvery?: number
}

export type RunningQueue = {
  /** Puts every request that is due into its queue, ends first. Returns how many there were. */
  sweepDue(): Promise<number>
  /** Finishes what runs, for at most ten seconds, and stops. */
  stop(): Promise<void>
}

const sweepLimit = 5_000

/** Milliseconds that what runs is waited for when the queue stops. */
const patience = 10_000

/** Starts the workers. Resolves when they run and what was due at the start is in the queues. */
export async function startQueue(options: QueueOptions): Promise<RunningQueue> {
  const boss = createBoss(options.database, options.log)
  await boss.start()
  await createQueues(boss, options.database.kind === 'server')
  options.useWakeUps(createWakeUps(boss, options.now))
  const sweepDue = (again: boolean) => putDueIntoQueues(boss, options, again)
  await sweepDue(false)
  const lookers = await startWorkers(boss, options)
  const timer = setInterval(
    () => {
      sweepDue(true).catch((thrown: unknown) =>
        options.log.warn({ err: asError(thrown) }, 'the search for due requests failed'),
      )
    },
    (options.dueEvery ?? 15) * 1000,
  )
  return {
    sweepDue: () => sweepDue(false),
    async stop() {
      clearInterval(timer)
      const looksEnded = Promise.all(lookers.map((looker) => looker.stop()))
      await Promise.all([
        boss.stop({ graceful: true, timeout: patience }),
        Promise.race([looksEnded, setTimeout(patience, undefined, { ref: false })]),
      ])
    },
  }
}

/** `repeated` searches add at most one job a minute for each request, however long the queues are. */
async function putDueIntoQueues(boss: PgBoss, options: QueueOptions, repeated: boolean): Promise<number> {
  const now = options.now()
  const keys = await options.due(now, sweepLimit)
  if (keys.length === 0) return 0
  const states = await options.waiting(keys, now)
  for (const urgent of [true, false]) {
    const jobs = states
      .filter((state) => state.urgent === urgent)
      .map(({ key }) => ({
        data: key,
        ...(repeated ? { singletonKey: formatKey(key), singletonSeconds: 60 } : {}),
      }))
    if (jobs.length > 0) await boss.insert(queueOf(urgent), jobs)
  }
  return keys.length
}

async function startWorkers(boss: PgBoss, options: QueueOptions): Promise<Looker[]> {
  const { reconcile, waiting, now, log, sweep } = options
  const concurrency = options.concurrency ?? { look: 16, end: 64 }
  const send: Looking['send'] = async (key, at, urgent, tries) => {
    await boss.send(queueOf(urgent), { ...jobFor(key, at), tries }, delay(at, now()))
  }
  const lookers = [queueNames.end, queueNames.look].map((name) => {
    const looker = createLooker({ reconcile, waiting, send, now, log }, createSlots(concurrency[name]))
    return { name, looker }
  })
  for (const { name, looker } of lookers) {
    await boss.work<LookJob>(name, workOptions, (jobs) => looker.begin(jobs.map((job) => job.data)))
  }
  await startTurns(boss, queueNames.place, options.place, log)
  await startTurns(boss, queueNames.sweep, sweep, log)
  return lookers.map(({ looker }) => looker)
}

/** Something to be done at the start and every five minutes, in one process at a time. */
async function startTurns(boss: PgBoss, name: 'sweep' | 'place', work: () => Promise<void>, log: Log): Promise<void> {
  await boss.work(name, { pollingIntervalSeconds: 5, notifyPollingIntervalSeconds: 5 }, () =>
    work().catch((thrown: unknown) =>
      log.warn({ err: asError(thrown), what: name }, 'a regular turn failed; the next one tries again'),
    ),
  )
  await boss.schedule(name, '*/5 * * * *')
  await boss.send(name)
}

/** Timers are noticed by polling, so the poll is what makes them late: half a second at most, however deep the queue. */
const workOptions = {
  batchSize: 50,
  localConcurrency: 2,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 0.5,
  burstWhenBatchFull: true,
} as const
