import type { Fork } from '../forks/fork-store.ts'
import { asSender } from '../gateway/app-token.ts'
import { forbidden, senderOf } from '../gateway/forward.ts'
import { type Answer, type Exchange, json, refusal } from '../gateway/route.ts'
import { compare } from '../git/comparison.ts'
import { branchHead, NOWHERE } from '../git/push-event.ts'
import { repositoryOf, wrongText } from '../issues/issues.ts'
import { asObject } from '../json.ts'
import { allows } from '../people/permission.ts'
import { raisePull } from './pull-events.ts'
import { headOwner } from './pull-head.ts'
import { setPullRef } from './pull-refs.ts'
import type { Pull } from './pull-store.ts'
import { issueOf, pullFull } from './pull-view.ts'
import { requestOwners } from './review-requests.ts'

/** Opens a pull request between two branches of the repository; its issue is an issue of `emulate`. */
export async function openPull(x: Exchange): Promise<Answer> {
  const fork = forkOf(x, x.body.head)
  if (!(fork ? ownsFork(x, fork) : allows(x, 'write', 'pull_requests'))) return forbidden(x.actor)
  const [head, base] = [branchOf(x, x.body.head, fork), branchOf(x, x.body.base)]
  const wrong = wrongText(x, 'PullRequest') ?? (typeof x.body.title === 'string' ? undefined : missing('title'))
  if (wrong) return wrong
  const [headSha, baseSha] = await Promise.all([fork ? fork.branches.get(head) : tipOf(x, head), tipOf(x, base)])
  if (headSha === undefined) return missing('head', 'invalid')
  if (baseSha === undefined) return missing('base', 'invalid')
  const refused = await nothingToMerge(x, { head, fork, base, headSha, baseSha })
  if (refused) return refused
  const repository = repositoryOf(x)
  const path = `/repos/${repository.fullName}/issues`
  const author = senderOf(x.world, x.actor)
  const issue = { title: x.body.title, body: x.body.body ?? null }
  const reply = await x.world.backend.request(await asSender(x.world, author), 'POST', path, issue)
  if (reply.status !== 201) return { status: reply.status, body: reply.data }
  const made = asObject(reply.data)
  x.world.stamps.created(made)
  const draft = x.body.draft === true
  const pull = x.world.pulls.add({
    number: Number(made.number),
    repository,
    head,
    fork,
    headSha,
    base,
    baseSha,
    author,
    draft,
  })
  await setPullRef(x.world, pull, 'head', headSha)
  await raisePull(x.world, pull, { action: 'opened' }, author)
  await requestOwners(x.world, pull, author)
  return json(await pullFull(x.world, pull, await issueOf(x.world, pull), false), 201)
}

/** The fork that a head with an owner names. */
function forkOf(x: Exchange, given: unknown): Fork | undefined {
  const [owner, branch] = String(given ?? '').split(':')
  return branch === undefined ? undefined : x.world.forks.of(owner ?? '', repositoryOf(x))
}

/** Whose fork it is opens pull requests from it, whatever they may do in the repository; it does not take more than reading. */
function ownsFork(x: Exchange, fork: Fork): boolean {
  return x.actor.by === 'user' && x.actor.account === fork.owner
}

/** A branch with or without its owner, which is the organisation where it is no fork's. */
function branchOf(x: Exchange, given: unknown, fork?: Fork): string {
  const [owner, branch] = String(given ?? '').split(':')
  if (branch === undefined) return owner ?? ''
  if (fork) return branch
  return owner?.toLowerCase() === x.world.organisation.login.toLowerCase() ? branch : ''
}

async function tipOf(x: Exchange, branch: string): Promise<string | undefined> {
  const tip = branch === '' ? NOWHERE : await branchHead(x.world, repositoryOf(x), branch)
  return tip === NOWHERE ? undefined : tip
}

type Ends = { head: string; fork: Fork | undefined; base: string; headSha: string; baseSha: string }

async function nothingToMerge(x: Exchange, { head, fork, base, headSha, baseSha }: Ends): Promise<Answer | undefined> {
  const repository = repositoryOf(x)
  const changes = await compare(x.world, repository, baseSha, headSha)
  if (changes === undefined) return custom(`The ${head} branch has no history in common with ${base}`)
  if (changes.ahead === 0) return custom(`No commits between ${base} and ${head}`)
  const same = (pull: Pull) => pull.head === head && pull.fork === fork && pull.base === base
  const open = x.world.pulls.of(repository).some((pull) => pull.open && same(pull))
  return open ? custom(`A pull request already exists for ${headOwner(x.world, { fork })}:${head}.`) : undefined
}

function custom(message: string): Answer {
  return refusal(422, 'Validation Failed', [{ resource: 'PullRequest', code: 'custom', message }])
}

function missing(field: string, code = 'missing_field'): Answer {
  return refusal(422, 'Validation Failed', [{ resource: 'PullRequest', field, code }])
}
