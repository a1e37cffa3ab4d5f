import type { Problem } from '../core/error.ts'
import type { Lendable } from '../core/lending/loans.ts'
import type { SecretPlace } from '../core/lending/secret-place.ts'
import type { Control } from '../core/lifecycle/fire-drill.ts'
import type { Grant, Proof } from '../core/record.ts'
import type { Secret } from '../core/secret.ts'
import type { Resource } from '../generated/catalog.ts'
import type { Credential } from '../generated/sealed-payload.ts'
import type { CheckResult } from './check-result.ts'
import type { StoredGrant } from './grants.ts'
import type { LeaseState } from './lease-state.ts'
import type { Use } from './token-leases.ts'

/**
 * How fast an end takes effect where targets behave (seconds), the worst overrun, whether what is open then is cut, how the end will be
 * proved at best, and all of it in words for the request's status.
 */
export type EndDeclaration = {
  effect: number
  worst: number
  cutsSessions: boolean
  proof: Proof['how']
  words: string
}

/** When the target was ended: that may be later than in the ledger, which others end too. `cut`: what was open then and is no more, in words. */
export type Ended = { effective: Date; cut?: string }

/** What a probe found out. Not proved: why, and when it makes sense to ask again. */
export type ProbeResult = { proved: true; proof: Proof } | { proved: false; why: string; again: Date }

/** A lease that lies in a target, as its marker there tells: of which grant, and of which store. */
export type Marked = { grant: string; store: string }

/**
 * What came of the control call of a drill. `works`: the lease is good for all that Daypass itself can tell; `control`: what the target did
 * with it, absent where there is none to be asked. `words`: what was found, in a part of a sentence.
 */
export type ControlCall = { works: boolean; control?: Control; words: string }

/** What a fire drill needs of a connector. */
export type Drillable = {
  /** What the control call asks: what it found holds for nothing else. Empty: there is no target to be asked. */
  readonly target: string
  /** Uses a lease that has just begun as its holder would, where it can do no harm. Throws GRANT_ENDED, LOCKDOWN, CONNECTOR_FAILED. */
  use(grant: Grant, credential: Secret<Credential> | undefined, now: Date): Promise<ControlCall>
}

/** What a connector says by its settings alone. There is no store and there are no keys where `daypass doctor` asks. */
export interface ConnectorTerms {
  declare(): EndDeclaration
  /** What is wrong with a resource's actions for this connector, with its sensitivity; `where` begins at `actions`. Asks nobody. */
  check(actions: Resource['actions'], sensitivity: Resource['sensitivity']): Problem[]
  /** What of GitHub these actions lend; absent: this kind lends nothing of it. Asks nobody. */
  lends?(actions: readonly string[]): Lendable[]
  /** What the target gives for an action, in words, where its scope does not say it: actions of any resource may give the same. */
  right?(action: string): string | undefined
  /** Whether people log in to a database, where they can set what a session says of itself. */
  readonly givesLogin?: boolean
  /** How the target is, and whether this connector may do there what it has to. Changes nothing. */
  health(): Promise<CheckResult[]>
}

/**
 * Creates, ends and proves the end of leases in one kind of target. It knows that target alone: the ledger is kept around it, so that a
 * grant stands there before its lease begins, and has ended there before its lease does. Every method is idempotent by the grant's id, and
 * may be called by two workers at once. Whatever cannot be done throws CONNECTOR_FAILED, without a secret, and is tried again.
 */
export interface Connector extends ConnectorTerms {
  readonly name: string
  readonly type: string
  /** Whether what it grants comes with a credential, which is sealed to the requester's keys; else the access is in effect at once. */
  readonly credential: boolean
  /** The secret of GitHub Actions into which the credential goes instead of to the requester's keys. */
  readonly depositsTo?: SecretPlace
  /** The audience that the credential is for. */
  audienceOf(resource: string): string
  /** What has to be known of the target later, as it is before anything begins there. Changes nothing; it is kept before `begin`. */
  prepare(grant: Grant): Promise<LeaseState>
  /** Begins the lease and returns its credential, hidden from birth, if it gives any. Again: the credential before is replaced. Also throws GRANT_ENDED, LOCKDOWN. */
  begin(grant: Grant, lease: LeaseState): Promise<Secret<Credential> | undefined>
  /** Moves the end of a lease that lives to the grant's. Begins nothing anew. Absent: the target knows no end of its own. */
  extend?(grant: Grant, lease: LeaseState | null): Promise<void>
  /** Ends the lease, whatever there is of it: `lease` is null where none was kept. Needs no GitHub. Tried again for ever. */
  end(grant: Pick<Grant, 'id'>, lease: LeaseState | null, at: Date): Promise<Ended>
  /** Where the ledger is the target: hears what was ended there, alone or in bulk. */
  endedInLedger?(ended: readonly StoredGrant[]): Promise<void>
  /** Tries to show that the lease has ended: the target itself is asked. What has come back there may be ended again. */
  probe(grant: Pick<Grant, 'id'>, lease: LeaseState | null, now: Date): Promise<ProbeResult>
  /**
   * All that lies in the target with a marker of Daypass, whichever store made it. What only looks like it, without a marker that nobody else
   * can set, is not among it. Absent: there is nothing in a target.
   */
  listOurs?(): AsyncIterable<Marked>
  /** Absent: a fire drill cannot use a lease of this kind, so there is none. */
  readonly drill?: Drillable
  /** For kinds that see what is done with a lease. Undefined: it was not counted, or not from the beginning. */
  useOf?(grant: Grant): Promise<Use | undefined>
  /** For kinds whose grants are published in the status lists: where. */
  placeOf?(grant: Grant): Promise<number | undefined>
}
