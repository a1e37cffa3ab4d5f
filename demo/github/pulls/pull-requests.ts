import { asSender } from '../gateway/app-token.ts'
import { correct } from '../gateway/correct.ts'
import { forbidden, senderOf } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import { type Answer, type Exchange, invalid, json, type Route, route } from '../gateway/route.ts'
import { branchHead, NOWHERE } from '../git/push-event.ts'
import { repositoryOf, wrongText } from '../issues/issues.ts'
import { asObject, asObjects, type JsonObject } from '../json.ts'
import { appMayRead } from '../people/permission.ts'
import { openPull } from './open-pull.ts'
import { changingPull, isAuthor, mayOnPull, movingBranches, withPull } from './pull-access.ts'
import { raisePullChanges } from './pull-events.ts'
import { headOwner } from './pull-head.ts'
import { reopenRefused } from './pull-state.ts'
import type { Pull } from './pull-store.ts'
import { changesOf, issueOf, pullFull, pullSimple } from './pull-view.ts'
import { requestOwners } from './review-requests.ts'

const PULLS = '/repos/:owner/:repo/pulls'
const PULL = `${PULLS}/:number`

export const pullRoutes: readonly Route[] = [
  route(`GET ${PULLS}`, listPulls),
  route(`POST ${PULLS}`, (x) => movingBranches(x, () => openPull(x))),
  route(
    `GET ${PULL}`,
    withPull(async (x, pull) => json(await shown(x, pull, true))),
  ),
  route(`PATCH ${PULL}`, (x) => movingBranches(x, async () => changingPull(editPull)(x))),
  route(
    `GET ${PULL}/files`,
    withPull(async (x, pull) => page(x, (await changesOf(x.world, pull))?.files ?? [])),
  ),
  route(
    `GET ${PULL}/commits`,
    withPull(async (x, pull) => page(x, (await changesOf(x.world, pull))?.commits ?? [])),
  ),
]

async function shown(x: Exchange, pull: Pull, isRead: boolean): Promise<JsonObject> {
  return pullFull(x.world, pull, await issueOf(x.world, pull), isRead)
}

async function listPulls(x: Exchange): Promise<Answer> {
  if (!appMayRead(x, 'pull_requests')) return forbidden(x.actor)
  const repository = repositoryOf(x)
  const { world, query } = x
  const state = query.get('state') ?? 'open'
  const [label, base] = [query.get('head'), query.get('base')]
  const chosen = world.pulls.of(repository).filter((pull) => {
    // GitHub ignores a head without its owner.
    const fromHead =
      !label?.includes(':') || label.toLowerCase() === `${headOwner(world, pull)}:${pull.head}`.toLowerCase()
    return fromHead && (base === null || base === pull.base) && (state === 'all' || (state === 'open') === pull.open)
  })
  const data = await world.backend.all(`/repos/${repository.fullName}/issues?state=all`)
  const issues = new Map(asObjects(correct(world, data)).map((issue) => [Number(issue.number), issue]))
  const seen = chosen.map((pull) => pullSimple(world, pull, asObject(issues.get(pull.number))))
  const field = query.get('sort') === 'updated' ? 'updated_at' : 'created_at'
  const sign = (query.get('direction') ?? (query.has('sort') ? 'asc' : 'desc')) === 'asc' ? 1 : -1
  return page(
    x,
    seen.toSorted(
      (a, b) => sign * (String(a[field]).localeCompare(String(b[field])) || Number(a.number) - Number(b.number)),
    ),
  )
}

/** Title, body and base are for the author and for write; closing and reopening for triage too. */
async function editPull(x: Exchange, pull: Pull): Promise<Answer> {
  const { title, body, state, base } = x.body
  const edits = 'title' in x.body || 'body' in x.body || 'base' in x.body
  const may = isAuthor(x, pull) || mayOnPull(x, edits ? 'write' : 'triage')
  if (!may) return forbidden(x.actor)
  const wrong = wrongText(x, 'PullRequest') ?? (state === 'open' ? await reopenRefused(x.world, pull) : undefined)
  if (wrong) return wrong
  const from = pull.base
  const changes = typeof base === 'string' && base !== from ? await changeBase(x, pull, base) : {}
  if ('status' in changes) return changes as Answer
  const before = await issueOf(x.world, pull)
  const sender = senderOf(x.world, x.actor)
  const path = `/repos/${pull.repository.fullName}/issues/${pull.number}`
  const patch = Object.fromEntries(Object.entries({ title, body, state }).filter(([, value]) => value !== undefined))
  if (Object.keys(patch).length > 0) {
    const reply = await x.world.backend.request(await asSender(x.world, sender), 'PATCH', path, patch)
    if (reply.status !== 200) return { status: reply.status, body: reply.data }
  }
  const after = await issueOf(x.world, pull)
  x.world.stamps.updated(after)
  x.world.stamps.apply(after)
  await raisePullChanges(x.world, pull, { before, after, sender }, changes)
  if (pull.base !== from) await requestOwners(x.world, pull, sender)
  return json(await shown(x, pull, true))
}

/** The changes of GitHub's event, or its refusal. */
async function changeBase(x: Exchange, pull: Pull, base: string): Promise<JsonObject | Answer> {
  if (!pull.open) return invalid('PullRequest', 'base', 'Cannot change the base branch of a closed pull request.')
  const tip = await branchHead(x.world, pull.repository, base)
  if (tip === NOWHERE) return invalid('PullRequest', 'base', `Proposed base branch '${base}' was not found`)
  const old = { ref: pull.base, sha: pull.baseSha }
  pull.base = base
  pull.baseSha = tip
  if (((await changesOf(x.world, pull))?.ahead ?? 0) > 0)
    return { base: { ref: { from: old.ref }, sha: { from: old.sha } } }
  Object.assign(pull, { base: old.ref, baseSha: old.sha })
  const message = `There are no new commits between base branch '${base}' and head branch '${pull.head}'`
  return invalid('PullRequest', 'base', message)
}
