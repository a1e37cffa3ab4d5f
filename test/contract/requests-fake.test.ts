import { describe } from 'vitest'
import { createFakeGrants, type FakeGrantStore } from '../fakes/grant-store.ts'
import { createFakeRequests, type FakeRequests } from '../fakes/request-store.ts'
import { createMemoryStore } from '../fakes/store/memory-store.ts'
import { testClock } from '../open-test-store.ts'
import { requestsContract } from './requests-contract.ts'

describe('the requests in memory', () =>
  requestsContract(async () => {
    const clock = testClock()
    let ledger: FakeGrantStore
    let fake: FakeRequests
    const empty = async () => {
      const store = createMemoryStore({ now: clock.now })
      ledger = createFakeGrants(0, store)
      fake = createFakeRequests(store)
    }
    await empty()
    return {
      requests: new Proxy({} as FakeRequests, { get: (_, member: keyof FakeRequests) => fake[member] }),
      grants: new Proxy({} as FakeGrantStore, { get: (_, member: keyof FakeGrantStore) => ledger[member] }),
      leases: { leaseOf: (id) => ledger.leaseOf(id) },
      enqueue: (wake) => fake.enqueue(wake),
      wakeEnded: (keys) => fake.wakeEnded(keys),
      clock,
      empty,
      close: async () => undefined,
    }
  }))
