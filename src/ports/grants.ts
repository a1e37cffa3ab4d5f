import type { Grant, GrantedBy } from '../core/record.ts'
import type { RequestKey } from '../core/request-key.ts'

/** What a lockdown may be of. */
export type Lockable = Pick<Grant, 'connector' | 'resource' | 'requester'>

/** A grant as the ledger keeps it. `place` is its place in the status lists, given out once and never again. */
export type StoredGrant = Grant & {
  key: RequestKey
  statusIndex: number
  /** SHA-256 of the renewal credential; null: none was given out, or it was taken back. */
  renewal: string | null
  /** When the last access token issued runs out; null: none was issued. */
  lastToken: Date | null
  ended: Date | null
}

/** What use was made of a grant, as far as it is seen: how often, when first and last, and with which scopes. */
export type Use = { count: number; first: Date | undefined; last: Date | undefined; scopes: readonly string[] }

/** What begins, lengthens or renews access throws LOCKDOWN where a lockdown is in force; nothing that ends it does. */
export interface GrantStore {
  /**
   * Stores the intent before anything is created anywhere. Idempotent by grant id. `toEnd`: for what is ended at once, which no
   * lockdown keeps. Throws GRANT_ENDED, GRANT_CONFLICT, REPOSITORY_NOT_ENROLLED, LOCKDOWN.
   */
  open(key: RequestKey, grant: Grant, toEnd?: 'to-end'): Promise<StoredGrant>
  /** Asked before a decision is acted on, so that it waits; `open` and the others ask again. Throws LOCKDOWN. */
  mayBegin(access: Lockable): Promise<void>
  find(id: string): Promise<StoredGrant | undefined>
  findByRenewal(hash: string): Promise<StoredGrant | undefined>
  /** Replaces the renewal credential: at most one lives. Throws GRANT_ENDED, LOCKDOWN. */
  setRenewal(id: string, hash: string): Promise<void>
  /**
   * Notes that a token until `expires` is about to be signed; false when the grant has ended or `now` is not before its end: sign
   * nothing then. It counts as a use of the grant, with `scope` (absent: all of the grant's). Throws LOCKDOWN.
   */
  noteToken(id: string, expires: Date, now: Date, scope?: string): Promise<boolean>
  /** The tokens that were noted; undefined: they were not counted from the beginning, or there is no such grant. */
  useOf(id: string): Promise<Use | undefined>
  /** Moves the end of a grant that lives, for what was decided anew. Throws GRANT_ENDED, LOCKDOWN. */
  extend(id: string, to: { ends: Date; digest: string; policy: string }): Promise<void>
  /** Ends the grant: the first instant stands for ever, the renewal credential is taken back. Idempotent. */
  end(id: string, at: Date): Promise<StoredGrant>
  /** Places in [from, to) that are live at `now`: given out, not ended. */
  liveIndexes(from: number, to: number, now: Date): Promise<number[]>
  /** Every grant that has not ended. */
  openIds(): Promise<string[]>
  /** Grants of a connector of that name and kind that have not ended. */
  openOf(by: GrantedBy): Promise<string[]>
}
