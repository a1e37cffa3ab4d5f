import { raise } from '../deliveries/events.ts'
import { correct } from '../gateway/correct.ts'
import { forbidden, forward, read, senderOf } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import { type Answer, type Exchange, notFound, type Route, refusal, route } from '../gateway/route.ts'
import { asObject, asObjects, type JsonObject, wholeSeconds } from '../json.ts'
import { allows, appMayRead } from '../people/permission.ts'
import { repositoryOf, whenPresent, wrongLength } from './issues.ts'

const ONE = '/repos/:owner/:repo/issues/comments/:id'
const OF_ISSUE = '/repos/:owner/:repo/issues/:number/comments'

export const commentRoutes: readonly Route[] = [
  route('GET /repos/:owner/:repo/issues/comments', listOfRepository),
  route(`GET ${ONE}`, forward),
  route(`PATCH ${ONE}`, editComment),
  route(`DELETE ${ONE}`, deleteComment),
  route(`GET ${OF_ISSUE}`, (x) => whenPresent(x, () => listOfIssue(x))),
  route(`POST ${OF_ISSUE}`, addComment),
]

async function listOfIssue(x: Exchange): Promise<Answer> {
  if (!appMayRead(x, 'issues')) return forbidden(x.actor)
  // `emulate` does not know `since` here; so all are read and chosen.
  const all = asObjects(
    await x.world.backend.all(`/repos/${repositoryOf(x).fullName}/issues/${x.params.number}/comments`),
  )
  correct(x.world, all, x.actor)
  const from = since(x)
  return page(x, sorted(x, from === undefined ? all : all.filter((comment) => String(comment.updated_at) >= from)))
}

async function listOfRepository(x: Exchange): Promise<Answer> {
  if (!appMayRead(x, 'issues')) return forbidden(x.actor)
  const base = `/repos/${repositoryOf(x).fullName}`
  const ids = x.world.stamps.commentIds(`${x.world.url}${base}`, since(x))
  const found = await Promise.all(ids.map((id) => read(x.world, `${base}/issues/comments/${id}`)))
  return page(x, sorted(x, asObjects(found)))
}

/** The time asked for, in the form of GitHub's times, so that the two can be compared as text. */
function since(x: Exchange): string | undefined {
  const time = Date.parse(x.query.get('since') ?? '')
  return Number.isNaN(time) ? undefined : wholeSeconds(new Date(time))
}

function sorted(x: Exchange, comments: JsonObject[]): JsonObject[] {
  const field = x.query.get('sort') === 'updated' ? 'updated_at' : 'created_at'
  const sign = x.query.get('direction') === 'desc' ? -1 : 1
  return comments.toSorted(
    (a, b) => sign * (String(a[field]).localeCompare(String(b[field])) || Number(a.id) - Number(b.id)),
  )
}

async function addComment(x: Exchange): Promise<Answer> {
  return whenPresent(x, async (issue) => {
    if (issue.locked && !(x.actor.by === 'user' && allows(x, 'write', 'issues'))) {
      return refusal(403, 'Unable to create comment because issue is locked.')
    }
    const wrong = wrongLength('IssueComment', String(x.body.body))
    if (wrong) return wrong
    const answer = await forward(x)
    if (answer.status !== 201) return answer
    const comment = asObject(answer.body)
    x.world.stamps.created(comment)
    x.world.stamps.apply(comment)
    await raiseComment(x, { action: 'created', comment })
    return answer
  })
}

async function editComment(x: Exchange): Promise<Answer> {
  const before = await findComment(x)
  if (before === undefined) return notFound()
  const wrong = wrongHand(x, before) ?? wrongLength('IssueComment', String(x.body.body))
  if (wrong) return wrong
  const answer = await forward(x)
  if (answer.status !== 200) return answer
  const comment = asObject(answer.body)
  x.world.stamps.updated(comment)
  x.world.stamps.apply(comment)
  if (before.body !== comment.body) {
    await raiseComment(x, { action: 'edited', comment, changes: { body: { from: before.body } } })
  }
  return answer
}

async function deleteComment(x: Exchange): Promise<Answer> {
  const comment = await findComment(x)
  if (comment === undefined) return notFound()
  const wrong = wrongHand(x, comment)
  if (wrong) return wrong
  const answer = await forward(x)
  if (answer.status !== 204) return answer
  x.world.stamps.forget(comment)
  await raiseComment(x, { action: 'deleted', comment })
  return answer
}

async function findComment(x: Exchange): Promise<JsonObject | undefined> {
  return read(x.world, `/repos/${repositoryOf(x).fullName}/issues/comments/${x.params.id}`)
}

/** A comment belongs to its author and to everybody with write. */
function wrongHand(x: Exchange, comment: JsonObject): Answer | undefined {
  const own = x.actor.by === 'user' && asObject(comment.user).id === x.actor.account.id
  return own || allows(x, 'write', 'issues') ? undefined : forbidden(x.actor)
}

async function raiseComment(x: Exchange, fields: JsonObject): Promise<void> {
  const number = String(asObject(fields.comment).issue_url).split('/').at(-1)
  const repository = repositoryOf(x)
  const issue = await read(x.world, `/repos/${repository.fullName}/issues/${number}`)
  if (issue === undefined) return
  x.world.stamps.updated(issue)
  x.world.stamps.apply(issue)
  raise(
    x.world,
    'issue_comment',
    { action: fields.action, issue, ...fields },
    { sender: senderOf(x.world, x.actor), repository },
  )
}
