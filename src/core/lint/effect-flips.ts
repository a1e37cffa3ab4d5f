import type { PolicyOutput } from '../../generated/policy-output.ts'
import { formatDuration } from '../duration.ts'
import { type Comparison, compareEffects } from '../effect/compare-effects.ts'
import type { Effect } from '../effect/effect.ts'
import type { Answer, Kind, Question, Role } from '../policy/grid.ts'
import { unbound } from './access-of.ts'

/** What one question comes to on one side: with the catalog, the settings and the owners of that side. */
export type Outcome = { effect: Effect; answer: Answer | undefined }

/** A question that two sets of files answer otherwise; resources for which that is the same in all else stand together. */
export type Flip = {
  comparison: Exclude<Comparison, 'equal'>
  role: Role
  kind: Kind
  actions: string[]
  resources: string[]
  /** The requests that once asked so; none, where nobody did. */
  issues: number[]
  before: string
  after: string
}

/** In the order in which they concern whoever reviews. */
const order: readonly Comparison[] = ['looser', 'mixed', 'other-approvers', 'stricter', 'words', 'equal']

/**
 * What changes for whom, looser first; what is asked for alone comes before what is asked for together in `questions`. `before`, `after`: in the order of `questions`. What is said in other words alone comes last.
 */
export function effectFlips(
  questions: readonly Question[],
  before: readonly Outcome[],
  after: readonly Outcome[],
): Flip[] {
  const merged = new Map<string, Flip>()
  const alone = new Set<string>()
  for (const [index, { resource, role, kind, input }] of questions.entries()) {
    const [old, next] = [before[index], after[index]]
    if (!old || !next) continue
    const comparison = compareEffects(old.effect, next.effect)
    if (comparison === 'equal') continue
    const { actions } = input.request
    const by = (action: string) => JSON.stringify([comparison, role, resource.id, action])
    if (kind === 'plain') for (const action of actions) alone.add(by(action))
    // What one of them comes to by itself is told already.
    if (kind === 'together' && actions.some((action) => alone.has(by(action)))) continue
    const flip = { comparison, role, kind, actions, before: wordsOf(old), after: wordsOf(next) }
    const key = JSON.stringify(flip)
    const known = merged.get(key) ?? { ...flip, resources: [], issues: [] }
    merged.set(key, known)
    if (!known.resources.includes(resource.id)) known.resources.push(resource.id)
    const { issue } = input.request
    if (kind === 'recorded' && !known.issues.includes(issue)) known.issues.push(issue)
  }
  return [...merged.values()].sort(
    (a, b) => order.indexOf(a.comparison) - order.indexOf(b.comparison) || b.resources.length - a.resources.length,
  )
}

/** An outcome as a reviewer reads it. */
function wordsOf({ effect, answer }: Outcome): string {
  if (effect.access === 'none' && effect.words === unbound) return unbound
  if (effect.access === 'none') return answer === undefined ? 'cannot be asked for' : 'no access'
  const upTo = `up to ${formatDuration(effect.seconds)}`
  if (effect.access === 'at-once') {
    const owed = effect.owes ? `, to be reviewed within ${formatDuration(effect.owes.within)}` : ''
    return `at once, ${upTo}${owed}`
  }
  const output = answer && 'output' in answer ? answer.output : undefined
  return `${approvalsOf(output)}, ${upTo}`
}

function approvalsOf(output: PolicyOutput | undefined): string {
  const wanted = (output?.approvals ?? []).map(({ from, except = [], count }) => {
    const but = except.length === 0 ? '' : ` but none of ${listed(except, ', ')}`
    return `${count} of ${listed(from, ', ')}${but}`
  })
  return wanted.length === 0 ? 'after approval' : `after ${listed(wanted, ' and ')}`
}

/** So many are named: rows are read, and a check run holds 65 535 characters. */
const mostListed = 3

function listed(words: readonly string[], between: string): string {
  const left = words.length - mostListed
  return [...words.slice(0, mostListed), ...(left > 0 ? [`${left} more`] : [])].join(between)
}
