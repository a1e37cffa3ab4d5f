import { afterAll, beforeAll, describe } from 'vitest'
import { openTestStore, type TestStore } from '../open-test-store.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { queueContract } from './queue-contract.ts'

let postgres: TestPostgres
let shared: TestStore
beforeAll(async () => {
  postgres = await startPostgres()
  shared = await openTestStore({ databaseUrl: await postgres.createDatabase(), now: () => new Date() })
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
