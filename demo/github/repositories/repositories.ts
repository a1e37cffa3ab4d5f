import { forbidden, forward, senderOf } from '../gateway/forward.ts'
import { type Answer, type Exchange, NO_CONTENT, type Route, route } from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import { asObject } from '../json.ts'
import { allows } from '../people/permission.ts'
import { deleteRepository, refresh, renameRepository, setArchived, setPrivate } from './repository-changes.ts'

const REPOSITORY = '/repos/:owner/:repo'

export const repositoryRoutes: readonly Route[] = [
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

async function remove(x: Exchange): Promise<Answer> {
  if (!allows(x, 'admin', 'administration')) return forbidden(x.actor)
  await deleteRepository(x.world, repositoryOf(x), senderOf(x.world, x.actor))
  return NO_CONTENT
}
