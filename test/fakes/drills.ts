import type { NewEvent } from '../../src/core/trail/entry.ts'
import type { Drills } from '../../src/ports/drills.ts'
import { createMemoryDatabase } from './store/database/memory-database.ts'
import { createDrillsThatSay } from './store/drills.ts'

/** The drills in memory, without the rest of a store. `said`: what was said in which chains, in order. */
export type FakeDrills = Drills & { said: { event: NewEvent; repositories: readonly number[] }[] }

export function createFakeDrills(): FakeDrills {
  const said: FakeDrills['said'] = []
  const drills = createDrillsThatSay(createMemoryDatabase(), async (one) => void said.push(one))
  return { ...drills, said }
}
