import type { GovernanceRecord } from '../core/governance/governance-record.ts'

/** What is known of a repository's rules. */
export type KnownGovernance = { repository: number; governance: GovernanceRecord }

/** What is in force where, and lets in what is held: for an operator. */
export interface Releasing {
  list(): Promise<KnownGovernance[]>
  /**
   * Lets files come into force that are held, by the beginning of their digest. Idempotent. Throws GOVERNANCE_UNKNOWN where none are held that begin
   * so, or several; STORE_UNAVAILABLE.
   */
  release(digest: string): Promise<KnownGovernance>
}
