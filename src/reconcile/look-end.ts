import type { LookFailure } from '../core/error.ts'
import { type Log, withFacts } from '../ports/log.ts'
import type { LookEnd, Looks } from '../ports/looks.ts'

/** What a look came to. `held` undefined: another worker has claimed the row since. */
export type Looked<Claim> = { held: Claim | undefined; wakeAt: Date | null; failure?: LookFailure }

/** How a kind of row is claimed, looked at and given back. */
type Row<Claim, Seen extends Looked<Claim>> = {
  claim(): Promise<Claim | undefined>
  look(claim: Claim, log: Log): Promise<Seen>
  /** True: somebody asked for a look meanwhile. */
  release(held: Claim, looked: Seen): Promise<boolean>
}

/** Looks at a row, and again for as long as somebody asks for it meanwhile; each look has a name of its own in the log. Throws what the three throw. */
export async function lookWhileAsked<Claim, Seen extends Looked<Claim>>(
  { claim, look, release }: Row<Claim, Seen>,
  log: Log,
  looks: Looks,
): Promise<void> {
  for (;;) {
    const named = withFacts(log, { look: looks.begin() })
    const claimed = await claim()
    if (!claimed) return looks.ended({ outcome: 'busy' })
    const looked = await look(claimed, named)
    if (!looked.held) return looks.ended({ outcome: 'fenced' })
    const again = await release(looked.held, looked)
    looks.ended(endOf(again, looked.failure))
    if (!again) return
  }
}

/** The end of a look that gave its claim back. */
function endOf(again: boolean, failure: LookFailure | undefined): LookEnd {
  if (failure !== undefined) return { outcome: 'failed', failure }
  return { outcome: again ? 'again' : 'done' }
}

/** For looks that nobody counts. */
export const unwatched: Looks = { begin: () => undefined, ended: () => undefined }
