import { match } from '../src/core/review/matching.ts'
import type { Row } from './row.ts'
import { median, percentile, spreadOf } from './statistics.ts'

const voters = 50
const slots = 10
const cases = 400
const runs = 5
const goal = 1

type Case = { people: number[]; slots: { accepts: Set<number> }[] }

/**
 * Who fills which slot, 50 voters and 10 slots of which each takes three of them; beside it a search that tries every way, on 12 voters
 * and 8 slots, since it does not come to an end on the whole.
 */
export async function benchMatching(): Promise<Row> {
  const random = seeded(4711)
  const whole = Array.from({ length: cases }, () => makeCase(random, voters, slots))
  const small = Array.from({ length: cases }, () => makeCase(random, 12, 8))
  const ours: number[] = []
  const rival: number[] = []
  for (let run = 0; run <= runs; run++) {
    const our = timed(whole, (one) => match(one.people, one.slots).size)
    const their = timed(small, (one) => mostFilled(one.people, one.slots, 0))
    // The first run warms both up.
    if (run === 0) continue
    ours.push(percentile(our, 99))
    rival.push(percentile(their, 99))
  }
  const show = (value: number) => `${value.toFixed(3)} ms`
  return {
    what: `matching ${voters} voters to ${slots} slots, p99`,
    ours: show(median(ours)),
    rival: `${show(median(rival))} (trying every way, 12 voters and 8 slots only)`,
    ratio: median(ours) / median(rival),
    goal: `p99 ≤ ${goal} ms`,
    met: median(ours) <= goal,
    spread: spreadOf(ours, show),
  }
}

function makeCase(random: () => number, people: number, wanted: number): Case {
  const ids = Array.from({ length: people }, (_, index) => index + 1)
  const accepts = () => new Set(Array.from({ length: 3 }, () => 1 + Math.floor(random() * people)))
  return { people: ids, slots: Array.from({ length: wanted }, () => ({ accepts: accepts() })) }
}

function mostFilled(people: readonly number[], all: Case['slots'], from: number): number {
  const slot = all[from]
  if (!slot) return 0
  let most = mostFilled(people, all, from + 1)
  for (const person of people) {
    if (!slot.accepts.has(person)) continue
    const rest = people.filter((other) => other !== person)
    most = Math.max(most, 1 + mostFilled(rest, all, from + 1))
  }
  return most
}

function timed(all: readonly Case[], solve: (one: Case) => number): number[] {
  return all.map((one) => {
    const start = performance.now()
    solve(one)
    return performance.now() - start
  })
}

/** The same numbers in every run (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
