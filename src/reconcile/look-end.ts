import type { LookFailure } from '../core/error.ts'
import type { LookEnd, Looks } from '../ports/looks.ts'

/** The end of a look that gave its claim back. */
export function endOf(again: boolean, failure: LookFailure | undefined): LookEnd {
  if (failure !== undefined) return { outcome: 'failed', failure }
  return { outcome: again ? 'again' : 'done' }
}

/** For looks that nobody counts. */
export const unwatched: Looks = { begin: () => undefined, ended: () => undefined }
