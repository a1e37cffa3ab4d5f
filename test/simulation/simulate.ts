import { growthOf, type Heap } from './heap.ts'
import type { Difference } from './oracle/twin.ts'
import { possiblePairs } from './pairs.ts'
import { playTwice } from './play.ts'
import { type Schedule, scheduleOf } from './schedule.ts'
import { shrink } from './shrink.ts'
import type { SimulatedStore } from './store.ts'
import type { Stores } from './stores.ts'

export type Found = { seed: number; invariant: string; what: string; schedule: Schedule }

/** What the run of one seed has shown. */
export type Shown = {
  seed: number
  looks: number
  pairs: readonly string[]
  differing: readonly Difference[]
  found?: Found
  heap?: Heap
}

/** What many seeds have shown. */
export type Summary = {
  seeds: number
  violations: Found[]
  pairs: { seen: number; possible: number }
  /** Requests that ended otherwise than undisturbed, by the class of the difference. */
  differing: Partial<Record<Difference, number>>
  /** How often a request was looked at. */
  looks: number
  /** By how much a thread keeps more in the second half of its seeds than in the first; absent: nobody has asked. */
  growth?: number
  /** The possible pairs that no seed has shown. */
  unseen: string[]
}

export type SimulateOptions = {
  /** After the first seed that fails. */
  stop?: boolean
  /** Schedules are told as they are, and not shrunk. */
  whole?: boolean
  /** Measures how much each thread keeps. */
  heap?: boolean
  /** Hears of each run. */
  tell?: (seed: number, failed: boolean) => void
}

export type Seeds = { from: number; count: number }

/** Plays the run of a seed. Where it fails, the schedule is shrunk to the invariant that failed first, unless it is to be told whole. */
export async function simulateSeed(stores: Stores, seed: number, whole = false): Promise<Shown> {
  const [store, quick] = [await stores.of(seed), await stores.quick()]
  const schedule = scheduleOf(seed)
  const run = await playTwice(store, schedule, quick)
  const { differing, looks } = run
  const pairs = [...run.pairs.keys()]
  const [first] = run.violations
  if (!first) return { seed, looks, pairs, differing }
  const { invariant, what } = first
  const failsOn = (place: SimulatedStore) => async (smaller: Schedule) =>
    (await playTwice(place, smaller, quick)).violations.some((one) => one.invariant === invariant)
  // What fails on one store fails on any, unless one of them is at fault.
  const fails = !whole && (await failsOn(quick)(schedule)) ? failsOn(quick) : failsOn(store)
  return {
    seed,
    looks,
    pairs,
    differing,
    found: { seed, invariant, what, schedule: whole ? schedule : await shrink(schedule, fails) },
  }
}

/** Plays the runs of these seeds, one after the other. */
export async function simulate(stores: Stores, seeds: Seeds, options: SimulateOptions = {}): Promise<Summary> {
  const tally = createTally(seeds, options)
  for (let seed = tally.next(); seed !== undefined; seed = tally.next())
    tally.add(await simulateSeed(stores, seed, options.whole))
  return tally.summary()
}

/** Hands out seeds in their order, and adds up what they have shown in the same order, however they come in. */
export function createTally({ from, count }: Seeds, { stop = false, tell = () => undefined }: SimulateOptions) {
  const violations: Found[] = []
  const seen = new Set<string>()
  const differing: Summary['differing'] = {}
  const early = new Map<number, Shown>()
  const heaps: Heap[] = []
  let [handedOut, counted, looks, isOver] = [from, from, 0, count === 0]
  const countIn = ({ seed, looks: more, pairs, differing: reasons, found, heap }: Shown): void => {
    counted += 1
    looks += more
    if (heap) heaps.push(heap)
    for (const pair of pairs) seen.add(pair)
    for (const reason of reasons) differing[reason] = (differing[reason] ?? 0) + 1
    if (found) violations.push(found)
    tell(seed, found !== undefined)
    isOver = counted === from + count || (stop && found !== undefined)
  }
  return {
    /** Undefined: there are no more. */
    next(): number | undefined {
      if (isOver || handedOut === from + count) return undefined
      handedOut += 1
      return handedOut - 1
    },
    add(shown: Shown): void {
      early.set(shown.seed, shown)
      for (let next = early.get(counted); next && !isOver; next = early.get(counted)) {
        early.delete(next.seed)
        countIn(next)
      }
    },
    /** Whether all that counts has come in. */
    isOver: () => isOver,
    summary(): Summary {
      const unseen = possiblePairs.filter((pair) => !seen.has(pair))
      const pairs = { seen: seen.size, possible: possiblePairs.length }
      const growth = growthOf(heaps)
      const grown = growth === undefined ? {} : { growth }
      return { seeds: counted - from, violations, unseen, differing, pairs, looks, ...grown }
    },
  }
}
