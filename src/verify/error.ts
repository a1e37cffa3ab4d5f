/** Why a token was not accepted. Codes are stable; the sentence beside them is for people. */
export type VerifyErrorCode =
  | 'TOKEN_MALFORMED'
  | 'TOKEN_TOO_LARGE'
  | 'TOKEN_TYPE'
  | 'TOKEN_ALGORITHM'
  | 'TOKEN_KEY_UNKNOWN'
  | 'TOKEN_SIGNATURE'
  | 'TOKEN_ISSUER'
  | 'TOKEN_AUDIENCE'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_NOT_YET'
  | 'TOKEN_LIFETIME'
  | 'TOKEN_CLAIMS'
  | 'TOKEN_SCOPE'
  | 'TOKEN_RESOURCE'
  | 'TOKEN_ENDED'
  | 'STATUS_UNAVAILABLE'
  | 'STATUS_STALE'
  | 'KEYS_UNAVAILABLE'

/**
 * The token is refused. Answer 403 for TOKEN_SCOPE and TOKEN_RESOURCE, 401 for everything else; STATUS_* and KEYS_* mean that
 * the issuer could not be asked. Never holds the token.
 */
export class VerifyError extends Error {
  readonly code: VerifyErrorCode

  constructor(code: VerifyErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'VerifyError'
    this.code = code
  }
}
