import type { Lendable, LentPermission } from '../core/lending/loans.ts'
import type { SeenOnGitHub } from '../core/lending/offered-loans.ts'
import type { CheckResult } from './check-result.ts'

/**
 * What somebody has there by an entry of their own. `unclear`: they have it, and it may be by what `also` names alone. `invited`: they were
 * asked and have not answered. Roles on repositories that cannot be lent are `more`.
 */
export type OwnRole = 'none' | 'unclear' | 'invited' | 'member' | 'maintainer' | LentPermission | 'more'

/** `name`: what people call it, such as `@acme/dev`. `also`: what else gives them the same, each in a few words. */
export type Standing = { name: string; own: OwnRole; also: readonly string[] }

/**
 * GitHub's memberships and roles, by an App that may write them in one organisation. Everything is addressed by id, and the login is looked
 * up at the time of the call. Every method throws GITHUB_*.
 */
export interface Lending {
  /** Whether this is the id of an active member of the organisation. `isOwner`: their role is never less than the highest. */
  memberOf(person: number): Promise<{ isOwner: boolean } | undefined>
  /** Who left the organisation, or whose account is gone, has nothing. Undefined: what was lent is not there any more, and nobody has it. */
  standing(what: Lendable, person: number): Promise<Standing | undefined>
  /**
   * Gives an active member a plain membership, or the role. `invited`: GitHub has asked them instead; take it back. Throws GITHUB_REFUSED
   * also where the login changed hands during the call: then it was taken back.
   */
  give(what: Lendable, person: number): Promise<'given' | 'invited'>
  /** Takes away the entry of their own, an invitation as well. Idempotent. */
  take(what: Lendable, person: number): Promise<void>
  /** What there is in its organisation that could be lent. Changes nothing. */
  seen(): Promise<SeenOnGitHub>
  /** Whether the App is there, what it may do, and that the ids lead somewhere. Changes nothing. */
  health(whats: readonly Lendable[]): Promise<CheckResult[]>
}

/** The App of one connector, from its settings. */
export type LendingApp = {
  app_id: number
  private_key: string
  organisation: number
  installation_id?: number
  /** Repositories into whose secrets it delivers. */
  secrets?: readonly number[]
}

/** How a connector gets its hands on GitHub. */
export type OpenLending = (app: LendingApp) => Lending
