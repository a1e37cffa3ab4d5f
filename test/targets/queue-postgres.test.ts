import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestKey } from '../../src/core/request-key.ts'
import { startQueue } from '../../src/queue/start-queue.ts'
import { repository, wake } from '../contract/store-contract.ts'
import { queueContract } from '../integration/queue-contract.ts'
import { openTestStore, silentLog, type TestStore } from '../open-test-store.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { fitting } from '../record-of.ts'

let postgres: TestPostgres
let shared: TestStore
let databaseUrl: string
beforeAll(async () => {
  postgres = await startPostgres()
  databaseUrl = await postgres.createDatabase()
  shared = await openTestStore({ databaseUrl, now: () => new Date() })
})
afterAll(async () => {
  await shared?.close()
  await postgres?.stop()
})

describe('the queue on PostgreSQL', () =>
  queueContract(async () => {
    await shared.empty()
    return { ...shared, close: async () => undefined }
  }))

describe('two processes on one PostgreSQL', () => {
  it('share the work, and never look at one request at the same time', async () => {
    await shared.empty()
    const now = () => new Date()
    const other = await openTestStore({ databaseUrl, now })
    const looks = [0, 0]
    const inside = new Set<number>()
    let doubled = false
    const looking =
      (who: 0 | 1, { store }: TestStore) =>
      async (key: RequestKey) => {
        const claim = await store.requests.claim(key, now())
        if (claim === undefined) return
        doubled ||= inside.has(key.issue)
        inside.add(key.issue)
        looks[who] = (looks[who] ?? 0) + 1
        const saved = await store.requests.save(claim, { set: fitting({ state: 'pending' }) })
        inside.delete(key.issue)
        if (await store.requests.release(saved, null)) await looking(who, { ...shared, store })(key)
      }
    const queues = await Promise.all(
      (
        [
          [0, shared],
          [1, other],
        ] as const
      ).map(([who, test]) =>
        startQueue({
          database: test.store.database,
          requests: {
            due: test.store.requests.due,
            waiting: test.store.records.waiting,
            reconcile: looking(who, test),
          },
          displays: { ...test.store.displays, reconcile: async () => undefined },
          proposals: { ...test.store.proposals, reconcile: async () => undefined },
          governances: { ...test.store.governances, reconcile: async () => undefined },
          notices: { ...test.store.notices, reconcile: async () => undefined },
          useWakeUps: test.store.useWakeUps,
          sweep: async () => undefined,
          place: async () => undefined,
          now,
          log: silentLog,
        }),
      ),
    )
    const issues = Array.from({ length: 300 }, (_, index) => (index % 150) + 1)
    await Promise.all(
      issues.map((issue, index) =>
        (index % 2 === 0 ? shared : other).store.enqueue(wake({ key: { repository: repository.id, issue } })),
      ),
    )
    await expect.poll(() => shared.store.requests.due(now(), 1), { timeout: 60_000 }).toStrictEqual([])
    await expect
      .poll(async () => (await shared.store.records.states()).map(({ state, count }) => [state, count]))
      .toStrictEqual([['pending', 150]])
    await Promise.all(queues.map((queue) => queue.stop()))
    await other.close()
    expect(doubled).toBe(false)
    expect(looks.every((count) => count > 0)).toBe(true)
  })
})
