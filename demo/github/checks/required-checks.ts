import type { Actor } from '../gateway/actor.ts'
import { bypasses } from '../git/rules.ts'
import type { Repository } from '../repositories/repository.ts'
import type { BranchRules } from '../switch-types.ts'
import type { World } from '../world.ts'
import type { CheckRun } from './check-store.ts'

/** GitHub lets what was left out or has no opinion pass as well. */
export function hasPassed({ conclusion }: CheckRun): boolean {
  return conclusion === 'success' || conclusion === 'neutral' || conclusion === 'skipped'
}

type Required = NonNullable<BranchRules['requiredChecks']>[number]

/** Why the checks of a commit do not suffice for the rules of a branch, as GitHub says it; undefined when they do. */
export function checksMissing(
  world: World,
  { repository, branch, sha }: { repository: Repository; branch: string; sha: string },
  actor?: Actor,
): string | undefined {
  const binding = world.rules
    .active(repository, branch)
    .filter(({ rules }) => actor === undefined || !bypasses(rules, actor))
  const required = binding.flatMap(({ rules }) => rules.requiredChecks ?? [])
  const runs = world.checks.runsOf(repository, sha)
  const states = required.flatMap((one) => {
    const state = stateOf(runs, one)
    return state === undefined ? [] : [{ context: one.context, state }]
  })
  const [first] = states
  if (first === undefined) return undefined
  if (states.length === 1) return `Required status check "${first.context}" is ${first.state}.`
  const words = [...new Set(states.map(({ state }) => state))]
  const most = `${states.length} of ${required.length} required status checks`
  if (words.length === 1) return `${most} are ${first.state}.`
  const each = words.map((word) => `${states.filter(({ state }) => state === word).length} ${word}`)
  return `${most} have not succeeded: ${each.join(', ')}.`
}

/** How a required check stands by its newest run, of whatever app unless one is named; undefined where it passes. */
function stateOf(runs: readonly CheckRun[], { context, app }: Required): string | undefined {
  const run = runs.find(({ name, suite }) => name === context && (app === undefined || suite.app.id === app))
  if (run === undefined) return 'expected'
  if (run.status !== 'completed') return run.status === 'queued' ? 'queued' : 'in progress'
  return hasPassed(run) ? undefined : 'failing'
}

/** Whether the rules of a branch let nothing in that lacks what the branch has won since. */
export function mustBeUpToDate(world: World, repository: Repository, branch: string, actor?: Actor): boolean {
  return world.rules
    .active(repository, branch)
    .some(({ rules }) => rules.upToDate === true && (actor === undefined || !bypasses(rules, actor)))
}
