import type { TokenLease } from './token-leases.ts'

/** A signed access token, when it runs out, and what it is good for. */
export type AccessToken = { token: string; expires: Date; scope: string }

/** Mints the short-lived tokens of live grants. */
export interface AccessTokens {
  /**
   * A fresh access token, noted in the ledger before it is signed. `scope` must lie within the grant's (absent: all of it).
   * Throws GRANT_ENDED when nothing may be signed any more, CREDENTIAL_INVALID for a wider scope.
   */
  accessToken(grant: TokenLease, now: Date, scope?: string): Promise<AccessToken>
}
