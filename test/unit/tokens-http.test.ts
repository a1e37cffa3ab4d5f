import { createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import type { Hono } from 'hono'
import { decodeJwt, SignJWT } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { generateKeySet, openSigner } from '../../src/audit/signing-keys.ts'
import { createStatusLists } from '../../src/connectors/status-lists.ts'
import { createTokenConnector, type TokenConnector } from '../../src/connectors/token.ts'
import type { Grant } from '../../src/core/record.ts'
import { createHttp } from '../../src/http/app.ts'
import type { Signer } from '../../src/ports/signer.ts'
import { createVerifier } from '../../src/verify/index.ts'
import { createFakeLedger, type FakeLedger } from '../fakes/grant-ledger.ts'

const publicUrl = 'https://daypass.test'
const beginning = Date.UTC(2026, 0, 1, 12)

let at: number
let grants: FakeLedger
let signer: Signer
let connector: TokenConnector
let app: Hono
let ended: string[]
let reported: Error[]
let ready: boolean
const now = () => new Date(at)

beforeEach(async () => {
  at = beginning
  ended = []
  reported = []
  ready = true
  grants = createFakeLedger()
  signer = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => {})
  const lists = createStatusLists({ publicUrl, signer, grants, now })
  const fetch = () => Promise.reject(new TypeError('no network here'))
  connector = createTokenConnector({
    name: 'public-api',
    publicUrl,
    settings: {},
    grants,
    signer,
    lists,
    now,
    randomBytes,
    fetch,
  })
  app = createHttp({
    publicUrl,
    signer,
    grants,
    tokens: (name) => (name === 'public-api' ? connector : undefined),
    lists,
    endGrant: async (id) => {
      ended.push(id)
      const grant = await grants.find(id)
      if (grant) await connector.end(grant, now())
    },
    now,
    ready: async () => ready,
    report: (error) => reported.push(error),
  })
})

let issue = 0
async function begin(over: Partial<Grant> = {}): Promise<{ grant: Grant; renewal: string }> {
  const grant: Grant = {
    id: randomBytes(16).toString('base64url'),
    connector: 'public-api',
    resource: 'orders-api',
    audience: `${publicUrl}/resources/orders-api`,
    scope: 'orders:read orders:dump',
    requester: 42,
    digest: 'd'.repeat(64),
    policy: 'e'.repeat(64),
    requestUrl: 'https://github.test/a/b/issues/1',
    begins: now(),
    ends: new Date(at + 3_600_000),
    ...over,
  }
  const credential = await connector.grant({ repository: 1, issue: ++issue }, grant)
  return { grant, renewal: credential.refresh_token }
}

async function post(
  path: string,
  form: Record<string, string> | [string, string][] | string,
  headers: Record<string, string> = {},
) {
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString()
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const response = await app.request(path, { method: 'POST', body, headers: { ...type, ...headers } })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text.startsWith('{') ? JSON.parse(text) : undefined,
  }
}

const renew = (renewal: string, more: Record<string, string> = {}) =>
  post('/oauth/token', { grant_type: 'refresh_token', refresh_token: renewal, ...more })
const tokenOf = async (renewal: string) => (await renew(renewal)).json.access_token as string

describe('POST /oauth/token', () => {
  test('gives a fresh token that the library accepts', async () => {
    const { grant, renewal } = await begin()
    const { status, headers, json } = await renew(renewal)
    expect([status, headers.get('Cache-Control')]).toEqual([200, 'no-store'])
    expect(json).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 300,
      scope: grant.scope,
      daypass_grant_ends: '2026-01-01T13:00:00.000Z',
    })
    const fetch = async (url: string, init: RequestInit) => app.request(url, init)
    const verifier = createVerifier({ issuer: publicUrl, audience: grant.audience, clock: now, fetch })
    await expect(
      verifier.verify(json.access_token, { scope: 'orders:read', resource: 'orders-api' }),
    ).resolves.toMatchObject({ sub: 'github|42' })
    await connector.end(grant, now())
    at += 30_000
    await expect(verifier.verify(json.access_token)).rejects.toMatchObject({ code: 'TOKEN_ENDED' })
  })

  test.each<[string, (renewal: string) => Record<string, string> | [string, string][] | string, string]>([
    ['nothing', () => '', 'invalid_request'],
    ['no grant_type', (renewal) => ({ refresh_token: renewal }), 'invalid_request'],
    ['no refresh_token', () => ({ grant_type: 'refresh_token' }), 'invalid_request'],
    ['an empty refresh_token', () => ({ grant_type: 'refresh_token', refresh_token: '' }), 'invalid_request'],
    [
      'a parameter twice',
      (renewal) => [
        ['grant_type', 'refresh_token'],
        ['refresh_token', renewal],
        ['refresh_token', renewal],
      ],
      'invalid_request',
    ],
    [
      'another grant type',
      (renewal) => ({ grant_type: 'client_credentials', refresh_token: renewal }),
      'unsupported_grant_type',
    ],
    [
      'an exchange',
      () => ({ grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange' }),
      'unsupported_grant_type',
    ],
    [
      'a credential that is unknown',
      () => ({ grant_type: 'refresh_token', refresh_token: `dpr_${'A'.repeat(43)}` }),
      'invalid_grant',
    ],
    ['nonsense', () => ({ grant_type: 'refresh_token', refresh_token: "' or 1=1" }), 'invalid_grant'],
    [
      'the credential with a space after it',
      (renewal) => ({ grant_type: 'refresh_token', refresh_token: `${renewal} ` }),
      'invalid_grant',
    ],
    [
      'a wider scope',
      (renewal) => ({ grant_type: 'refresh_token', refresh_token: renewal, scope: 'orders:read orders:write' }),
      'invalid_scope',
    ],
    [
      'the scope of probes',
      (renewal) => ({ grant_type: 'refresh_token', refresh_token: renewal, scope: 'daypass:probe' }),
      'invalid_scope',
    ],
  ])('%s is refused', async (_name, form, error) => {
    const { renewal } = await begin()
    const answer = await post('/oauth/token', form(renewal))
    expect([answer.status, answer.json.error]).toEqual([400, error])
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  })

  test('a narrower scope is given', async () => {
    const { renewal } = await begin()
    const { json } = await renew(renewal, { scope: 'orders:read' })
    expect([json.scope, decodeJwt(json.access_token).scope]).toEqual(['orders:read', 'orders:read'])
  })

  test('an access token renews nothing', async () => {
    const { renewal } = await begin()
    expect((await renew(await tokenOf(renewal))).json.error).toBe('invalid_grant')
  })

  test('nothing after the end, nothing after the time, and both look alike', async () => {
    const [early, late] = [await begin(), await begin()]
    await connector.end(early.grant, now())
    const first = await renew(early.renewal)
    at += 3_600_000
    const second = await renew(late.renewal)
    expect([first.status, first.text]).toEqual([second.status, second.text])
    expect(first.json.error).toBe('invalid_grant')
  })

  test.each([
    ['JSON', '{"grant_type":"refresh_token"}', 'application/json', 400],
    ['no type', 'grant_type=refresh_token', 'text/plain', 400],
    ['8 193 bytes', 'a'.repeat(8193), 'application/x-www-form-urlencoded', 413],
  ])('%s is refused', async (_name, body, type, status) => {
    expect((await post('/oauth/token', body, { 'Content-Type': type })).status).toBe(status)
  })

  test('the connector is gone from the deployment: later, not never', async () => {
    const { renewal } = await begin({ connector: 'gone' })
    expect(await renew(renewal)).toMatchObject({ status: 503, json: { code: 'CONNECTOR_UNKNOWN' } })
  })

  test('the store is down: 503 with a code, and nothing of the inside', async () => {
    const { renewal } = await begin()
    grants.down = true
    const answer = await renew(renewal)
    expect([answer.status, answer.json]).toEqual([503, { error: 'temporarily_unavailable', code: 'STORE_UNAVAILABLE' }])
    expect(reported).toHaveLength(1)
  })
})

describe('POST /oauth/introspect', () => {
  const ask = (token: string, bearer?: string) =>
    post('/oauth/introspect', { token }, bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` })

  test('tells the holder of a live credential about tokens of the same audience', async () => {
    const [own, other] = [await begin(), await begin()]
    const token = await tokenOf(other.renewal)
    for (const bearer of [own.renewal, await tokenOf(own.renewal)]) {
      expect((await ask(token, bearer)).json).toMatchObject({
        active: true,
        sub: 'github|42',
        scope: 'orders:read orders:dump',
        token_type: 'Bearer',
        exp: beginning / 1000 + 300,
        grant_id: other.grant.id,
        aud: own.grant.audience,
      })
      expect((await ask(other.renewal, bearer)).json).toMatchObject({ active: true, exp: beginning / 1000 + 3600 })
    }
  })

  test('inactive is exactly { active: false }, whatever the reason', async () => {
    const own = await begin()
    const foreign = await begin({ audience: 'https://other.test' })
    const dead = await begin()
    const deadToken = await tokenOf(dead.renewal)
    await connector.end(dead.grant, now())
    const texts = [
      await tokenOf(foreign.renewal),
      foreign.renewal,
      deadToken,
      dead.renewal,
      'nonsense',
      `dpr_${'A'.repeat(43)}`,
      'a'.repeat(8000),
    ]
    for (const text of texts) expect((await ask(text, own.renewal)).text).toBe('{"active":false}')
  })

  test('an expired token is inactive though its grant lives', async () => {
    const own = await begin()
    const token = await tokenOf(own.renewal)
    at += 300_000
    expect((await ask(token, own.renewal)).text).toBe('{"active":false}')
  })

  test('nobody else is told anything', async () => {
    const own = await begin()
    const token = await tokenOf(own.renewal)
    const dead = await begin()
    const deadToken = await tokenOf(dead.renewal)
    await connector.end(dead.grant, now())
    const stranger = await new SignJWT({ grant_id: own.grant.id, scope: 'x', jti: 'x' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: String(signer.publicKeys()[0]?.kid) })
      .setIssuer(publicUrl)
      .setIssuedAt(beginning / 1000)
      .setExpirationTime(beginning / 1000 + 60)
      .sign(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
    const status = await (await app.request('/status-lists/0')).text()
    for (const bearer of [undefined, '', 'x', dead.renewal, deadToken, stranger, status, `${token}x`])
      expect((await ask(token, bearer)).status).toBe(401)
    const basic = await post('/oauth/introspect', { token }, { Authorization: `Basic ${btoa('daypass:x')}` })
    expect([basic.status, basic.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer'])
  })
})

describe('POST /oauth/revoke', () => {
  const revoke = (token: string) => post('/oauth/revoke', { token })

  test.each(['renewal', 'access'])('ends the grant of a %s credential', async (kind) => {
    const { grant, renewal } = await begin()
    expect((await revoke(kind === 'renewal' ? renewal : await tokenOf(renewal))).status).toBe(200)
    expect(ended).toEqual([grant.id])
    expect((await renew(renewal)).json.error).toBe('invalid_grant')
  })

  test('goes by what the token says, not by how it is spelled', async () => {
    const { grant, renewal } = await begin()
    const token = await tokenOf(renewal)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const variant = token.slice(0, -1) + alphabet[alphabet.indexOf(token.slice(-1)) ^ 1]
    expect(variant).not.toBe(token)
    await revoke(variant)
    expect(ended).toEqual([grant.id])
    const own = await begin()
    for (const text of [token, variant])
      expect(
        (await post('/oauth/introspect', { token: text }, { Authorization: `Bearer ${own.renewal}` })).json,
      ).toEqual({ active: false })
  })

  test('unknown, forged and foreign tokens: 200 too, and nothing happens', async () => {
    const { grant, renewal } = await begin()
    const other = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => {})
    const claims = decodeJwt(await tokenOf(renewal))
    const forged = await other.signJwt('token', 'at+jwt', claims)
    const delivery = await signer.signJwt('delivery', 'at+jwt', claims)
    const wrongType = await signer.signJwt('token', 'statuslist+jwt', claims)
    const foreign = await signer.signJwt('token', 'at+jwt', { ...claims, iss: 'https://other.test' })
    const old = await signer.signJwt('token', 'at+jwt', { ...claims, iat: 1, exp: 2 })
    for (const text of ['x', forged, delivery, wrongType, foreign, old, grant.id, `dpr_${'A'.repeat(43)}`])
      expect((await revoke(text)).status).toBe(200)
    expect(ended).toEqual([])
    expect((await renew(renewal)).status).toBe(200)
  })

  test('no token at all is a mistake of the caller', async () => {
    expect((await post('/oauth/revoke', {})).json.error).toBe('invalid_request')
  })
})

describe('what is published', () => {
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })

  test('public keys, and nothing private', async () => {
    const response = await get('/.well-known/jwks.json')
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] }
    expect(keys).toHaveLength(5)
    for (const key of keys)
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'daypass', 'kid', 'kty', 'use', 'x', 'y'])
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=30')
  })

  test('metadata of RFC 8414, whose addresses answer', async () => {
    const metadata = (await (await get('/.well-known/oauth-authorization-server')).json()) as Record<string, string>
    expect(metadata.issuer).toBe(publicUrl)
    for (const name of ['token_endpoint', 'introspection_endpoint', 'revocation_endpoint'])
      expect((await app.request(metadata[name] ?? '', { method: 'POST' })).status).not.toBe(404)
    expect((await get(metadata.jwks_uri ?? '')).status).toBe(200)
  })

  test('a status list, signed by the status key, with a tag', async () => {
    await begin()
    const response = await get('/status-lists/0')
    expect(response.headers.get('Content-Type')).toBe('application/statuslist+jwt')
    const jwt = await response.text()
    const [header = '', payload = '', signature = ''] = jwt.split('.')
    const { kid, ...rest } = JSON.parse(Buffer.from(header, 'base64url').toString())
    expect(rest).toEqual({ alg: 'ES256', typ: 'statuslist+jwt' })
    const jwk = signer.publicKeys().find((key) => key.kid === kid)
    expect(jwk?.daypass).toBe('status')
    const key = { key: createPublicKey({ key: jwk ?? {}, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const }
    expect(verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(decodeJwt(jwt)).toEqual({
      sub: `${publicUrl}/status-lists/0`,
      iat: beginning / 1000,
      exp: beginning / 1000 + 300,
      ttl: 30,
      status_list: { bits: 1, lst: expect.any(String) },
    })
    const etag = response.headers.get('ETag') ?? ''
    expect((await get('/status-lists/0', { 'If-None-Match': etag })).status).toBe(304)
    at += 1000
    expect((await get('/status-lists/0', { 'If-None-Match': etag })).status).toBe(200)
  })

  test.each([
    '/status-lists/1',
    '/status-lists/-1',
    '/status-lists/00',
    '/status-lists/x',
    '/status-lists/99999999999',
    '/status-lists',
    '/',
    '/oauth/token',
    '/metrics',
    '/.well-known',
    '/%2e%2e/x',
  ])('nothing at %s', async (path) => {
    const response = await get(path)
    expect([response.status, await response.json()]).toEqual([404, { error: 'not_found' }])
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  test('health says that the process runs, readiness that it works', async () => {
    expect((await get('/healthz')).status).toBe(200)
    expect((await get('/readyz')).status).toBe(200)
    ready = false
    expect([(await get('/healthz')).status, (await get('/readyz')).status]).toEqual([200, 503])
  })

  test('every answer carries the security headers', async () => {
    for (const path of ['/healthz', '/.well-known/jwks.json', '/nothing']) {
      const { headers } = await get(path)
      expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
      expect(headers.get('Strict-Transport-Security')).toMatch(/max-age/)
    }
  })
})
