import { asSender } from '../gateway/app-token.ts'
import { forbidden, senderOf } from '../gateway/forward.ts'
import { type Answer, type Exchange, json, refusal } from '../gateway/route.ts'
import { compare } from '../git/comparison.ts'
import { branchHead, NOWHERE } from '../git/push-event.ts'
import { repositoryOf, wrongText } from '../issues/issues.ts'
import { asObject } from '../json.ts'
import { allows } from '../people/permission.ts'
import { raisePull } from './pull-events.ts'
import { setPullRef } from './pull-refs.ts'
import { issueOf, pullFull } from './pull-view.ts'
import { requestOwners } from './review-requests.ts'

/** Opens a pull request between two branches of the repository; its issue is an issue of `emulate`. */
export async function openPull(x: Exchange): Promise<Answer> {
  if (!allows(x, 'write', 'pull_requests')) return forbidden(x.actor)
  const [head, base] = [branchOf(x, x.body.head), branchOf(x, x.body.base)]
  const wrong = wrongText(x, 'PullRequest') ?? (typeof x.body.title === 'string' ? undefined : missing('title'))
  if (wrong) return wrong
  const [headSha, baseSha] = await Promise.all([head, base].map((branch) => tipOf(x, branch)))
  if (headSha === undefined) return missing('head', 'invalid')
  if (baseSha === undefined) return missing('base', 'invalid')
  const refused = await nothingToMerge(x, { head, base, headSha, baseSha })
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

/** A branch with or without its owner; the owner is the organisation, since nobody here forks. */
function branchOf(x: Exchange, given: unknown): string {
  const [owner, branch] = String(given ?? '').split(':')
  if (branch === undefined) return owner ?? ''
  return owner?.toLowerCase() === x.world.organisation.login.toLowerCase() ? branch : ''
}

async function tipOf(x: Exchange, branch: string): Promise<string | undefined> {
  const tip = branch === '' ? NOWHERE : await branchHead(x.world, repositoryOf(x), branch)
  return tip === NOWHERE ? undefined : tip
}

type Ends = { head: string; base: string; headSha: string; baseSha: string }

async function nothingToMerge(x: Exchange, { head, base, headSha, baseSha }: Ends): Promise<Answer | undefined> {
  const repository = repositoryOf(x)
  const changes = await compare(x.world, repository, baseSha, headSha)
  if (changes === undefined) return custom(`The ${head} branch has no history in common with ${base}`)
  if (changes.ahead === 0) return custom(`No commits between ${base} and ${head}`)
  const open = x.world.pulls.of(repository).some((pull) => pull.open && pull.head === head && pull.base === base)
  return open ? custom(`A pull request already exists for ${x.world.organisation.login}:${head}.`) : undefined
}

function custom(message: string): Answer {
  return refusal(422, 'Validation Failed', [{ resource: 'PullRequest', code: 'custom', message }])
}

function missing(field: string, code = 'missing_field'): Answer {
  return refusal(422, 'Validation Failed', [{ resource: 'PullRequest', field, code }])
}
