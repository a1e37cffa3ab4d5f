import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { createVerifier, type Verifier, VerifyError } from '../../../src/verify/index.ts'
import { audience, createIssuer, type Issuer, issuerUrl, jws, newPair, publicJwk } from './issuer.ts'

let issuer: Issuer
let verifier: Verifier

beforeEach(() => {
  issuer = createIssuer()
  verifier = createVerifier({ issuer: issuerUrl, audience, clock: issuer.clock, fetch: issuer.fetch })
})

async function outcome(token: string): Promise<string> {
  const refused = (error: unknown) => (error instanceof VerifyError ? error.code : Promise.reject(error))
  return verifier.verify(token).then(() => 'accepted', refused)
}

describe('keys that cannot be had', () => {
  test.each<[string, () => Response | Promise<Response>]>([
    ['down', () => Promise.reject(new TypeError('fetch failed'))],
    ['an error', () => new Response('', { status: 500 })],
    ['a redirect', () => Response.redirect('https://evil.test/keys', 302)],
    ['no JSON', () => new Response('<html>')],
    ['no set', () => Response.json([])],
    ['an empty set', () => Response.json({ keys: [] })],
    ['a set without lists', () => Response.json({ keys: { length: 1 } })],
    ['too large', () => Response.json({ keys: issuer.published.map(publicJwk), more: ' '.repeat(65_537) })],
    ['keys of another kind alone', () => Response.json({ keys: [null, 'x', { kty: 'oct', k: 'AA', kid: 't1' }] })],
  ])('%s: refused, for nobody can tell', async (_name, jwks) => {
    issuer.jwks = jwks
    expect(await outcome(issuer.mint())).toBe('KEYS_UNAVAILABLE')
  })

  test('the last good keys serve for 10 minutes', async () => {
    expect(await outcome(issuer.mint())).toBe('accepted')
    issuer.jwks = () => Response.json({ keys: [] })
    issuer.pass(600)
    expect(await outcome(issuer.mint())).toBe('accepted')
    issuer.pass(1)
    expect(await outcome(issuer.mint())).toBe('KEYS_UNAVAILABLE')
    issuer.jwks = undefined
    issuer.pass(2)
    expect(await outcome(issuer.mint())).toBe('accepted')
  })

  test('ten thousand unknown kids cost one fetch in 30 s', async () => {
    for (let n = 0; n < 10_000; n++) expect(await outcome(issuer.mint({}, { kid: `k${n}` }))).toBe('TOKEN_KEY_UNKNOWN')
    expect(issuer.fetches.jwks).toBe(1)
    issuer.pass(30)
    for (let n = 0; n < 100; n++) await outcome(issuer.mint({}, { kid: `k${n}` }))
    expect(issuer.fetches.jwks).toBe(2)
  })
})

describe('keys that are exchanged', () => {
  test('a key published 60 s before its use is never refused', async () => {
    const verifiers = Array.from({ length: 200 }, () =>
      createVerifier({ issuer: issuerUrl, audience, clock: issuer.clock, fetch: issuer.fetch }),
    )
    const all = async (token: string) => Promise.all(verifiers.map((each) => each.verify(token)))
    await all(issuer.mint())
    const next = newPair('t2', 'token')
    issuer.published.push(next)
    issuer.pass(60)
    await all(jws(next, 'at+jwt', issuer.claims()))
    await all(issuer.mint())
  })

  test('a key that was taken out is dead after 30 s', async () => {
    const token = issuer.mint()
    expect(await outcome(token)).toBe('accepted')
    issuer.published = issuer.published.filter((pair) => pair.kid !== 't1')
    issuer.pass(30)
    expect(await outcome(token)).toBe('TOKEN_KEY_UNKNOWN')
  })

  test('an unusable key beside a good one does no harm', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' })
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' })
    const odd = [
      null,
      7,
      { ...rsa, kid: 't1' },
      { ...p384, kid: 't1' },
      { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 't1' },
    ]
    issuer.jwks = () => Response.json({ keys: [...odd, ...issuer.published.map(publicJwk)] })
    expect(await outcome(issuer.mint())).toBe('accepted')
  })

  test.each([
    ['another use', { use: 'enc' }],
    ['another algorithm', { alg: 'ES384' }],
    ['its private half beside it', { d: 'AA' }],
    ['a purpose that is no text', { daypass: ['token'] }],
    ['another purpose', { daypass: 'delivery' }],
  ])('a key with %s is not used', async (_name, over) => {
    issuer.jwks = () =>
      Response.json({
        keys: issuer.published.map((pair) => ({ ...publicJwk(pair), ...(pair.kid === 't1' ? over : {}) })),
      })
    expect(await outcome(issuer.mint())).toBe('TOKEN_KEY_UNKNOWN')
  })
})
