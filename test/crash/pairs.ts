import { type Crossings, crossStore } from '../../src/compose/crossings.ts'
import { play } from '../simulation/play.ts'
import type { SimulatedStore } from '../simulation/store.ts'
import { simulatedLife } from './simulated-life.ts'

/** What two deaths have led to. `places`: one side of a crossing each, such as `before requests.save`. */
export type PairRun = { places: readonly string[]; died: number; violations: string[] }

/** Crossings of the store that the simulated life does not get to: nobody does there what leads to them. */
export const notSimulated: readonly string[] = []

/** Every crossing that the simulated store has. */
export function storeCrossings({ store }: SimulatedStore): string[] {
  const names = new Set<string>()
  const listening: Crossings = { known: (name) => names.add(name), over: (_name, call) => call() }
  crossStore(store, listening)
  return [...names].sort()
}

/** Lives it, dying at the first of these places, then at the next, and so on; what was passed after the last death comes along. */
export async function liveAndDie(
  store: SimulatedStore,
  places: readonly string[],
): Promise<PairRun & { passed: ReadonlySet<string> }> {
  const left = [...places]
  const passed = new Set<string>()
  const isDoomed = (boundary: string): boolean => {
    if (boundary !== left[0]) {
      if (left.length === 0) passed.add(boundary)
      return false
    }
    left.shift()
    return true
  }
  const { violations } = await play(store, simulatedLife, isDoomed)
  const told = violations.map(({ invariant, what }) => `${invariant}: ${what}`)
  return { places, died: places.length - left.length, violations: told, passed }
}

/** Every place that the life passes, and after a death at each of them those that it passes then: all pairs that there are. */
export async function pairsOf(
  store: SimulatedStore,
  tell: (place: string, run: PairRun) => void,
): Promise<{ places: string[]; pairs: [string, string][]; alone: PairRun[] }> {
  const places = [...(await liveAndDie(store, [])).passed].sort()
  const pairs: [string, string][] = []
  const alone: PairRun[] = []
  for (const place of places) {
    const { passed, ...run } = await liveAndDie(store, [place])
    alone.push(run)
    tell(place, run)
    for (const next of [...passed].sort()) pairs.push([place, next])
  }
  return { places, pairs, alone }
}
