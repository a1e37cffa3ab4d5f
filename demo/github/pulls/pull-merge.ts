import { asSender } from '../gateway/app-token.ts'
import { forbidden, senderOf } from '../gateway/forward.ts'
import { type Answer, type Exchange, json, NO_CONTENT, notFound, type Route, refusal, route } from '../gateway/route.ts'
import { branchMoved } from '../git/branch-moves.ts'
import { mergedTree } from '../git/comparison.ts'
import { branchHead } from '../git/push-event.ts'
import { asObject, asObjects, type JsonObject, wholeSeconds } from '../json.ts'
import { allows } from '../people/permission.ts'
import { changingPull, movingBranches, withPull } from './pull-access.ts'
import { closePull } from './pull-events.ts'
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
  const refused = await refusedMerge(x, pull, method)
  if (refused) return refused
  const before = await branchHead(x.world, pull.repository, pull.base)
  const tree = await mergedTree(x.world, pull.repository, before, pull.headSha)
  if (tree === undefined) return refusal(405, NOT_MERGEABLE)
  const sender = senderOf(x.world, x.actor)
  const parents = method === 'squash' ? [before] : [before, pull.headSha]
  const commit = { message: await messageOf(x, pull, method === 'squash'), tree, parents }
  const git = `/repos/${pull.repository.fullName}/git`
  const made = await x.world.backend.request(await asSender(x.world, sender), 'POST', `${git}/commits`, commit)
  if (made.status !== 201) return { status: made.status, body: made.data }
  const after = String(asObject(made.data).sha)
  pull.baseSha = before
  await x.world.backend.must('PATCH', `${git}/refs/heads/${pull.base}`, { sha: after })
  await finish(x, pull, { before, after, sender })
  return json({ sha: after, merged: true, message: 'Pull Request successfully merged' })
}

async function refusedMerge(x: Exchange, pull: Pull, method: unknown): Promise<Answer | undefined> {
  if (!pull.open) return refusal(405, NOT_MERGEABLE)
  if (pull.draft) return refusal(405, 'Pull Request is still a draft')
  if (typeof x.body.sha === 'string' && x.body.sha !== pull.headSha)
    return refusal(409, 'Head branch was modified. Review and try the merge again.')
  if (method !== 'merge' && method !== 'squash')
    return refusal(405, `${method === 'rebase' ? 'Rebase' : 'Such'} merges are not allowed on this repository.`)
  const ruled = x.world.rules.refusal(x.actor, pull.repository, pull.base, 'update')
  const missing = ruled ?? (await reviewsMissing(x.world, pull, x.actor))
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
  const from = `${x.world.organisation.login}/${pull.head}`
  const commits = squash ? ((await changesOf(x.world, pull))?.commits ?? []) : []
  const list = asObjects(commits).map(({ commit }) => `* ${asObject(commit).message}`)
  const heading = squash ? `${title} (#${pull.number})` : `Merge pull request #${pull.number} from ${from}`
  const rest = squash ? list.join('\n\n') : title
  return `${x.body.commit_title ?? heading}\n\n${x.body.commit_message ?? rest}`.trimEnd()
}
