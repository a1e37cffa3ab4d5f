import type { RequestState } from '../../src/core/record.ts'
import type { DisturbanceKind, OrderKind, PersonKind, ProposalKind, WorldKind } from './events.ts'
import type { ProposalState } from './pairs.ts'
import type { Change } from './world/governed-files.ts'

export type Wish = { resource: string; actions: string; minutes: number; reason: string }

/**
 * One thing that happens as soon as a request, or a pull request against the default branch, has come into this state, whichever it is, and so many seconds after that. Nobody
 * could tell beforehand when that is.
 */
export type Ambush = Omit<Happening, 'at' | 'of'> & { in: RequestState | ProposalState; after: number }

/** One thing that happens. `at`: seconds after the start; `of`: the how-manieth request, or proposal; `by`: who; `seconds`: for how long, or how far. */
export type Happening = {
  at: number
  kind: PersonKind | WorldKind | ProposalKind | OrderKind | DisturbanceKind
  of?: number
  by?: number
  wish?: Wish
  change?: Change
  seconds?: number
}
