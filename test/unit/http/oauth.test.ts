import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt, SignJWT } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { generateKeySet, openSigner } from '../../../src/signing/signing-keys.ts'
import { createVerifier } from '../../../src/verify/index.ts'
import { beginning, createTokenServer, publicUrl, type TokenServer } from './token-server.ts'

let server: TokenServer

beforeEach(async () => {
  server = await createTokenServer()
})

const renew = (renewal: string, more: Record<string, string> = {}) =>
  server.post('/oauth/token', { grant_type: 'refresh_token', refresh_token: renewal, ...more })
const tokenOf = async (renewal: string) => (await renew(renewal)).json.access_token as string

describe('POST /oauth/token', () => {
  test('gives a fresh token that the library accepts', async () => {
    const { grant, renewal } = await server.begin()
    const { status, headers, json } = await renew(renewal)
    expect([status, headers.get('Cache-Control')]).toEqual([200, 'no-store'])
    expect(json).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 300,
      scope: grant.scope,
      daypass_grant_ends: '2026-01-01T13:00:00.000Z',
    })
    const fetch = async (url: string, init: RequestInit) => server.app.request(url, init)
    const verifier = createVerifier({ issuer: publicUrl, audience: grant.audience, clock: server.now, fetch })
    await expect(
      verifier.verify(json.access_token, { scope: 'orders:read', resource: 'orders-api' }),
    ).resolves.toMatchObject({ sub: 'github|42' })
    await server.end(grant)
    server.at += 30_000
    await expect(verifier.verify(json.access_token)).rejects.toMatchObject({ code: 'TOKEN_ENDED' })
  })

  test('under a lockdown says when to ask again, and not that the credential is no good', async () => {
    const { grant, renewal } = await server.begin()
    server.grants.locked = true
    const { status, headers, json } = await renew(renewal)
    expect([status, headers.get('Retry-After'), headers.get('Cache-Control')]).toEqual([503, '60', 'no-store'])
    expect(json).toMatchObject({ error: 'temporarily_unavailable', code: 'LOCKDOWN' })
    // RFC 6749, section 5.2: what an error_description may hold.
    expect(json.error_description).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/)
    expect((await server.grants.leaseOf(grant.id))?.lastToken).toBeNull()
    server.grants.locked = false
    expect((await renew(renewal)).status).toBe(200)
  })

  test('of a grant that has ended says that, lockdown or not', async () => {
    const { grant, renewal } = await server.begin()
    await server.end(grant)
    server.grants.locked = true
    expect(await renew(renewal)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
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
    const { renewal } = await server.begin()
    const answer = await server.post('/oauth/token', form(renewal))
    expect([answer.status, answer.json.error]).toEqual([400, error])
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  })

  test('a narrower scope is given', async () => {
    const { renewal } = await server.begin()
    const { json } = await renew(renewal, { scope: 'orders:read' })
    expect([json.scope, decodeJwt(json.access_token).scope]).toEqual(['orders:read', 'orders:read'])
  })

  test('an access token renews nothing', async () => {
    const { renewal } = await server.begin()
    expect((await renew(await tokenOf(renewal))).json.error).toBe('invalid_grant')
  })

  test('nothing after the end, nothing after the time, and both look alike', async () => {
    const [early, late] = [await server.begin(), await server.begin()]
    await server.end(early.grant)
    const first = await renew(early.renewal)
    server.at += 3_600_000
    const second = await renew(late.renewal)
    expect([first.status, first.text]).toEqual([second.status, second.text])
    expect(first.json.error).toBe('invalid_grant')
  })

  test.each([
    ['JSON', '{"grant_type":"refresh_token"}', 'application/json', 400],
    ['no type', 'grant_type=refresh_token', 'text/plain', 400],
    ['8 193 bytes', 'a'.repeat(8193), 'application/x-www-form-urlencoded', 413],
  ])('%s is refused', async (_name, body, type, status) => {
    expect((await server.post('/oauth/token', body, { 'Content-Type': type })).status).toBe(status)
  })

  test.each([
    ['is gone from the deployment', { connector: 'gone' }],
    ['is of another kind by now', { connectorType: 'vault' }],
  ])('the connector %s: later, not never', async (_, over) => {
    const { renewal } = await server.begin(over)
    expect(await renew(renewal)).toMatchObject({ status: 503, json: { code: 'CONNECTOR_UNKNOWN' } })
  })

  test('the store is down: 503 with a code, and nothing of the inside', async () => {
    const { renewal } = await server.begin()
    server.grants.down = true
    const answer = await renew(renewal)
    expect([answer.status, answer.json]).toEqual([503, { error: 'temporarily_unavailable', code: 'STORE_UNAVAILABLE' }])
    expect(server.reported).toHaveLength(1)
  })
})

describe('POST /oauth/introspect', () => {
  const ask = (token: string, bearer?: string) =>
    server.post('/oauth/introspect', { token }, bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` })

  test('tells the holder of a live credential about tokens of the same audience', async () => {
    const [own, other] = [await server.begin(), await server.begin()]
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
    const own = await server.begin()
    const foreign = await server.begin({ audience: 'https://other.test' })
    const dead = await server.begin()
    const deadToken = await tokenOf(dead.renewal)
    await server.end(dead.grant)
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
    const own = await server.begin()
    const token = await tokenOf(own.renewal)
    server.at += 300_000
    expect((await ask(token, own.renewal)).text).toBe('{"active":false}')
  })

  test('a renewal credential is inactive when the time of its grant has come, and asks for nothing any more', async () => {
    const [own, short] = [await server.begin(), await server.begin({ ends: new Date(server.at + 60_000) })]
    server.at += 60_000
    expect((await ask(short.renewal, own.renewal)).text).toBe('{"active":false}')
    expect((await ask(own.renewal, short.renewal)).status).toBe(401)
  })

  test('a token of more than 8 KiB is not even decoded', async () => {
    const own = await server.begin()
    const claims = decodeJwt(await tokenOf(own.renewal))
    const padded = (length: number) => server.signer.signJwt('token', 'at+jwt', { ...claims, more: 'x'.repeat(length) })
    expect((await ask('x', await padded(5000))).status).toBe(200)
    expect((await ask('x', await padded(8192))).status).toBe(401)
  })

  test('nobody else is told anything', async () => {
    const own = await server.begin()
    const token = await tokenOf(own.renewal)
    const dead = await server.begin()
    const deadToken = await tokenOf(dead.renewal)
    await server.end(dead.grant)
    const stranger = await new SignJWT({ grant_id: own.grant.id, scope: 'x', jti: 'x' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: String(server.signer.publicKeys()[0]?.kid) })
      .setIssuer(publicUrl)
      .setIssuedAt(beginning / 1000)
      .setExpirationTime(beginning / 1000 + 60)
      .sign(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
    const status = await (await server.app.request('/status-lists/0')).text()
    for (const bearer of [undefined, '', 'x', dead.renewal, deadToken, stranger, status, `${token}x`])
      expect((await ask(token, bearer)).status).toBe(401)
    const basic = await server.post('/oauth/introspect', { token }, { Authorization: `Basic ${btoa('daypass:x')}` })
    expect([basic.status, basic.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer'])
  })
})

describe('POST /oauth/revoke', () => {
  const revoke = (token: string) => server.post('/oauth/revoke', { token })

  test.each(['renewal', 'access'])('ends the grant of a %s credential', async (kind) => {
    const { grant, renewal } = await server.begin()
    expect((await revoke(kind === 'renewal' ? renewal : await tokenOf(renewal))).status).toBe(200)
    expect(server.ended).toEqual([grant.id])
    expect((await renew(renewal)).json.error).toBe('invalid_grant')
  })

  test('goes by what the token says, not by how it is spelled', async () => {
    const { grant, renewal } = await server.begin()
    const token = await tokenOf(renewal)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const variant = token.slice(0, -1) + alphabet[alphabet.indexOf(token.slice(-1)) ^ 1]
    expect(variant).not.toBe(token)
    await revoke(variant)
    expect(server.ended).toEqual([grant.id])
    const own = await server.begin()
    for (const text of [token, variant])
      expect(
        (await server.post('/oauth/introspect', { token: text }, { Authorization: `Bearer ${own.renewal}` })).json,
      ).toEqual({ active: false })
  })

  test('unknown, forged and foreign tokens: 200 too, and nothing happens', async () => {
    const { grant, renewal } = await server.begin()
    const other = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => {})
    const claims = decodeJwt(await tokenOf(renewal))
    const forged = await other.signJwt('token', 'at+jwt', claims)
    const delivery = await server.signer.signJwt('delivery', 'at+jwt', claims)
    const wrongType = await server.signer.signJwt('token', 'statuslist+jwt', claims)
    const foreign = await server.signer.signJwt('token', 'at+jwt', { ...claims, iss: 'https://other.test' })
    const old = await server.signer.signJwt('token', 'at+jwt', { ...claims, iat: 1, exp: 2 })
    for (const text of ['x', forged, delivery, wrongType, foreign, old, grant.id, `dpr_${'A'.repeat(43)}`])
      expect((await revoke(text)).status).toBe(200)
    expect(server.ended).toEqual([])
    expect((await renew(renewal)).status).toBe(200)
  })

  test('no token at all is a mistake of the caller', async () => {
    expect((await server.post('/oauth/revoke', {})).json.error).toBe('invalid_request')
  })
})
