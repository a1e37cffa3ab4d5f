import { median } from './statistics.ts'

export type Goal = { atMost: number } | { atLeast: number }

/** One line of the result: what was measured, what stands beside it, and whether the goal is met. */
export type Finding = {
  what: string
  /** Ours, with its unit. */
  measured: string
  /** The rival's name and value from the same run; for a count, what limits it. */
  beside: string
  /** What the goal is about: ours over the rival's, or a count. */
  value: number
  unit: 'ratio' | 'count'
  goal: Goal
  met: boolean
  /** The ratio, or count, of each round, in order. */
  rounds: number[]
}

/** One round: the same figure of ours and of the rival's, measured in turns. */
export type Pair = { ours: number; rival: number }

type Comparison = {
  what: string
  /** What stands beside it, by name. */
  rival: string
  pairs: readonly Pair[]
  goal: Goal
  /** A figure with its unit, as people read it. */
  show: (figure: number) => string
}

/**
 * Holds the median of the rounds' ratios against the goal. A ratio is taken within a round, so what slows the machine for a while
 * slows both of its sides; every round counts, however it came out.
 */
export function compared({ what, rival, pairs, goal, show }: Comparison): Finding {
  const rounds = pairs.map((pair) => pair.ours / pair.rival)
  const value = median(rounds)
  const ours = pairs.map((pair) => pair.ours)
  const rivals = pairs.map((pair) => pair.rival)
  return {
    what,
    measured: show(median(ours)),
    beside: `${rival} ${show(median(rivals))}`,
    value,
    unit: 'ratio',
    goal,
    met: isMet(value, goal),
    rounds,
  }
}

/** Holds how many there are of something, which no machine changes, against the most that there may be: the median of the rounds. */
export function counted(what: string, counts: readonly number[], atMost: number, beside: string): Finding {
  const goal = { atMost }
  const value = median(counts)
  const met = isMet(value, goal)
  return { what, measured: String(value), beside, value, unit: 'count', goal, met, rounds: [...counts] }
}

/** NaN, from a run without figures, meets nothing. */
function isMet(value: number, goal: Goal): boolean {
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast
}
