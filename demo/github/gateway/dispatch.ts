import { workflowRunRoutes } from '../actions/workflow-runs.ts'
import { appRoutes } from '../apps/app-calls.ts'
import { appPageRoutes } from '../apps/app-pages.ts'
import { auditLogRoutes } from '../audit-log.ts'
import { checkRunRoutes } from '../checks/check-runs.ts'
import { checkSuiteRoutes } from '../checks/check-suites.ts'
import { hookDeliveryRoutes } from '../deliveries/hook-deliveries.ts'
import { deploymentRoutes } from '../environments/deployments.ts'
import { callFork, forkRoutes } from '../forks/fork-calls.ts'
import { codeownersRoutes } from '../git/codeowners-errors.ts'
import { emptyRepository } from '../git/empty-repository.ts'
import { gitDataRoutes } from '../git/git-data.ts'
import { pushRoutes } from '../git/pushes.ts'
import { rulesetRoutes } from '../git/rulesets.ts'
import { answerLending, installationRoutes } from '../installations.ts'
import { commentRoutes } from '../issues/comments.ts'
import { pageRoutes } from '../issues/issue-page.ts'
import { issueRoutes } from '../issues/issues.ts'
import { labelRoutes } from '../issues/labels.ts'
import { notificationRoutes } from '../notifications/inbox.ts'
import { collaboratorRoutes } from '../people/collaborators.ts'
import { covers } from '../people/directory.ts'
import { organisationRoutes } from '../people/organisations.ts'
import { teamRepositoryRoutes } from '../people/team-repositories.ts'
import { teamRoutes } from '../people/teams.ts'
import { userRoutes } from '../people/users.ts'
import { mergeRoutes } from '../pulls/pull-merge.ts'
import { pullRoutes } from '../pulls/pull-requests.ts'
import { reviewRequestRoutes } from '../pulls/review-requests.ts'
import { reviewRoutes } from '../pulls/reviews.ts'
import { repositoryRoutes } from '../repositories/repositories.ts'
import type { Repository } from '../repositories/repository.ts'
import { secretRoutes } from '../secrets/secrets.ts'
import { findRepository, type World } from '../world.ts'
import { correct } from './correct.ts'
import { forbidden, forward } from './forward.ts'
import { shutByOrganisation } from './organisation-door.ts'
import { type Answer, type Exchange, findRoute, notFound, type Route, refusal } from './route.ts'

/** Endpoints that are ours or that we correct; the earlier family wins. Everything else under FORWARDED is `emulate`'s. */
const ROUTES: readonly Route[] = [
  ...commentRoutes,
  ...issueRoutes,
  ...labelRoutes,
  ...pushRoutes,
  ...gitDataRoutes,
  ...rulesetRoutes,
  ...secretRoutes,
  ...mergeRoutes,
  ...reviewRequestRoutes,
  ...reviewRoutes,
  ...pullRoutes,
  ...forkRoutes,
  ...checkRunRoutes,
  ...checkSuiteRoutes,
  ...deploymentRoutes,
  ...workflowRunRoutes,
  ...codeownersRoutes,
  ...installationRoutes,
  ...appRoutes,
  ...hookDeliveryRoutes,
  ...repositoryRoutes,
  ...collaboratorRoutes,
  ...organisationRoutes,
  ...auditLogRoutes,
  ...teamRoutes,
  ...teamRepositoryRoutes,
  ...userRoutes,
  ...notificationRoutes,
]

const PAGES: readonly Route[] = [...appPageRoutes, ...pageRoutes]

const FORWARDED = /^\/(repos\/[^/]+\/[^/]+|users\/[^/]+$|orgs\/[^/]+$|rate_limit$|meta$)/

/** The answer to one call: first whether the actor may know that the thing exists, then the endpoint. */
export async function dispatch(exchange: Exchange): Promise<Answer> {
  const x = { ...exchange, path: canonicalPath(exchange.world, exchange.path) }
  const lent = answerLending(x)
  if (lent) return lent
  const shut = suspended(x) ?? shutByOrganisation(x)
  if (shut) return shut
  const [, place = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)(.*)$/.exec(x.path) ?? []
  const fork = x.world.forks.at(place)
  if (fork) return callFork(x, fork, rest)
  const refused = moved(x) ?? hidden(x)
  if (refused) return refused
  const page = x.headers.accept?.includes('text/html') ? findRoute(PAGES, x.method, x.path) : undefined
  if (page) return page.handler({ ...x, params: page.params })
  const found = findRoute(ROUTES, x.method, x.path)
  if (found) return lagging(x, await found.handler({ ...x, params: found.params }))
  if (!FORWARDED.test(x.path)) return notFound()
  if (x.method !== 'GET' && x.actor.by === 'user' && !mayChange(x)) return forbidden(x.actor)
  const answer = await forward(x)
  return { ...answer, body: correct(x.world, answer.body, x.actor) }
}

/** What the app reads may lag behind what it was told; people here see everything at once. */
function lagging(x: Exchange, answer: Answer): Answer {
  const reads = x.method === 'GET' && x.actor.by === 'app' && x.actor.as === 'installation'
  if (!reads || answer.status !== 200) return answer
  const body = x.world.lag.show(x.path, answer.body)
  return body === undefined ? notFound() : { ...answer, body }
}

/** By numeric id or in another spelling, it is the same repository. */
function canonicalPath(world: World, path: string): string {
  const byId = /^\/repositories\/(\d+)(\/.*)?$/.exec(path)
  if (byId) {
    const repository = [...world.repositories.values()].find((one) => one.id === Number(byId[1]))
    return repository ? `/repos/${repository.fullName}${byId[2] ?? ''}` : path
  }
  const team = /^\/(?:organizations\/(\d+)\/team|teams)\/(\d+)(\/.*)?$/.exec(path)
  if (team) return teamPath(world, team) ?? path
  const user = /^\/users\/([^/]+)(\/.*)?$/.exec(path)
  if (user)
    return `/users/${world.directory.account(decodeURIComponent(user[1] ?? ''))?.login ?? user[1]}${user[2] ?? ''}`
  const byName = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path)
  const repository = byName && findRepository(world, byName[1] ?? '', byName[2] ?? '')
  return repository ? `/repos/${repository.fullName}${byName[3] ?? ''}` : path
}

/** GitHub's lasting address of a team, by the numbers of organisation and team. */
function teamPath(world: World, [, organisation, id, rest = '']: RegExpExecArray): string | undefined {
  if (organisation !== undefined && Number(organisation) !== world.organisation.id) return undefined
  const team = world.directory.teams().find((one) => one.id === Number(id))
  return team && `/orgs/${world.organisation.login}/teams/${team.slug}${rest}`
}

function suspended(x: Exchange): Answer | undefined {
  const stopped =
    x.world.app.state === 'suspended' && x.actor.by === 'app' && x.actor.as === 'installation' && !x.actor.token.lends
  return stopped ? refusal(403, 'This installation has been suspended') : undefined
}

/** An old name leads on to the numeric id, for whoever may see what is there. */
function moved(x: Exchange): Answer | undefined {
  const [, owner = '', name = '', rest = ''] = /^\/repos\/([^/]+)\/([^/]+)(.*)$/.exec(x.path) ?? []
  const here = owner.toLowerCase() === x.world.organisation.login.toLowerCase()
  const known = !here || findRepository(x.world, owner, name) !== undefined
  const repository = known ? undefined : x.world.renamed.get(name.toLowerCase())
  if (repository === undefined || hidden({ ...x, path: `/repos/${repository.fullName}` })) return undefined
  const query = x.query.size > 0 ? `?${x.query}` : ''
  const location = `${x.world.url}/repositories/${repository.id}${rest}${query}`
  const body = { message: 'Moved Permanently', url: location, documentation_url: 'https://docs.github.com/rest' }
  return { status: x.method === 'GET' ? 301 : 307, headers: { location }, body }
}

/** A private repository does not exist for whoever may not read it. */
function hidden(x: Exchange): Answer | undefined {
  const [, owner = '', name = ''] = /^\/repos\/([^/]+)\/([^/]+)/.exec(x.path) ?? []
  if (owner === '') return undefined
  const repository = findRepository(x.world, owner, name)
  if (repository === undefined) return notFound()
  const nothing = emptyRepository(x, repository)
  const isRead = x.method === 'GET' || x.path === `/repos/${repository.fullName}`
  const refused = unreadable(x, repository)
  if (refused || isRead || repository.profile.archived !== true) return refused ?? nothing
  return refusal(403, 'Repository was archived so is read-only.')
}

function unreadable(x: Exchange, repository: Repository): Answer | undefined {
  if (x.actor.by === 'user')
    return covers(x.world.directory.role(x.actor.account, repository), 'read') ? undefined : notFound()
  if (x.actor.by === 'app' && x.actor.as === 'app') {
    return x.path.endsWith('/installation') ? undefined : refusal(401, 'Bad credentials')
  }
  if (x.actor.by === 'app') return x.actor.token.repositories?.has(repository.id) === false ? notFound() : undefined
  return repository.private ? notFound() : undefined
}

/** Changes that no family of ours looks after need write, and the settings of a repository admin. */
function mayChange(x: Exchange): boolean {
  const [, owner = '', name = '', rest = ''] = /^\/repos\/([^/]+)\/([^/]+)(.*)$/.exec(x.path) ?? []
  const repository = findRepository(x.world, owner, name)
  if (repository === undefined || x.actor.by !== 'user') return false
  const needs = rest === '' || /\/(protection|hooks|rulesets)/.test(rest) ? 'admin' : 'write'
  return covers(x.world.directory.role(x.actor.account, repository), needs)
}
