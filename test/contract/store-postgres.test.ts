import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkChain } from '../../src/core/trail/check-chain.ts'
import type { NewEvent } from '../../src/core/trail/entry.ts'
import { beginning } from '../../src/core/trail/entry.ts'
import { openTestStore, type TestStore } from '../open-test-store.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { ledgerContract } from './ledger-contract.ts'
import { openRequestsContract } from './open-requests-contract.ts'
import { rosterContract } from './roster-contract.ts'
import { seenKeysContract } from './seen-keys-contract.ts'
import { grantOf, key, storeContract, wake } from './store-contract.ts'
import { signTrail, trailContract } from './trail-contract.ts'
import { upgradeContract } from './upgrade-contract.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres?.stop())

const openOnPostgres = async (): Promise<TestStore> => openTestStore({ databaseUrl: await postgres.createDatabase() })

describe('the store on PostgreSQL', () => {
  describe('requests', () => storeContract(openOnPostgres))
  describe('open requests', () => openRequestsContract(openOnPostgres))
  describe('ledger and inbox', () => ledgerContract(openOnPostgres))
  describe('rosters', () => rosterContract(openOnPostgres))
  describe('seen keys', () => seenKeysContract(openOnPostgres))
  describe('an older store', () =>
    upgradeContract(async () => ({
      databaseUrl: await postgres.createDatabase(),
      dataDir: mkdtempSync(join(tmpdir(), 'daypass-upgrade-')),
    })))
  describe('trail', () =>
    trailContract(async () => openTestStore({ databaseUrl: await postgres.createDatabase(), signTrail })))
})

const many = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))

const actor = { kind: 'person', id: 5 } as const
const event: NewEvent = { at: '2026-11-21T12:00:00.000Z', kind: 'submitted', actor, facts: {} }

/** Races exist only where there are several connections, and several processes: two stores on one database. */
describe('two stores on one PostgreSQL', () => {
  let one: TestStore
  let two: TestStore
  const either = (index: number): TestStore['store'] => (index % 2 === 0 ? one : two).store

  beforeAll(async () => {
    const databaseUrl = await postgres.createDatabase()
    const opened = await Promise.all([openTestStore({ databaseUrl }), openTestStore({ databaseUrl })])
    ;[one, two] = opened
  })
  afterAll(() => Promise.all([one?.close(), two?.close()]))
  beforeEach(async () => {
    await one.empty()
    await one.store.enqueue(wake())
  })

  it('were migrated at the same time', async () => {
    await expect(many(2, (index) => either(index).ping())).resolves.toHaveLength(2)
  })

  it('give a hundred simultaneous claims to one worker, who looks again', async () => {
    const claims = await many(100, (index) => either(index).book.claim(key, one.clock.now()))
    const [won, ...more] = claims.filter((claim) => claim !== undefined)
    expect([won?.fence, more]).toStrictEqual([1, []])
    expect(won && (await one.store.book.release(won, null))).toBe(true)
  })

  it('open one grant for one digest, however many ask', async () => {
    const grant = grantOf('g')
    const opened = await many(50, (index) =>
      either(index)
        .grants.open(key, { ...grant, id: `g${index}` })
        .catch((error: unknown) => error),
    )
    expect(opened.filter((result) => !(result instanceof Error))).toHaveLength(1)
    expect(opened.filter((result) => result instanceof Error)).toContainEqual(
      expect.objectContaining({ code: 'GRANT_CONFLICT' }),
    )
    expect(await one.store.grants.openOf(grant)).toHaveLength(1)
  })

  it('agree on one grant when the same one is opened at once', async () => {
    const opened = await many(50, (index) => either(index).grants.open(key, grantOf('g')))
    expect(new Set(opened.map((grant) => grant.place)).size).toBe(1)
  })

  it('end a grant at one instant, and note no token after it', async () => {
    await one.store.grants.open(key, grantOf('g'))
    const now = one.clock.now()
    const ended = await many(20, (index) => either(index).grants.end('g', new Date(now.getTime() + index)))
    expect(new Set(ended.map((grant) => grant.ended?.getTime())).size).toBe(1)
    expect(await two.store.grants.noteToken('g', now, now)).toBe(false)
  })

  it('keep one chain without gaps while many requests append to it', async () => {
    const issues = Array.from({ length: 20 }, (_, index) => index + 10)
    await Promise.all(
      issues.map(async (issue, index) => {
        const store = either(index)
        const of = { ...key, issue }
        await store.enqueue(wake({ key: of }))
        let claim = await store.book.claim(of, one.clock.now())
        for (let step = 0; claim !== undefined && step < 3; step += 1)
          claim = await store.book.save(claim, { events: [event, event] })
      }),
    )
    const chain = await one.store.records.trail(key.repository, 0, 1000)
    expect(chain.map((entry) => entry.event.seq)).toStrictEqual(Array.from({ length: 120 }, (_, index) => index + 1))
    expect(chain.map((entry) => entry.event.previous)).toStrictEqual([
      beginning,
      ...chain.slice(0, -1).map((entry) => entry.hash),
    ])
    expect(checkChain(chain)).toMatchObject({ ok: true })
    expect(new Set(chain.map((entry) => entry.event.actor.ref)).size).toBe(1)
  })

  it('lose no wake, whoever holds the request', async () => {
    for (let round = 0; round < 20; round += 1) {
      const claim = await one.store.book.claim(key, one.clock.now())
      if (claim === undefined) throw new Error('nobody else holds it')
      const [again] = await Promise.all([one.store.book.release(claim, null), two.store.enqueue(wake())])
      const due = await one.store.book.due(one.clock.now(), 10)
      expect([again, due.length]).toStrictEqual([again, 1])
    }
  })

  it('hand each delivery to one of them', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `d${index}`)
    await Promise.all(
      ids.map((id, index) =>
        either(index).inbox.accept({ id, event: 'issues', body: '{}', bodySha256: id }, one.clock.now()),
      ),
    )
    const seen: string[] = []
    const counts = await many(2, (index) =>
      either(index).inbox.drain(one.clock.now, async ({ id }) => void seen.push(id)),
    )
    expect(seen.sort()).toStrictEqual(ids.sort())
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(200)
  })

  it('accept a delivery once that comes to both at once', async () => {
    const delivery = { id: 'same', event: 'issues', body: '{}', bodySha256: 'same' }
    const accepted = await many(20, (index) => either(index).inbox.accept(delivery, one.clock.now()))
    expect(accepted.filter(Boolean)).toHaveLength(1)
  })
})

describe('a PostgreSQL that cannot be used', () => {
  it('is reported as such at the start', async () => {
    const opening = openTestStore({ databaseUrl: 'postgres://nobody:wrong@127.0.0.1:1/none' })
    await expect(opening).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })

  it('is reported as such when it goes away, and used again when it is back', async () => {
    const databaseUrl = await postgres.createDatabase()
    const opened = await openTestStore({ databaseUrl })
    const { query } = await import('../postgres.ts')
    const name = new URL(databaseUrl).pathname.slice(1)
    await query(postgres.url, `alter database ${name} allow_connections false`)
    await query(postgres.url, 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
    await expect
      .poll(() =>
        opened.store.ping().then(
          () => 'up',
          (error: { code?: string }) => error.code,
        ),
      )
      .toBe('STORE_UNAVAILABLE')
    await query(postgres.url, `alter database ${name} allow_connections true`)
    await expect(opened.store.ping()).resolves.toBeUndefined()
    await opened.close()
  })
})
