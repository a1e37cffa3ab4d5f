import { checksMissing } from '../checks/required-checks.ts'
import { forbidden, forward, read, senderOf } from '../gateway/forward.ts'
import { type Answer, type Exchange, type Handler, type Route, refusal, route } from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import { asObjects } from '../json.ts'
import { allows } from '../people/permission.ts'
import { movingBranches } from '../pulls/pull-access.ts'
import { branchMoved } from './branch-moves.ts'
import { compare } from './comparison.ts'
import { branchHead, NOWHERE } from './push-event.ts'
import { holdsSecret } from './push-protection.ts'
import { violation } from './rules.ts'

export const pushRoutes: readonly Route[] = [
  route('PUT /repos/:owner/:repo/contents/*path', writing),
  route('DELETE /repos/:owner/:repo/contents/*path', writing),
  route('POST /repos/:owner/:repo/git/refs', creating),
  route(
    'PATCH /repos/:owner/:repo/git/refs/heads/*branch',
    pushing((x) => x.params.branch ?? ''),
  ),
  route(
    'DELETE /repos/:owner/:repo/git/refs/heads/*branch',
    pushing((x) => x.params.branch ?? ''),
  ),
  // What leads to a pull request is GitHub's own.
  route('PATCH /repos/:owner/:repo/git/refs/pull/*rest', () => NOT_YOURS),
  route('DELETE /repos/:owner/:repo/git/refs/pull/*rest', () => NOT_YOURS),
]

const NOT_YOURS = refusal(422, 'Reference update failed')

/** One file: GitHub answers 409 where a rule is in the way. */
async function writing(x: Exchange): Promise<Answer> {
  return holdsSecret(x) ?? move(x, String(x.body.branch ?? 'main'), 409)
}

/** Git keeps branches as files, so there is no `a/b` beside an `a`. Tags are `emulate`'s. */
async function creating(x: Exchange): Promise<Answer> {
  const ref = String(x.body.ref)
  const branch = ref.replace(/^refs\/heads\//, '')
  if (ref.startsWith('refs/pull/')) return NOT_YOURS
  if (branch === ref) return allows(x, 'write', 'contents') ? forward(x) : forbidden(x.actor)
  const parts = branch.split('/')
  const above = parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'))
  const tips = await Promise.all(above.map((name) => branchHead(x.world, repositoryOf(x), name)))
  const path = `/repos/${repositoryOf(x).fullName}/git/matching-refs/heads/${branch}/`
  const below = asObjects(await x.world.backend.must('GET', path))
  const taken = tips.some((tip) => tip !== NOWHERE) || below.length > 0
  return taken && allows(x, 'write', 'contents') ? NOT_YOURS : move(x, branch, 422)
}

function pushing(branchOf: (x: Exchange) => string): Handler {
  return (x) => move(x, branchOf(x), 422)
}

async function move(x: Exchange, branch: string, refusedWith: number): Promise<Answer> {
  if (!allows(x, 'write', 'contents')) return forbidden(x.actor)
  return movingBranches(x, async () => {
    const repository = repositoryOf(x)
    const before = await branchHead(x.world, repository, branch)
    const refused = await refusedByRules(x, branch, before)
    if (refused !== undefined) return refusal(refusedWith, refused)
    const answer = await forward(x)
    if (answer.status >= 300) return answer
    repository.empty = false
    const after = await branchHead(x.world, repository, branch)
    await branchMoved(x.world, repository, { branch, before, after }, senderOf(x.world, x.actor))
    return answer
  })
}

async function refusedByRules(x: Exchange, branch: string, before: string): Promise<string | undefined> {
  const repository = repositoryOf(x)
  const refused = (operation: 'creation' | 'update' | 'deletion' | 'non_fast_forward') =>
    x.world.rules.refusal(x.actor, repository, branch, operation)
  const wrong = x.method === 'DELETE' ? undefined : await wrongCommit(x, branch, before === NOWHERE)
  const unchecked = () => withoutChecks(x, branch)
  if (before === NOWHERE) return refused('creation') ?? wrong ?? unchecked()
  if (x.method === 'DELETE' && 'branch' in x.params) return refused('deletion')
  const refusedUpdate =
    refused('update') ?? x.world.rules.needsPull(x.actor, repository, branch) ?? wrong ?? unchecked()
  if (refusedUpdate !== undefined || x.body.force !== true) return refusedUpdate
  const moved = await compare(x.world, repository, before, String(x.body.sha))
  return moved === undefined || moved.behind > 0 ? refused('non_fast_forward') : undefined
}

/** What is committed by the call itself cannot have been checked. */
function withoutChecks(x: Exchange, branch: string): string | undefined {
  const sha = typeof x.body.ref === 'string' || 'branch' in x.params ? String(x.body.sha) : ''
  const missing = checksMissing(x.world, { repository: repositoryOf(x), branch, sha }, x.actor)
  return missing && violation(missing)
}

/** The newest commit alone is looked at; GitHub signs what apps commit by its API, and nothing of what people push here is signed. */
async function wrongCommit(x: Exchange, branch: string, isNewBranch: boolean): Promise<string | undefined> {
  const repository = repositoryOf(x)
  if (x.world.rules.active(repository, branch).length === 0) return undefined
  const sha = typeof x.body.ref === 'string' || 'branch' in x.params ? String(x.body.sha) : undefined
  const commit = sha === undefined ? undefined : await read(x.world, `/repos/${repository.fullName}/git/commits/${sha}`)
  const message = String(sha === undefined ? x.body.message : commit?.message)
  return x.world.rules.wrongCommit(x.actor, repository, branch, { message, signed: x.actor.by === 'app', isNewBranch })
}
