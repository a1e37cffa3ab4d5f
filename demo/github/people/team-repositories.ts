import { forbidden, senderOf } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import { type Answer, type Exchange, json, NO_CONTENT, notFound, type Route, refusal, route } from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import type { JsonObject } from '../json.ts'
import type { Repository } from '../repositories/repository.ts'
import type { Permission } from '../types.ts'
import { findRepository } from '../world.ts'
import { permissionsOf, type Team } from './directory.ts'
import { visible } from './organisations.ts'
import { allows, appMayRead } from './permission.ts'
import { setTeamRole } from './team-changes.ts'
import { withTeam } from './teams.ts'

const REPOS = '/orgs/:org/teams/:slug/repos'

/** What teams may do on repositories. */
export const teamRepositoryRoutes: readonly Route[] = [
  route(`GET ${REPOS}`, visible(withTeam(listRepositories))),
  route(`GET ${REPOS}/:owner/:repo`, visible(withTeam(permission))),
  route(`PUT ${REPOS}/:owner/:repo`, visible(withTeam(giveRole))),
  route('GET /repos/:owner/:repo/teams', listTeams),
]

const WORDS: Readonly<Record<Permission, string>> = {
  none: 'none',
  read: 'pull',
  triage: 'triage',
  write: 'push',
  maintain: 'maintain',
  admin: 'admin',
}

function listRepositories(x: Exchange, team: Team): Answer {
  const seen = [...x.world.repositories.values()].flatMap((repository) => shown(x, team, repository) ?? [])
  return page(x, seen)
}

/** 204 says that there is some role; which one is told to whoever accepts the repository's media type. */
function permission(x: Exchange, team: Team): Answer {
  const repository = findRepository(x.world, x.params.owner ?? '', x.params.repo ?? '')
  const found = repository && shown(x, team, repository)
  if (found === undefined) return notFound()
  return x.headers.accept?.includes('repository') ? json(found) : NO_CONTENT
}

/** Whoever administers the repository gives a team a role on it. */
function giveRole(x: Exchange, team: Team): Answer {
  const repository = findRepository(x.world, x.params.owner ?? '', x.params.repo ?? '')
  if (repository === undefined) return notFound()
  if (!allows(x, 'admin', 'administration')) return forbidden(x.actor)
  const word = String(x.body.permission ?? 'push')
  const role = (Object.keys(WORDS) as Permission[]).find((one) => WORDS[one] === word)
  if (role === undefined || role === 'none') return refusal(422, 'Validation Failed')
  setTeamRole(x.world, team, { repository, role, sender: senderOf(x.world, x.actor) })
  return NO_CONTENT
}

function shown(x: Exchange, team: Team, repository: Repository): JsonObject | undefined {
  const role = x.world.directory.teamRole(team, repository)
  if (role === undefined || role === 'none') return undefined
  return { ...repository.profile, permissions: permissionsOf(role), role_name: role }
}

function listTeams(x: Exchange): Answer {
  if (!appMayRead(x, 'metadata')) return forbidden(x.actor)
  const repository = repositoryOf(x)
  const teams = x.world.directory.teams().flatMap((team) => {
    const role = x.world.directory.teamRole(team, repository)
    if (role === undefined || role === 'none') return []
    return [{ ...team.profile, permission: WORDS[role], permissions: permissionsOf(role) }]
  })
  return page(x, teams)
}
