import { asObjects, type JsonObject } from '../json.ts'
import type { Account, Team } from '../people/directory.ts'
import type { Repository } from '../repositories/repository.ts'
import type { Permission } from '../types.ts'
import { type App, hasRepository, installation, nodeId, type World } from '../world.ts'

/**
 * What a payload says beside the event's own fields. `sender` is who did it, as GitHub's simple user; a person's profile for what
 * people do, the bot's for what the app does.
 */
export type Occasion = { sender: JsonObject; repository?: Repository }

/** Raises one webhook event of the app's installation, if the app is to hear of it. */
export function raise(world: World, event: string, fields: JsonObject, { sender, repository }: Occasion): void {
  if (repository) world.notifications.note({ event, payload: fields, sender, repository })
  if (repository && !hasRepository(world.app, repository)) return
  if (world.app.state !== 'active' || !hears(world.app, event, fields.action)) return
  world.lag.note(fields, sender.id === world.app.bot.id)
  world.deliveries.raise(event, {
    ...fields,
    ...(repository ? { repository: repository.profile } : {}),
    organization: organizationSimple(world),
    sender,
    installation: { id: world.app.installationId, node_id: nodeId('Installation', world.app.installationId) },
  })
}

/** An app hears of what it subscribes to. Of checks it hears unasked where it may write them, and what it is asked to do only there. */
function hears({ accepted }: App, event: string, action: unknown): boolean {
  const subscribed = accepted.events.includes(event)
  if (event !== 'check_run' && event !== 'check_suite') return subscribed
  const may = accepted.permissions.checks
  return may === 'write' || (may === 'read' && subscribed && action !== 'requested' && action !== 'rerequested')
}

/** Raises what GitHub raises when an issue has become another: one event for each kind of change, one for each label. */
export function raiseIssueChanges(world: World, before: JsonObject, after: JsonObject, occasion: Occasion): void {
  const changes: JsonObject = {}
  if (before.title !== after.title) changes.title = { from: before.title }
  if ((before.body ?? '') !== (after.body ?? '')) changes.body = { from: before.body ?? '' }
  if (Object.keys(changes).length > 0) raise(world, 'issues', { action: 'edited', issue: after, changes }, occasion)
  const had = asObjects(before.labels)
  const has = asObjects(after.labels)
  for (const label of has.filter((one) => !had.some((other) => other.id === one.id))) {
    raise(world, 'issues', { action: 'labeled', issue: after, label }, occasion)
  }
  for (const label of had.filter((one) => !has.some((other) => other.id === one.id))) {
    raise(world, 'issues', { action: 'unlabeled', issue: after, label }, occasion)
  }
  if (before.locked !== after.locked) {
    raise(world, 'issues', { action: after.locked ? 'locked' : 'unlocked', issue: after }, occasion)
  }
  if (before.state !== after.state) {
    raise(world, 'issues', { action: after.state === 'closed' ? 'closed' : 'reopened', issue: after }, occasion)
  }
}

export function raiseTeamMembership(
  world: World,
  action: 'added' | 'removed',
  account: Account,
  team: Team,
  sender: JsonObject,
): void {
  raise(world, 'membership', { action, scope: 'team', member: account.profile, team: team.profile }, { sender })
}

export function raiseMember(
  world: World,
  action: 'member_added' | 'member_removed',
  account: Account,
  sender: JsonObject,
): void {
  const membership = {
    url: `${world.url}/orgs/${world.organisation.login}/memberships/${account.login}`,
    state: action === 'member_added' ? 'active' : 'inactive',
    role: action === 'member_added' ? 'member' : 'unaffiliated',
    organization_url: `${world.url}/orgs/${world.organisation.login}`,
    user: account.profile,
    direct_membership: true,
    enterprise_teams_providing_indirect_membership: [],
  }
  raise(world, 'organization', { action, membership }, { sender })
}

/** What happened to somebody's role on a repository; GitHub's event tells the older words for roles. */
export function raiseCollaborator(
  world: World,
  repository: Repository,
  { account, from, to }: { account: Account; from: Permission | undefined; to: Permission | undefined },
  sender: JsonObject,
): void {
  if (from === to) return
  const action = to === undefined ? 'removed' : from === undefined ? 'added' : 'edited'
  const permission = action === 'edited' ? { from, to } : { to }
  const changes = to === undefined ? {} : { changes: { permission } }
  raise(world, 'member', { action, member: account.profile, ...changes }, { sender, repository })
}

export function raiseInstallation(
  world: World,
  action: 'created' | 'deleted' | 'suspend' | 'unsuspend' | 'new_permissions_accepted',
  sender: JsonObject,
): void {
  const seen = [...world.repositories.values()].filter((one) => hasRepository(world.app, one))
  const repositories = seen.map(({ id, name, fullName, private: hidden }) => {
    return { id, node_id: nodeId('Repository', id), name, full_name: fullName, private: hidden }
  })
  // Here `installation` is the whole object, and there is neither repository nor organisation.
  world.deliveries.raise('installation', {
    action,
    installation: installation(world),
    repositories,
    requester: null,
    sender,
  })
}

function organizationSimple(world: World): JsonObject {
  const { profile } = world.organisation
  const names = ['login', 'id', 'node_id', 'url', 'repos_url', 'events_url', 'hooks_url', 'issues_url', 'members_url']
  const kept = [...names, 'public_members_url', 'avatar_url', 'description']
  return Object.fromEntries(kept.map((name) => [name, profile[name] ?? null]))
}
