import { VerifyError } from './error.ts'
import { isObject } from './jws.ts'

/**
 * The commit or the workflow run that the access is for, by the numeric id of its repository. `url`: where it was when it was approved; names
 * may have changed hands since, so compare the numbers.
 */
export type Operation = { url: string } & (
  | { commit: { repository: number; sha: string } }
  | { run: { repository: number; id: number; attempt: number } }
)

/** The claims of a Daypass access token (RFC 9068). Times in seconds since 1970. */
export type AccessTokenClaims = {
  iss: string
  aud: string
  /** `github|<numeric id>` of the requester. */
  sub: string
  /** OAuth scopes, separated by spaces. */
  scope: string
  jti: string
  grant_id: string
  iat: number
  exp: number
  nbf?: number
  client_id?: string
  status: { status_list: { idx: number; uri: string } }
  /** What the grant is for: the resource, the request's URL, its digest, the digest of the policy that decided. */
  daypass: { resource: string; request: string; digest: string; policy: string; operation?: Operation }
}

/** Access tokens live no longer (seconds), and clocks may differ by this much when a token looks too young. */
const longestLife = 300
const leeway = 5

/**
 * Checks who issued it, for whom, and when it is good. `now` in seconds. A token is never good at or after its `exp`: the
 * leeway is only for a clock of the issuer's that is ahead of ours. Throws TOKEN_ISSUER, TOKEN_AUDIENCE, TOKEN_CLAIMS,
 * TOKEN_LIFETIME, TOKEN_EXPIRED, TOKEN_NOT_YET.
 */
export function checkClaims(
  claims: Record<string, unknown>,
  expected: { issuer: string; audience: string },
  now: number,
): AccessTokenClaims {
  if (claims.iss !== expected.issuer) throw new VerifyError('TOKEN_ISSUER', 'The token comes from another issuer.')
  // A list of audiences is refused even if ours is in it: a Daypass token is for one resource.
  if (claims.aud !== expected.audience) throw new VerifyError('TOKEN_AUDIENCE', 'The token is for another audience.')
  if (!isComplete(claims))
    throw new VerifyError('TOKEN_CLAIMS', 'The token lacks claims, or holds some of the wrong kind.')
  const { iat, exp, nbf } = claims
  if (exp <= iat || exp - iat > longestLife + leeway)
    throw new VerifyError('TOKEN_LIFETIME', 'The token was made for longer than 5 minutes, or for no time at all.')
  if (now >= exp) throw new VerifyError('TOKEN_EXPIRED', 'The token has run out; fetch a fresh one.')
  if (iat > now + leeway || (nbf !== undefined && nbf > now + leeway))
    throw new VerifyError('TOKEN_NOT_YET', 'The token is not good yet; compare the clocks.')
  return claims
}

function isComplete(claims: Record<string, unknown>): claims is AccessTokenClaims {
  const { sub, scope, jti, grant_id, iat, exp, nbf, client_id, status, daypass } = claims
  const reference = isObject(status) ? status.status_list : undefined
  return (
    [sub, scope, jti, grant_id].every(isText) &&
    [iat, exp].every(isInstant) &&
    (nbf === undefined || isInstant(nbf)) &&
    (client_id === undefined || isText(client_id)) &&
    isObject(reference) &&
    isInstant(reference.idx) &&
    isText(reference.uri) &&
    isObject(daypass) &&
    [daypass.resource, daypass.request, daypass.digest, daypass.policy].every(isText) &&
    (daypass.operation === undefined || isOperation(daypass.operation))
  )
}

/** Exactly one of the two: whoever looks for the one must not be given both. */
function isOperation(value: unknown): value is Operation {
  if (!isObject(value) || !isText(value.url) || (value.commit === undefined) === (value.run === undefined)) return false
  const { commit, run } = value
  if (commit !== undefined)
    return isObject(commit) && isNumber(commit.repository) && isText(commit.sha) && /^[0-9a-f]{40}$/.test(commit.sha)
  return isObject(run) && [run.repository, run.id, run.attempt].every(isNumber)
}

function isNumber(value: unknown): boolean {
  return isInstant(value) && value > 0
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isInstant(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
