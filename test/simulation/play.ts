import type { Violation } from './oracle/observation.ts'
import type { Schedule } from './schedule.ts'
import { Simulation } from './simulation.ts'
import type { SimulatedStore } from './store.ts'

export type Run = { violations: Violation[]; pairs: ReadonlyMap<string, number>; lines: readonly string[] }

/**
 * Plays a schedule through, and says what was seen. The same schedule gives the same run. `isDoomed`: whether the process dies at a
 * boundary, such as `before requests.save`. Throws what no step of the product may throw.
 */
export async function play(
  store: SimulatedStore,
  schedule: Schedule,
  isDoomed?: (boundary: string) => boolean,
): Promise<Run> {
  const simulation = new Simulation(store, schedule, isDoomed)
  await store.begin(() => new Date(simulation.clock))
  await simulation.run()
  const { violations, pairs, lines } = simulation.observation
  return { violations, pairs, lines }
}
