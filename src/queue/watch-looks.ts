import { failureOf } from '../core/error.ts'
import type { LookEnd, Looks } from '../ports/looks.ts'

/** What is to be known of looks: a name for each, and whom to tell how it ended and after how many seconds. */
export type LookWatch = {
  /** Short and random, so that the lines of one look are found in a log. */
  freshName(): string
  ended(end: LookEnd, seconds: number): void
}

/** The looks of one turn, which follow each other. */
export type WatchedLooks = Looks & {
  /** The look that began last has thrown. Returns what its line in the log names it by. */
  threw(thrown: unknown): { look?: string }
}

export function watchLooks({ watch, now }: { watch?: LookWatch; now: () => Date }): WatchedLooks {
  let running: { look?: string; since: number } | undefined
  const ended = (end: LookEnd): void => {
    if (!running) return
    // A clock that was set back measures nothing.
    watch?.ended(end, Math.max(0, now().getTime() - running.since) / 1000)
    running = undefined
  }
  return {
    begin() {
      const look = watch?.freshName()
      running = { ...(look === undefined ? {} : { look }), since: now().getTime() }
      return look
    },
    ended,
    threw(thrown) {
      // Between two looks only the row is asked for, which is no look.
      const look = running?.look
      const failure = failureOf(thrown)
      ended(failure === 'overtaken' ? { outcome: 'fenced' } : { outcome: 'failed', failure })
      return look === undefined ? {} : { look }
    },
  }
}
