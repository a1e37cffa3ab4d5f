import type { Grant, GrantedBy } from '../core/record.ts'
import type { RequestKey } from '../core/request-key.ts'

/** A grant as the ledger keeps it. `place` is its place in the status lists, given out once and never again. */
export type LedgerGrant = Grant & {
  key: RequestKey
  place: number
  /** SHA-256 of the renewal credential; null: none was given out, or it was taken back. */
  renewal: string | null
  /** When the last access token issued runs out; null: none was issued. */
  lastToken: Date | null
  ended: Date | null
}

export interface GrantLedger {
  /** Stores the intent before anything is created anywhere. Idempotent by grant id. Throws GRANT_ENDED, GRANT_CONFLICT, REPOSITORY_NOT_ENROLLED. */
  open(key: RequestKey, grant: Grant): Promise<LedgerGrant>
  find(id: string): Promise<LedgerGrant | undefined>
  findByRenewal(hash: string): Promise<LedgerGrant | undefined>
  /** Replaces the renewal credential: at most one lives. Throws GRANT_ENDED. */
  setRenewal(id: string, hash: string): Promise<void>
  /** Notes that a token until `expires` is about to be signed; false when the grant has ended or `now` is not before its end: sign nothing then. */
  noteToken(id: string, expires: Date, now: Date): Promise<boolean>
  /** Moves the end of a grant that lives, for what was decided anew. Throws GRANT_ENDED, GRANT_UNKNOWN. */
  extend(id: string, to: { ends: Date; digest: string; policy: string }): Promise<void>
  /** Ends the grant: the first instant stands for ever, the renewal credential is taken back. Idempotent. */
  end(id: string, at: Date): Promise<LedgerGrant>
  /** Places in [from, to) that are live at `now`: given out, not ended. */
  livePlaces(from: number, to: number, now: Date): Promise<number[]>
  /** Every grant that has not ended. */
  openIds(): Promise<string[]>
  /** Grants of a connector of that name and kind that have not ended. */
  openOf(by: GrantedBy): Promise<string[]>
}
