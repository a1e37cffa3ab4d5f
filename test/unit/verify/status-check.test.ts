import { deflateSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { createVerifier, type Verifier, VerifyError } from '../../../src/verify/index.ts'
import { audience, createIssuer, encode, type Issuer, issuerUrl, type Json, jws, newPair } from './issuer.ts'

let issuer: Issuer
let verifier: Verifier
let lenient: Verifier

beforeEach(() => {
  issuer = createIssuer()
  const options = { issuer: issuerUrl, audience, clock: issuer.clock, fetch: issuer.fetch }
  verifier = createVerifier(options)
  lenient = createVerifier({ ...options, strict: false })
})

async function outcome(token: string, by = verifier): Promise<string> {
  try {
    const { warnings } = await by.verify(token)
    return ['accepted', ...warnings].join(' ')
  } catch (error) {
    if (error instanceof VerifyError) return error.code
    throw error
  }
}

const down = () => Promise.reject(new TypeError('fetch failed'))
const end = () => issuer.live.delete(7)

describe('an ended grant', () => {
  test('a verifier that has no list yet refuses at once', async () => {
    const token = issuer.mint()
    end()
    expect(await outcome(token)).toBe('TOKEN_ENDED')
    expect(await outcome(token, lenient)).toBe('TOKEN_ENDED')
  })

  test('one that has a list reads it anew every 30 s, and then refuses', async () => {
    const token = issuer.mint()
    expect(await outcome(token)).toBe('accepted')
    end()
    issuer.pass(29.9)
    expect(await outcome(token)).toBe('accepted')
    expect(issuer.fetches.list).toBe(1)
    issuer.pass(0.1)
    expect(await outcome(token)).toBe('TOKEN_ENDED')
    expect(issuer.fetches.list).toBe(2)
  })

  test('a shorter ttl of the list is kept to; a longer one changes nothing', async () => {
    const token = issuer.mint()
    issuer.list = () => new Response(issuer.signList({ ttl: 5 }))
    expect(await outcome(token)).toBe('accepted')
    issuer.list = () => new Response(issuer.signList({ ttl: 3600 }))
    issuer.pass(5)
    expect(await outcome(token)).toBe('accepted')
    expect(issuer.fetches.list).toBe(2)
    end()
    issuer.pass(30)
    expect(await outcome(token)).toBe('TOKEN_ENDED')
  })

  test('a probe token is judged by a list that was read after it was made', async () => {
    expect(await outcome(issuer.mint())).toBe('accepted')
    issuer.pass(1)
    end()
    expect(await outcome(issuer.mint({ scope: 'daypass:probe', exp: issuer.now + 30 }))).toBe('TOKEN_ENDED')
    expect(await outcome(issuer.mint({ iat: issuer.now - 1 }))).toBe('TOKEN_ENDED')
  })

  test('the end is told before a missing scope, since whoever refuses the probe must know of it', async () => {
    expect(await outcome(issuer.mint())).toBe('accepted')
    issuer.pass(1)
    end()
    const probe = issuer.mint({ scope: 'daypass:probe', exp: issuer.now + 30 })
    await expect(verifier.verify(probe, { scope: 'orders:read' })).rejects.toMatchObject({ code: 'TOKEN_ENDED' })
  })

  test('a thousand uses of an ended token cost one fetch', async () => {
    const token = issuer.mint()
    end()
    issuer.pass(2)
    for (let n = 0; n < 1000; n++) expect(await outcome(token)).toBe('TOKEN_ENDED')
    expect(issuer.fetches.list).toBe(1)
  })
})

describe('a grant that began after the list was read', () => {
  test('its token makes the verifier look again, not refuse', async () => {
    issuer.live = new Set([3])
    const first = { status: { status_list: { idx: 3, uri: `${issuerUrl}/status-lists/0` } } }
    expect(await outcome(issuer.mint(first))).toBe('accepted')
    issuer.pass(3)
    issuer.live.add(7)
    expect(await outcome(issuer.mint())).toBe('accepted')
    expect(issuer.fetches.list).toBe(2)
  })

  test('the same within one second', async () => {
    issuer.live = new Set()
    expect(await outcome(issuer.mint())).toBe('TOKEN_ENDED')
    issuer.live.add(7)
    expect(await outcome(issuer.mint())).toBe('accepted')
  })

  test('while the issuer is down: refused', async () => {
    issuer.live = new Set()
    expect(await outcome(issuer.mint())).toBe('TOKEN_ENDED')
    issuer.live.add(7)
    issuer.list = down
    expect(await outcome(issuer.mint())).toBe('TOKEN_ENDED')
  })
})

describe('a list that cannot be had', () => {
  const fresh = () => issuer.mint({ iat: Math.floor(issuer.now), exp: Math.floor(issuer.now) + 300 })

  test('from the start: strict refuses, not strict warns', async () => {
    issuer.list = down
    expect(await outcome(fresh())).toBe('STATUS_UNAVAILABLE')
    expect(await outcome(fresh(), lenient)).toBe('accepted STATUS_UNAVAILABLE')
  })

  test('later: the known list serves until it is 5 minutes old', async () => {
    expect([await outcome(fresh()), await outcome(fresh(), lenient)]).toEqual(['accepted', 'accepted'])
    issuer.list = down
    issuer.pass(299)
    expect([await outcome(fresh()), await outcome(fresh(), lenient)]).toEqual(['accepted', 'accepted'])
    issuer.pass(2)
    expect([await outcome(fresh()), await outcome(fresh(), lenient)]).toEqual(['STATUS_STALE', 'accepted STATUS_STALE'])
    issuer.list = undefined
    issuer.pass(2)
    expect([await outcome(fresh()), await outcome(fresh(), lenient)]).toEqual(['accepted', 'accepted'])
  })

  test('an end that is known stays known, however stale the list', async () => {
    end()
    issuer.pass(1)
    expect([await outcome(fresh()), await outcome(fresh(), lenient)]).toEqual(['TOKEN_ENDED', 'TOKEN_ENDED'])
    issuer.list = down
    issuer.pass(400)
    expect([await outcome(fresh()), await outcome(fresh(), lenient)]).toEqual(['TOKEN_ENDED', 'TOKEN_ENDED'])
  })

  test('a thousand tokens meanwhile cost one try each 2 s', async () => {
    issuer.list = down
    for (let n = 0; n < 1000; n++) await outcome(fresh())
    expect(issuer.fetches.list).toBe(1)
    issuer.pass(2)
    await outcome(fresh())
    expect(issuer.fetches.list).toBe(2)
  })

  test('a hundred at the same time cost one fetch', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => outcome(fresh())))
    expect(new Set(all)).toEqual(new Set(['accepted']))
    expect(issuer.fetches).toEqual({ jwks: 1, list: 1 })
  })
})

test('uses that overlap while time goes on cost one fetch', async () => {
  let ticks = 0
  const clock = () => new Date(issuer.now * 1000 + ticks++)
  const ticking = createVerifier({ issuer: issuerUrl, audience, clock, fetch: issuer.fetch })
  const tokens = Array.from({ length: 200 }, () => issuer.mint())
  for (const part of [tokens.slice(0, 100), tokens.slice(100)])
    expect(new Set(await Promise.all(part.map((token) => outcome(token, ticking))))).toEqual(new Set(['accepted']))
  expect(issuer.fetches).toEqual({ jwks: 1, list: 1 })
})

describe('a list that was tampered with', () => {
  const zlib = (bytes: Uint8Array) => deflateSync(bytes).toString('base64url')
  const listed = (over: Json) => () => new Response(issuer.signList(over))
  const typed = (typ: string, pair = issuer.keys.status) => new Response(jws(pair, typ, issuer.listClaims()))
  test.each<[string, () => Response | Promise<Response>]>([
    ['not 200', () => new Response(issuer.signList(), { status: 203 })],
    ['not there', () => new Response('', { status: 404 })],
    ['elsewhere', () => Response.redirect('https://evil.test/list', 302)],
    ['too large', () => new Response('a'.repeat(2 ** 20 + 1))],
    ['no JWS', () => new Response('<html>')],
    ['of another type', () => typed('JWT')],
    ['an access token', () => new Response(issuer.mint())],
    ['signed by the token key', () => typed('statuslist+jwt', issuer.keys.token)],
    ['signed by a stranger with our kid', () => typed('statuslist+jwt', newPair('s1'))],
    [
      'not signed',
      () => new Response(`${encode({ alg: 'none', typ: 'statuslist+jwt' })}.${encode(issuer.listClaims())}.`),
    ],
    ['of another address', listed({ sub: `${issuerUrl}/status-lists/1` })],
    ['without sub', listed({ sub: undefined })],
    ['without iat', listed({ iat: undefined })],
    ['without exp', listed({ exp: undefined })],
    ['from the future', () => new Response(issuer.signList({ iat: issuer.now + 6 }))],
    ['with two bits a place', listed({ status_list: { bits: 2, lst: zlib(Buffer.alloc(16)) } })],
    ['without bytes', listed({ status_list: { bits: 1 } })],
    ['not packed', listed({ status_list: { bits: 1, lst: Buffer.alloc(16).toString('base64url') } })],
    ['a bomb of 64 MB', listed({ status_list: { bits: 1, lst: zlib(Buffer.alloc(2 ** 26)) } })],
    ['with a ttl of 0', listed({ ttl: 0 })],
  ])('%s: as good as none', async (_name, list) => {
    issuer.list = list
    expect(await outcome(issuer.mint())).toBe('STATUS_UNAVAILABLE')
  })

  test('frozen: it ages, and is refused after 5 minutes', async () => {
    const frozen = issuer.signList()
    issuer.list = () => new Response(frozen)
    expect(await outcome(issuer.mint())).toBe('accepted')
    for (let n = 0; n < 10; n++) {
      issuer.pass(30)
      expect(await outcome(issuer.mint())).toBe(n < 9 ? 'accepted' : 'STATUS_STALE')
    }
  })

  test('frozen since long: refused by a verifier that never saw another', async () => {
    const frozen = issuer.signList()
    issuer.list = () => new Response(frozen)
    issuer.pass(301)
    expect([await outcome(issuer.mint()), await outcome(issuer.mint(), lenient)]).toEqual([
      'STATUS_STALE',
      'accepted STATUS_STALE',
    ])
  })

  test('rolled back: the newer list that is known stays', async () => {
    const before = issuer.signList()
    issuer.pass(10)
    end()
    expect([await outcome(issuer.mint()), await outcome(issuer.mint(), lenient)]).toEqual([
      'TOKEN_ENDED',
      'TOKEN_ENDED',
    ])
    issuer.list = () => new Response(before)
    issuer.pass(60)
    expect([await outcome(issuer.mint()), await outcome(issuer.mint(), lenient)]).toEqual([
      'TOKEN_ENDED',
      'TOKEN_ENDED',
    ])
  })

  test('a list that promises a longer life than 5 minutes is stale all the same', async () => {
    issuer.list = () => new Response(issuer.signList({ exp: Math.floor(issuer.now) + 3600 }))
    expect(await outcome(issuer.mint())).toBe('accepted')
    issuer.list = down
    issuer.pass(301)
    expect(await outcome(issuer.mint())).toBe('STATUS_STALE')
  })

  test('a list of a shorter life than 5 minutes is stale when that has passed', async () => {
    issuer.list = () => new Response(issuer.signList({ exp: Math.floor(issuer.now) + 60 }))
    expect(await outcome(issuer.mint())).toBe('accepted')
    issuer.list = down
    issuer.pass(60)
    expect(await outcome(issuer.mint())).toBe('STATUS_STALE')
  })
})
