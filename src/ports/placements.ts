import type { SignedCheckpoint } from '../core/trail/checkpoint.ts'
import type { TrailPosition } from '../core/trail/entry.ts'
import type { LastPlaced } from '../core/trail/placed.ts'

/** A chain, and how it stands to one place of checkpoints. */
export type ChainPlacement = {
  repository: number
  /** The newest checkpoint that was cut. */
  newest: SignedCheckpoint
  /** The newest that lies in the place, as far as is remembered. */
  last?: LastPlaced
  /** A checkpoint of ours that was seen there, and that the chain does not go through. */
  ahead?: TrailPosition
}

/** A trail that is not what was seen of it elsewhere. */
export type AheadOfUs = TrailPosition & { repository: number; place: string }

/** `placed`: the entry of the newest checkpoint that lies elsewhere; `at`: when it was made; `ahead`: an entry that is there and not here. */
export type TrailElsewhere = { repository: number; placed?: number; at?: Date; ahead?: number }

/** What the store remembers of places of checkpoints. Every method throws STORE_UNAVAILABLE. */
export interface Placements {
  /** Every chain that has a checkpoint. */
  chains(place: string): Promise<ChainPlacement[]>
  /** The hash of this entry; undefined: the chain does not reach it. */
  hashAt(repository: number, seq: number): Promise<string | undefined>
  /** Whether an operator has said that what was seen there is lost for good. */
  isGivenUp(repository: number, seen: TrailPosition): Promise<boolean>
  /** The newest that lies there; older than what is remembered: the older one counts from now on. */
  setLast(place: string, repository: number, last: LastPlaced): Promise<void>
  /** Keeps what is ahead of us until it is given up, or, with undefined, forgets it. */
  setAhead(place: string, repository: number, seen: TrailPosition | undefined): Promise<void>
  /** Up to which entry each trail is placed and when that was made, and which entry was seen that it does not have; of several places the furthest. */
  elsewhere(): Promise<TrailElsewhere[]>
  /** Trails that are not what was seen of them: nothing begins there. Of one repository, or of all. */
  ahead(repository?: number): Promise<AheadOfUs[]>
  /** The operator's word that what is ahead of this repository's chain is lost: the chain goes on without. Returns it. */
  giveUp(repository: number, at: Date): Promise<AheadOfUs[]>
}
