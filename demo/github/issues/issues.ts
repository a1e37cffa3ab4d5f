import { raise, raiseIssueChanges } from '../deliveries/events.ts'
import { correct } from '../gateway/correct.ts'
import { forbidden, forward, read, senderOf } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import {
  type Answer,
  type Exchange,
  type Handler,
  invalid,
  json,
  type Route,
  refusal,
  route,
} from '../gateway/route.ts'
import { asObject, asObjects, isObject, type JsonObject } from '../json.ts'
import { covers } from '../people/directory.ts'
import { allows, appMayRead } from '../people/permission.ts'
import { raisePullChanges } from '../pulls/pull-events.ts'
import { reopenRefused } from '../pulls/pull-state.ts'
import type { Repository } from '../repositories/repository.ts'
import { findRepository } from '../world.ts'
import { spelled } from './label-spelling.ts'

const LONGEST = { title: 256, body: 65_536, label: 50 }

const ISSUES = '/repos/:owner/:repo/issues'
const ISSUE = `${ISSUES}/:number`

export const issueRoutes: readonly Route[] = [
  route(`GET ${ISSUES}`, listIssues),
  route(`POST ${ISSUES}`, openIssue),
  route(`GET ${ISSUE}`, (x) => whenPresent(x, () => forward(x))),
  route(`PATCH ${ISSUE}`, inTurn(editIssue)),
  route(`POST ${ISSUE}/labels`, inTurn(labelIssue)),
  route(`PUT ${ISSUE}/labels`, inTurn(labelIssue)),
  route(`DELETE ${ISSUE}/labels`, inTurn(labelIssue)),
  route(`DELETE ${ISSUE}/labels/:name`, inTurn(labelIssue)),
  route(`PUT ${ISSUE}/lock`, inTurn(labelIssue)),
  route(`DELETE ${ISSUE}/lock`, inTurn(labelIssue)),
]

/** The repository of an exchange; the gateway has checked that the actor may read it. */
export function repositoryOf(x: Exchange): Repository {
  const repository = findRepository(x.world, x.params.owner ?? '', x.params.repo ?? '')
  if (repository === undefined) throw new Error(`There is no repository at ${x.path}.`)
  return repository
}

/** The issue as everybody sees it, or why there is none: GitHub answers 410 for what was deleted and 301 for what was moved. */
export async function whenPresent(x: Exchange, then: (issue: JsonObject) => Promise<Answer> | Answer): Promise<Answer> {
  const repository = repositoryOf(x)
  const issue = await read(x.world, `/repos/${repository.fullName}/issues/${x.params.number}`)
  if (issue === undefined) return refusal(404, 'Not Found')
  const gone = x.world.stamps.gone(issue)
  if (gone === undefined) return then(issue)
  if (gone === 'deleted') return refusal(410, 'This issue was deleted')
  return { ...refusal(301, 'Moved Permanently'), headers: { location: gone.movedTo } }
}

/** Changes of one issue one after the other: what is raised is the difference between before and after. */
function inTurn(handler: (x: Exchange) => Promise<Answer>): Handler {
  return (x) => x.world.turns.take(`${repositoryOf(x).id} ${x.params.number}`, () => handler(x))
}

async function listIssues(x: Exchange): Promise<Answer> {
  const since = Date.parse(x.query.get('since') ?? '')
  const byUpdate = x.query.get('sort') === 'updated'
  if (Number.isNaN(since) && !byUpdate && !x.world.stamps.anyGone) return forward(x)
  if (!appMayRead(x, 'issues')) return forbidden(x.actor)
  // `emulate` does not know what is gone, nor the gateway's clock; so all are read and chosen.
  const query = new URLSearchParams([...x.query].filter(([name]) => !['since', 'page', 'per_page'].includes(name)))
  const all = asObjects(await x.world.backend.all(`${x.path}?${query}`))
  correct(x.world, all, x.actor)
  const present = all.filter((issue) => x.world.stamps.gone(issue) === undefined)
  const chosen = present.filter((issue) => Number.isNaN(since) || Date.parse(String(issue.updated_at)) >= since)
  if (!byUpdate) return page(x, chosen)
  const sign = x.query.get('direction') === 'asc' ? 1 : -1
  const order = (a: JsonObject, b: JsonObject) =>
    String(a.updated_at).localeCompare(String(b.updated_at)) || Number(a.number) - Number(b.number)
  return page(
    x,
    chosen.toSorted((a, b) => sign * order(a, b)),
  )
}

async function openIssue(x: Exchange): Promise<Answer> {
  const wrong = wrongText(x) ?? wrongLabels(x.body.labels)
  if (wrong) return wrong
  // GitHub drops silently what somebody without triage may not set.
  const { labels, assignees, milestone, ...plain } = x.body
  const body = allows(x, 'triage', 'issues')
    ? { ...x.body, labels: await spelled(x.world, repositoryOf(x), labelNames(labels) ?? []) }
    : plain
  const answer = await forward(x, body)
  if (answer.status !== 201) return answer
  const issue = asObject(answer.body)
  x.world.stamps.created(issue)
  x.world.stamps.apply(issue)
  const occasion = { sender: senderOf(x.world, x.actor), repository: repositoryOf(x) }
  raise(x.world, 'issues', { action: 'opened', issue }, occasion)
  for (const label of asObjects(issue.labels)) raise(x.world, 'issues', { action: 'labeled', issue, label }, occasion)
  return answer
}

async function editIssue(x: Exchange): Promise<Answer> {
  return whenPresent(x, async (before) => {
    const pull = x.world.pulls.find(repositoryOf(x), Number(x.params.number))
    const stuck = pull && x.body.state === 'open' ? await reopenRefused(x.world, pull) : undefined
    const wrong = wrongText(x) ?? wrongLabels(x.body.labels) ?? wrongEditor(x, before) ?? stuck
    if (wrong) return wrong
    const named = labelNames(x.body.labels)
    const labels = named && (await spelled(x.world, repositoryOf(x), named))
    const answer = await forward(x, labels === undefined ? x.payload : { ...x.body, labels })
    if (answer.status !== 200) return answer
    return json(await finishChange(x, before, asObject(answer.body)))
  })
}

/** Labels and locks: the answer is not the issue, so it is read before and after. */
async function labelIssue(x: Exchange): Promise<Answer> {
  return whenPresent(x, async (before) => {
    const given = Array.isArray(x.payload) ? x.payload : x.body.labels
    const wrong = wrongLabels(given) ?? (allows(x, 'triage', 'issues') ? undefined : forbidden(x.actor))
    if (wrong) return wrong
    const labels = labelNames(given)
    const { name } = x.params
    const [known = name] = await spelled(x.world, repositoryOf(x), name === undefined ? [] : [name])
    // The path of a label to take away ends with its name.
    const path = known === undefined ? x.path : x.path.replace(/[^/]+$/, encodeURIComponent(known))
    const sent = labels ? { labels: await spelled(x.world, repositoryOf(x), labels) } : x.payload
    const answer = await forward({ ...x, path }, sent)
    const after = await read(x.world, `/repos/${repositoryOf(x).fullName}/issues/${x.params.number}`)
    if (answer.status < 300 && after) await finishChange(x, before, after)
    return answer
  })
}

/** Raises what the change was; that of a pull request is not a change of an issue for GitHub. */
async function finishChange(x: Exchange, before: JsonObject, after: JsonObject): Promise<JsonObject> {
  x.world.stamps.updated(after)
  x.world.stamps.apply(after)
  const repository = repositoryOf(x)
  const sender = senderOf(x.world, x.actor)
  const pull = x.world.pulls.find(repository, Number(x.params.number))
  if (pull) await raisePullChanges(x.world, pull, { before, after, sender })
  else raiseIssueChanges(x.world, before, after, { sender, repository })
  return after
}

/** Authors edit, close and reopen their own; triage closes and labels; write edits everybody's. */
function wrongEditor(x: Exchange, issue: JsonObject): Answer | undefined {
  if (x.actor.by !== 'user') return undefined
  const role = x.world.directory.role(x.actor.account, repositoryOf(x))
  const own = asObject(issue.user).id === x.actor.account.id
  const edits = 'title' in x.body || 'body' in x.body
  const sorts = 'labels' in x.body || 'assignees' in x.body || 'milestone' in x.body
  if (edits && !own && !covers(role, 'write')) return forbidden(x.actor)
  if (sorts && !covers(role, 'triage')) return forbidden(x.actor)
  if ('state' in x.body && !own && !covers(role, 'triage')) return forbidden(x.actor)
  return undefined
}

export function wrongText(x: Exchange, resource = 'Issue'): Answer | undefined {
  const { title, body } = x.body
  if (typeof title === 'string' && title.length > LONGEST.title) {
    return invalid(resource, 'title', `title is too long (maximum is ${LONGEST.title} characters)`)
  }
  return typeof body === 'string' ? wrongLength(resource, body) : undefined
}

/** GitHub counts the characters of a body and refuses what is longer. */
export function wrongLength(resource: string, body: string): Answer | undefined {
  if (body.length <= LONGEST.body) return undefined
  return invalid(resource, 'body', `body is too long (maximum is ${LONGEST.body} characters)`)
}

function labelNames(given: unknown): string[] | undefined {
  if (!Array.isArray(given)) return undefined
  return given.map((label) => String(isObject(label) ? label.name : label))
}

function wrongLabels(given: unknown): Answer | undefined {
  const long = labelNames(given)?.find((name) => name.length > LONGEST.label)
  if (long === undefined) return undefined
  return invalid('Label', 'name', `name is too long (maximum is ${LONGEST.label} characters)`)
}
