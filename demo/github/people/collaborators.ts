import { raiseCollaborator } from '../deliveries/events.ts'
import { forbidden, senderOf } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import {
  type Answer,
  type Exchange,
  invalid,
  json,
  NO_CONTENT,
  notFound,
  type Route,
  refusal,
  route,
} from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import type { JsonObject } from '../json.ts'
import type { Repository } from '../repositories/repository.ts'
import type { Permission } from '../types.ts'
import type { World } from '../world.ts'
import { type Account, permissionsOf } from './directory.ts'
import { allows } from './permission.ts'

const COLLABORATORS = '/repos/:owner/:repo/collaborators'

const INVITATIONS = '/repos/:owner/:repo/invitations'

export const collaboratorRoutes: readonly Route[] = [
  route(`GET ${INVITATIONS}`, listInvitations),
  route(`DELETE ${INVITATIONS}/:id`, takeInvitation),
  route(`GET ${COLLABORATORS}`, listCollaborators),
  route(`GET ${COLLABORATORS}/:login`, isCollaborator),
  route(`PUT ${COLLABORATORS}/:login`, addCollaborator),
  route(`DELETE ${COLLABORATORS}/:login`, removeCollaborator),
  route(`GET ${COLLABORATORS}/:login/permission`, permission),
]

/** Gives a person a role of their own on a repository, or takes it away, with its event. */
export function giveRole(
  world: World,
  repository: Repository,
  account: Account,
  to: Permission | undefined,
  sender: JsonObject,
): void {
  const from = account.roles.get(repository.name)
  if (to === undefined) account.roles.delete(repository.name)
  else account.roles.set(repository.name, to)
  raiseCollaborator(world, repository, { account, from, to }, sender)
}

function listCollaborators(x: Exchange): Answer {
  if (!mayLook(x)) return forbidden(x.actor)
  const repository = repositoryOf(x)
  if (x.query.get('affiliation') === 'direct') return listDirect(x, repository)
  const people = x.world.directory
    .accounts()
    .map((account) => ({ account, role: x.world.directory.role(account, repository) }))
  const some = people.filter(
    ({ account, role }) => !account.bot && role !== 'none' && (account.member || account.roles.has(repository.name)),
  )
  return page(
    x,
    some.map(({ account, role }) => ({ ...account.profile, role_name: role })),
  )
}

/** Those who have a role of their own, and which. */
function listDirect(x: Exchange, repository: Repository): Answer {
  const direct = x.world.directory.accounts().flatMap((account) => {
    const role = account.roles.get(repository.name)
    return role === undefined || role === 'none' ? [] : [{ ...account.profile, role_name: role }]
  })
  return page(x, direct)
}

/** Whom repositories have invited, by their ids, until they answer. */
const invited = new WeakMap<Repository, Map<number, Account>>()

function listInvitations(x: Exchange): Answer {
  if (!allows(x, 'admin', 'administration')) return forbidden(x.actor)
  const waiting = [...(invited.get(repositoryOf(x)) ?? [])]
  return page(
    x,
    waiting.map(([id, account]) => ({ id, invitee: account.profile })),
  )
}

function takeInvitation(x: Exchange): Answer {
  if (!allows(x, 'admin', 'administration')) return forbidden(x.actor)
  return invited.get(repositoryOf(x))?.delete(Number(x.params.id)) ? NO_CONTENT : notFound()
}

function isCollaborator(x: Exchange): Answer {
  if (!mayLook(x)) return forbidden(x.actor)
  const repository = repositoryOf(x)
  const account = x.world.directory.account(x.params.login ?? '')
  return account && (account.member || account.roles.has(repository.name)) ? NO_CONTENT : notFound()
}

/** GitHub's `permission` knows four words; the exact role is in `role_name`. */
function permission(x: Exchange): Answer {
  if (!mayLook(x)) return forbidden(x.actor)
  const account = x.world.directory.account(x.params.login ?? '')
  if (account === undefined) return notFound()
  if (account.bot) return refusal(404, `${account.login} is not a user`)
  const role = x.world.directory.role(account, repositoryOf(x))
  const word = role === 'triage' ? 'read' : role === 'maintain' ? 'write' : role
  const permissions = permissionsOf(role)
  return json({ permission: word, role_name: role, user: { ...account.profile, permissions, role_name: role } })
}

const GIVEN: Readonly<Record<string, Permission>> = {
  pull: 'read',
  triage: 'triage',
  push: 'write',
  maintain: 'maintain',
  admin: 'admin',
}

function addCollaborator(x: Exchange): Answer {
  if (!allows(x, 'admin', 'administration')) return forbidden(x.actor)
  const account = x.world.directory.account(x.params.login ?? '')
  if (account === undefined) return notFound()
  const role = GIVEN[String(x.body.permission ?? 'push')]
  if (role === undefined)
    return invalid('Repository', 'permission', 'permission is not one of pull, triage, push, maintain, admin')
  const repository = repositoryOf(x)
  // An outsider is invited and has nothing until they accept; nobody here ever does.
  if (!account.member && !account.roles.has(repository.name)) {
    const waiting = invited.get(repository) ?? new Map<number, Account>()
    invited.set(repository, waiting.set(account.id, account))
    return json(
      {
        id: account.id,
        repository: repository.profile,
        invitee: account.profile,
        permissions: x.body.permission ?? 'push',
      },
      201,
    )
  }
  giveRole(x.world, repository, account, role, senderOf(x.world, x.actor))
  return NO_CONTENT
}

function removeCollaborator(x: Exchange): Answer {
  if (!allows(x, 'admin', 'administration')) return forbidden(x.actor)
  const account = x.world.directory.account(x.params.login ?? '')
  if (account === undefined) return notFound()
  giveRole(x.world, repositoryOf(x), account, undefined, senderOf(x.world, x.actor))
  return NO_CONTENT
}

/** People need push to see who collaborates; an app needs only metadata. */
function mayLook(x: Exchange): boolean {
  return x.actor.by === 'app' || allows(x, 'write', 'administration')
}
