import { createHash, randomBytes, randomInt } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createStatusLists } from '../../src/connectors/status-lists.ts'
import { createTokenConnector, type TokenConnector, type TokenConnectorOptions } from '../../src/connectors/token.ts'
import { DaypassError } from '../../src/core/error.ts'
import { nobodysResource } from '../../src/core/lifecycle/fire-drill.ts'
import type { Grant } from '../../src/core/record.ts'
import type { RequestKey } from '../../src/core/request-key.ts'
import type { Credential } from '../../src/core/unsigned-payload.ts'
import type { Drills } from '../../src/ports/drills.ts'
import type { GrantStore } from '../../src/ports/grants.ts'
import type { Signer } from '../../src/ports/signer.ts'
import type { StatusLists } from '../../src/ports/status-lists.ts'
import type { TokenLease, TokenLeases } from '../../src/ports/token-leases.ts'
import { beginLease } from '../../src/reconcile/request/apply/leases.ts'
import { generateKeySet, openSigner } from '../../src/signing/signing-keys.ts'
import { renewalOf } from '../renewal-of.ts'

/** A ledger that is empty or at least knows none of our grants, and the repository that grants in it may belong to. */
export type GrantStoreUnderTest = { grants: GrantStore; leases: TokenLeases; repository: number }

const beginning = Date.UTC(2026, 0, 1, 12)
const publicUrl = 'https://daypass.test'
const probeUrl = 'https://api.test/whoami'

/** What holds for the token connector on every ledger. `open` is called once for each test. */
export function tokenConnectorContract(name: string, open: () => Promise<GrantStoreUnderTest>): void {
  let at: number
  let ledger: GrantStoreUnderTest
  let signer: Signer
  let connector: TokenConnector
  let asked: { url: string; init: RequestInit }[]
  let answer: () => Response | Promise<Response>
  const now = () => new Date(at)
  const pass = (seconds: number) => {
    at += seconds * 1000
  }
  const connect = (probe?: string, leases = ledger.leases) =>
    createTokenConnector({
      name: 'public-api',
      publicUrl,
      settings: { audience: 'https://api.test', ...(probe === undefined ? {} : { probe }) },
      leases,
      signer,
      lists: createStatusLists({ publicUrl, signer, leases, now }),
      now,
      randomBytes,
      fetch: async (url, init) => {
        asked.push({ url, init })
        return answer()
      },
    })
  const newGrant = (seconds = 3600, over: Partial<Grant> = {}): Grant => ({
    id: randomBytes(16).toString('base64url'),
    connector: 'public-api',
    connectorType: 'token',
    resource: 'orders-api',
    audience: 'https://api.test',
    scope: 'orders:read orders:dump',
    requester: 42,
    digest: randomBytes(32).toString('hex'),
    policy: 'e'.repeat(64),
    requestUrl: 'https://github.test/a/b/issues/1',
    begins: now(),
    ends: new Date(at + seconds * 1000),
    ...over,
  })
  /** As it is begun and ended around a connector. */
  const grantOn = async (key: RequestKey, grant: Grant): Promise<Credential> => {
    const credential = await beginLease({ grants: ledger.grants, now }, connector, key, grant)
    if (!credential) throw new Error('this kind always gives one')
    return credential.reveal()
  }
  const end = async (grant: Grant) => {
    await ledger.grants.end(grant.id, now())
    return connector.end(grant, {}, now())
  }
  const probe = (grant: Grant) => connector.probe(grant, {}, now())
  const begin = async (grant: Grant): Promise<TokenLease> => {
    await grantOn({ repository: ledger.repository, issue: randomInt(1, 2 ** 31) }, grant)
    return lease(grant)
  }
  const lease = async (grant: Grant): Promise<TokenLease> => {
    const found = await ledger.leases.leaseOf(grant.id)
    if (!found) throw new Error('the grant is not in the ledger')
    return found
  }

  beforeEach(async () => {
    at = beginning
    asked = []
    answer = () => new Response('', { status: 200 })
    ledger = await open()
    signer = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => {})
    connector = connect()
  })

  describe(`token connector on ${name}: granting`, () => {
    test('gives a renewal credential, of which the ledger keeps the hash alone', async () => {
      const grant = newGrant()
      const credential = await grantOn({ repository: ledger.repository, issue: 1 }, grant)
      expect(credential).toEqual({
        type: 'refresh_token',
        token_endpoint: `${publicUrl}/oauth/token`,
        refresh_token: expect.stringMatching(/^dpr_[\w-]{43}$/),
      })
      const hash = createHash('sha256').update(renewalOf(credential)).digest('hex')
      expect((await ledger.leases.findByRenewal(hash))?.id).toBe(grant.id)
      expect(JSON.stringify(await lease(grant))).not.toContain(renewalOf(credential))
    })

    test('a second time replaces the credential and keeps the place', async () => {
      const grant = newGrant()
      const key = { repository: ledger.repository, issue: 1 }
      const first = await grantOn(key, grant)
      const place = (await lease(grant)).statusIndex
      await grantOn(key, grant)
      const hash = createHash('sha256').update(renewalOf(first)).digest('hex')
      expect(await ledger.leases.findByRenewal(hash)).toBeUndefined()
      expect((await lease(grant)).statusIndex).toBe(place)
    })

    test('an ended grant gets nothing, and no place twice', async () => {
      const [one, two] = [newGrant(), newGrant()]
      const places = [(await begin(one)).statusIndex, (await begin(two)).statusIndex]
      expect(new Set(places).size).toBe(2)
      await end(one)
      await expect(grantOn((await lease(one)).key, one)).rejects.toMatchObject({ code: 'GRANT_ENDED' })
    })

    test('the audience is the connector’s, or names the resource', () => {
      expect(connector.audienceOf('orders-api')).toBe('https://api.test')
      const plain = createTokenConnector({ ...dependencies(), settings: {} })
      expect(plain.audienceOf('orders-api')).toBe(`${publicUrl}/resources/orders-api`)
    })
  })

  describe(`token connector on ${name}: access tokens`, () => {
    test('hold exactly what the design says', async () => {
      const grant = newGrant()
      const { token, expires, scope } = await connector.accessToken(await begin(grant), now())
      const kid = signer.publicKeys().find((key) => key.daypass === 'token')?.kid
      expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid })
      const { jti, ...claims } = decodeJwt(token)
      expect(jti).toMatch(/^[\w-]{22}$/)
      expect(claims).toEqual({
        iss: publicUrl,
        aud: 'https://api.test',
        sub: 'github|42',
        client_id: 'daypass',
        scope: grant.scope,
        grant_id: grant.id,
        iat: beginning / 1000,
        exp: beginning / 1000 + 300,
        status: {
          status_list: {
            idx: (await lease(grant)).statusIndex % 2 ** 17,
            uri: `${publicUrl}/status-lists/${Math.floor((await lease(grant)).statusIndex / 2 ** 17)}`,
          },
        },
        daypass: { resource: 'orders-api', request: grant.requestUrl, digest: grant.digest, policy: grant.policy },
      })
      expect([expires, scope]).toEqual([new Date(beginning + 300_000), grant.scope])
    })

    test.each([
      ['an hour is left', 3600, 0, 300],
      ['5 minutes are left', 300, 0, 300],
      ['4 minutes are left', 240, 0, 240],
      ['2.9 s are left', 2.9, 0, 2],
      ['1 s is left', 1, 0, 1],
      ['it begins within a second and 1.2 s are left', 1.7, 0.5, 1],
    ])('live no longer than 5 minutes and their grant: %s', async (_name, seconds, later, life) => {
      const opened = await begin(newGrant(seconds))
      pass(later)
      const { exp = 0, iat = 0 } = decodeJwt((await connector.accessToken(opened, now())).token)
      expect(exp - iat).toBe(life)
      expect(exp * 1000).toBeLessThanOrEqual(opened.ends.getTime())
    })

    test.each([
      ['its end', 3600, 3600],
      ['a time after it', 3600, 4000],
      ['the last part of a second, when no whole one is left', 10.8, 10.3],
    ])('none at %s', async (_name, seconds, later) => {
      const opened = await begin(newGrant(seconds))
      pass(later)
      await expect(connector.accessToken(opened, now())).rejects.toMatchObject({ code: 'GRANT_ENDED' })
      expect((await ledger.leases.leaseOf(opened.id))?.lastToken).toBeNull()
    })

    test('none after an end, even for a caller who has not heard of it', async () => {
      const opened = await begin(newGrant())
      await end(opened)
      await expect(connector.accessToken(opened, now())).rejects.toMatchObject({ code: 'GRANT_ENDED' })
    })

    test('are noted before they are signed', async () => {
      const opened = await begin(newGrant())
      const noted: (Date | null | undefined)[] = []
      const watched: Signer = {
        ...signer,
        signJwt: async (purpose, typ, claims) => {
          noted.push((await ledger.leases.leaseOf(opened.id))?.lastToken)
          return signer.signJwt(purpose, typ, claims)
        },
      }
      await createTokenConnector({ ...dependencies(), signer: watched }).accessToken(opened, now())
      expect(noted).toEqual([new Date(beginning + 300_000)])
    })

    test.each([
      ['orders:read', true],
      ['orders:dump', true],
      ['orders:dump orders:read', true],
      ['orders:write', false],
      ['orders:read orders:write', false],
      ['orders', false],
      ['', false],
      [' ', false],
      ['orders:read ', false],
      ['daypass:probe', false],
      ['orders:read daypass:probe', false],
    ])('the scope %j: %s', async (scope, allowed) => {
      const opened = await begin(newGrant())
      const minted = connector.accessToken(opened, now(), scope)
      if (allowed) expect(decodeJwt((await minted).token).scope).toBe(scope)
      else await expect(minted).rejects.toMatchObject({ code: 'CREDENTIAL_INVALID' })
    })
  })

  describe(`token connector on ${name}: ending`, () => {
    test('the first instant stands, and the credential is gone', async () => {
      const grant = newGrant()
      await begin(grant)
      expect((await end(grant)).effective).toEqual(now())
      pass(10)
      expect((await end(grant)).effective).toEqual(new Date(beginning))
      expect((await lease(grant)).renewal).toBeNull()
    })

    test('what was never opened cannot be ended or proved', async () => {
      await expect(connector.end(newGrant(), {}, now())).rejects.toMatchObject({ code: 'GRANT_UNKNOWN' })
      await expect(probe(newGrant())).rejects.toMatchObject({ code: 'GRANT_UNKNOWN' })
    })

    test('what lives in the ledger is not called ended', async () => {
      const opened = await begin(newGrant())
      await expect(connector.end(opened, {}, now())).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
    })
  })

  describe(`token connector on ${name}: proving`, () => {
    test('a live grant is not proved', async () => {
      const opened = await begin(newGrant())
      expect(await probe(opened)).toMatchObject({ proved: false, why: 'the grant has not ended' })
    })

    test('no token was ever issued: proved at once', async () => {
      const opened = await begin(newGrant())
      await end(opened)
      expect(await probe(opened)).toEqual({
        proved: true,
        proof: {
          how: 'ran-out',
          at: now().toISOString(),
          words: 'no token was ever issued; the target names no probe',
        },
      })
    })

    test('without a probe: when the last token has run out, and 5 s', async () => {
      const opened = await begin(newGrant())
      await connector.accessToken(opened, now())
      pass(60)
      await end(opened)
      expect(await probe(opened)).toMatchObject({
        proved: false,
        again: new Date(beginning + 305_000),
      })
      pass(244.9)
      expect(await probe(opened)).toMatchObject({ proved: false })
      pass(0.1)
      expect(await probe(opened)).toMatchObject({
        proved: true,
        proof: { how: 'ran-out', words: expect.stringContaining('2026-01-01 12:05:00 UTC') },
      })
    })

    test.each([401, 403])('the target answers %d to a probe token of 30 s: refused', async (status) => {
      connector = connect(probeUrl)
      answer = () => new Response('', { status })
      const opened = await begin(newGrant())
      await connector.accessToken(opened, now())
      pass(60.9)
      await end(opened)
      expect(await probe(opened)).toEqual({
        proved: true,
        proof: {
          how: 'refused',
          at: now().toISOString(),
          words: 'token refused by api.test at 2026-01-01 12:01:00.9 UTC',
        },
      })
      const { url, init } = asked[0] ?? { url: '', init: {} }
      expect([url, init.method]).toEqual([probeUrl, undefined])
      const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? ''
      const claims = decodeJwt(token)
      expect(claims).toMatchObject({
        scope: 'daypass:probe',
        grant_id: opened.id,
        iat: beginning / 1000 + 60,
        exp: beginning / 1000 + 90,
      })
      expect((await lease(opened)).lastToken).toEqual(new Date(beginning + 300_000))
    })

    test.each<[string, () => Response | Promise<Response>, string]>([
      ['it accepts the token', () => new Response('{}'), 'api.test did not ask the status list'],
      [
        'it redirects',
        () => new Response('', { status: 302, headers: { location: 'https://login.test' } }),
        'api.test answered 302, which refuses nothing',
      ],
      [
        'it knows no such place',
        () => new Response('', { status: 404 }),
        'api.test answered 404, which refuses nothing',
      ],
      ['it is broken', () => new Response('', { status: 500 }), 'api.test answered 500, which refuses nothing'],
      ['it is down', () => Promise.reject(new TypeError('fetch failed')), 'api.test was unreachable'],
    ])('%s: asked again, until the last token has run out', async (_name, reply, words) => {
      connector = connect(probeUrl)
      answer = reply
      const opened = await begin(newGrant())
      await connector.accessToken(opened, now())
      await end(opened)
      const pauses: number[] = []
      for (;;) {
        const result = await probe(opened)
        if (result.proved) {
          expect(result.proof).toMatchObject({
            how: 'ran-out',
            words: `the last token ran out at 2026-01-01 12:05:00 UTC; ${words}`,
          })
          break
        }
        expect(result.why).toContain(words)
        pauses.push((result.again.getTime() - at) / 1000)
        at = result.again.getTime()
      }
      expect(at).toBe(beginning + 305_000)
      expect(pauses.slice(0, 3)).toEqual([2, 2, 2])
      expect(Math.max(...pauses)).toBe(30)
    })

    const at18 = new Date('2026-01-01T09:30:00.000Z')
    type Found = Awaited<ReturnType<Drills['controlOf']>>
    test.each<
      [what: string, found: Found, drill: 'daily' | 'off' | undefined, status: number, how: string, words: string]
    >([
      ...[401, 403].flatMap((status): [string, Found, 'daily' | undefined, number, string, string][] => [
        [
          `${status}, and let a live token in`,
          { is: 'let-in', at: at18 },
          'daily',
          status,
          'refused',
          'which let a live token in at 2026-01-01 09:30 UTC',
        ],
        [
          `${status}, and keeps live tokens out`,
          { is: 'kept-out', at: at18 },
          undefined,
          status,
          'ran-out',
          'does not let live tokens in either (drill of 2026-01-01 09:30 UTC)',
        ],
        [
          `${status}, and no drill has ended yet`,
          undefined,
          'daily',
          status,
          'refused',
          'not controlled, as there was no drill yet',
        ],
        [
          `${status}, and nothing is said of drills`,
          undefined,
          undefined,
          status,
          'refused',
          'not controlled, as there was no drill yet',
        ],
      ]),
      [
        '401, and drills are off, whatever one found before',
        { is: 'kept-out', at: at18 },
        'off',
        401,
        'refused',
        'not controlled, as drills are off',
      ],
      // What refuses nothing proves nothing, however well the drill went.
      ...[200, 204, 302, 404, 429, 500, 503].map((status): [string, Found, 'daily', number, string, string] => [
        `${status}, and let a live token in`,
        { is: 'let-in', at: at18 },
        'daily',
        status,
        'ran-out',
        'the last token ran out',
      ]),
    ])('the target answers %s: what that proves', async (_, found, drill, status, how, words) => {
      const asksAbout: string[][] = []
      const drills = {
        controlOf: async (...of: [string, string]) => {
          asksAbout.push(of)
          return found
        },
      }
      const settings = { audience: 'https://api.test', probe: probeUrl, ...(drill ? { drill } : {}) }
      const fetch = async () => new Response(null, { status })
      connector = createTokenConnector({ ...dependencies(), settings, drills, fetch })
      const opened = await begin(newGrant())
      await connector.accessToken(opened, now())
      await end(opened)
      let result = await probe(opened)
      // Never stuck: what a refusal does not prove, time does.
      if (!result.proved) {
        expect(result.again <= new Date(beginning + 305_000)).toBe(true)
        at = beginning + 305_000
        result = await probe(opened)
      }
      expect(result).toMatchObject({ proved: true, proof: { how, words: expect.stringContaining(words) } })
      // Asked of this target and audience alone.
      for (const of of asksAbout) expect(of).toEqual(['public-api', `${probeUrl} for https://api.test`])
      expect(asksAbout.length > 0).toBe((status === 401 || status === 403) && drill !== 'off')
    })

    test('that the store cannot say what the last drill found leaves the end unproved', async () => {
      const drills = { controlOf: () => Promise.reject(new DaypassError('STORE_UNAVAILABLE', 'away')) }
      const settings = { audience: 'https://api.test', probe: probeUrl }
      const fetch = async () => new Response('', { status: 401 })
      connector = createTokenConnector({ ...dependencies(), settings, drills, fetch })
      const opened = await begin(newGrant())
      await connector.accessToken(opened, now())
      await end(opened)
      await expect(probe(opened)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    })

    test('the list does not show the end: not even a refusal proves it', async () => {
      connector = connect(probeUrl, {
        ...ledger.leases,
        liveIndexes: async (from, to) => Array.from({ length: to - from }, (_, n) => from + n),
      })
      answer = () => new Response('', { status: 401 })
      const opened = await begin(newGrant())
      // Ended by another process: this one sees the ledger's rows only.
      await ledger.grants.end(opened.id, now())
      expect(await probe(opened)).toMatchObject({
        proved: false,
        why: expect.stringContaining('status list'),
      })
      expect(asked).toEqual([])
    })
  })

  describe(`token connector on ${name}: the control call of a drill`, () => {
    const canary = (over: Partial<Grant> = {}) => newGrant(120, { scope: 'daypass:probe', requester: 0, ...over })
    const used = async (grant: Grant, of: Partial<TokenConnectorOptions> = {}) => {
      connector = createTokenConnector({
        ...dependencies(),
        settings: { audience: 'https://api.test', probe: probeUrl },
        fetch: async (url, init) => {
          asked.push({ url, init })
          return answer()
        },
        ...of,
      })
      await begin(grant)
      return connector.drill?.use(grant, undefined, now())
    }

    test('shows the target the token that the requester would have, and asks whether it is active', async () => {
      const shown: string[] = []
      const grant = canary()
      const isActive = async (token: string) => shown.push(token) > 0
      expect(await used(grant, { isActive })).toEqual({
        ...{ works: true, control: 'let-in' },
        words: 'api.test let a live token in',
      })
      const [{ url, init } = { url: '', init: {} }, ...more] = asked
      expect([url, more]).toEqual([probeUrl, []])
      const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? ''
      expect(shown).toEqual([token])
      const claims = { sub: 'github|0', scope: 'daypass:probe', grant_id: grant.id, exp: beginning / 1000 + 120 }
      expect(decodeJwt(token)).toMatchObject(claims)
      // Noted as any other, so that its end waits for it where nothing refuses it.
      expect((await lease(grant)).lastToken).toEqual(new Date(beginning + 120_000))
    })

    test.each<[string, () => Response | Promise<Response>, string]>([
      ['refuses it', () => new Response('', { status: 401 }), 'answered 401'],
      ['forbids it', () => new Response('', { status: 403 }), 'answered 403'],
      [
        'redirects',
        () => new Response('', { status: 302, headers: { location: 'https://login.test' } }),
        'answered 302',
      ],
      ['knows no such place', () => new Response('', { status: 404 }), 'answered 404'],
      ['is broken', () => new Response('', { status: 500 }), 'answered 500'],
      ['is down', () => Promise.reject(new TypeError('fetch failed')), 'was unreachable'],
    ])('is kept out where the target %s', async (_, reply, words) => {
      answer = reply
      const found = await used(canary())
      expect(found).toEqual({
        ...{ works: true, control: 'kept-out' },
        words: `api.test ${words} when a live token was shown to it`,
      })
    })

    test.each<[string, Partial<TokenConnectorOptions>, Partial<Grant>, object]>([
      ['introspection does not know it', { isActive: async () => false }, {}, { works: false }],
      [
        'the list does not show it',
        {
          lists: {
            ...({} as StatusLists),
            begun: () => {},
            reference: () => ({ idx: 0, uri: '' }),
            published: async () => 'invalid',
          },
        },
        {},
        { works: false },
      ],
      ['there is no probe', { settings: { audience: 'https://api.test' } }, {}, { works: true }],
      [
        'no resource has an audience yet',
        { settings: { probe: probeUrl } },
        { resource: nobodysResource },
        { works: true },
      ],
    ])('does not reach the target where %s', async (_, of, over, expected) => {
      const found = await used(canary(over), of)
      expect(found).toMatchObject(expected)
      expect([found?.control, asked]).toEqual([undefined, []])
    })

    test('asks a target of each resource with a token for the last one that was given', async () => {
      expect(await used(canary(), { settings: { probe: probeUrl } })).toMatchObject({ control: 'let-in' })
    })

    test('of what has ended is none', async () => {
      const grant = canary()
      await used(grant)
      await end(grant)
      asked = []
      await expect(connector.drill?.use(grant, undefined, now())).rejects.toMatchObject({ code: 'GRANT_ENDED' })
      expect(asked).toEqual([])
    })
  })

  test(`token connector on ${name}: the declaration says how fast, and how it will be proved`, () => {
    expect(connector.declare()).toMatchObject({ effect: 30, worst: 300 })
    expect(connector.declare().words).toContain('proved when the last token has run out')
    expect(connect(probeUrl).declare().words).toContain('api.test is asked')
    expect([connector.declare().proof, connect(probeUrl).declare().proof]).toEqual(['ran-out', 'refused'])
  })

  function dependencies() {
    const { leases } = ledger
    const lists = createStatusLists({ publicUrl, signer, leases, now })
    const fetch = async () => answer()
    return {
      name: 'public-api',
      publicUrl,
      settings: { audience: 'https://api.test' },
      leases,
      signer,
      lists,
      now,
      randomBytes,
      fetch,
    }
  }
}
