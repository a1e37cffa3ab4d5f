import { createPublicKey, verify } from 'node:crypto'
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { beginning, createTokenServer, publicUrl, type TokenServer } from './token-server.ts'

let server: TokenServer

beforeEach(async () => {
  server = await createTokenServer()
})

describe('what is published', () => {
  const get = (path: string, headers: Record<string, string> = {}) => server.app.request(path, { headers })

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
      expect((await server.app.request(metadata[name] ?? '', { method: 'POST' })).status).not.toBe(404)
    expect((await get(metadata.jwks_uri ?? '')).status).toBe(200)
  })

  test('which GitHub App is ours, once GitHub has said it (security.R10)', async () => {
    const read = async () => (await get('/.well-known/oauth-authorization-server')).json()
    expect(await read()).toMatchObject({ daypass_github_app: { id: 5, slug: 'daypass-acme' } })
    server.ownApp = undefined
    expect(await read()).not.toHaveProperty('daypass_github_app')
  })

  test('a status list, signed by the status key, with a tag', async () => {
    await server.begin()
    const response = await get('/status-lists/0')
    expect(response.headers.get('Content-Type')).toBe('application/statuslist+jwt')
    const jwt = await response.text()
    const [header = '', payload = '', signature = ''] = jwt.split('.')
    const { kid, ...rest } = JSON.parse(Buffer.from(header, 'base64url').toString())
    expect(rest).toEqual({ alg: 'ES256', typ: 'statuslist+jwt' })
    const jwk = server.signer.publicKeys().find((key) => key.kid === kid)
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
    server.at += 1000
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
    server.ready = false
    expect([(await get('/healthz')).status, (await get('/readyz')).status]).toEqual([200, 503])
  })

  test('readiness says what somebody should look at, and is readiness all the same', async () => {
    const said = async () => {
      const response = await get('/readyz')
      return [response.status, await response.json()]
    }
    expect(await said()).toEqual([200, { status: 'ready' }])
    server.attention = { ends_overdue: 2 }
    expect(await said()).toEqual([200, { status: 'ready', ends_overdue: 2 }])
    server.ready = false
    expect(await said()).toEqual([503, { status: 'not ready' }])
  })

  test('every answer carries the security headers', async () => {
    for (const path of ['/healthz', '/.well-known/jwks.json', '/nothing']) {
      const { headers } = await get(path)
      expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
      expect(headers.get('Strict-Transport-Security')).toMatch(/max-age/)
    }
  })
})
