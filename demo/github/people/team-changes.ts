import { raise, raiseTeamMembership } from '../deliveries/events.ts'
import { asObject, type JsonObject, wholeSeconds } from '../json.ts'
import type { Repository } from '../repositories/repository.ts'
import type { TeamPrivacy } from '../types.ts'
import type { World } from '../world.ts'
import { nodeId } from '../world.ts'
import type { Account, Team } from './directory.ts'

type Making = { parent?: Team; privacy?: TeamPrivacy; sender?: JsonObject }

/** A new team of the organisation, or of its enterprise where the slug begins so; without a sender, silently. */
export async function makeTeam(world: World, slug: string, how: Making = {}): Promise<Team> {
  const { parent, privacy = 'closed', sender } = how
  if (world.directory.team(slug)) throw new Error(`The local GitHub has a team ${slug} already.`)
  const { login, id: organisation } = world.organisation
  const made = await world.backend.must('POST', `/orgs/${login}/teams`, { name: slug, privacy: 'closed' })
  const id = Number(asObject(made).id)
  // By number, so that a new name does not change it.
  const url = `${world.url}/organizations/${organisation}/team/${id}`
  const profile = {
    name: slug,
    id,
    node_id: nodeId('Team', id),
    slug,
    description: null,
    privacy,
    notification_setting: 'notifications_enabled',
    url,
    html_url: `${world.url}/orgs/${login}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    permission: 'pull',
    ...(slug.startsWith('ent:')
      ? { type: 'enterprise', enterprise_id: 77 }
      : { type: 'organization', organization_id: organisation }),
    parent: parent?.profile ?? null,
  }
  const team: Team = {
    id,
    slug,
    name: slug,
    profile,
    members: new Map(),
    parent,
    roles: new Map(),
    createdAt: wholeSeconds(world.now()),
  }
  world.directory.addTeam(team)
  if (sender) raise(world, 'team', { action: 'created', team: profile }, { sender })
  return team
}

/** Gives a team another name; its number stays, and its old slug is free for others. */
export function renameTeam(world: World, team: Team, slug: string, sender: JsonObject): void {
  if (world.directory.team(slug)) throw new Error(`The local GitHub has a team ${slug} already.`)
  const from = team.name
  world.directory.renameTeam(team, slug)
  team.profile.html_url = `${world.url}/orgs/${world.organisation.login}/teams/${slug}`
  raise(world, 'team', { action: 'edited', team: team.profile, changes: { name: { from } } }, { sender })
}

export function deleteTeam(world: World, team: Team, sender: JsonObject): void {
  for (const gone of world.directory.removeTeam(team))
    raise(world, 'team', { action: 'deleted', team: gone.profile }, { sender })
}

/** Puts a person into a team, since a time if one is given, or takes them out; silent where nothing changes. */
export function changeTeam(
  world: World,
  { action, account, team, since }: { action: 'added' | 'removed'; account: Account; team: Team; since?: Date },
  sender: JsonObject,
): void {
  if (team.members.has(account.login) === (action === 'added')) return
  if (action === 'added') team.members.set(account.login, { role: 'member', since: since ?? world.now() })
  else team.members.delete(account.login)
  raiseTeamMembership(world, action, account, team, sender)
}

/** Gives a team a role on a repository, or takes it away, with the event that GitHub raises. */
export function setTeamRole(
  world: World,
  team: Team,
  { repository, role, sender }: { repository: Repository; role: TeamRole | null; sender?: JsonObject },
): void {
  const had = team.roles.has(repository.name)
  if (role === null) team.roles.delete(repository.name)
  else team.roles.set(repository.name, role)
  const action = role === null ? 'removed_from_repository' : 'added_to_repository'
  if (sender && had === (role === null)) raise(world, 'team', { action, team: team.profile }, { sender, repository })
}

type TeamRole = 'read' | 'triage' | 'write' | 'maintain' | 'admin'
