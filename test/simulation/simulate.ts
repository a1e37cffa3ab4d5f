import { possiblePairs } from './events.ts'
import type { Difference } from './oracle/twin.ts'
import { playTwice } from './play.ts'
import { type Schedule, scheduleOf } from './schedule.ts'
import { shrink } from './shrink.ts'
import type { Stores } from './stores.ts'

export type Found = { seed: number; invariant: string; what: string; schedule: Schedule }

/** What the run of one seed has shown. */
export type Shown = { seed: number; pairs: readonly string[]; differing: readonly Difference[]; found?: Found }

/** What many seeds have shown. */
export type Summary = {
  seeds: number
  violations: Found[]
  pairs: { seen: number; possible: number }
  /** Requests that ended otherwise than undisturbed, by the class of the difference. */
  differing: Partial<Record<Difference, number>>
  /** The possible pairs that no seed has shown. */
  unseen: string[]
}

export type SimulateOptions = {
  /** After the first seed that fails. */
  stop?: boolean
  /** Schedules are told as they are, and not shrunk. */
  whole?: boolean
  /** Hears of each run. */
  tell?: (seed: number, failed: boolean) => void
}

export type Seeds = { from: number; count: number }

/** Plays the run of a seed. Where it fails, the schedule is shrunk to the invariant that failed first, unless it is to be told whole. */
export async function simulateSeed(stores: Stores, seed: number, whole = false): Promise<Shown> {
  const store = await stores.of(seed)
  const schedule = scheduleOf(seed)
  const run = await playTwice(store, schedule)
  const { differing } = run
  const pairs = [...run.pairs.keys()]
  const [first] = run.violations
  if (!first) return { seed, pairs, differing }
  const { invariant, what } = first
  const isSame = async (smaller: Schedule) =>
    (await playTwice(store, smaller)).violations.some((one) => one.invariant === invariant)
  const smallest = whole ? schedule : await shrink(schedule, isSame)
  return { seed, pairs, differing, found: { seed, invariant, what, schedule: smallest } }
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
  let [handedOut, counted, isOver] = [from, from, count === 0]
  const countIn = ({ seed, pairs, differing: differences, found }: Shown): void => {
    counted += 1
    for (const pair of pairs) seen.add(pair)
    for (const difference of differences) differing[difference] = (differing[difference] ?? 0) + 1
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
      return { seeds: counted - from, violations, unseen, differing, pairs }
    },
  }
}
