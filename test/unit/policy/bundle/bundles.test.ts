import { gunzipSync } from 'node:zlib'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLiveLists } from '../../../../src/connectors/live-lists.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { addSeconds } from '../../../../src/core/instant.ts'
import { nobodysResource } from '../../../../src/core/lifecycle/fire-drill.ts'
import { createBundles } from '../../../../src/policy/bundle/bundles.ts'
import type { InForce } from '../../../../src/policy/bundle/governed-part.ts'
import { findOpa } from '../../../../src/policy/opa/opa-binary.ts'
import { readTar } from '../../../../src/policy/tar.ts'
import type { StoredGrant } from '../../../../src/ports/grants.ts'
import type { LiveLists } from '../../../../src/ports/live-lists.ts'
import { grantOf, key } from '../../../contract/store-contract.ts'
import { type TestClock, testClock } from '../../../open-test-store.ts'
import { rego } from '../fixture.ts'

const repository = 7
const readers = [
  { repository, name: 'gateway', resources: ['orders-api'] },
  { repository, name: 'other', resources: ['other-api'] },
  { repository, name: 'plain', resources: [] },
]
const [gateway, other, plain] = readers as [(typeof readers)[0], (typeof readers)[0], (typeof readers)[0]]

let opa: string
beforeAll(async () => {
  opa = (await findOpa({})).path
})

let clock: TestClock
let ledger: StoredGrant[]
let inForce: InForce | DaypassError
let reads: number
let signed: number
let told: unknown[]
let live: LiveLists
let bundles: ReturnType<typeof createBundles>

const governance = (outcome: string, over: Partial<InForce['repository']> = {}): InForce => ({
  repository: {
    ...{ id: repository, owner: 'acme', name: 'access', fullName: 'acme/access', private: true, url: 'u' },
    ...{ defaultBranch: 'main', ...over },
  },
  digest: outcome,
  policy: rego(`decision := {"outcome": "${outcome}"}`, { daypass_settings: {} }),
})
const grant = (id: string, resource: string): StoredGrant => ({
  ...grantOf(id, { connectorType: 'opa', connector: 'gate', resource, ends: addSeconds(clock.now(), 3600) }),
  ...{ key, lease: null, ended: null },
})

beforeEach(() => {
  clock = testClock()
  ledger = [grant('a', 'orders-api'), grant('b', 'other-api'), grant('c', nobodysResource), grant('d', 'secret-api')]
  inForce = governance('deny')
  reads = 0
  signed = 0
  told = []
  live = createLiveLists({
    grants: { liveOf: async () => [...ledger] },
    connectorsOf: () => new Map([['gate', 60]]),
    now: clock.now,
  })
  bundles = createBundles({
    ...{ readers, opa, gate: 'package daypass_gate\n', lists: live, now: clock.now },
    inForce: async () => {
      reads++
      if (inForce instanceof DaypassError) throw inForce
      return inForce
    },
    signer: {
      signJwt: async (purpose, typ, { scope }) => {
        signed++
        return `${purpose} ${typ} ${scope}`
      },
    },
    log: { error: (...of: unknown[]) => void told.push(of) },
  })
})

const filesIn = (bytes: Uint8Array) =>
  Object.fromEntries([...readTar(gunzipSync(bytes))].map(([name, text]) => [name, Buffer.from(text).toString()]))
const listIn = async (reader = gateway) => {
  const data = JSON.parse(filesIn((await bundles.newest(reader)).bytes)['data.json'] ?? '{}')
  return Object.keys(data.daypass_live?.grants ?? {})
}
const never = new AbortController().signal

describe('a reader gets', () => {
  test('the grants of its own resources, and those of fire drills', async () => {
    expect(await listIn(gateway)).toEqual(['a', 'c'])
    expect(await listIn(other)).toEqual(['b', 'c'])
    const files = filesIn((await bundles.newest(plain)).bytes)
    expect(Object.keys(files)).toEqual(['policies/policy.rego', 'data.json', '.manifest', '.signatures.json'])
    expect(files['data.json']).toBe('{"daypass_settings":{}}')
  })

  test('what is signed for bundles, and for this repository', async () => {
    const { bytes, owner, repository } = await bundles.newest(gateway)
    expect([owner, repository]).toEqual(['acme', 'access'])
    expect(filesIn(bytes)['.signatures.json']).toBe('{"signatures":["bundle JWT acme/access"]}')
  })

  test('the same until something changes, made and signed once, however many ask', async () => {
    const [first, ...more] = await Promise.all(Array.from({ length: 20 }, () => bundles.newest(gateway)))
    clock.advance(5)
    for (const one of [...more, await bundles.newest(gateway)]) expect(one).toBe(first)
    expect([reads, signed]).toEqual([1, 1])
  })

  test('nothing new where what changed is not its own', async () => {
    const [mine, theirs] = [await bundles.newest(gateway), await bundles.newest(other)]
    ledger = ledger.filter(({ id }) => id !== 'b')
    live.changed()
    clock.advance(1)
    expect(await bundles.newest(gateway)).toBe(mine)
    expect((await bundles.newest(other)).etag).not.toBe(theirs.etag)
    expect(await listIn(other)).toEqual(['c'])
  })

  test('a young list each third of its time, though nothing changed', async () => {
    const first = await bundles.newest(gateway)
    clock.advance(19)
    expect(await bundles.newest(gateway)).toBe(first)
    clock.advance(1)
    expect((await bundles.newest(gateway)).etag).not.toBe(first.etag)
    const unlisted = await bundles.newest(plain)
    clock.advance(3600)
    expect((await bundles.newest(plain)).etag).toBe(unlisted.etag)
  })
})

describe('what is in force', () => {
  test('is looked at again after half a minute, or when an event says so', async () => {
    const before = await bundles.newest(plain)
    inForce = governance('allow')
    clock.advance(29)
    expect((await bundles.newest(plain)).etag).toBe(before.etag)
    bundles.changed(repository)
    const after = await bundles.newest(plain)
    expect(filesIn(after.bytes)['policies/policy.rego']).toContain('allow')
    inForce = governance('review')
    clock.advance(30)
    expect((await bundles.newest(plain)).etag).not.toBe(after.etag)
    expect(reads).toBe(3)
  })

  test('is signed for the name that the repository has now', async () => {
    await bundles.newest(plain)
    inForce = governance('deny', { name: 'renamed' })
    bundles.changed(repository)
    const { bytes, repository: name } = await bundles.newest(plain)
    expect([name, filesIn(bytes)['.signatures.json']]).toEqual(['renamed', expect.stringContaining('acme/renamed')])
  })

  test.each<[string, InForce | DaypassError]>([
    ['cannot be read', new DaypassError('GITHUB_UNAVAILABLE', 'no')],
    ['has no policy', { ...governance('x'), policy: new Map() }],
    ['has one that opa does not accept', { ...governance('x'), policy: rego('decision := nowhere') }],
    ['has one that asks for more than it may', { ...governance('x'), policy: rego('decision := http.send({})') }],
  ])('and %s: nothing at first; later, what was before, with lists that stay young', async (_, broken) => {
    const good = inForce
    inForce = broken
    await expect(bundles.newest(gateway)).rejects.toBeInstanceOf(DaypassError)
    await expect(bundles.newest(gateway)).rejects.toBeInstanceOf(DaypassError)
    expect([reads, told.length]).toEqual([1, 1])
    inForce = good
    bundles.changed(repository)
    const before = filesIn((await bundles.newest(gateway)).bytes)
    inForce = broken
    bundles.changed(repository)
    ledger = []
    live.changed()
    clock.advance(1)
    const after = filesIn((await bundles.newest(gateway)).bytes)
    expect(after['policies/policy.rego']).toBe(before['policies/policy.rego'])
    expect(await listIn()).toEqual([])
  })
})

describe('a reader that waits', () => {
  test('gets what has changed, by an event, by a grant', async () => {
    const first = await bundles.newest(gateway)
    const waiting = bundles.next(gateway, first.etag, 30, never)
    inForce = governance('allow')
    bundles.changed(repository)
    const second = await waiting
    expect(second.etag).not.toBe(first.etag)
    const again = bundles.next(gateway, second.etag, 30, never)
    clock.advance(1)
    ledger = []
    live.changed()
    expect(filesIn((await again).bytes)['data.json']).toContain('"grants":{}')
  })

  test('finds by itself what another process has changed', async () => {
    const { etag } = await bundles.newest(gateway)
    const waiting = bundles.next(gateway, etag, 30, never)
    clock.advance(1)
    ledger = []
    expect((await waiting).etag).not.toBe(etag)
  })

  test('is answered when it has gone, when its time is over, and when the server stops', async () => {
    const { etag } = await bundles.newest(gateway)
    expect((await bundles.next(gateway, etag, 0, never)).etag).toBe(etag)
    const gone = new AbortController()
    const left = bundles.next(gateway, etag, 30, gone.signal)
    gone.abort()
    expect((await left).etag).toBe(etag)
    const waiting = bundles.next(gateway, etag, 30, never)
    bundles.close()
    expect((await waiting).etag).toBe(etag)
    expect((await bundles.next(gateway, etag, 30, never)).etag).toBe(etag)
  })
})
