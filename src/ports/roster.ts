/** Who was in a team when GitHub listed it. */
export type Listing = {
  installation: number
  /** The team's numeric id: a new name makes no new team. */
  team: number
  people: readonly number[]
  /** What `changes` said before GitHub was asked. */
  after: number
  /** When the answer was there: whoever is in it had come by then. */
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
   * How many changes are known of an installation's teams. Read before GitHub is asked for a listing: a change that is noted after
   * that may have been made after GitHub answered, whatever the clocks of replicas say.
   */
  changes(installation: number): Promise<number>
  /**
   * Takes note of a listing, and forgets whoever is not in it. Answers by when those came who were not there when the team was
   * first listed: the others were there before. A listing that was begun before the last change of its team, or before somebody last
   * left the organisation, changes nothing: whoever is known only by it came when it was answered, and where the team was never listed
   * there is no answer (`undefined`): it is listed again.
   */
  listed(listing: Listing): Promise<Map<number, Date> | undefined>
  /** Who joins begins anew, even if they were thought to be in it; who leaves is forgotten. */
  moved(move: Move, at: Date): Promise<void>
}
