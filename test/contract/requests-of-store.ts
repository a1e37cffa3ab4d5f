import type { ContractStore } from '../open-test-store.ts'
import type { TestRequests } from './requests-contract.ts'

/** The requests of a store, and what is beside them. */
export async function openRequests(open: () => Promise<ContractStore>): Promise<TestRequests> {
  const { store, clock, empty, close } = await open()
  const { requests, enqueue, wakeEnded, grants, leases } = store
  return { requests, enqueue, wakeEnded, grants, leases, clock, empty, close }
}
