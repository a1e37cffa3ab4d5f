// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * The commit or the workflow run that the access is for. Absent where the resource asks for none.
 */
export type SealedOperation =
  | {
      /**
       * Where it was when it was approved. Names are for display.
       */
      url: string
      commit: {
        /**
         * Numeric id of its repository.
         */
        repository: number
        sha: string
      }
    }
  | {
      /**
       * Where it was when it was approved. Names are for display.
       */
      url: string
      run: {
        /**
         * Numeric id of its repository.
         */
        repository: number
        id: number
        /**
         * Which run of it: it may be run again.
         */
        attempt: number
      }
    }
/**
 * What opens the target, told apart by `type`.
 */
export type Credential = RenewalCredential | PostgresCredential | ValuesCredential | RedisCredential

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
  operation?: SealedOperation
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
/**
 * A login of a PostgreSQL server, that of the grant alone.
 */
export interface PostgresCredential {
  type: 'postgres'
  host: string
  port: number
  database: string
  user: string
  password: string
  sslmode: 'verify-full' | 'disable'
  /**
   * The authority of the server's certificate (PEM); absent: one that the machine trusts.
   */
  sslrootcert?: string
  /**
   * All of it but the authority in one text, as libpq takes it.
   */
  uri: string
}
/**
 * What a target answered that is told by webhooks, by the names that the deployment file has.
 */
export interface ValuesCredential {
  type: 'webhook'
  values: {
    [k: string]: string | undefined
  }
}
/**
 * A login of a Redis server, that of the grant alone.
 */
export interface RedisCredential {
  type: 'redis'
  host: string
  port: number
  user: string
  password: string
  tls: boolean
  /**
   * The authority of the server's certificate (PEM); absent: one that the machine trusts.
   */
  ca?: string
  /**
   * All of it but the authority in one text, as redis-cli takes it.
   */
  uri: string
}
