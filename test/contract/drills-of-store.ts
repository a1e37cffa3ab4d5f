import type { ContractStore } from '../open-test-store.ts'
import type { DrillsUnderTest } from './drills-contract.ts'
import { repository, wake } from './store-contract.ts'

/** The drills of a store that knows one repository. */
export async function openDrills(
  open: () => Promise<Pick<ContractStore, 'store' | 'empty'>>,
): Promise<DrillsUnderTest> {
  const { store, empty } = await open()
  await empty()
  await store.enqueue(wake())
  const said = async () =>
    (await store.records.trail(repository.id, 0, 100)).map(({ event: { kind, facts } }) => [kind, facts.outcome])
  return { drills: store.drills, repository: repository.id, said }
}
