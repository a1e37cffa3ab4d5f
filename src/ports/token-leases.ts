import type { StoredGrant } from './grants.ts'

/** A grant with what the token kind keeps of it. `statusIndex` is its place in the status lists, given out once and never again. */
export type TokenLease = StoredGrant & {
  statusIndex: number
  /** SHA-256 of the renewal credential; null: none was given out, or the end took it back. */
  renewal: string | null
  /** When the last access token issued runs out; null: none was issued. */
  lastToken: Date | null
}

/** What use was made of a grant, as far as it is seen: how often, when first and last, and with which scopes. */
export type Use = { count: number; first: Date | undefined; last: Date | undefined; scopes: readonly string[] }

/** What the token kind has in place of a target: its leases, beside the ledger. What renews access throws LOCKDOWN where one is in force. */
export interface TokenLeases {
  leaseOf(id: string): Promise<TokenLease | undefined>
  findByRenewal(hash: string): Promise<TokenLease | undefined>
  /** Replaces the renewal credential: at most one lives. Throws GRANT_ENDED, LOCKDOWN. */
  setRenewal(id: string, hash: string): Promise<void>
  /**
   * Notes that a token until `expires` is about to be signed; false when the grant has ended or `now` is not before its end: sign
   * nothing then. It counts as a use of the grant, with `scope` (absent: all of the grant's). Throws LOCKDOWN.
   */
  noteToken(id: string, expires: Date, now: Date, scope?: string): Promise<boolean>
  /** The tokens that were noted; undefined: they were not counted from the beginning, or there is no such grant. */
  useOf(id: string): Promise<Use | undefined>
  /** Where these grants are published, in no order; what is not known is left out. */
  indexesOf(ids: readonly string[]): Promise<number[]>
  /** Places in [from, to) that are live at `now`: given out, not ended. */
  liveIndexes(from: number, to: number, now: Date): Promise<number[]>
}
