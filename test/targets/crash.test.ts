import { afterAll, beforeAll, expect, test } from 'vitest'
import { runOnce } from '../crash/run.ts'
import { scenarios } from '../crash/scenarios.ts'
import { postgresStores, type StoreSource } from '../crash/stores.ts'

// One death; `npm run crash -- --store postgres` dies everywhere.

let stores: StoreSource

beforeAll(async () => {
  stores = await postgresStores()
})
afterAll(() => stores?.stop())

test('a server on PostgreSQL that is killed right after a save loses nothing and doubles nothing', async () => {
  const { lines, ...run } = await runOnce(scenarios.reviewed, await stores.next(), {
    ...{ name: 'requests.save', side: 'after', hit: 4 },
  })
  expect(run).toEqual({ lost: [], doubled: [], orphans: [], died: true })
  expect(lines).toContainEqual({ what: 'after', name: 'grants.extend' })
})
