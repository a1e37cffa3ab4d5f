import type { Grant, Proof } from '../core/record.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { SealedPayload } from '../generated/sealed-payload.ts'
import type { StoredGrant, Use } from './grants.ts'

export type Credential = SealedPayload['credential']

/** How fast an end takes effect where targets behave (seconds), the worst overrun, and both in words for the request's status. */
export type EndDeclaration = { effect: number; worst: number; words: string }

/** What a probe found out. Not proved: why, and when it makes sense to ask again. */
export type ProbeResult = { proved: true; proof: Proof } | { proved: false; why: string; again: Date }

/** Creates, ends and proves the end of leases in one kind of target. Every method is idempotent by the grant's id. */
export interface Connector {
  readonly name: string
  readonly type: string
  /** Whether what it grants comes with a credential, which is sealed to the requester's keys; else the access is in effect at once. */
  readonly credential: boolean
  declare(): EndDeclaration
  /** The audience that the credential is for. */
  audienceOf(resource: string): string
  /**
   * Opens the lease and returns its credential, if it gives any; called again, it replaces the one before. Throws CONNECTOR_FAILED,
   * GRANT_ENDED.
   */
  grant(key: RequestKey, grant: Grant): Promise<Credential | undefined>
  /**
   * Ends the lease. Needs no GitHub. `ended` of what it returns is when the target was ended: where the ledger is not the target that
   * may be later than in the ledger, which others end too. Throws CONNECTOR_FAILED and is then tried again for ever.
   */
  end(grant: Grant, at: Date): Promise<StoredGrant>
  /** Where the ledger is the target: hears of an end that was written down there in bulk. */
  endedInLedger?(lease: StoredGrant): void
  /** Tries to show that the lease has ended: the target itself is asked. */
  probe(grant: Grant, now: Date): Promise<ProbeResult>
  /** For kinds that see what is done with a lease. Undefined: it was not counted, or not from the beginning. Throws CONNECTOR_FAILED. */
  useOf?(grant: Grant): Promise<Use | undefined>
  /** Ids of the grants that still have a lease in the target. */
  list(): Promise<string[]>
}
