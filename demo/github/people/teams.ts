import { raiseTeamMembership } from '../deliveries/events.ts'
import { forbidden, read, senderOf } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import {
  type Answer,
  type Exchange,
  type Handler,
  json,
  NO_CONTENT,
  notFound,
  type Route,
  route,
} from '../gateway/route.ts'
import type { Account, Team, TeamMember } from './directory.ts'
import { visible } from './organisations.ts'

const TEAM = '/orgs/:org/teams/:slug'

export const teamRoutes: readonly Route[] = [
  route(
    'GET /orgs/:org/teams',
    visible((x) =>
      pageOf(
        x,
        x.world.directory.teams().filter((team) => sees(x, team)),
      ),
    ),
  ),
  route(`GET ${TEAM}`, visible(withTeam(full))),
  route(`GET ${TEAM}/members`, visible(withTeam(listMembers))),
  route(`GET ${TEAM}/teams`, visible(withTeam((x, team) => pageOf(x, childrenOf(x, team))))),
  route(`GET ${TEAM}/memberships/:login`, visible(withTeam(membership))),
  route(`PUT ${TEAM}/memberships/:login`, visible(withTeam(addMember))),
  route(`DELETE ${TEAM}/memberships/:login`, visible(withTeam(removeMember))),
]

/** Calls about one team of the organisation, by slug. */
export function withTeam(handler: (x: Exchange, team: Team) => Answer | Promise<Answer>): Handler {
  return (x) => {
    const team = x.world.directory.team(x.params.slug ?? '')
    return team === undefined || !sees(x, team) ? notFound() : handler(x, team)
  }
}

/** A secret team exists for its members, for owners, and for an app that may read members. */
function sees(x: Exchange, team: Team): boolean {
  if (team.profile.privacy !== 'secret' || x.actor.by !== 'user') return true
  return x.actor.account.owner || x.world.directory.membersOf(team).includes(x.actor.account)
}

function pageOf(x: Exchange, teams: readonly Team[]): Answer {
  return page(
    x,
    teams.map(({ profile }) => profile),
  )
}

function childrenOf(x: Exchange, team: Team): Team[] {
  return x.world.directory.teams().filter(({ parent }) => parent === team)
}

async function full(x: Exchange, team: Team): Promise<Answer> {
  const { login, profile } = x.world.organisation
  const found = await read(x.world, `/orgs/${login}`)
  const repositories = [...x.world.repositories.values()]
  const times = { created_at: team.createdAt, updated_at: team.createdAt }
  return json({
    ...team.profile,
    ...times,
    members_count: x.world.directory.membersOf(team).length,
    repos_count: repositories.filter((one) => x.world.directory.teamRole(team, one) !== undefined).length,
    organization: { ...ORGANISATION, ...times, ...found, ...profile },
  })
}

/** What GitHub says of an organisation here and `emulate` does not. */
const ORGANISATION = {
  archived_at: null,
  followers: 0,
  following: 0,
  has_organization_projects: true,
  has_repository_projects: true,
  public_gists: 0,
  public_repos: 0,
}

/** Who is in a team below is in this one too. */
function listMembers(x: Exchange, team: Team): Answer {
  const role = x.query.get('role') ?? 'all'
  const chosen = x.world.directory
    .membersOf(team)
    .filter((account) => role === 'all' || role === roleIn(x, team, account))
  return page(
    x,
    chosen.map(({ profile }) => profile),
  )
}

function roleIn(x: Exchange, team: Team, account: Account): TeamMember['role'] | undefined {
  const inherited = x.world.directory.membersOf(team).includes(account) ? 'member' : undefined
  return team.members.get(account.login)?.role ?? inherited
}

function membership(x: Exchange, team: Team): Answer {
  const account = x.world.directory.account(x.params.login ?? '')
  const role = account && roleIn(x, team, account)
  return role === undefined ? notFound() : state(x, team, account?.login ?? '', role)
}

function addMember(x: Exchange, team: Team): Answer {
  const account = x.world.directory.account(x.params.login ?? '')
  if (account === undefined) return notFound()
  if (!mayManage(x, team)) return forbidden(x.actor)
  const role = x.body.role === 'maintainer' ? 'maintainer' : 'member'
  // GitHub invites outsiders; who has not accepted is pending and not a member.
  if (!account.member) return json({ ...pending(x, team, account), role })
  const known = team.members.get(account.login)
  team.members.set(account.login, { role, since: known ? known.since : x.world.now() })
  if (known === undefined) raiseTeamMembership(x.world, 'added', account, team, senderOf(x.world, x.actor))
  return state(x, team, account.login, role)
}

function removeMember(x: Exchange, team: Team): Answer {
  const account = x.world.directory.account(x.params.login ?? '')
  if (account === undefined) return notFound()
  if (!mayManage(x, team)) return forbidden(x.actor)
  if (!team.members.delete(account.login)) return notFound()
  raiseTeamMembership(x.world, 'removed', account, team, senderOf(x.world, x.actor))
  return NO_CONTENT
}

/** The app needs to write members; a person must own the organisation or maintain the team. */
function mayManage(x: Exchange, team: Team): boolean {
  if (x.actor.by === 'app') return x.actor.as === 'installation' && x.actor.token.permissions.members === 'write'
  if (x.actor.by !== 'user') return false
  return x.actor.account.owner || team.members.get(x.actor.account.login)?.role === 'maintainer'
}

function state(x: Exchange, team: Team, login: string, role: string): Answer {
  return json({ url: url(x, team, login), role, state: 'active' })
}

function pending(x: Exchange, team: Team, account: Account) {
  return { url: url(x, team, account.login), state: 'pending' }
}

function url(x: Exchange, team: Team, login: string): string {
  return `${x.world.url}/organizations/${x.world.organisation.id}/team/${team.id}/memberships/${login}`
}
