import type { LookFailure } from '../core/error.ts'

/**
 * How a look ended. `done`: nothing is left for now. `again`: somebody asked for another look meanwhile, which follows at once. `busy`: no
 * look was needed, since another worker holds the row or there is none. `fenced`: another worker has claimed the row since. `failed`: an
 * error stopped it; the row stays due or has an instant at which it is tried again.
 */
export type LookEnd = { outcome: 'done' | 'again' | 'busy' | 'fenced' } | { outcome: 'failed'; failure: LookFailure }

/** Whoever runs looks: names each, and hears how it ended. A look that throws ends when it has thrown, without `ended`. */
export type Looks = {
  /** A look begins. Returns its name, which is in each line that it writes to the log; undefined: it has none. */
  begin(): string | undefined
  /** The look that began last has ended. */
  ended(end: LookEnd): void
}
