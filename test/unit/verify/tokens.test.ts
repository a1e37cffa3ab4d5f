import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { createVerifier, type Verifier, VerifyError } from '../../../src/verify/index.ts'
import { runs } from '../../runs.ts'
import { audience, createIssuer, encode, type Issuer, issuerUrl, type Json, jws, newPair, publicJwk } from './issuer.ts'

let issuer: Issuer
let verifier: Verifier

beforeEach(() => {
  issuer = createIssuer()
  verifier = createVerifier({ issuer: issuerUrl, audience, clock: issuer.clock, fetch: issuer.fetch })
})

/** `accepted`, or the code of the refusal. */
async function outcome(token: string, demand?: { scope?: string; resource?: string }): Promise<string> {
  try {
    await verifier.verify(token, demand)
    return 'accepted'
  } catch (error) {
    if (error instanceof VerifyError) return error.code
    throw error
  }
}

describe('a good token', () => {
  test('its claims are returned, without warnings', async () => {
    const claims = issuer.claims()
    expect(await verifier.verify(jws(issuer.keys.token, 'at+jwt', claims))).toEqual({ ...claims, warnings: [] })
  })

  test.each([
    ['the long spelling of its type', () => jws(issuer.keys.token, 'application/at+jwt', issuer.claims())],
    ['a nbf that has come', () => issuer.mint({ nbf: issuer.now })],
    ['an issuer clock 5 s ahead', () => issuer.mint({ iat: issuer.now + 5 })],
    ['its last second', () => issuer.mint({ iat: issuer.now - 299, exp: issuer.now + 1 })],
  ])('is accepted with %s', async (_name, token) => {
    expect(await outcome(token())).toBe('accepted')
  })

  test('a key without the member daypass serves every purpose', async () => {
    const shared = newPair('shared')
    issuer.keys.token = shared
    issuer.keys.status = shared
    issuer.published = [shared]
    expect(await outcome(issuer.mint())).toBe('accepted')
  })
})

describe('the text', () => {
  const good = () => issuer.mint()
  test.each<[string, () => string, string]>([
    ['nothing', () => '', 'TOKEN_MALFORMED'],
    ['one part', () => 'abc', 'TOKEN_MALFORMED'],
    ['two parts', () => good().split('.').slice(0, 2).join('.'), 'TOKEN_MALFORMED'],
    ['five parts, as a JWE has', () => `${good()}.AA.AA`, 'TOKEN_MALFORMED'],
    ['JSON serialisation', () => JSON.stringify({ payload: 'e30', signatures: [] }), 'TOKEN_MALFORMED'],
    ['white space around it', () => ` ${good()}`, 'TOKEN_MALFORMED'],
    ['a line end after it', () => `${good()}\n`, 'TOKEN_MALFORMED'],
    ['padding', () => `${good()}==`, 'TOKEN_MALFORMED'],
    ['a header that is a list', () => good().replace(/^[^.]+/, encode([])), 'TOKEN_MALFORMED'],
    ['a header that is no JSON', () => good().replace(/^[^.]+/, encode('{')), 'TOKEN_MALFORMED'],
    ['a payload that is no JSON', () => jws(issuer.keys.token, 'at+jwt', 'x'), 'TOKEN_MALFORMED'],
    ['a payload that is null', () => jws(issuer.keys.token, 'at+jwt', 'null'), 'TOKEN_MALFORMED'],
    ['no signature', () => good().replace(/[^.]+$/, ''), 'TOKEN_SIGNATURE'],
    ['8 193 characters', () => 'a'.repeat(8193), 'TOKEN_TOO_LARGE'],
    ['a payload that makes it too long', () => issuer.mint({ more: 'x'.repeat(8192) }), 'TOKEN_TOO_LARGE'],
  ])('%s', async (_name, token, code) => {
    expect(await outcome(token())).toBe(code)
  })

  test('a token has one spelling: other last bits of a part are refused', async () => {
    const token = good()
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = alphabet.indexOf(token.slice(-1))
    // 64 bytes fill 85 characters and two bits: the same bytes have 15 more spellings.
    for (let other = last + 1; other % 16 !== 0; other++) {
      const variant = `${token.slice(0, -1)}${alphabet[other]}`
      expect(Buffer.from(variant.split('.')[2] ?? '', 'base64url')).toEqual(
        Buffer.from(token.split('.')[2] ?? '', 'base64url'),
      )
      expect(await outcome(variant)).toBe('TOKEN_MALFORMED')
    }
  })

  test('whatever is sent: a coded refusal, and nothing but that', async () => {
    const part = fc.oneof(fc.base64String({ maxLength: 60 }), fc.json().map(encode), fc.string({ maxLength: 40 }))
    const text = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.')),
    )
    await fc.assert(
      fc.asyncProperty(text, async (token) => {
        expect(await outcome(token)).toMatch(/^TOKEN_/)
      }),
      { numRuns: runs(300) },
    )
  })

  test('any one bit changed anywhere: never accepted', async () => {
    const token = good()
    const flipped = fc.tuple(fc.nat(token.length - 1), fc.integer({ min: 0, max: 6 }))
    await fc.assert(
      fc.asyncProperty(flipped, async ([at, bit]) => {
        const changed = String.fromCharCode(token.charCodeAt(at) ^ (1 << bit))
        expect(await outcome(token.slice(0, at) + changed + token.slice(at + 1))).not.toBe('accepted')
      }),
      { numRuns: runs(300) },
    )
  })
})

describe('type, algorithm and key', () => {
  const payload = () => encode(issuer.claims())
  const rs = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const header = (over: Json) => encode({ alg: 'ES256', typ: 'at+jwt', kid: 't1', ...over })
  const hmac = (input: string) => {
    const secret = issuer.keys.token.publicKey.export({ format: 'pem', type: 'spki' })
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
  }
  test.each<[string, () => string, string]>([
    ['typ absent', () => issuer.mint({}, { typ: undefined }), 'TOKEN_TYPE'],
    ['typ JWT', () => issuer.mint({}, { typ: 'JWT' }), 'TOKEN_TYPE'],
    ['typ in capitals', () => issuer.mint({}, { typ: 'AT+JWT' }), 'TOKEN_TYPE'],
    ['typ a list', () => issuer.mint({}, { typ: ['at+jwt'] }), 'TOKEN_TYPE'],
    ['a status list', () => issuer.signList(), 'TOKEN_TYPE'],
    [
      'a status list with the claims of a token',
      () => jws(issuer.keys.status, 'statuslist+jwt', issuer.claims()),
      'TOKEN_TYPE',
    ],
    ['a delivery', () => jws(issuer.keys.delivery, 'daypass-delivery+jws', issuer.claims()), 'TOKEN_TYPE'],
    ['a trail entry', () => jws(issuer.keys.trail, 'daypass-trail+jws', issuer.claims()), 'TOKEN_TYPE'],
    ['alg none', () => `${header({ alg: 'none' })}.${payload()}.AA`, 'TOKEN_ALGORITHM'],
    ['alg HS256 with the public key', () => hmac(`${header({ alg: 'HS256' })}.${payload()}`), 'TOKEN_ALGORITHM'],
    ['alg ES256 over an HMAC', () => hmac(`${header({})}.${payload()}`), 'TOKEN_SIGNATURE'],
    [
      'alg RS256',
      () => {
        const input = `${header({ alg: 'RS256' })}.${payload()}`
        return `${input}.${sign('sha256', Buffer.from(input), rs.privateKey).toString('base64url')}`
      },
      'TOKEN_ALGORITHM',
    ],
    ['alg ES384', () => issuer.mint({}, { alg: 'ES384' }), 'TOKEN_ALGORITHM'],
    ['alg in small letters', () => issuer.mint({}, { alg: 'es256' }), 'TOKEN_ALGORITHM'],
    [
      'the DER form of a signature',
      () => {
        const input = `${header({})}.${payload()}`
        return `${input}.${sign('sha256', Buffer.from(input), issuer.keys.token.privateKey).toString('base64url')}`
      },
      'TOKEN_SIGNATURE',
    ],
    [
      'a signature of zeros',
      () => `${header({})}.${payload()}.${Buffer.alloc(64).toString('base64url')}`,
      'TOKEN_SIGNATURE',
    ],
    [
      'another curve',
      () => {
        const input = `${header({})}.${payload()}`
        return `${input}.${sign('sha256', Buffer.from(input), { key: p384.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
      },
      'TOKEN_SIGNATURE',
    ],
    ['a stranger using our kid', () => jws(newPair('t1'), 'at+jwt', issuer.claims()), 'TOKEN_SIGNATURE'],
    [
      'another payload under the signature',
      () => issuer.mint().replace(/\.[^.]+\./, `.${payload()}.`),
      'TOKEN_SIGNATURE',
    ],
    ['no kid', () => issuer.mint({}, { kid: undefined }), 'TOKEN_KEY_UNKNOWN'],
    ['kid a number', () => issuer.mint({}, { kid: 1 }), 'TOKEN_KEY_UNKNOWN'],
    ['kid a path', () => issuer.mint({}, { kid: '../../dev/null' }), 'TOKEN_KEY_UNKNOWN'],
    ['kid __proto__', () => issuer.mint({}, { kid: '__proto__' }), 'TOKEN_KEY_UNKNOWN'],
    ['the status key, typed as a token', () => jws(issuer.keys.status, 'at+jwt', issuer.claims()), 'TOKEN_KEY_UNKNOWN'],
    [
      'the delivery key, typed as a token',
      () => jws(issuer.keys.delivery, 'at+jwt', issuer.claims()),
      'TOKEN_KEY_UNKNOWN',
    ],
    ['the trail key, typed as a token', () => jws(issuer.keys.trail, 'at+jwt', issuer.claims()), 'TOKEN_KEY_UNKNOWN'],
    [
      'a key in the header',
      () => {
        const own = newPair('mine')
        return jws(own, 'at+jwt', issuer.claims(), { jwk: publicJwk(own) })
      },
      'TOKEN_MALFORMED',
    ],
    ...['jku', 'x5u', 'x5c', 'x5t', 'crit', 'b64', 'zip', 'enc', 'cty', 'nonce'].map(
      (member): [string, () => string, string] => [
        `${member} in the header`,
        () => issuer.mint({}, { [member]: 'https://evil.test' }),
        'TOKEN_MALFORMED',
      ],
    ),
  ])('%s is refused', async (_name, token, code) => {
    expect(await outcome(token())).toBe(code)
  })

  test('nothing but the issuer was asked', async () => {
    const asked: string[] = []
    const fetch = (url: string) => {
      asked.push(url)
      return issuer.fetch(url)
    }
    verifier = createVerifier({ issuer: issuerUrl, audience, clock: issuer.clock, fetch })
    await outcome(issuer.mint({}, { jku: 'https://evil.test/keys' }))
    await outcome(issuer.mint({ status: { status_list: { idx: 7, uri: 'https://evil.test/status-lists/0' } } }))
    await outcome(issuer.mint())
    expect(asked).toEqual([`${issuerUrl}/.well-known/jwks.json`, `${issuerUrl}/status-lists/0`])
  })
})

describe('the options', () => {
  test.each([
    ['no issuer', { issuer: '', audience }],
    ['an issuer that is no http address', { issuer: 'file:///etc', audience }],
    ['an issuer with a query', { issuer: `${issuerUrl}?a=b`, audience }],
    ['no audience', { issuer: issuerUrl, audience: '' }],
  ])('%s: refused at once', (_name, options) => {
    expect(() => createVerifier(options)).toThrow(TypeError)
  })

  test('a clock that gives no time accepts nothing', async () => {
    verifier = createVerifier({ issuer: issuerUrl, audience, clock: () => new Date(Number.NaN), fetch: issuer.fetch })
    await expect(verifier.verify(issuer.mint())).rejects.toThrow('clock gave no time')
  })
})
