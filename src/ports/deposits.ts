import type { SecretPlace } from '../core/lending/secret-place.ts'
import type { RequestKey } from '../core/request-key.ts'

/** What became of a secret: see `deposit` in schemas/stored-request.schema.json. */
export type Cleared = 'removed' | 'absent' | 'replaced' | 'gone' | 'unput'

/**
 * A secret that holds the credential of a grant, or is going to. `intended`: when it was about to be put last; `answered`: when GitHub had it;
 * `updated`: the same by GitHub's own clock, where it said so.
 */
export type StoredDeposit = {
  grant: string
  key: RequestKey
  place: SecretPlace
  intended: Date | null
  answered: Date | null
  updated: string | null
  /** It was seen there, and taken away, and is read back once more. */
  taken: boolean
  tries: number
  why: string | null
  over: { at: Date; how: Cleared } | null
}

/** The right to clear one secret, for 60 seconds from the claim. */
export type DepositClaim = { deposit: StoredDeposit; fence: number }

/**
 * Which secret holds whose credential: at most one grant has a secret, from before anything is put there until it is cleared. The store is the
 * lock: what lies on GitHub tells nobody whose it is. Every method throws STORE_UNAVAILABLE.
 */
export interface Deposits {
  /** The grant that has this secret, with the address of its request and its end. */
  holderOf(place: SecretPlace): Promise<{ grant: string; requestUrl: string; ends: Date } | undefined>
  /** Takes the secret for a grant that lives. Idempotent. Throws SECRET_TAKEN where another has it, GRANT_ENDED. */
  take(grant: string, place: SecretPlace, at: Date): Promise<StoredDeposit>
  /** Stored before the secret is put. Throws GRANT_ENDED where the grant, or the deposit, is over. */
  intend(grant: string, at: Date): Promise<void>
  /** It was put. What was taken for over meanwhile has to be cleared again. */
  put(grant: string, answered: Date, updated: string | null): Promise<void>
  find(grant: string): Promise<StoredDeposit | undefined>
  /** Claims one whose grant has ended, and that is due and that nobody works on. */
  claim(now: Date): Promise<DepositClaim | undefined>
  /** Keeps it to be looked at then. Whoever was overtaken keeps nothing. */
  release(claim: DepositClaim, change: { due: Date; tries: number; taken?: boolean; why?: string }): Promise<void>
  /** It is over, and its request is woken to hear of it. Whoever was overtaken, or whose secret was put since, settles nothing. */
  settle(claim: DepositClaim, over: { at: Date; how: Cleared }): Promise<void>
}
