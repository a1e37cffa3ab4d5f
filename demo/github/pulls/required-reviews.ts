import type { Actor } from '../gateway/actor.ts'
import { ownersOf, readOwners } from '../git/code-owners.ts'
import { compare } from '../git/comparison.ts'
import { bypasses } from '../git/rules.ts'
import { covers } from '../people/directory.ts'
import type { World } from '../world.ts'
import type { Pull, Review } from './pull-store.ts'

/** Why the reviews of a pull request do not suffice for its base's rules, as GitHub says it; undefined when they do. */
export async function reviewsMissing(world: World, pull: Pull, actor?: Actor): Promise<string | undefined> {
  const demands = world.rules
    .active(pull.repository, pull.base)
    .filter(({ rules }) => actor === undefined || !bypasses(rules, actor))
    .flatMap(({ rules }) => (rules.reviews === undefined ? [] : [rules.reviews]))
  if (demands.length === 0) return undefined
  const latest = latestReviews(world, pull)
  if (latest.some(({ state }) => state === 'CHANGES_REQUESTED')) return 'Changes have been requested.'
  const approvers = latest.filter(({ state }) => state === 'APPROVED').map(({ user }) => Number(user.id))
  const count = Math.max(...demands.map((demand) => demand.count))
  if (approvers.length < count)
    return `At least ${count} approving review${count === 1 ? '' : 's'} is required by reviewers with write access.`
  const byOwners = demands.some(({ codeOwners }) => codeOwners) && !(await ownersApproved(world, pull, approvers))
  return byOwners ? 'Waiting on code owner review.' : undefined
}

/** Whether new commits void approvals. */
export function dismissesStale(world: World, pull: Pull): boolean {
  return world.rules.active(pull.repository, pull.base).some(({ rules }) => rules.reviews?.dismissStale === true)
}

/** The last word of each person with write access; comments do not count. */
function latestReviews(world: World, pull: Pull): Review[] {
  const last = new Map<unknown, Review>()
  for (const review of pull.reviews) {
    const account = world.directory.account(String(review.user.login))
    const writes = account !== undefined && covers(world.directory.role(account, pull.repository), 'write')
    if (writes && review.state !== 'COMMENTED' && review.state !== 'PENDING') last.set(review.user.id, review)
  }
  return [...last.values()]
}

async function ownersApproved(world: World, pull: Pull, approvers: readonly number[]): Promise<boolean> {
  const [rules, changes] = await Promise.all([
    readOwners(world, pull.repository, pull.base),
    compare(world, pull.repository, pull.baseSha, pull.headSha),
  ])
  return (changes?.files ?? []).every(({ filename }) => {
    const { people, teams } = ownersOf(world, pull.repository, rules, String(filename))
    const members = teams.flatMap((team) => world.directory.membersOf(team).map(({ id }) => id))
    const ids = [...people.map(({ id }) => id), ...members]
    return ids.length === 0 || ids.some((id) => approvers.includes(id))
  })
}
