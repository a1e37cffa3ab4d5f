/** Who was in a team when GitHub listed it. */
export type Listing = {
  installation: number
  /** The team's numeric id: a new name makes no new team. */
  team: number
  people: readonly number[]
  /** When GitHub was asked, and when the answer was there: whoever is in it had come by then. */
  asked: Date
  answered: Date
}

/** Word of a change that GitHub sent by itself; without a team: the person left the organisation. */
export type Move = { installation: number; person: number; team?: number; joined: boolean }

/**
 * Since when people are in the teams that may say yes. GitHub tells who is in a team, and not since when; so it is noted who is new
 * in a listing. What is noted may be later than what happened, as when a notice is lost or comes late, and earlier only where
 * somebody left and came back without a notice or a listing in between. Throws STORE_UNAVAILABLE.
 */
export interface Roster {
  /**
   * Takes note of a listing, and forgets whoever is not in it. Answers by when those came who were not there when the team was
   * first listed: the others were there before. A listing that is older than the last change changes nothing; whoever is known
   * only by that one came when it was answered.
   */
  listed(listing: Listing): Promise<Map<number, Date>>
  /** Who joins begins anew, even if they were thought to be in it; who leaves is forgotten. */
  moved(move: Move, at: Date): Promise<void>
}
