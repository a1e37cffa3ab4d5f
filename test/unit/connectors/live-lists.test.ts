import { beforeEach, describe, expect, test } from 'vitest'
import { createLiveLists } from '../../../src/connectors/live-lists.ts'
import { addSeconds } from '../../../src/core/instant.ts'
import type { StoredGrant } from '../../../src/ports/grants.ts'
import { grantOf, key } from '../../contract/store-contract.ts'
import { type TestClock, testClock } from '../../open-test-store.ts'

let clock: TestClock
let ledger: StoredGrant[]
let reads: number
let connectors: Map<string, number>
let slow: () => Promise<void>

const granted = (id: string, over: Partial<StoredGrant> = {}): StoredGrant => ({
  ...grantOf(id, { connector: 'gate', connectorType: 'opa', ends: addSeconds(clock.now(), 3600) }),
  ...{ key, lease: null, ended: null },
  ...over,
})

beforeEach(() => {
  clock = testClock()
  ledger = [granted('a')]
  reads = 0
  connectors = new Map([['gate', 60]])
  slow = async () => undefined
})

function lists() {
  const liveOf = async () => {
    reads++
    const seen = [...ledger]
    await slow()
    return seen
  }
  return createLiveLists({ grants: { liveOf }, connectorsOf: () => connectors, now: clock.now })
}

describe('a list', () => {
  test('says who may do what, until when, and how long it may be judged by', async () => {
    ledger = [granted('a', { requester: 42, scope: 'orders:read orders:dump', resource: 'orders-api' })]
    connectors = new Map([
      ['gate', 60],
      ['other', 30],
    ])
    expect(await lists().newest(7)).toEqual({
      published: clock.now(),
      freshFor: 30,
      grants: [
        {
          ...{ id: 'a', subject: 'github|42', resource: 'orders-api' },
          ...{ scopes: ['orders:read', 'orders:dump'], ends: addSeconds(clock.now(), 3600) },
        },
      ],
    })
  })

  test('says what a grant is bound to', async () => {
    const operation = { commit: { repository: 77, sha: '4'.repeat(40) } }
    ledger = [
      granted('a', { operation: { ...operation, url: 'https://github.test/acme/shop/commit/4' } }),
      granted('b'),
    ]
    const found = await lists().newest(7)
    expect(found?.grants.map((one) => one.operation)).toEqual([operation, undefined])
  })

  test('is none where no connector serves the repository, and nobody asks the ledger', async () => {
    connectors = new Map()
    expect([await lists().newest(7), reads]).toEqual([undefined, 0])
  })

  test('has nothing of a connector that the repository may not use any more', async () => {
    ledger = [granted('a'), granted('b', { connector: 'dropped' })]
    expect((await lists().newest(7))?.grants.map(({ id }) => id)).toEqual(['a'])
  })
})

describe('the ledger is read', () => {
  test('once a second, however many ask', async () => {
    const live = lists()
    await Promise.all(Array.from({ length: 50 }, () => live.newest(7)))
    clock.advance(0.999)
    await live.newest(7)
    expect(reads).toBe(1)
    clock.advance(0.001)
    await live.newest(7)
    expect(reads).toBe(2)
  })

  test('at once after a change, where the one before is a second ago', async () => {
    const live = lists()
    await live.newest(7)
    clock.advance(1)
    await live.newest(7)
    clock.advance(0.1)
    ledger = []
    live.changed()
    expect((await live.newest(7))?.grants).toEqual([])
    ledger = [granted('b')]
    live.changed()
    clock.advance(0.9)
    expect((await live.newest(7))?.grants).toEqual([])
    clock.advance(0.1)
    expect((await live.newest(7))?.grants).toHaveLength(1)
  })

  test('however soon, for whoever wants nothing older', async () => {
    const live = lists()
    await live.newest(7)
    clock.advance(0.5)
    ledger = []
    const at = clock.now()
    expect(await live.newest(7, at)).toMatchObject({ published: at, grants: [] })
    await live.newest(7, at)
    expect(reads).toBe(2)
  })

  test('anew where the reading under way began before the change', async () => {
    const live = lists()
    let release = () => undefined as unknown
    slow = () => new Promise<void>((resolve) => (release = resolve))
    const first = live.newest(7)
    ledger = []
    live.changed()
    const second = live.newest(7)
    slow = async () => undefined
    clock.advance(1)
    release()
    expect([(await first)?.grants.length, (await second)?.grants.length]).toEqual([1, 0])
  })

  test('and what is published is of before it was, so that no end is missed', async () => {
    const live = lists()
    const at = clock.now()
    slow = async () => clock.advance(3)
    expect((await live.newest(7))?.published).toEqual(at)
    expect(reads).toBe(1)
  })

  test('again after it could not be', async () => {
    const live = lists()
    slow = () => Promise.reject(new Error('down'))
    await expect(live.newest(7)).rejects.toThrow('down')
    slow = async () => undefined
    expect((await live.newest(7))?.grants).toHaveLength(1)
  })
})

test('who listens hears of each change', () => {
  const live = lists()
  let heard = 0
  live.onChange(() => heard++)
  live.changed()
  live.changed()
  expect(heard).toBe(2)
})
