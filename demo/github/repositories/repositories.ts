import { raise } from '../deliveries/events.ts'
import { correct } from '../gateway/correct.ts'
import { forbidden, forward, senderOf } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import { type Answer, type Exchange, invalid, NO_CONTENT, notFound, type Route, route } from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import { asObject } from '../json.ts'
import { visible } from '../people/organisations.ts'
import { allows } from '../people/permission.ts'
import { addRepository } from './add-repository.ts'
import { deleteRepository, refresh, renameRepository, setArchived, setPrivate } from './repository-changes.ts'

const REPOSITORY = '/repos/:owner/:repo'

export const repositoryRoutes: readonly Route[] = [
  route('GET /orgs/:org/repos', visible(list)),
  route('POST /orgs/:org/repos', make),
  route(`PATCH ${REPOSITORY}`, change),
  route(`DELETE ${REPOSITORY}`, remove),
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

/** Each that the person may see. */
async function list(x: Exchange): Promise<Answer> {
  const { world, actor } = x
  const seen = [...world.repositories.values()].filter((one) =>
    actor.by === 'user' ? world.directory.role(actor.account, one) !== 'none' : true,
  )
  return page(
    x,
    seen.map(({ id, name, fullName, profile, ...one }) => ({
      ...{ id, name, full_name: fullName, private: one.private, archived: profile.archived === true },
    })),
  )
}

/** A new repository of the organisation: whoever makes it administers it. Without `auto_init` nobody has pushed anything yet. */
async function make(x: Exchange): Promise<Answer> {
  const { world, actor, body } = x
  if (x.params.org?.toLowerCase() !== world.organisation.login.toLowerCase()) return notFound()
  if (actor.by !== 'user' || !actor.account.member) return forbidden(actor)
  const name = String(body.name ?? '')
  if (!/^[\w.-]{1,100}$/.test(name)) return invalid('Repository', 'name', 'name is not valid')
  if (world.repositories.has(name.toLowerCase()))
    return invalid('Repository', 'name', 'name already exists on this account')
  const answer = await forward(x)
  if (answer.status !== 201) return answer
  const repository = await addRepository(world, name)
  repository.empty = body.auto_init !== true
  if (!actor.account.owner) actor.account.roles.set(name, 'admin')
  raise(world, 'repository', { action: 'created' }, { sender: senderOf(world, actor), repository })
  return { ...answer, body: correct(world, { ...repository.profile, permissions: {} }, actor) }
}

async function remove(x: Exchange): Promise<Answer> {
  if (!allows(x, 'admin', 'administration')) return forbidden(x.actor)
  await deleteRepository(x.world, repositoryOf(x), senderOf(x.world, x.actor))
  return NO_CONTENT
}
