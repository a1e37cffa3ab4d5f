import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { lookIntoStore } from '../../src/store/inspect-store.ts'
import type { TestStore } from '../open-test-store.ts'
import { runSql } from '../store-sql.ts'
import { grantOf, key, wake } from './store-contract.ts'

/** What the tables themselves must refuse and show, whatever the code above them does: of stores with a database alone. */
export function databaseContract(open: () => Promise<TestStore>): void {
  let test: TestStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(async () => {
    await test.empty()
    await test.store.enqueue(wake())
  })

  it('refuses an infinite end', async () => {
    await test.store.grants.open(key, grantOf('g1'))
    await expect(runSql(test.store, "update daypass.grants set ends = 'infinity'")).rejects.toThrow(/check constraint/)
  })

  it('refuses a lockdown that is of two things', async () => {
    const two = "insert into daypass.lockdowns (connector, resource, why, since) values ('a', 'b', 'why', now())"
    await expect(runSql(test.store, two)).rejects.toThrow(/check constraint/)
  })

  it('refuses half of a place', async () => {
    const half = `insert into daypass.placements (place, repository, installation, seq) values ('x', 1, 1, 1)`
    await expect(runSql(test.store, half)).rejects.toThrow()
  })

  it('shows where a trail is placed to whoever looks into the store', async () => {
    const { repository } = key
    const { lockdowns, placements, database } = test.store
    await lockdowns.lock({ of: 'everything' }, 'a drill')
    await placements.setLast('here', repository, { seq: 1, hash: 'a'.repeat(64), at: test.clock.now() })
    if (database.kind !== 'server') return
    const found = await lookIntoStore({ databaseUrl: database.url, dataDir: '' })
    expect(found?.trails).toEqual([{ repository, placed: 1, at: expect.any(Date) }])
  })
}
