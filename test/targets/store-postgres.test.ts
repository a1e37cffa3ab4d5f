import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkChain } from '../../src/core/trail/check-chain.ts'
import type { NewEvent } from '../../src/core/trail/entry.ts'
import { beginning } from '../../src/core/trail/entry.ts'
import { decided } from '../contract/decisions-contract.ts'
import { grantOf, key, noWakeUps, wake } from '../contract/store-contract.ts'
import { databaseSuites, storeSuites } from '../contract/store-suites.ts'
import { signTrail } from '../contract/trail-contract.ts'
import { openTestStore, type TestStore } from '../open-test-store.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { fitting } from '../record-of.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres?.stop())

const openOnPostgres = async (): Promise<TestStore> => openTestStore({ databaseUrl: await postgres.createDatabase() })

describe('the store on PostgreSQL', () => {
  storeSuites(openOnPostgres, async () => openTestStore({ databaseUrl: await postgres.createDatabase(), signTrail }))
  databaseSuites(openOnPostgres, async () => ({
    databaseUrl: await postgres.createDatabase(),
    dataDir: mkdtempSync(join(tmpdir(), 'daypass-place-')),
  }))
})

const many = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))

const actor = { kind: 'person', id: 5 } as const
const event: NewEvent = { at: '2026-11-21T12:00:00.000Z', kind: 'submitted', actor, facts: {} }

/** Races exist only where there are several connections, and several processes: two stores on one database. */
describe('two stores on one PostgreSQL', () => {
  let one: TestStore
  let two: TestStore
  let databaseUrl: string
  const either = (index: number): TestStore['store'] => (index % 2 === 0 ? one : two).store

  beforeAll(async () => {
    databaseUrl = await postgres.createDatabase()
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
    const claims = await many(100, (index) => either(index).requests.claim(key, one.clock.now()))
    const [won, ...more] = claims.filter((claim) => claim !== undefined)
    expect([won?.fence, more]).toStrictEqual([1, []])
    expect(won && (await one.store.requests.release(won, null))).toBe(true)
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
    expect(await one.store.grants.openIds()).toHaveLength(1)
  })

  it('agree on one grant when the same one is opened at once', async () => {
    const opened = await many(50, (index) => either(index).grants.open(key, grantOf('g')))
    expect(new Set(opened.map((grant) => grant.id)).size).toBe(1)
    expect(await one.store.leases.indexesOf(['g'])).toHaveLength(1)
  })

  it('keep one note of the target, whoever makes it', async () => {
    await one.store.grants.open(key, grantOf('g'))
    const kept = await many(20, (index) => either(index).grants.keepLease('g', { of: index }))
    expect(new Set(kept.map(({ of }) => of)).size).toBe(1)
  })

  it('end a grant at one instant, and note no token after it', async () => {
    await one.store.grants.open(key, grantOf('g'))
    const now = one.clock.now()
    const ended = await many(20, (index) => either(index).grants.end('g', new Date(now.getTime() + index)))
    expect(new Set(ended.map((grant) => grant.ended?.getTime())).size).toBe(1)
    expect(await two.store.leases.noteToken('g', now, now)).toBe(false)
  })

  it('let one of many emergencies of a person through, wherever they are decided', async () => {
    const since = one.clock.now()
    const debt = { since, due: new Date(since.getTime() + 3_600_000), tell: ['@acme/x'] }
    const claimed = await many(60, async (index) => {
      const of = { ...key, issue: index + 1 }
      await one.store.enqueue(wake({ key: of }))
      return (await either(index).requests.claim(of, since)) ?? expect.unreachable('it is claimed by nobody')
    })
    const outcomes = await many(60, (index) =>
      either(index)
        .requests.save(claimed[index] ?? expect.unreachable('it was claimed'), {
          set: fitting({ requester: { id: 5 + (Math.floor(index / 2) % 10), login: 'x' }, debt }),
          owing: [],
        })
        .then(() => 'saved')
        .catch(({ code }) => code),
    )
    expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(10)
    expect(outcomes.filter((outcome) => outcome === 'DEBT_MEANWHILE')).toHaveLength(50)
  })

  it('forget no texts of a decision that is being kept', async () => {
    const at = (days: number) => new Date(one.clock.now().getTime() + days * 86_400_000)
    const claim = async (issue: number) => {
      await one.store.enqueue(wake({ key: { ...key, issue } }))
      const claimed = await one.store.requests.claim({ ...key, issue }, one.clock.now())
      if (!claimed) throw new Error('somebody else has it')
      return claimed
    }
    const madeAt = (days: number, state: 'denied' | 'active') => ({
      ...decided({ at: at(days).toISOString() }),
      set: { ...fitting({ state }), requester: { id: 7, login: 'rita' } },
    })
    await one.store.requests.save(await claim(1), madeAt(-500, 'denied'))
    const lives = await claim(2)
    const [written, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    // The end's timer is set last in the transaction, when the decision is written and nobody else sees it.
    one.store.useWakeUps({
      ...noWakeUps,
      schedule: async () => {
        written.resolve()
        await opened.promise
      },
    })
    const saving = one.store.requests.save(lives, madeAt(-1, 'active'))
    await written.promise
    let isForgotten = false
    const forgetting = two.store.forgetDecisions(at(-400)).then(() => {
      isForgotten = true
    })
    // Long enough for whoever does not wait.
    for (let asked = 0; asked < 100 && !isForgotten; asked += 1) await two.store.ping()
    const hasWaited = !isForgotten
    opened.resolve()
    await Promise.all([saving, forgetting])
    one.store.useWakeUps(noWakeUps)
    expect(hasWaited).toBe(true)
    const [kept] = await two.store.records.decisionsBefore(undefined, 9)
    expect(await two.store.records.policyTexts(kept?.policy ?? '')).toBeDefined()
  })

  it('wake what has ended though somebody writes to one of them, who is waited for alone', async () => {
    await one.store.enqueue(wake({ key: { ...key, issue: key.issue + 1 } }))
    const keys = [key, { ...key, issue: key.issue + 1 }]
    const woken: number[][] = []
    const writer = new pg.Client({ connectionString: databaseUrl })
    await writer.connect()
    try {
      await writer.query('begin')
      await writer.query('select from daypass.requests where issue = $1 for update', [key.issue])
      const first = new Promise<void>((resolve) => {
        one.store.useWakeUps({
          ...noWakeUps,
          scheduleAll: async (_unit, some) => {
            woken.push(some.map(({ issue }) => issue))
            resolve()
          },
        })
      })
      const all = one.store.wakeEnded(keys)
      await first
      expect(woken).toStrictEqual([[key.issue + 1]])
      await writer.query('commit')
      expect(await all).toBe(2)
      expect(woken).toStrictEqual([[key.issue + 1], [key.issue]])
    } finally {
      one.store.useWakeUps(noWakeUps)
      await writer.end()
    }
  })

  it('keep one chain without gaps while many requests append to it', async () => {
    const issues = Array.from({ length: 20 }, (_, index) => index + 10)
    await Promise.all(
      issues.map(async (issue, index) => {
        const store = either(index)
        const of = { ...key, issue }
        await store.enqueue(wake({ key: of }))
        let claim = await store.requests.claim(of, one.clock.now())
        for (let step = 0; claim !== undefined && step < 3; step += 1)
          claim = await store.requests.save(claim, { events: [event, event] })
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
      const claim = await one.store.requests.claim(key, one.clock.now())
      if (claim === undefined) throw new Error('nobody else holds it')
      const [again] = await Promise.all([one.store.requests.release(claim, null), two.store.enqueue(wake())])
      const due = await one.store.requests.due(one.clock.now(), 10)
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

describe('a lockdown by one of two stores on one PostgreSQL', () => {
  const everything = { of: 'everything' } as const
  /** How many statements wait for a table that somebody else holds. */
  const waiting = async (databaseUrl: string) => {
    const { query } = await import('../postgres.ts')
    const name = new URL(databaseUrl).pathname.slice(1)
    const found = await query<{ count: number }>(
      databaseUrl,
      "select count(*)::int as count from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'",
      [name],
    )
    return found[0]?.count
  }
  const opened = async () => {
    const databaseUrl = await postgres.createDatabase()
    const signing = Promise.withResolvers<void>()
    const asked = Promise.withResolvers<void>()
    const slow = async () => {
      asked.resolve()
      await signing.promise
      return 'signature'
    }
    const one = await openTestStore({ databaseUrl, signTrail: slow })
    const two = await openTestStore({ databaseUrl })
    await two.store.enqueue(wake())
    return { databaseUrl, one, two, signing, asked, close: () => Promise.all([one.close(), two.close()]) }
  }

  it('keeps what the other begins meanwhile from beginning, although it did not see the lockdown when it began to', async () => {
    const { databaseUrl, one, two, signing, asked, close } = await opened()
    const locking = one.store.lockdowns.lock(everything, 'a drill')
    // Not committed yet: nobody else sees the row.
    await asked.promise
    const opening = two.store.grants.open(key, grantOf('g')).catch((error: unknown) => error)
    await expect.poll(() => waiting(databaseUrl)).toBe(1)
    signing.resolve()
    await locking
    expect(await opening).toMatchObject({ code: 'LOCKDOWN' })
    expect(await two.store.grants.openIds()).toEqual([])
    await close()
  })

  it('waits for what the other is beginning, so that whoever ends everything after it finds that too', async () => {
    const { databaseUrl, one, two, signing, close } = await opened()
    signing.resolve()
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await two.store.grants.open(key, grantOf('g'))
    await client.query("begin; update daypass.grants set scope = scope where id = 'g'")
    let locked = false
    const locking = one.store.lockdowns.lock(everything, 'a drill').then(() => {
      locked = true
    })
    await expect.poll(() => waiting(databaseUrl)).toBe(1)
    expect(locked).toBe(false)
    await client.query('commit')
    await client.end()
    await locking
    expect(await one.store.grants.openIds()).toEqual(['g'])
    await close()
  })

  it('numbers its entry after that of one that is lifted in the other meanwhile', async () => {
    const { databaseUrl, one, two, signing, asked, close } = await opened()
    const { id } = await two.store.lockdowns.lock({ of: 'person', id: 5 }, 'a drill')
    const locking = one.store.lockdowns.lock(everything, 'a drill')
    await asked.promise
    const lifting = two.store.lockdowns.lift(id, 'over')
    await expect.poll(() => waiting(databaseUrl)).toBe(1)
    signing.resolve()
    await Promise.all([locking, lifting])
    const chain = await two.store.records.trail(key.repository, 0, 100)
    expect(chain.map(({ event: { step, kind } }) => [step, kind])).toEqual([
      [1, 'locked'],
      [2, 'locked'],
      [3, 'lifted'],
    ])
    await close()
  })

  it('is in force in the other at once, and numbers its entries without gaps when both lock down at once', async () => {
    const { one, two, signing, close } = await opened()
    signing.resolve()
    await one.store.lockdowns.lock({ of: 'resource', name: 'orders-db' }, 'a drill')
    await expect(two.store.grants.open(key, grantOf('g'))).rejects.toMatchObject({ code: 'LOCKDOWN' })
    await many(10, (index) =>
      (index % 2 === 0 ? one : two).store.lockdowns.lock({ of: 'person', id: index + 1 }, 'a drill'),
    )
    await Promise.all([one.store.lockdowns.lock(everything, 'a'), two.store.lockdowns.lock(everything, 'b')])
    const list = await two.store.lockdowns.list()
    expect(list).toHaveLength(12)
    const chain = await two.store.records.trail(key.repository, 0, 100)
    expect(chain.map(({ event: { step } }) => step)).toEqual(list.map((_, index) => index + 1))
    expect(checkChain(chain)).toMatchObject({ ok: true })
    await close()
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
