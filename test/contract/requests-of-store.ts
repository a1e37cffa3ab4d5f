import type { TestStore } from '../open-test-store.ts'
import type { TestRequests } from './requests-contract.ts'

/** The requests of a store, and what is beside them. */
export async function openRequests(open: () => Promise<TestStore>): Promise<TestRequests> {
  const { store, clock, empty, close } = await open()
  return { requests: store.requests, enqueue: store.enqueue, grants: store.grants, clock, empty, close }
}
