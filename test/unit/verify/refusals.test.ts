import { beforeEach, describe, expect, test } from 'vitest'
import { createVerifier, type Verifier, VerifyError, type VerifyErrorCode } from '../../../src/verify/index.ts'
import { audience, createIssuer, encode, type Issuer, issuerUrl, jws, publicJwk } from './issuer.ts'

// What an application is told beside the code: a sentence that it can log, and what was wrong below.

let issuer: Issuer
let verifier: Verifier

beforeEach(() => {
  issuer = createIssuer()
  verifier = createVerifier({ issuer: issuerUrl, audience, clock: issuer.clock, fetch: issuer.fetch })
})

async function refusal(token: string, demand?: { scope?: string; resource?: string }): Promise<VerifyError> {
  const thrown = await verifier.verify(token, demand).catch((error: unknown) => error)
  if (thrown instanceof VerifyError) return thrown
  throw thrown
}

const forged = (header: unknown, payload: unknown) => `${encode(header)}.${encode(payload)}.AA`
const header = { alg: 'ES256', typ: 'at+jwt', kid: 't1' }

describe('a refused token', () => {
  test.each<[string, () => string, VerifyErrorCode, string]>([
    ['of no text', () => '', 'TOKEN_MALFORMED', 'There is no token.'],
    ['of too much', () => 'a'.repeat(8193), 'TOKEN_TOO_LARGE', 'The token is longer than any that is issued.'],
    ['of two parts', () => 'AA.AA', 'TOKEN_MALFORMED', 'The token is no compact JWS.'],
    ['with a header that is no JSON', () => forged('{', {}), 'TOKEN_MALFORMED', 'The header of the token is no JSON.'],
    ['with a list for a header', () => forged([], {}), 'TOKEN_MALFORMED', 'The header of the token is no JSON object.'],
    [
      'with a list for claims',
      () => jws(issuer.keys.token, 'at+jwt', []),
      'TOKEN_MALFORMED',
      'The payload of the token is no JSON object.',
    ],
    [
      'of another type',
      () => forged({ ...header, typ: 'JWT' }, {}),
      'TOKEN_TYPE',
      'The token is of another type than at+jwt.',
    ],
    [
      'by another algorithm',
      () => forged({ ...header, alg: 'none' }, {}),
      'TOKEN_ALGORITHM',
      'The token is not signed with ES256.',
    ],
    [
      'with a strange header',
      () => forged({ ...header, jku: 'x' }, {}),
      'TOKEN_MALFORMED',
      'The header holds members that the issuer never writes.',
    ],
    ['without a key', () => forged({ ...header, kid: undefined }, {}), 'TOKEN_KEY_UNKNOWN', 'The token names no key.'],
    [
      'by an unknown key',
      () => forged({ ...header, kid: 'x' }, {}),
      'TOKEN_KEY_UNKNOWN',
      'The issuer has no such key for this purpose.',
    ],
    ['by nobody', () => forged(header, {}), 'TOKEN_SIGNATURE', 'The signature is not that of the issuer.'],
    ['from elsewhere', () => issuer.mint({ iss: 'x' }), 'TOKEN_ISSUER', 'The token comes from another issuer.'],
    ['for elsewhere', () => issuer.mint({ aud: 'x' }), 'TOKEN_AUDIENCE', 'The token is for another audience.'],
    [
      'without an owner',
      () => issuer.mint({ sub: '' }),
      'TOKEN_CLAIMS',
      'The token lacks claims, or holds some of the wrong kind.',
    ],
    [
      'for an hour',
      () => issuer.mint({ exp: issuer.now + 3600 }),
      'TOKEN_LIFETIME',
      'The token was made for longer than 5 minutes, or for no time at all.',
    ],
    [
      'of yesterday',
      () => issuer.mint({ iat: issuer.now - 400, exp: issuer.now - 100 }),
      'TOKEN_EXPIRED',
      'The token has run out; fetch a fresh one.',
    ],
    [
      'of tomorrow',
      () => issuer.mint({ iat: issuer.now + 100 }),
      'TOKEN_NOT_YET',
      'The token is not good yet; compare the clocks.',
    ],
    [
      'with a list elsewhere',
      () => issuer.mint({ status: { status_list: { idx: 7, uri: 'https://x.test/0' } } }),
      'TOKEN_CLAIMS',
      'The status list is not at the issuer.',
    ],
    [
      'beyond the list',
      () => issuer.mint({ status: { status_list: { idx: 4096, uri: `${issuerUrl}/status-lists/0` } } }),
      'TOKEN_CLAIMS',
      'The place in the status list lies outside of it.',
    ],
    [
      'that has ended',
      () => issuer.mint({ status: { status_list: { idx: 8, uri: `${issuerUrl}/status-lists/0` } } }),
      'TOKEN_ENDED',
      'The grant of this token has ended.',
    ],
  ])('%s says so', async (_what, token, code, message) => {
    const error = await refusal(token())
    expect([error.name, error.code, error.message]).toStrictEqual(['VerifyError', code, message])
  })

  test.each([
    [{ scope: 'orders:write' }, 'TOKEN_SCOPE', 'The token is not good for this action.'],
    [{ scope: '' }, 'TOKEN_SCOPE', 'The token is not good for this action.'],
    [{ resource: 'x' }, 'TOKEN_RESOURCE', 'The token is for another resource.'],
  ])('for %j', async (demand, code, message) => {
    expect(await refusal(issuer.mint(), demand)).toMatchObject({ code, message })
  })

  test('has a cause where something below has failed, and none where nothing has', async () => {
    expect('cause' in (await refusal(''))).toBe(false)
    expect((await refusal(forged(header, {}))).cause).toBeInstanceOf(Error)
    expect((await refusal(forged('{', {}))).cause).toBeInstanceOf(SyntaxError)
  })
})

describe('keys and lists that cannot be had: why', () => {
  test.each<[string, () => Response | Promise<Response>, string]>([
    ['down', () => Promise.reject(new TypeError('fetch failed')), 'fetch failed'],
    ['an error', () => new Response('', { status: 503 }), `${issuerUrl}/.well-known/jwks.json answered 503`],
    [
      'too large',
      () => new Response(' '.repeat(65_537)),
      `${issuerUrl}/.well-known/jwks.json answered more than 65536 bytes`,
    ],
    ['no JSON', () => new Response('<'), 'The key set of the token is no JSON.'],
    ['no key', () => Response.json({ keys: [] }), 'the key set holds no ES256 key'],
  ])('keys: %s', async (_what, jwks, why) => {
    issuer.jwks = jwks
    const error = await refusal(issuer.mint())
    expect(error.message).toBe("The issuer's keys cannot be fetched; try again later.")
    expect([error.code, (error.cause as Error).message]).toStrictEqual(['KEYS_UNAVAILABLE', why])
  })

  const list = (over: Record<string, unknown>) => () => new Response(issuer.signList(over))
  test.each<[string, () => Response | Promise<Response>, string]>([
    ['down', () => Promise.reject(new TypeError('fetch failed')), 'fetch failed'],
    ['of another address', list({ sub: 'x' }), 'the status list belongs to another address'],
    ['without iat', list({ iat: undefined }), 'the status list lacks iat or exp'],
    ['with half an iat', list({ iat: 1.5 }), 'the status list lacks iat or exp'],
    ['without exp', list({ exp: undefined }), 'the status list lacks iat or exp'],
    ['with an exp that is a text', list({ exp: '9' }), 'the status list lacks iat or exp'],
    ['from the future', list({ iat: 4e9, exp: 5e9 }), 'the status list comes from the future'],
    ['with a ttl of nothing', list({ ttl: 0 }), 'the status list has a ttl that is no number'],
    ['with a ttl that is a text', list({ ttl: '30' }), 'the status list has a ttl that is no number'],
    ['of nothing', list({ status_list: undefined }), 'the status list is not one of one bit a place'],
    ['of two bits', list({ status_list: { bits: 2, lst: 'AA' } }), 'the status list is not one of one bit a place'],
    ['of no text', list({ status_list: { bits: 1, lst: 7 } }), 'the status list is not one of one bit a place'],
    ['of no base64url', list({ status_list: { bits: 1, lst: 'A+' } }), 'the status list is no base64url'],
  ])('list: %s', async (_what, answer, why) => {
    issuer.list = answer
    const error = await refusal(issuer.mint())
    expect(error.message).toBe('The status list cannot be fetched; try again later.')
    expect([error.code, (error.cause as Error).message]).toStrictEqual(['STATUS_UNAVAILABLE', why])
  })

  test('list: older than one that was seen', async () => {
    await verifier.verify(issuer.mint())
    issuer.list = list({ iat: issuer.now - 1 })
    issuer.pass(301)
    const error = await refusal(issuer.mint())
    expect(error.message).toBe('The status list is older than 5 minutes and cannot be refreshed; try again later.')
    expect([error.code, (error.cause as Error).message]).toStrictEqual([
      'STATUS_STALE',
      'the status list is older than one that was seen before',
    ])
  })
})

describe('a set of keys', () => {
  const filler = Array.from({ length: 100 }, () => ({ kty: 'oct' }))
  test.each([
    ['is read up to its hundredth key', 96, 'accepted'],
    ['is read no further', 100, 'KEYS_UNAVAILABLE'],
  ])('%s', async (_what, before, outcome) => {
    const { token, ...others } = issuer.keys
    const [own, rest] = [publicJwk(token), Object.values(others).map(publicJwk)]
    issuer.jwks = () => Response.json({ keys: [...filler.slice(0, before), ...rest, own] })
    expect(
      await verifier.verify(issuer.mint()).then(
        () => 'accepted',
        (error) => error.code,
      ),
    ).toBe(outcome)
  })

  test.each([
    ['without x', { x: undefined }],
    ['without y', { y: 1 }],
    ['without a name', { kid: undefined }],
    ['of another curve', { crv: 'P-384' }],
    ['of another kind', { kty: 'OKP' }],
  ])('a key %s is not used', async (_what, over) => {
    const { token, status } = issuer.keys
    issuer.jwks = () => Response.json({ keys: [{ ...publicJwk(token), ...over }, publicJwk(status)] })
    expect((await refusal(issuer.mint())).code).toBe('TOKEN_KEY_UNKNOWN')
  })

  test('the first of two with one name counts', async () => {
    const { token, status, trail } = issuer.keys
    const other = { ...publicJwk(trail), kid: token.kid, daypass: 'token' }
    issuer.jwks = () => Response.json({ keys: [publicJwk(token), other, publicJwk(status)] })
    await expect(verifier.verify(issuer.mint())).resolves.toMatchObject({ sub: 'github|42' })
  })
})

describe('what is asked of the issuer', () => {
  test('is asked for by its type, without a redirect, a cache or endless patience', async () => {
    const asked: [string, RequestInit][] = []
    const fetch = (url: string, init: RequestInit) => {
      asked.push([url, init])
      return issuer.fetch(url)
    }
    await createVerifier({ issuer: issuerUrl, audience, clock: issuer.clock, fetch }).verify(issuer.mint())
    const how = { redirect: 'error', cache: 'no-store', signal: expect.any(AbortSignal) }
    expect(asked).toEqual([
      [`${issuerUrl}/.well-known/jwks.json`, { ...how, headers: { accept: 'application/json' } }],
      [`${issuerUrl}/status-lists/0`, { ...how, headers: { accept: 'application/statuslist+jwt' } }],
    ])
  })

  test.each([`${issuerUrl}/`, `${issuerUrl}//`])('has one slash before its name: %s', async (url) => {
    const asked: string[] = []
    const fetch = (address: string) => {
      asked.push(address)
      return Promise.reject(new TypeError('fetch failed'))
    }
    await createVerifier({ issuer: url, audience, clock: issuer.clock, fetch })
      .verify(issuer.mint())
      .catch(() => undefined)
    expect(asked).toStrictEqual([`${issuerUrl}/.well-known/jwks.json`])
  })
})

test.each([
  [{ issuer: '' }, 'issuer shall be the http(s) address of the Daypass server'],
  [{ issuer: 7 }, 'issuer shall be the http(s) address of the Daypass server'],
  [{ issuer: 'ftp://d.test' }, 'issuer shall be the http(s) address of the Daypass server'],
  [{ issuer: 'https://u@d.test' }, 'issuer shall be the http(s) address of the Daypass server'],
  [{ issuer: 'https://d.test/?x' }, 'issuer shall be the http(s) address of the Daypass server'],
  [{ issuer: 'https://d.test/#x' }, 'issuer shall be the http(s) address of the Daypass server'],
  [{ audience: '' }, 'audience shall be the name of this application'],
  [{ audience: 7 }, 'audience shall be the name of this application'],
  [{ refresh: -1 }, 'refresh shall be a number of seconds'],
  [{ refresh: Number.NaN }, 'refresh shall be a number of seconds'],
])('options that cannot work: %j', (over, message) => {
  const options = { issuer: issuerUrl, audience, ...over } as Parameters<typeof createVerifier>[0]
  expect(() => createVerifier(options)).toThrow(new TypeError(message))
})

test.each([{ refresh: 0 }, { refresh: 3600 }, { issuer: 'http://localhost:1' }])('options that work: %j', (over) => {
  expect(createVerifier({ issuer: issuerUrl, audience, ...over })).toEqual({ verify: expect.any(Function) })
})

test('a clock without a time refuses', async () => {
  const clock = () => new Date(Number.NaN)
  const stopped = createVerifier({ issuer: issuerUrl, audience, clock, fetch: issuer.fetch })
  await expect(stopped.verify(issuer.mint())).rejects.toThrow('clock gave no time')
})

describe('what is just right', () => {
  test('a token of 8192 characters is not too large', async () => {
    expect((await refusal('a'.repeat(8192))).code).toBe('TOKEN_MALFORMED')
  })

  test('a key that says neither its use nor its algorithm', async () => {
    const bare = ({ use: _use, alg: _alg, ...half }: Record<string, unknown>) => half
    issuer.jwks = () => Response.json({ keys: issuer.published.map((pair) => bare(publicJwk(pair))) })
    await expect(verifier.verify(issuer.mint())).resolves.toMatchObject({ warnings: [] })
  })

  test('a list of the long spelling of its type', async () => {
    const { status } = issuer.keys
    issuer.list = () => new Response(jws(status, 'application/statuslist+jwt', issuer.listClaims()))
    await expect(verifier.verify(issuer.mint())).resolves.toMatchObject({ warnings: [] })
  })

  test.each([
    [5, 'accepted'],
    [6, 'STATUS_UNAVAILABLE'],
  ])('a list from a clock %i s ahead: %s', async (ahead, outcome) => {
    issuer.list = () => new Response(issuer.signList({ iat: issuer.now + ahead }))
    const said = await verifier.verify(issuer.mint()).then(
      () => 'accepted',
      (error) => error.code,
    )
    expect(said).toBe(outcome)
  })
})
