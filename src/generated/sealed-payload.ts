// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * What opens the target, told apart by `type`.
 */
export type Credential = RenewalCredential

/**
 * What stands inside the sealed credential, readable by the recipient alone. `signature` is a detached JWS over the RFC 8785 form of all the rest.
 */
export interface SealedPayload {
  version: 1 | 2
  issuer: string
  grant: string
  /**
   * URL of the issue.
   */
  request: string
  /**
   * The request digest
   */
  digest: string
  resource: string
  scope: string
  audience: string
  recipient:
    | {
        id: number
        /**
         * Fingerprint of the SSH key that it is sealed to.
         */
        key: string
      }
    | {
        id: number
        /**
         * Fingerprints of the SSH keys that it is sealed to: exactly these.
         *
         * @minItems 1
         * @maxItems 20
         */
        keys: string[]
      }
  /**
   * When the grant began (RFC 3339, UTC)
   */
  begins: string
  /**
   * When the grant ends (RFC 3339, UTC)
   */
  ends: string
  credential: Credential
  /**
   * Detached JWS (RFC 7515, appendix F), ES256, typ daypass-delivery+jws.
   */
  signature: string
}
export interface RenewalCredential {
  type: 'refresh_token'
  token_endpoint: string
  refresh_token: string
}
