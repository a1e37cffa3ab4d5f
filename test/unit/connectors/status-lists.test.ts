import { deflateSync, inflateSync } from 'node:zlib'
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createStatusLists, type StatusListOptions } from '../../../src/connectors/status-lists.ts'
import type { Grant } from '../../../src/core/record.ts'
import { Secret } from '../../../src/core/secret.ts'
import { encodeStatusList } from '../../../src/core/status-list.ts'
import { createAdmin } from '../../../src/http/admin.ts'
import type { Signer } from '../../../src/ports/signer.ts'
import type { StatusLists } from '../../../src/ports/status-lists.ts'
import { generateKeySet, openSigner } from '../../../src/signing/signing-keys.ts'
import { createFakeGrants, type FakeGrantStore } from '../../fakes/grant-store.ts'
import { createFakeLockdowns } from '../../fakes/lockdowns.ts'

const publicUrl = 'https://daypass.test'
const beginning = Date.UTC(2026, 0, 1, 12)

let at: number
let grants: FakeGrantStore
let signer: Signer
let reads: number
let signatures: number
let lists: StatusLists
/** Lets a read of the ledger wait after it has its answer. */
let hold: (() => Promise<void>) | undefined

const now = () => new Date(at)
const ledger: StatusListOptions['leases'] = {
  liveIndexes: async (from, to, when) => {
    reads++
    const places = await grants.liveIndexes(from, to, when)
    await hold?.()
    return places
  },
}
const publish = (over: Partial<StatusListOptions> = {}) =>
  createStatusLists({
    publicUrl,
    signer: {
      ...signer,
      signJwt: (...args) => {
        signatures++
        return signer.signJwt(...args)
      },
    },
    leases: ledger,
    now,
    size: 16,
    ...over,
  })

beforeEach(async () => {
  at = beginning
  reads = 0
  signatures = 0
  hold = undefined
  grants = createFakeGrants()
  signer = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => {})
  lists = publish()
})

let issue = 0
async function open(seconds = 3600): Promise<{ id: string; statusIndex: number }> {
  const id = `g${++issue}`
  const rest = {
    connector: 'c',
    connectorType: 'token',
    resource: 'r',
    audience: 'a',
    scope: 's',
    requester: 1,
    policy: 'p',
    requestUrl: 'u',
  }
  const grant: Grant = { ...rest, id, digest: id, begins: now(), ends: new Date(at + seconds * 1000) }
  await grants.open({ repository: 1, issue }, grant)
  return { id, statusIndex: (await grants.leaseOf(id))?.statusIndex ?? -1 }
}

/** The places that read valid in the list as served, counted from the list's beginning. */
async function served(id = 0): Promise<number[] | undefined> {
  const list = await lists.serve(id)
  if (!list) return undefined
  const { lst } = decodeJwt<{ status_list: { lst: string } }>(list.jwt).status_list
  const bytes = inflateSync(Buffer.from(lst, 'base64url'))
  return Array.from({ length: bytes.length * 8 }, (_, n) => n).filter(
    (n) => (((bytes[n >> 3] ?? 0) >> (n & 7)) & 1) === 0,
  )
}

describe('what is served', () => {
  test('is at most 250 ms behind the ledger', async () => {
    expect(await served()).toEqual([])
    await open()
    at += 249
    expect(await served()).toEqual([])
    at += 1
    expect(await served()).toEqual([0])
  })

  test('follows this process at once', async () => {
    expect(await served()).toEqual([])
    const grant = await open()
    lists.begun(grant.statusIndex)
    expect(await served()).toEqual([0])
    await grants.end(grant.id, now())
    lists.ended(grant.statusIndex)
    expect(await served()).toEqual([])
    expect(await lists.published(grant.statusIndex)).toBe('invalid')
  })

  test('tells of a place that was given out since it was signed as it is, and not as the list before', async () => {
    await open()
    expect(await served()).toEqual([0])
    const second = await open()
    lists.begun(second.statusIndex)
    expect(await lists.published(second.statusIndex)).toBe('valid')
  })

  test('is what is read to see whether an end is published, each time it is signed, whatever was to be signed', async () => {
    await open()
    await open()
    let valid = [0]
    const lst = () => deflateSync(encodeStatusList(valid, 16)).toString('base64url')
    const signJwt: Signer['signJwt'] = (purpose, type, claims) =>
      signer.signJwt(purpose, type, { ...claims, status_list: { bits: 1, lst: lst() } })
    lists = publish({ signer: { ...signer, signJwt } })
    const published = () => Promise.all([0, 1].map((place) => lists.published(place)))
    expect(await published()).toEqual(['valid', 'invalid'])
    valid = [1]
    at += 2000
    expect(await published()).toEqual(['invalid', 'valid'])
  })

  test('shows a grant whose time has come as ended, before anybody worked on it', async () => {
    await open(2)
    expect(await served()).toEqual([0])
    at += 2000
    expect(await served()).toEqual([])
  })

  test('an end during a read of the ledger is not forgotten', async () => {
    const grant = await open()
    let resume = () => {}
    hold = () => new Promise((resolve) => (resume = resolve))
    const reading = served()
    while (reads === 0) await Promise.resolve()
    await grants.end(grant.id, now())
    lists.ended(grant.statusIndex)
    hold = undefined
    await Promise.resolve()
    resume()
    expect(await reading).toEqual([])
  })

  test('a grant that begins during a read is in what is served next', async () => {
    let resume = () => {}
    hold = () => new Promise((resolve) => (resume = resolve))
    const reading = served()
    while (reads === 0) await Promise.resolve()
    await Promise.resolve()
    const grant = await open()
    lists.begun(grant.statusIndex)
    hold = undefined
    const next = served()
    resume()
    expect(await reading).toEqual([])
    expect(await next).toEqual([0])
  })

  test('the same when nobody asks until the read is over', async () => {
    let resume = () => {}
    hold = () => new Promise((resolve) => (resume = resolve))
    const reading = served()
    while (reads === 0) await Promise.resolve()
    for (let n = 0; n < 5; n++) await Promise.resolve()
    const grant = await open()
    lists.begun(grant.statusIndex)
    hold = undefined
    resume()
    expect(await reading).toEqual([])
    expect(await served()).toEqual([0])
  })

  test('is not served at all while the ledger cannot be read', async () => {
    grants.down = true
    await expect(lists.serve(0)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    grants.down = false
    expect(await served()).toEqual([])
  })
})

describe('signing', () => {
  test('the same text within a second, a newer one after it', async () => {
    const first = await lists.serve(0)
    at += 900
    expect(await lists.serve(0)).toEqual(first)
    at += 100
    const next = await lists.serve(0)
    expect(next?.etag).not.toBe(first?.etag)
    expect(decodeJwt(next?.jwt ?? '').iat).toBe(beginning / 1000 + 1)
  })

  test('a thousand ends in one second read the ledger once', async () => {
    const opened = await Promise.all(Array.from({ length: 1000 }, () => open()))
    lists = publish({ size: 1024 })
    expect((await served())?.length).toBe(1000)
    for (const grant of opened) {
      await grants.end(grant.id, now())
      lists.ended(grant.statusIndex)
    }
    for (const grant of opened) expect(await lists.published(grant.statusIndex)).toBe('invalid')
    expect([reads, signatures]).toEqual([1, 2])
  })
})

describe('several lists', () => {
  test('a place is in the list that its token names', async () => {
    grants = createFakeGrants(16)
    const { statusIndex } = await open()
    expect(lists.reference(statusIndex)).toEqual({ idx: 0, uri: `${publicUrl}/status-lists/1` })
    expect([await served(0), await served(1), await served(2)]).toEqual([[], [0], undefined])
  })

  test('a list stays when all its grants have ended', async () => {
    grants = createFakeGrants(16)
    const { id, statusIndex } = await open()
    lists.begun(statusIndex)
    await grants.end(id, now())
    lists.ended(statusIndex)
    expect([await served(1), await served(2)]).toEqual([[], undefined])
  })

  test('also after a restart, where the number of places given out is known', async () => {
    grants = createFakeGrants(16)
    await grants.end((await open()).id, now())
    lists = publish({ placesGiven: () => grants.placesGiven() })
    expect([await served(1), await served(2)]).toEqual([[], undefined])
  })

  test.each([-1, 0.5, Number.NaN, 2 ** 31, Number.MAX_SAFE_INTEGER])('%d is no list', async (id) => {
    expect(await lists.serve(id)).toBeUndefined()
  })
})

test('metrics are served in the text format, with what is true at the moment', async () => {
  const levels = {
    liveGrants: 3,
    endingGrants: 2,
    overdueEnds: 1,
    drills: [
      { connector: 'api', last: { passed: true, used: 0.25, proved: 12.5, age: 90 } },
      { connector: 'shut', held: 'LOCKDOWN', last: { passed: false, used: null, proved: null, age: 5 } },
      { connector: 'new' },
    ],
    undelivered: 1,
    inboxWaiting: 4,
    noticesWaiting: 6,
    lockdowns: 5,
    trails: [
      { repository: 7, placed: 40, at: new Date(60_000), ahead: 50 },
      { repository: 8, placed: 3 },
    ],
    chains: [{ repository: 7, seq: 41 }],
    stranded: [],
    governances: [],
    unshownSince: new Date(88_500),
    room: [{ installation: '99', calls: 4700, creations: 350 }, { installation: 'app' }],
    at: new Date(90_000),
  }
  const { metrics, open } = createAdmin(
    async () => levels,
    async () => ({ revoked: 0, lockdown: undefined }),
    createFakeLockdowns(),
    new Secret('-'),
  )
  metrics.decided('allow')
  metrics.endedLate('api', 0.3)
  const response = await open.request('/metrics')
  const text = await response.text()
  expect(response.headers.get('Content-Type')).toMatch(/^text\/plain/)
  for (const line of [
    'daypass_grants_live 3',
    'daypass_grants_ending 2',
    'daypass_ends_overdue 1',
    'daypass_drill_passed{connector="api"} 1',
    'daypass_drill_passed{connector="shut"} 0',
    'daypass_drill_age_seconds{connector="api"} 90',
    'daypass_drill_seconds{connector="api",until="used"} 0.25',
    'daypass_drill_seconds{connector="api",until="proved"} 12.5',
    'daypass_drill_held{connector="shut",code="LOCKDOWN"} 1',
    'daypass_credentials_undelivered 1',
    'daypass_inbox_waiting 4',
    'daypass_notices_waiting 6',
    'daypass_lockdowns 5',
    'daypass_decisions_total{outcome="allow"} 1',
    'daypass_end_lateness_seconds_bucket{le="0.5",connector="api"} 1',
    'daypass_end_lateness_seconds_bucket{le="0.25",connector="api"} 0',
    'daypass_trail_entries{repository="7"} 41',
    'daypass_checkpoint_placed{repository="7"} 40',
    'daypass_checkpoint_age_seconds{repository="7"} 30',
    'daypass_trail_truncated{repository="7"} 50',
    'daypass_display_lag_seconds 1.5',
    'daypass_github_calls_left{installation="99"} 4700',
    'daypass_github_creations_left{installation="99"} 350',
  ])
    expect(text).toContain(line)
  expect(text).not.toMatch(/age_seconds\{repository="8"|installation="app"|connector="new"|\{connector="shut",until/)
  expect((await open.request('/')).status).toBe(404)
})
