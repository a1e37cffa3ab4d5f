import { asSender } from '../gateway/app-token.ts'
import { forbidden, senderOf } from '../gateway/forward.ts'
import { type Answer, type Exchange, json, NO_CONTENT, notFound, type Route, refusal, route } from '../gateway/route.ts'
import { branchMoved } from '../git/branch-moves.ts'
import { mergedTree } from '../git/comparison.ts'
import { branchHead } from '../git/push-event.ts'
import { asObject, asObjects, type JsonObject, wholeSeconds } from '../json.ts'
import { allows } from '../people/permission.ts'
import type { MergeMethod } from '../switch-types.ts'
import { isMergeMethod, methodRefused, rebase } from './merge-methods.ts'
import { changingPull, movingBranches, unprocessable, withPull } from './pull-access.ts'
import { checksOfPull, outOfDate } from './pull-checks.ts'
import { closePull } from './pull-events.ts'
import { headOwner } from './pull-head.ts'
import type { Pull } from './pull-store.ts'
import { changesOf, issueOf } from './pull-view.ts'
import { reviewsMissing } from './required-reviews.ts'

const MERGE = '/repos/:owner/:repo/pulls/:number/merge'

export const mergeRoutes: readonly Route[] = [
  route(
    `GET ${MERGE}`,
    withPull((_, pull) => (pull.merged ? NO_CONTENT : notFound())),
  ),
  route(`PUT ${MERGE}`, (x) => movingBranches(x, async () => changingPull(merge)(x))),
]

const NOT_MERGEABLE = 'Pull Request is not mergeable'

async function merge(x: Exchange, pull: Pull): Promise<Answer> {
  if (!allows(x, 'write', 'contents')) return forbidden(x.actor)
  const method = x.body.merge_method ?? 'merge'
  if (!isMergeMethod(method)) return unprocessable(`${method} is not a merge method`)
  const message = await messageOf(x, pull, method === 'squash')
  const refused = await refusedMerge(x, pull, { method, message })
  if (refused) return refused
  const before = await branchHead(x.world, pull.repository, pull.base)
  const sender = senderOf(x.world, x.actor)
  const land =
    method === 'rebase' ? rebase(x, pull, before, sender) : join(x, pull, { before, method, message, sender })
  const after = await land
  if (after === undefined) return refusal(405, NOT_MERGEABLE)
  pull.baseSha = before
  await x.world.backend.must('PATCH', `/repos/${pull.repository.fullName}/git/refs/heads/${pull.base}`, { sha: after })
  await finish(x, pull, { before, after, sender })
  return json({ sha: after, merged: true, message: 'Pull Request successfully merged' })
}

type Joining = { before: string; method: MergeMethod; message: string; sender: JsonObject }

/** One commit: with both sides as parents, or, squashed, with the base alone. Undefined where the two do not fit. */
async function join(x: Exchange, pull: Pull, { before, method, message, sender }: Joining) {
  const tree = await mergedTree(x.world, pull.repository, before, pull.headSha)
  if (tree === undefined) return undefined
  const commit = { message, tree, parents: method === 'squash' ? [before] : [before, pull.headSha] }
  const path = `/repos/${pull.repository.fullName}/git/commits`
  const made = await x.world.backend.request(await asSender(x.world, sender), 'POST', path, commit)
  return made.status === 201 ? String(asObject(made.data).sha) : undefined
}

type Way = { method: MergeMethod; message: string }

async function refusedMerge(x: Exchange, pull: Pull, { method, message }: Way): Promise<Answer | undefined> {
  if (!pull.open) return refusal(405, NOT_MERGEABLE)
  if (pull.draft) return refusal(405, 'Pull Request is still a draft')
  if (typeof x.body.sha === 'string' && x.body.sha !== pull.headSha)
    return refusal(409, 'Head branch was modified. Review and try the merge again.')
  // GitHub signs the commits of merges itself.
  const commit = { message, signed: true, isNewBranch: false }
  const ruled =
    methodRefused(x, pull, method) ??
    x.world.rules.refusal(x.actor, pull.repository, pull.base, 'update') ??
    x.world.rules.wrongCommit(x.actor, pull.repository, pull.base, commit)
  const missing =
    ruled ??
    (await reviewsMissing(x.world, pull, x.actor)) ??
    checksOfPull(x.world, pull, x.actor) ??
    (await outOfDate(x.world, pull, x.actor))
  return missing === undefined ? undefined : refusal(405, missing)
}

type Done = { before: string; after: string; sender: JsonObject }

/** The pull request is merged before the push is raised, so that the push does not count as another way to merge it. */
async function finish(x: Exchange, pull: Pull, { before, after, sender }: Done): Promise<void> {
  pull.merged = { at: wholeSeconds(x.world.now()), by: sender, sha: after }
  const open = pull.open
  pull.open = false
  await branchMoved(x.world, pull.repository, { branch: pull.base, before, after }, sender)
  pull.open = open
  await closePull(x.world, pull, sender)
}

async function messageOf(x: Exchange, pull: Pull, squash: boolean): Promise<string> {
  const title = String((await issueOf(x.world, pull)).title)
  const from = `${headOwner(x.world, pull)}/${pull.head}`
  const commits = squash ? ((await changesOf(x.world, pull))?.commits ?? []) : []
  const list = asObjects(commits).map(({ commit }) => `* ${asObject(commit).message}`)
  const heading = squash ? `${title} (#${pull.number})` : `Merge pull request #${pull.number} from ${from}`
  const rest = squash ? list.join('\n\n') : title
  return `${x.body.commit_title ?? heading}\n\n${x.body.commit_message ?? rest}`.trimEnd()
}
