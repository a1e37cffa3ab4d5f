import type { SecretPlace } from '../core/lending/secret-place.ts'
import type { CheckResult } from './check-result.ts'
import type { LendingApp } from './lending.ts'

/** A key to seal a secret to, which is GitHub's: nobody reads a secret back. `id`: which of its keys that is. */
export type SecretKey = { id: string; key: string }

/** `absent`: there is no secret of that name; `gone`: there is no such environment any more. Instants as GitHub has them. */
export type FoundSecret = 'absent' | 'gone' | { created: string; updated: string }

/**
 * The secrets of GitHub Actions in one organisation, by an App that may write them. Every method throws GITHUB_*; what the App may not see
 * is refused, and never taken for absent.
 */
export interface ActionsSecrets {
  /** `owner/name` of the repository now. */
  nameOf(repository: number): Promise<string>
  find(place: SecretPlace): Promise<FoundSecret>
  keyOf(place: SecretPlace): Promise<SecretKey>
  /** `sealed`: base64 of a sealed box to that key. Whatever stands there is written over. Returns when, by GitHub's clock; undefined: it does not say. */
  put(place: SecretPlace, key: SecretKey, sealed: string): Promise<Date | undefined>
  /** Idempotent. */
  remove(place: SecretPlace): Promise<void>
  /** Whether the App may write there, and that repository and environment are there. Changes nothing. */
  health(place: SecretPlace): Promise<CheckResult[]>
}

/** How a connector of type `github` gets at secrets. */
export type OpenActionsSecrets = (app: LendingApp) => ActionsSecrets
