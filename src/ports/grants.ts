import type { Grant } from '../core/record.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { LeaseState } from './lease-state.ts'

/** What a lockdown may be of. */
export type Lockable = Pick<Grant, 'connector' | 'resource' | 'requester'>

/** A grant as the ledger keeps it. `lease`: what its connector noted before anything began in the target; null: nothing was noted. */
export type StoredGrant = Grant & { key: RequestKey; lease: LeaseState | null; ended: Date | null }

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
  /**
   * Keeps what the connector noted of the target, for as long as the grant is known: what is kept first stands, and is returned. Throws
   * GRANT_ENDED, LOCKDOWN.
   */
  keepLease(id: string, lease: LeaseState): Promise<LeaseState>
  /** Moves the end of a grant that lives, for what was decided anew. Throws GRANT_ENDED, LOCKDOWN. */
  extend(id: string, to: { ends: Date; digest: string; policy: string }): Promise<void>
  /** Ends the grant: the first instant stands for ever, and no token of it is renewed any more. Idempotent. Throws GRANT_UNKNOWN. */
  end(id: string, at: Date): Promise<StoredGrant>
  /** Every grant that has not ended. */
  openIds(): Promise<string[]>
  /**
   * What connectors of this type gave in this repository and is good at `at`: not ended, not past its end, and under no lockdown, as tokens
   * are not renewed under one. By id.
   */
  liveOf(repository: number, connectorType: string, at: Date): Promise<StoredGrant[]>
  /**
   * What connectors of this type gave this person, or anybody, in any repository, and may still lie in a target: what has not ended, and
   * what has while its request does not know it proved. In the order in which they were opened.
   */
  unsettledOf(connectorType: string, requester?: number): Promise<StoredGrant[]>
}
