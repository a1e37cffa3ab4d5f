import { type Crossings, crossStore } from '../../src/compose/crossings.ts'
import { play } from '../simulation/play.ts'
import type { SimulatedStore } from '../simulation/store.ts'
import { simulatedLife } from './simulated-life.ts'

/** What deaths have led to. `places`: one side of a crossing each, such as `before requests.save`; `died`: at how many of them. */
export type Lived = { places: readonly string[]; died: number; violations: string[] }

/** Crossings of the store that a simulated process has no part in; real processes die there. */
export const notSimulated: readonly string[] = [
  // Its deliveries come without a door, its lockdowns without an operator's command, its tokens without anybody who asks for one.
  ...['inbox.accept', 'lockdowns.lift', 'lockdowns.lock', 'leases.noteToken'],
  // A secret that was removed is read back at once, and no answer about one is lost.
  'deposits.release',
  // No webhook fails so often that it is told, nor is a trail behind its place.
  'notices.note',
  // No issue is without the form, and teams are not listed.
  ...['formAnswers.take', 'roster.listed'],
  // What a server says of itself, and where its checkpoints lie.
  ...['checkpoints.cut', 'placements.setAhead', 'placements.setLast', 'recordSelfStatement'],
]

/** Every crossing that the simulated store has. */
export function storeCrossings({ store }: SimulatedStore): string[] {
  const names = new Set<string>()
  const listening: Crossings = { known: (name) => names.add(name), over: (_name, call) => call() }
  crossStore(store, listening)
  return [...names].sort()
}

/** Lives it, dying at the first of these places, then at the next, and so on. `passed`: what was passed after the last death. */
export async function liveAndDie(
  store: SimulatedStore,
  places: readonly string[],
): Promise<Lived & { passed: readonly string[] }> {
  const left = [...places]
  const passed = new Set<string>()
  const isDoomed = (boundary: string): boolean => {
    if (left.length === 0) passed.add(boundary)
    if (boundary !== left[0]) return false
    left.shift()
    return true
  }
  const { violations } = await play(store, simulatedLife, isDoomed)
  const told = violations.map(({ invariant, what }) => `${invariant}: ${what}`)
  return { places, died: places.length - left.length, violations: told, passed: [...passed].sort() }
}

/** Dies at this place, and then once more at each that is passed after it; `every`: at each so-manieth of these. */
export async function pairsFrom(store: SimulatedStore, place: string, every: number): Promise<Lived[]> {
  const { passed, ...alone } = await liveAndDie(store, [place])
  const lived: Lived[] = [alone]
  for (const next of passed.filter((_, index) => index % every === every - 1)) {
    const { passed: _passed, ...pair } = await liveAndDie(store, [place, next])
    lived.push(pair)
  }
  return lived
}
