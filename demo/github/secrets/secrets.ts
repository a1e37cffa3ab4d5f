import { forbidden } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import {
  type Answer,
  type Exchange,
  type Handler,
  json,
  NO_CONTENT,
  notFound,
  type Route,
  refusal,
  route,
} from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import { allows, appMayRead } from '../people/permission.ts'
import { type KeptSecret, openBox, publicKeyOf, type SecretShelf } from './secret-store.ts'

const OF_REPOSITORY = '/repos/:owner/:repo/actions/secrets'
const OF_ENVIRONMENT = '/repos/:owner/:repo/environments/:environment/secrets'

/** GitHub Actions' secrets, of repositories and of environments, each by a permission of its own. */
export const secretRoutes: readonly Route[] = [
  [OF_REPOSITORY, 'secrets'] as const,
  [OF_ENVIRONMENT, 'environments'] as const,
].flatMap(([base, permission]) => [
  route(`GET ${base}`, reading(permission, listSecrets)),
  route(`GET ${base}/public-key`, reading(permission, showKey)),
  route(`GET ${base}/:name`, reading(permission, showSecret)),
  route(`PUT ${base}/:name`, writing(permission, putSecret)),
  route(`DELETE ${base}/:name`, writing(permission, removeSecret)),
])

type OnShelf = (x: Exchange, shelf: SecretShelf) => Answer

/** People need write to see what there is. */
function reading(permission: string, handler: OnShelf): Handler {
  return (x) => {
    const may = x.actor.by === 'app' ? appMayRead(x, permission) : allows(x, 'write', permission)
    return may ? onShelf(x, handler) : refused(x, `${permission}=read`)
  }
}

function writing(permission: string, handler: OnShelf): Handler {
  return (x) =>
    allows(x, permission === 'environments' ? 'admin' : 'write', permission)
      ? onShelf(x, handler)
      : refused(x, `${permission}=write`)
}

/** GitHub says what would have done. */
function refused(x: Exchange, accepted: string): Answer {
  return { ...forbidden(x.actor), headers: { 'x-accepted-github-permissions': accepted } }
}

async function onShelf(x: Exchange, handler: OnShelf): Promise<Answer> {
  const shelf = await x.world.secrets.shelf(repositoryOf(x), x.params.environment)
  return shelf ? handler(x, shelf) : notFound()
}

function shown({ name, created, updated }: KeptSecret) {
  return { name, created_at: created, updated_at: updated }
}

function listSecrets(x: Exchange, { kept }: SecretShelf): Answer {
  const answer = page(x, [...kept.values()].map(shown))
  return { ...answer, body: { total_count: kept.size, secrets: answer.body } }
}

function showKey(_x: Exchange, shelf: SecretShelf): Answer {
  return json({ key_id: shelf.key.id, key: publicKeyOf(shelf) })
}

function showSecret(x: Exchange, { kept }: SecretShelf): Answer {
  const found = kept.get((x.params.name ?? '').toUpperCase())
  return found ? json(shown(found)) : notFound()
}

function putSecret(x: Exchange, shelf: SecretShelf): Answer {
  const name = x.params.name ?? ''
  const { encrypted_value: sealed, key_id } = x.body
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || /^github_/i.test(name))
    return refusal(
      422,
      'Secret names can only contain alphanumeric characters and underscores, and must not start with GITHUB_.',
    )
  if (typeof sealed !== 'string' || typeof key_id !== 'string')
    return refusal(422, 'Invalid request.\n\n"encrypted_value", "key_id" weren\'t supplied.')
  if (key_id !== shelf.key.id) return refusal(422, 'The key_id is not that of the newest public key.')
  const value = openBox(shelf, sealed)
  if (value === undefined || Buffer.byteLength(value) > 48 * 1024)
    return refusal(422, 'The secret must be encrypted with the public key, and be no larger than 48 KB.')
  // GitHub's answers tell its time.
  const headers = { date: x.world.secrets.now().toUTCString() }
  return { ...(x.world.secrets.put(shelf, name, value) ? NO_CONTENT : json({}, 201)), headers }
}

function removeSecret(x: Exchange, { kept }: SecretShelf): Answer {
  return kept.delete((x.params.name ?? '').toUpperCase()) ? NO_CONTENT : notFound()
}
