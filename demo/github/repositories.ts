import { covers } from './directory.ts'
import { forbidden, forward, senderOf } from './forward.ts'
import { repositoryOf } from './issues.ts'
import { asObject } from './json.ts'
import { page } from './page.ts'
import { allows } from './permission.ts'
import { deleteRepository, refresh, renameRepository, setArchived, setPrivate } from './repository-changes.ts'
import { type Answer, type Exchange, invalid, json, NO_CONTENT, notFound, type Route, route } from './route.ts'
import type { Permission } from './types.ts'

const REPOSITORY = '/repos/:owner/:repo'

export const repositoryRoutes: readonly Route[] = [
  route(`PATCH ${REPOSITORY}`, change),
  route(`DELETE ${REPOSITORY}`, remove),
  route(`GET ${REPOSITORY}/collaborators`, listCollaborators),
  route(`GET ${REPOSITORY}/collaborators/:login`, isCollaborator),
  route(`PUT ${REPOSITORY}/collaborators/:login`, addCollaborator),
  route(`DELETE ${REPOSITORY}/collaborators/:login`, removeCollaborator),
  route(`GET ${REPOSITORY}/collaborators/:login/permission`, permission),
]

/** Visibility, archiving and the name go the gateway's own way; the rest is `emulate`'s. */
async function change(x: Exchange): Promise<Answer> {
  if (!allows(x, 'admin', 'administration')) return forbidden(x.actor)
  const { private: hidden, archived, name, ...rest } = x.body
  const repository = repositoryOf(x)
  const sender = senderOf(x.world, x.actor)
  if (typeof hidden === 'boolean') await setPrivate(x.world, repository, hidden, sender)
  if (typeof archived === 'boolean') await setArchived(x.world, repository, archived, sender)
  if (typeof name === 'string' && name !== repository.name) await renameRepository(x.world, repository, name, sender)
  const answer = await forward({ ...x, path: `/repos/${repository.fullName}` }, rest)
  if (answer.status === 200) refresh(repository, { ...asObject(answer.body) })
  return answer
}

async function remove(x: Exchange): Promise<Answer> {
  if (!allows(x, 'admin', 'administration')) return forbidden(x.actor)
  await deleteRepository(x.world, repositoryOf(x), senderOf(x.world, x.actor))
  return NO_CONTENT
}

function listCollaborators(x: Exchange): Answer {
  if (!mayLook(x)) return forbidden(x.actor)
  const repository = repositoryOf(x)
  const people = x.world.directory
    .accounts()
    .map((account) => ({ account, role: x.world.directory.role(account, repository) }))
  const some = people.filter(
    ({ account, role }) => role !== 'none' && (account.member || account.roles.has(repository.name)),
  )
  return page(
    x,
    some.map(({ account, role }) => ({ ...account.profile, role_name: role })),
  )
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
  const role = x.world.directory.role(account, repositoryOf(x))
  const word = role === 'triage' ? 'read' : role === 'maintain' ? 'write' : role
  const permissions = {
    admin: role === 'admin',
    maintain: covers(role, 'maintain'),
    push: covers(role, 'write'),
    triage: covers(role, 'triage'),
    pull: covers(role, 'read'),
  }
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
  account.roles.set(repository.name, role)
  return NO_CONTENT
}

function removeCollaborator(x: Exchange): Answer {
  if (!allows(x, 'admin', 'administration')) return forbidden(x.actor)
  const account = x.world.directory.account(x.params.login ?? '')
  if (account === undefined) return notFound()
  account.roles.delete(repositoryOf(x).name)
  return NO_CONTENT
}

/** People need push to see who collaborates; an app needs only metadata. */
function mayLook(x: Exchange): boolean {
  return x.actor.by === 'app' || allows(x, 'write', 'administration')
}
