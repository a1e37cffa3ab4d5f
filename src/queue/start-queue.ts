import { setTimeout } from 'node:timers/promises'
import type { PgBoss } from 'pg-boss'
import { asError } from '../core/error.ts'
import { formatKey, type RequestKey } from '../core/request-key.ts'
import type { Log } from '../ports/log.ts'
import type { Looks } from '../ports/looks.ts'
import type { WakeUps } from '../ports/unit-of-work.ts'
import { createBoss, type QueueDatabase } from './boss.ts'
import { createSlots } from './concurrency.ts'
import { createLooker, type Looker, type Looking, type Waiting } from './looker.ts'
import { createQueues, type LookJob, queueNames } from './queues.ts'
import { before, createWakeUps, delay, jobFor, queueOf } from './wake-ups.ts'
import type { LookWatch } from './watch-looks.ts'

/** A kind of key with rows of its own: which are due, which wait, and how one is looked at. */
export type Lane<State> = {
  due: (now: Date, limit: number) => Promise<RequestKey[]>
  waiting: (keys: readonly RequestKey[], now: Date) => Promise<State[]>
  reconcile: (key: RequestKey, looks: Looks) => Promise<void>
  /** Absent: nobody counts the looks, and they have no names. */
  watch?: LookWatch
}

type State = Omit<Waiting, 'urgency'>

export type QueueOptions = {
  database: QueueDatabase
  /** `urgent`: an end may be what is next, and ends have workers of their own. */
  requests: Lane<State & { urgent: boolean }> & {
    /** Ends in bulk all that is due; what is left of it is looked at one by one. */
    endDue?: () => Promise<void>
  }
  displays: Lane<State & { urgency: number }>
  proposals: Lane<State & { urgency: number }>
  governances: Lane<State & { urgency: number }>
  notices: Lane<State & { urgency: number }>
  /** Looks for what webhooks did not tell; runs at the start and every five minutes, in one process at a time. */
  sweep: () => Promise<void>
  /** Places checkpoints elsewhere; as often, and apart, so that neither waits for the other. */
  place: () => Promise<void>
  /** Told how wake-ups are scheduled, before anything runs. */
  useWakeUps: (wakeUps: WakeUps) => void
  now: () => Date
  log: Log
  /**
   * How many rows are looked at side by side. Default: 16, and 64 where grants end, which mostly wait for the store; 16 displays, which
   * mostly wait for GitHub; one proposal, so that no judgement takes what a decision needs.
   */
  concurrency?: { look: number; end: number; display?: number }
  /** Seconds between two searches for rows that are due but have no job. Default 15. */
  dueEvery?: number
}

export type RunningQueue = {
  /** Puts every row that is due into its queue, ends first. Returns how many there were. */
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

type Ranked = { name: 'end' | 'look' | 'display' | 'proposal' | 'governance' | 'notice'; state: Waiting }

const lanes = ['requests', 'displays', 'proposals', 'governances', 'notices'] as const

const laneOf = {
  [queueNames.end]: 'requests',
  [queueNames.look]: 'requests',
  [queueNames.display]: 'displays',
  [queueNames.proposal]: 'proposals',
  [queueNames.governance]: 'governances',
  [queueNames.notice]: 'notices',
} as const

/** The queue that a row belongs to, and its rank there. */
function ranked({ requests, displays, proposals, governances, notices }: QueueOptions) {
  return {
    requests: async (keys: readonly RequestKey[], now: Date): Promise<Ranked[]> =>
      (await requests.waiting(keys, now)).map(({ urgent, ...state }) => ({
        name: queueOf(urgent),
        state: { ...state, urgency: 0 },
      })),
    displays: async (keys: readonly RequestKey[], now: Date): Promise<Ranked[]> =>
      (await displays.waiting(keys, now)).map((state) => ({ name: queueNames.display, state })),
    proposals: async (keys: readonly RequestKey[], now: Date): Promise<Ranked[]> =>
      (await proposals.waiting(keys, now)).map((state) => ({ name: queueNames.proposal, state })),
    governances: async (keys: readonly RequestKey[], now: Date): Promise<Ranked[]> =>
      (await governances.waiting(keys, now)).map((state) => ({ name: queueNames.governance, state })),
    notices: async (keys: readonly RequestKey[], now: Date): Promise<Ranked[]> =>
      (await notices.waiting(keys, now)).map((state) => ({ name: queueNames.notice, state })),
  }
}

/** `repeated` searches add at most one job a minute for each row, however long the queues are. */
async function putDueIntoQueues(boss: PgBoss, options: QueueOptions, repeated: boolean): Promise<number> {
  const now = options.now()
  let found = 0
  for (const lane of lanes) {
    const keys = await options[lane].due(now, sweepLimit)
    found += keys.length
    const rows = keys.length === 0 ? [] : await ranked(options)[lane](keys, now)
    for (const [name, group] of Map.groupBy(rows, (row) => row.name)) {
      const jobs = group.map(({ state: { key, urgency } }) => ({
        data: key,
        ...before(urgency),
        ...(repeated ? { singletonKey: formatKey(key), singletonSeconds: 60 } : {}),
      }))
      await boss.insert(name, jobs)
    }
  }
  return found
}

async function startWorkers(boss: PgBoss, options: QueueOptions): Promise<Looker[]> {
  const { requests, now, log, sweep } = options
  const { look, end, display = 16 } = options.concurrency ?? { look: 16, end: 64 }
  const rows = ranked(options)
  const startWorker = async (name: Ranked['name'], places: number): Promise<Looker> => {
    const lane = laneOf[name]
    const waiting = async (keys: readonly RequestKey[], at: Date) =>
      (await rows[lane](keys, at)).map(({ state }) => state)
    const send: Looking['send'] = async (key, at, urgency, tries) => {
      await boss.send(name, { ...jobFor(key, at), tries }, { ...delay(at, now()), ...before(urgency) })
    }
    const { reconcile, watch } = options[lane]
    const { endDue } = requests
    const first = name === queueNames.end && endDue ? { first: endDue } : {}
    const watched = watch ? { watch } : {}
    const looker = createLooker({ reconcile, waiting, send, ...first, ...watched, now, log }, createSlots(places))
    const batch = name === queueNames.end ? { batchSize: 250 } : {}
    await boss.work<LookJob>(name, { ...workOptions, ...batch }, (jobs) => looker.begin(jobs.map((job) => job.data)))
    return looker
  }
  const lookers = [
    await startWorker(queueNames.end, end),
    await startWorker(queueNames.look, look),
    await startWorker(queueNames.display, display),
    await startWorker(queueNames.proposal, 1),
    await startWorker(queueNames.governance, 4),
    await startWorker(queueNames.notice, 4),
  ]
  await startTurns(boss, queueNames.place, options.place, log)
  await startTurns(boss, queueNames.sweep, sweep, log)
  return lookers
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
