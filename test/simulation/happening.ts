import type { RequestState } from '../../src/core/record.ts'
import type { DisturbanceKind, OrderKind, PersonKind, WorldKind } from './events.ts'

export type Wish = { resource: string; actions: string; minutes: number; reason: string }

/**
 * One thing that happens as soon as a request has come into this state, whichever it is, and so many seconds after that. Nobody
 * could tell beforehand when that is.
 */
export type Ambush = Omit<Happening, 'at' | 'of'> & { in: RequestState; after: number }

/** One thing that happens. `at`: seconds after the start; `of`: the how-manieth request; `by`: who; `seconds`: for how long, or how far. */
export type Happening = {
  at: number
  kind: PersonKind | WorldKind | OrderKind | DisturbanceKind
  of?: number
  by?: number
  wish?: Wish
  seconds?: number
}
