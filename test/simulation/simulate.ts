import { possiblePairs } from './events.ts'
import type { Difference } from './oracle/twin.ts'
import { playTwice } from './play.ts'
import { type Schedule, scheduleOf } from './schedule.ts'
import { shrink } from './shrink.ts'
import type { SimulatedStore } from './store.ts'

export type Found = { seed: number; invariant: string; what: string; schedule: Schedule }

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

/**
 * Plays the runs of these seeds, one after the other. Of a run that fails, the schedule is shrunk to the invariant that failed first.
 */
export async function simulate(
  store: SimulatedStore,
  { from, count }: Seeds,
  { stop = false, whole = false, tell = () => undefined }: SimulateOptions = {},
): Promise<Summary> {
  const violations: Found[] = []
  const seen = new Set<string>()
  const differing: Summary['differing'] = {}
  let seeds = 0
  for (let seed = from; seed < from + count; seed += 1) {
    const schedule = scheduleOf(seed)
    const run = await playTwice(store, schedule)
    seeds += 1
    for (const pair of run.pairs.keys()) seen.add(pair)
    for (const difference of run.differing) differing[difference] = (differing[difference] ?? 0) + 1
    const [first] = run.violations
    tell(seed, first !== undefined)
    if (!first) continue
    const { invariant, what } = first
    const isSame = async (smaller: Schedule) =>
      (await playTwice(store, smaller)).violations.some((one) => one.invariant === invariant)
    violations.push({ seed, invariant, what, schedule: whole ? schedule : await shrink(schedule, isSame) })
    if (stop) break
  }
  const unseen = possiblePairs.filter((pair) => !seen.has(pair))
  return { seeds, violations, unseen, differing, pairs: { seen: seen.size, possible: possiblePairs.length } }
}
