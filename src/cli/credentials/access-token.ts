import { DaypassError } from '../../core/error.ts'
import type { RenewalCredential } from '../../generated/sealed-payload.ts'
import { deadline, fetchJson } from '../fetch-json.ts'
import type { GrantInHand } from '../open/grant-in-hand.ts'

/** A fresh access token; `expiresIn` in seconds. `ends`: when the grant ends as its issuer has it now, extensions included (RFC 3339). */
export type AccessToken = { token: string; expiresIn: number; scope: string | undefined; ends: string }

/** Only what a token consists of: it goes into the environment of programs and into shells. */
const tokenShape = /^[A-Za-z0-9._~+/=-]{1,8192}$/

function readAnswer(body: unknown, where: string, sealed: string): AccessToken {
  const {
    access_token: token,
    token_type: type,
    expires_in: expiresIn,
    scope,
    daypass_grant_ends: ends,
  } = (body ?? {}) as Record<string, unknown>
  const usable = typeof token === 'string' && tokenShape.test(token) && typeof expiresIn === 'number' && expiresIn > 0
  if (!usable || typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    throw new DaypassError('CREDENTIAL_INVALID', "The issuer's answer holds no token. Ask its operators.", { where })
  }
  const isInstant = typeof ends === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{8,18}Z$/.test(ends)
  return { token, expiresIn, scope: typeof scope === 'string' ? scope : undefined, ends: isInstant ? ends : sealed }
}

/**
 * A fresh access token for an opened grant, from its issuer (RFC 6749, section 6). The credential is sent to the issuer's own
 * origin and nowhere else. Throws GRANT_ENDED when the issuer says that the grant has ended, LOCKDOWN, ISSUER_UNREACHABLE, CREDENTIAL_INVALID,
 * SEALED_NOT_AUTHENTIC for an endpoint of another origin.
 */
export async function fetchAccessToken(
  opened: GrantInHand,
  credential: RenewalCredential,
  fetcher: typeof fetch,
): Promise<AccessToken> {
  const { request } = opened.payload
  const where = credential.token_endpoint
  if (!URL.canParse(where) || new URL(where).origin !== new URL(opened.issuer).origin) {
    throw new DaypassError(
      'SEALED_NOT_AUTHENTIC',
      `The credential is to be sent to another place than its issuer ${opened.issuer}. Nothing was sent.`,
      { where },
    )
  }
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: credential.refresh_token })
  const { status, body } = await fetchJson(fetcher, where, { method: 'POST', body: form, signal: deadline() })
  if (status === 200) return readAnswer(body, where, opened.payload.ends)
  const { error, code } = (body ?? {}) as { error?: unknown; code?: unknown }
  if (status === 400 && error === 'invalid_grant') {
    throw new DaypassError(
      'GRANT_ENDED',
      'Access has ended: the issuer gives no more tokens. Open a new request if you still need it.',
      { where: request },
    )
  }
  if (status === 503 && code === 'LOCKDOWN') {
    const message =
      'The operators of the issuer have locked access down: there is no fresh token until they lift that. Try again later, or ask them.'
    throw new DaypassError('LOCKDOWN', message, { where: request })
  }
  if (status >= 500 || status === 429) {
    throw new DaypassError('ISSUER_UNREACHABLE', `The issuer answered ${status}. Try again in a moment.`, { where })
  }
  throw new DaypassError(
    'CREDENTIAL_INVALID',
    `The issuer refused the credential (${status}${typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? `, ${error}` : ''}). Ask its operators.`,
    { where },
  )
}
