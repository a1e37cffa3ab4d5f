import { type Context, Hono } from 'hono'
import { type DaypassError, isDaypassError } from '../core/error.ts'
import type { LiveCredential, ReadCredential } from './credentials.ts'
import { readForm, smallBody } from './form.ts'
import type { HttpOptions } from './options.ts'

export type OAuthOptions = HttpOptions & { read: ReadCredential }

/** Renewal (RFC 6749, section 6), introspection (RFC 7662) and revocation (RFC 7009). */
export function oauthRoutes(options: OAuthOptions): Hono {
  const app = new Hono()
  app.use(smallBody)
  app.post('/token', (c) => renew(c, options))
  app.post('/introspect', (c) => introspect(c, options))
  app.post('/revoke', (c) => revoke(c, options))
  return app
}

async function renew(c: Context, { read, tokens, now }: OAuthOptions): Promise<Response> {
  const form = await readForm(c)
  if (typeof form === 'string') return refuse(c, 'invalid_request', form)
  const type = form.get('grant_type')
  if (type === undefined) return refuse(c, 'invalid_request', 'grant_type is missing')
  if (type !== 'refresh_token') return refuse(c, 'unsupported_grant_type', 'only refresh_token is supported')
  const renewal = form.get('refresh_token')
  if (renewal === undefined) return refuse(c, 'invalid_request', 'refresh_token is missing')
  const at = now()
  const credential = await read(renewal, at)
  // An access token renews nothing: it would make a life of five minutes endless.
  if (credential?.kind !== 'renewal') return gone(c)
  const { grant } = credential
  const issuer = tokens(grant)
  if (!issuer) return c.json({ error: 'temporarily_unavailable', code: 'CONNECTOR_UNKNOWN' }, 503)
  try {
    const minted = await issuer.accessToken(grant, at, form.get('scope'))
    return c.json({
      access_token: minted.token,
      token_type: 'Bearer',
      expires_in: Math.floor((minted.expires.getTime() - at.getTime()) / 1000),
      scope: minted.scope,
      daypass_grant_ends: grant.ends.toISOString(),
    })
  } catch (error) {
    if (isDaypassError(error, 'GRANT_ENDED')) return gone(c)
    if (isDaypassError(error, 'LOCKDOWN')) return lockedFor(c, error)
    if (isDaypassError(error, 'CREDENTIAL_INVALID'))
      return refuse(c, 'invalid_scope', 'the scope is wider than the grant')
    throw error
  }
}

/** Who asks shows a live credential of ours, and is told about tokens of the same audience only. */
async function introspect(c: Context, { read, publicUrl, now }: OAuthOptions): Promise<Response> {
  const at = now()
  const bearer = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(c.req.header('Authorization') ?? '')?.[1]
  const caller = bearer === undefined ? undefined : await read(bearer, at)
  if (!caller) {
    c.header('WWW-Authenticate', bearer === undefined ? 'Bearer' : 'Bearer error="invalid_token"')
    return c.json({ error: 'invalid_token' }, 401)
  }
  const form = await readForm(c)
  if (typeof form === 'string') return refuse(c, 'invalid_request', form)
  const token = form.get('token')
  if (token === undefined) return refuse(c, 'invalid_request', 'token is missing')
  const found = await read(token, at)
  // Unknown, ended, run out, for somebody else: one answer, so that nothing can be learnt from it.
  if (!found || found.grant.audience !== caller.grant.audience) return c.json({ active: false })
  return c.json(describe(found, publicUrl))
}

function describe({ grant, scope, ...credential }: LiveCredential, issuer: string): Record<string, unknown> {
  const common = {
    active: true,
    iss: issuer,
    aud: grant.audience,
    sub: `github|${grant.requester}`,
    client_id: 'daypass',
    scope,
    grant_id: grant.id,
    daypass: {
      ...{ resource: grant.resource, request: grant.requestUrl, digest: grant.digest, policy: grant.policy },
      ...(grant.operation ? { operation: grant.operation } : {}),
    },
  }
  if (credential.kind === 'renewal') return { ...common, exp: Math.floor(grant.ends.getTime() / 1000) }
  const { exp, iat, jti } = credential.claims
  return { ...common, token_type: 'Bearer', exp, iat, jti }
}

/** Whoever holds a credential may end its grant; everybody else is told the same and nothing happens. */
async function revoke(c: Context, { read, endGrant, now }: OAuthOptions): Promise<Response> {
  const form = await readForm(c)
  if (typeof form === 'string') return refuse(c, 'invalid_request', form)
  const token = form.get('token')
  if (token === undefined) return refuse(c, 'invalid_request', 'token is missing')
  const found = await read(token, now())
  if (found) await endGrant(found.grant.id, 'revoked')
  return c.body(null, 200)
}

/** Seconds after which a client may ask again. */
const lockedPause = 60

/**
 * Not `invalid_grant`, at which clients throw a credential away that is good again when the lockdown is lifted. RFC 6749 has no error of
 * the token endpoint for this: HTTP's 503 says it.
 */
function lockedFor(c: Context, { code, message }: DaypassError): Response {
  c.header('Retry-After', String(lockedPause))
  return c.json({ error: 'temporarily_unavailable', code, error_description: message }, 503)
}

function gone(c: Context): Response {
  return refuse(c, 'invalid_grant', 'the renewal credential is unknown, or its grant has ended')
}

function refuse(c: Context, error: string, description: string): Response {
  return c.json({ error, error_description: description }, 400)
}
