import { type Answer, invalid } from '../gateway/route.ts'
import { compare } from '../git/comparison.ts'
import { branchHead, NOWHERE } from '../git/push-event.ts'
import type { World } from '../world.ts'
import { headTip } from './pull-head.ts'
import { setPullRef } from './pull-refs.ts'
import type { Pull } from './pull-store.ts'

/** Why a pull request cannot be opened again, as GitHub says it; undefined when it can. */
export async function reopenRefused(world: World, pull: Pull): Promise<Answer | undefined> {
  if (pull.open) return undefined
  const refusal = (why: string) => invalid('PullRequest', 'state', `state cannot be changed. ${why}`)
  if (pull.merged) return refusal('The pull request has been merged.')
  const [head, base] = await Promise.all([headTip(world, pull), branchHead(world, pull.repository, pull.base)])
  if (head === NOWHERE) return refusal(`The ${pull.head} branch has been deleted.`)
  if (base === NOWHERE) return refusal(`The ${pull.base} branch has been deleted.`)
  const moved = await compare(world, pull.repository, pull.headSha, head)
  if (moved === undefined || moved.behind > 0) return refusal(`The ${pull.head} branch was force-pushed or recreated.`)
  const left = await compare(world, pull.repository, base, head)
  if (left?.ahead === 0) return refusal(`There are no new commits on the ${pull.head} branch.`)
  const twin = world.pulls
    .of(pull.repository)
    .some((one) => one.open && one.head === pull.head && one.fork === pull.fork && one.base === pull.base)
  return twin ? refusal(`There is already an open pull request from ${pull.head} to ${pull.base}.`) : undefined
}

/** Takes over that the issue was closed or opened: what is closed keeps the base it had, what is opened has the head of now. */
export async function followState(world: World, pull: Pull, open: boolean): Promise<void> {
  const tip = await branchHead(world, pull.repository, pull.base)
  // What is merged keeps the base that it was merged into.
  if (tip !== NOWHERE && !pull.merged) pull.baseSha = tip
  pull.open = open
  if (!open) return
  pull.headSha = await headTip(world, pull)
  await setPullRef(world, pull, 'head', pull.headSha)
}
