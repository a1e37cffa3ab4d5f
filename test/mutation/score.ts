import { type Mutant, nameOf, stillHolds, type Tried, type Verdict, verdicts } from './journal.ts'
import type { Part } from './parts.ts'
import { type Interval, wilson } from './sample.ts'

/** What a part was planned to try: all its mutants, or a sample of them. */
export type Plan = {
  /** Of the tree in which it was planned. */
  tree: string
  /** How many mutants there are. */
  all: number
  chosen: Mutant[]
}

export type Score = {
  part: string
  goal: number
  all: number
  chosen: number
  /** Planned and not tried, or tried in an older tree. */
  left: number
  counts: Record<Verdict, number>
  /** Noticed among those that could be: percent. */
  score: number
  /** Where not all were tried, and those that were are the first that were drawn: a run that was cut leaves no sample behind. */
  interval?: Interval
  /** Those that nobody noticed. */
  alive: Tried[]
}

/** What the journal says of what was planned. */
export function scoreOf(part: Part, plan: Plan, journal: ReadonlyMap<string, Tried>): Score {
  const tried = plan.chosen.flatMap((mutant) => {
    const known = journal.get(nameOf(mutant))
    return known && stillHolds(known, plan.tree) ? [known] : []
  })
  const counts = Object.fromEntries(
    verdicts.map((verdict) => [verdict, tried.filter((one) => one.verdict === verdict).length]),
  ) as Record<Verdict, number>
  const noticed = counts.killed + counts.timeout
  const valid = noticed + counts.survived + counts.uncovered
  const alive = tried.filter(({ verdict }) => verdict === 'survived' || verdict === 'uncovered')
  const { name, goal } = part
  const isSample = plan.chosen
    .slice(0, tried.length)
    .every((mutant, index) => nameOf(mutant) === nameOf(tried[index] ?? mutant))
  return {
    part: name,
    goal,
    all: plan.all,
    chosen: plan.chosen.length,
    left: plan.chosen.length - tried.length,
    counts,
    score: valid === 0 ? 0 : (noticed / valid) * 100,
    ...(isSample && tried.length < plan.all && { interval: wilson(noticed, valid, plan.all) }),
    alive: alive.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)),
  }
}

/** Whether all was tried that was planned, and its goal is met. */
export const isMet = ({ left, score, goal }: Score): boolean => left === 0 && score >= goal

const percent = (share: number): string => `${share.toFixed(1)} %`

/** A line a part; before it, those that live, one a line. */
export function textOfScore(score: Score): string {
  const { part, all, chosen, left, counts, interval, goal, alive } = score
  const told = verdicts.map((verdict) => `${counts[verdict]} ${verdict}`).join(', ')
  const between = interval ? ` (95 %: ${percent(interval.low * 100)} to ${percent(interval.high * 100)})` : ''
  return [
    ...alive.map(({ verdict, file, line, column, kind, replacement }) => {
      const text = replacement.replace(/\s+/g, ' ')
      return `${verdict} ${file}:${line}:${column} ${kind}: ${text.length > 100 ? `${text.slice(0, 99)}…` : text}`
    }),
    `${part}: ${chosen} of ${all} mutants, ${left} left: ${told}; ${percent(score.score)}${between}, goal ${goal} %`,
  ].join('\n')
}
