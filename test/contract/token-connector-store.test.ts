import { afterAll, beforeAll } from 'vitest'
import { openTestStore, type TestStore } from '../open-test-store.ts'
import { repository, wake } from './store-contract.ts'
import { tokenConnectorContract } from './token-connector.ts'

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
  await store.store.enqueue(wake())
})
afterAll(() => store?.close())

tokenConnectorContract('the embedded store', async () => ({
  grants: store.store.grants,
  leases: store.store.leases,
  repository: repository.id,
}))
