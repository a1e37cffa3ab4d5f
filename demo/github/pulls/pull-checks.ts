import { latest } from '../checks/check-store.ts'
import { checksMissing, hasPassed, mustBeUpToDate } from '../checks/required-checks.ts'
import type { Actor } from '../gateway/actor.ts'
import { compare } from '../git/comparison.ts'
import { branchHead } from '../git/push-event.ts'
import type { World } from '../world.ts'
import type { Pull } from './pull-store.ts'

/** Why the checks of a pull request do not suffice for its base's rules, as GitHub says it; undefined when they do. */
export function checksOfPull(world: World, pull: Pull, actor?: Actor): string | undefined {
  const { repository, base: branch, headSha: sha } = pull
  return checksMissing(world, { repository, branch, sha }, actor)
}

/** Whether the base's rules want what it has won since, and the head has not got it. In which words GitHub says so is not known. */
export async function outOfDate(world: World, pull: Pull, actor?: Actor): Promise<string | undefined> {
  if (!mustBeUpToDate(world, pull.repository, pull.base, actor)) return undefined
  const tip = await branchHead(world, pull.repository, pull.base)
  const changes = await compare(world, pull.repository, tip, pull.headSha)
  return changes?.behind === 0 ? undefined : 'Head branch is out of date.'
}

/** Whether a check is behind the head that has not passed, required or not. */
export function isUnstable(world: World, { repository, headSha }: Pull): boolean {
  return latest(world.checks.runsOf(repository, headSha)).some((run) => !hasPassed(run))
}
