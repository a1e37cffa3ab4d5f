import { asError, failureOf } from '../core/error.ts'
import { formatKey, type RequestKey } from '../core/request-key.ts'
import { type Log, withFacts } from '../ports/log.ts'
import type { Looks } from '../ports/looks.ts'
import type { Slots } from './concurrency.ts'
import type { LookJob } from './queues.ts'
import { type LookWatch, watchLooks } from './watch-looks.ts'

/** `urgency`: 0 goes first. */
export type Waiting = { key: RequestKey; due: boolean; wakeAt: Date; urgency: number }

export type Looking = {
  reconcile: (key: RequestKey, looks: Looks) => Promise<void>
  /** Of these rows, those that wait for an instant and that nobody works on. */
  waiting: (keys: readonly RequestKey[], now: Date) => Promise<Waiting[]>
  /** Sends a job for this instant. */
  send: (key: RequestKey, at: Date, urgency: number, tries: number) => Promise<void>
  /** Does at once what can be done to many together, before any of them is looked at. */
  first?: () => Promise<void>
  watch?: LookWatch
  now: () => Date
  log: Log
}

export type Looker = {
  /** Resolves when a look has begun, or was found needless, for every job. Throws STORE_UNAVAILABLE. */
  begin(jobs: readonly LookJob[]): Promise<void>
  /** Begins no look any more, and resolves when none runs. Rows that were to be looked at stay due. */
  stop(): Promise<void>
}

/** So many are done together; fewer are as fast one by one, and proved in the same look. */
const worthwhile = 16

/** After so many failures in a row, the regular search for due requests is what tries again. */
const mostTries = 8

/**
 * Turns jobs into looks. A job is only a hint: the rows say which requests are due, so that stale and doubled jobs cost one
 * query together and no look. It is done once its look has begun, so that a slow look holds up no other job; until it has
 * ended its row is due, which is what a crash leaves behind.
 */
export function createLooker(looking: Looking, slots: Slots): Looker {
  const running = new Map<string, { again: boolean }>()
  const looks = new Set<Promise<void>>()
  let stopping = false
  let beginning: Promise<void> | undefined

  /** One at a time: whoever comes meanwhile waits for it, so that none of many is looked at before all have been done together. */
  const together = (): Promise<void> => {
    beginning ??= (looking.first?.() ?? Promise.resolve()).finally(() => {
      beginning = undefined
    })
    return beginning
  }

  const isDue = async (key: RequestKey): Promise<boolean> => {
    const [state] = await looking.waiting([key], looking.now())
    return state?.due === true
  }

  /** It is out of `running` in the same turn in which nobody was found to have asked again, or it failed: no job falls between. */
  const look = async (key: RequestKey, state: { again: boolean }, watched: Looks): Promise<void> => {
    try {
      let due: boolean
      do {
        state.again = false
        await looking.reconcile(key, watched)
        due = false
        // Asked for while it ran: perhaps by what this very look has seen, so the row decides. Who asks while it is read asks anew.
        while (state.again && !due) {
          state.again = false
          due = await isDue(key)
        }
      } while (due)
    } finally {
      running.delete(formatKey(key))
    }
  }

  /** Resolves, when the look has begun, to whether what was known of the rows is old by now. */
  const start = async ({ key, urgency }: Waiting, tries: number, old: boolean): Promise<boolean> => {
    const id = formatKey(key)
    const known = running.get(id)
    if (known !== undefined) {
      known.again = true
      return old
    }
    const state = { again: false }
    running.set(id, state)
    const { leave, waited } = await slots.enter(urgency)
    const isOld = old || waited
    // Meanwhile another job for it may have led to this look; yet another may come while the row is read.
    let due = !isOld
    while (!due && !stopping) {
      state.again = false
      due = await isDue(key).catch(() => true)
      if (!state.again) break
    }
    if (stopping || !due) {
      running.delete(id)
      leave()
      return isOld
    }
    const watched = watchLooks(looking)
    const turn = look(key, state, watched)
      .catch((thrown: unknown) => {
        const log = withFacts(looking.log, watched.threw(thrown))
        return tryAgain({ ...looking, log }, { key, urgency, tries, error: asError(thrown) })
      })
      .finally(() => {
        looks.delete(turn)
        leave()
      })
    looks.add(turn)
    return isOld
  }

  return {
    async begin(jobs) {
      const byKey = Map.groupBy(jobs, formatKey)
      const keys = [...byKey.values()].flatMap(([job]) => (job === undefined ? [] : [keyOf(job)]))
      // One of them may keep all others from being done: alone it cannot.
      if (keys.length >= worthwhile)
        await together().catch((thrown: unknown) =>
          looking.log.error({ err: asError(thrown) }, 'many could not be done together; they are looked at one by one'),
        )
      let old = false
      for (const state of await looking.waiting(keys, looking.now())) {
        const same = byKey.get(formatKey(state.key)) ?? []
        const tries = Math.max(0, ...same.map((job) => job.tries ?? 0))
        if (state.due) old = await start(state, tries, old)
        // Clocks differ: a timer that comes before its instant goes back; any other job for it is stale.
        else if (same.some((job) => job.at === state.wakeAt.getTime()))
          await looking.send(state.key, state.wakeAt, state.urgency, tries)
        byKey.delete(formatKey(state.key))
      }
      // Of these somebody is working on, whom an end may have to overtake: what came too early for that goes back, too.
      for (const [job] of byKey.values())
        if (job?.at !== undefined && job.at > looking.now().getTime())
          await looking.send(keyOf(job), new Date(job.at), 0, job.tries ?? 0)
    },
    async stop() {
      stopping = true
      while (looks.size > 0) await Promise.all(looks)
    },
  }
}

const keyOf = ({ repository, issue }: LookJob): RequestKey => ({ repository, issue })

type Failed = { key: RequestKey; urgency: number; tries: number; error: Error }

/** In 2, 4, 8 … seconds, at most a minute. The row stays due whatever happens here. */
async function tryAgain({ send, now, log }: Looking, { key, urgency, tries, error }: Failed): Promise<void> {
  const request = formatKey(key)
  if (failureOf(error) === 'overtaken') {
    log.info({ request }, 'another worker took over')
    return
  }
  log.error({ err: error, request, tries }, 'looking at a request failed; it is tried again')
  if (tries >= mostTries) return
  const at = new Date(now().getTime() + Math.min(60, 2 ** (tries + 1)) * 1000)
  await send(key, at, urgency, tries + 1).catch((thrown: unknown) => {
    log.warn({ err: asError(thrown), request }, 'no job could be sent; the regular search will find the request')
  })
}
