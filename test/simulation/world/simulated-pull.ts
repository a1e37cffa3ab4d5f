import type { Pull, Review } from '../../../src/ports/pull-requests.ts'
import type { Versions } from './versions.ts'

export type SimulatedPull = {
  number: number
  versions: Versions<Pull>
  reviews: Map<number, Versions<Review>>
  /** As of when its reviews were read since it was merged; milliseconds. */
  readSince: number[]
}
