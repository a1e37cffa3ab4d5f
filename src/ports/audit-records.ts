import type { RequestRecord } from '../core/record.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { SignedCheckpoint } from '../core/trail/checkpoint.ts'
import type { TrailEntry, TrailPosition } from '../core/trail/entry.ts'
import type { DecisionArchive } from './decision-archive.ts'
import type { AheadOfUs } from './placements.ts'

/** The store as an auditor sees it: nothing here decides about access. Every method throws STORE_UNAVAILABLE. */
export interface AuditRecords extends DecisionArchive {
  /** Who signs: the server's public address, and its public keys (JWK). */
  issuer: string
  keys: readonly object[]
  repositories(): Promise<{ id: number; owner: string; name: string }[]>
  /** Where each repository's chain ends, as it says itself. */
  chains(): Promise<(TrailPosition & { repository: number })[]>
  /** Entries of a repository's chain after `seq`, in order. */
  trail(repository: number, after: number, limit: number): Promise<TrailEntry[]>
  trailOf(key: RequestKey): Promise<TrailEntry[]>
  /** Checkpoints from the database and from the file beside it, as they stand there. */
  checkpoints(): Promise<SignedCheckpoint[]>
  /** Cuts a checkpoint of every chain that grew. Throws TRAIL_* for one that does not go through its last one. */
  cut(): Promise<void>
  request(key: RequestKey): Promise<RequestRecord | undefined>
  /** Who stands behind the keyed hashes; those who were forgotten are not among them. */
  people(): Promise<{ ref: string; id: number; login: string | undefined }[]>
  /** Blanks a person in what is over; the chains stay as they are. `open`: requests of theirs that live, and were left alone. */
  forget(person: number): Promise<{ requests: number; open: RequestKey[] }>
  /** Live requests on GitHub that are another store's, or that this one has lost; and whose this one ends from now on. */
  foreign(): Promise<(RequestKey & { store: string })[]>
  adopt(store: string): Promise<void>
  /** From now on the trail of this repository goes on without what was seen of it elsewhere; returns what that was. */
  giveUp(repository: number): Promise<AheadOfUs[]>
  close(): Promise<void>
}
