import { match } from '../src/core/review/matching.ts'
import { milliseconds } from './figures.ts'
import { compared, type Finding } from './finding.ts'
import type { Progress } from './run.ts'
import { inTurns, pairAt, type Times } from './turns.ts'

const voters = 50
const slots = 10
const cases = 500
const rounds = 7

type Case = { people: number[]; slots: { accepts: Set<number> }[] }

/**
 * Who fills which slot, 50 voters and 10 slots of which each takes three of them; beside it a search that tries every way, on 12 voters
 * and 8 slots, since it does not come to an end on the whole.
 */
export async function benchMatching(progress: Progress): Promise<Finding[]> {
  const random = seeded(4711)
  const items = Array.from({ length: cases }, () => ({
    whole: makeCase(random, voters, slots),
    small: makeCase(random, 12, 8),
  }))
  const times: Times[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const measured = await inTurns({
      items,
      ours: ({ whole }) => match(whole.people, whole.slots).size,
      rival: ({ small }) => mostFilled(small.people, small.slots, 0),
    })
    // The first round warms both up.
    if (round > 0) times.push(measured)
    progress(round, rounds)
  }
  return [
    compared({
      what: `matching ${voters} voters to ${slots} slots, p99`,
      rival: 'trying every way for 12 and 8',
      pairs: times.map(pairAt(99)),
      goal: { atMost: 0.1 },
      show: milliseconds,
    }),
  ]
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

/** The same numbers in every run (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
