import { asError } from '../core/error.ts'
import type { Log } from '../ports/log.ts'

/** What a timer is made with: calls back after so many milliseconds, and returns what takes that back. */
export type After = (ms: number, call: () => void) => () => void

export type TimedTurns = {
  /** Its name in the log. */
  what: string
  /** Does what is due, and returns when something is due next, where it knows. */
  // biome-ignore lint/suspicious/noConfusingVoidType: work that knows nothing of that returns nothing.
  turn: () => Promise<Date | undefined | void>
  /** Seconds until the next turn where nobody knows when something is due, as after one that failed. Default 60. */
  every?: number
  now: () => Date
  log: Log
  after?: After
}

/** Milliseconds between two turns: what another server has put down is seen after the longest. */
const shortest = 1_000
const longest = 60_000
/** Milliseconds that a turn which runs is waited for. */
const patience = 10_000

const onTimer: After = (ms, call) => {
  const timer = setTimeout(call, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

/**
 * Takes turns: at once, and whenever one is due. The rows say what is due, and whoever claims one works on it: this is but the clock. Returns how
 * to stop it; what a turn has begun then is finished, or ended by the next server.
 */
export function startTimedTurns({ what, turn, every = 60, now, log, after = onTimer }: TimedTurns): {
  stop(): Promise<void>
} {
  let stopped = false
  let cancel = () => {}
  const takeTurn = async (): Promise<void> => {
    const next = await turn().catch((thrown: unknown) =>
      log.warn({ err: asError(thrown), what }, 'a regular turn failed; the next one tries again'),
    )
    if (stopped) return
    const wait = next ? next.getTime() - now().getTime() : every * 1000
    cancel = after(Math.min(longest, Math.max(shortest, wait)), () => {
      running = takeTurn()
    })
  }
  let running = takeTurn()
  return {
    async stop() {
      stopped = true
      cancel()
      let give = () => {}
      const late = new Promise<void>((resolve) => {
        give = after(patience, resolve)
      })
      await Promise.race([running, late])
      give()
    },
  }
}
