import type { Job, JobResult } from 'pg-boss'
import { asError, isDaypassError } from '../core/error.ts'
import { formatKey, type RequestKey } from '../core/request-key.ts'
import type { Log } from './log.ts'
import type { LookJob } from './queues.ts'
import type { Slots } from './slots.ts'

export type Waiting = { key: RequestKey; due: boolean; wakeAt: Date; urgent: boolean }

export type Looking = {
  reconcile: (key: RequestKey) => Promise<void>
  /** Of these requests, those that wait for an instant and that nobody works on. */
  waiting: (keys: readonly RequestKey[], now: Date) => Promise<Waiting[]>
  /** Sends the job again, for an instant at which it was early. */
  again: (key: RequestKey, at: Date, urgent: boolean) => Promise<void>
  now: () => Date
  log: Log
}

export type LookAtAll = (jobs: Job<LookJob>[]) => Promise<JobResult[]>

/**
 * Makes the handler of a batch of jobs. A job is only a hint: the rows say which requests are due, so that stale and doubled
 * jobs cost one query together and no look. One request is looked at once at a time.
 */
export function createLookAtAll(looking: Looking, slots: Slots): LookAtAll {
  const running = new Map<string, Promise<void>>()

  const lookAfter = async (before: Promise<void> | undefined, key: RequestKey): Promise<void> => {
    if (before !== undefined) {
      await before.catch(() => undefined)
      const [state] = await looking.waiting([key], looking.now())
      if (!state?.due) return
    }
    await slots(() => looking.reconcile(key))
  }

  const look = (key: RequestKey): Promise<void> => {
    const id = formatKey(key)
    const turn = lookAfter(running.get(id), key).finally(() => {
      if (running.get(id) === turn) running.delete(id)
    })
    running.set(id, turn)
    return turn
  }

  return async (jobs) => {
    const byKey = Map.groupBy(jobs, (job) => formatKey(job.data))
    const keys = [...byKey.values()].flatMap(([job]) => (job === undefined ? [] : [keyOf(job.data)]))
    const states = await looking.waiting(keys, looking.now())
    await Promise.all(states.filter((state) => !state.due).map((state) => putBack(state, byKey, looking)))
    const failures = new Map<string, Error>()
    const due = states.filter((state) => state.due).map((state) => state.key)
    await Promise.all(
      due.map(async (key) => {
        await look(key).catch((thrown: unknown) => failures.set(formatKey(key), asError(thrown)))
      }),
    )
    for (const [key, error] of failures) report(key, error, looking.log)
    return [...byKey].flatMap(([key, same]) => same.map((job, index) => result(job, index, failures.get(key))))
  }
}

const keyOf = ({ repository, issue }: LookJob): RequestKey => ({ repository, issue })

/** Clocks differ: a timer that comes before its instant goes back; any other job for a request that is not due is stale. */
async function putBack(state: Waiting, byKey: Map<string, Job<LookJob>[]>, looking: Looking): Promise<void> {
  const jobs = byKey.get(formatKey(state.key)) ?? []
  if (!jobs.some((job) => job.data.at === state.wakeAt.getTime())) return
  await looking.again(state.key, state.wakeAt, state.urgent)
}

function result(job: Job<LookJob>, index: number, error: Error | undefined): JobResult {
  // One job of several for the same request is enough to try again.
  if (error === undefined || index > 0) return { id: job.id, status: 'completed' }
  return {
    id: job.id,
    status: 'failed',
    output: { message: error.message, code: isDaypassError(error) ? error.code : undefined },
  }
}

function report(key: string, error: Error, log: Log): void {
  if (isDaypassError(error, 'FENCED_OFF')) log.info({ request: key }, 'another worker took over')
  else log.error({ err: error, request: key }, 'looking at a request failed; it is tried again')
}
