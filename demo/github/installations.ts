import { mintInner } from './gateway/app-token.ts'
import { forbidden, forward } from './gateway/forward.ts'
import {
  type Answer,
  type Exchange,
  findRoute,
  type Handler,
  json,
  notFound,
  type Route,
  refusal,
  route,
} from './gateway/route.ts'
import { repositoryOf } from './issues/issues.ts'
import { asObject, asObjects, isObject, wholeSeconds } from './json.ts'
import { LENDING_APP, lendingInstallation, lendingIntegration, lendingPermissions } from './lending-app.ts'
import { hasRepository, installation, integration, isInstalled } from './world.ts'

/** What the second app is answered, and the first is not. */
const lendingRoutes: readonly Route[] = [
  route('GET /app', (x) => json(lendingIntegration(x.world))),
  route('GET /app/installations', (x) => json([lendingInstallation(x.world)])),
  route(
    'GET /app/installations/:id',
    ofLending((x) => json(lendingInstallation(x.world))),
  ),
  route('POST /app/installations/:id/access_tokens', ofLending(mintLending)),
]

function ofLending(handler: Handler): Handler {
  return (x) => (Number(x.params.id) === LENDING_APP.installationId ? handler(x) : notFound())
}

/** The answer to a call of the second app in its own name; undefined: it is another's. */
export function answerLending(x: Exchange): Promise<Answer> | Answer | undefined {
  if (x.actor.by !== 'app' || x.actor.as !== 'app' || !x.actor.lends) return undefined
  const found = findRoute(lendingRoutes, x.method, x.path)
  return found ? found.handler({ ...x, params: found.params }) : notFound()
}

/** `emulate` knows one app: behind the token is one of that, which may do less. */
async function mintLending(x: Exchange): Promise<Answer> {
  const ids = asked(x)
  const known = new Set([...x.world.repositories.values()].map(({ id }) => id))
  if (ids?.some((id) => !known.has(id))) return refusal(422, 'There is at least one repository that does not exist.')
  const inner = String(asObject((await mintInner(x.world, {})).data).token)
  const token = `ghs_lending${x.world.app.tokens.size}${inner.slice(-16)}`
  const expiresAt = new Date(x.world.now().getTime() + 3_600_000)
  const permissions = lendingPermissions()
  const repositories = ids && new Set(ids)
  x.world.app.tokens.set(token, { permissions, repositories, expiresAt, request: {}, inner, calls: 0, lends: true })
  return json({ token, expires_at: wholeSeconds(expiresAt), permissions }, 201)
}

export const installationRoutes: readonly Route[] = [
  route(
    'GET /app',
    asApp((x) => json({ ...integration(x.world), installations_count: isInstalled(x.world.app) ? 1 : 0 })),
  ),
  route(
    'GET /app/installations',
    asApp((x) => json(isInstalled(x.world.app) ? [installation(x.world)] : [])),
  ),
  route('GET /app/installations/:id', asApp(ours((x) => json(installation(x.world))))),
  route('POST /app/installations/:id/access_tokens', asApp(ours(mint))),
  route(
    'GET /orgs/:org/installation',
    asApp((x) => (x.params.org === x.world.organisation.login ? here(x) : notFound())),
  ),
  route(
    'GET /repos/:owner/:repo/installation',
    asApp((x) => (hasRepository(x.world.app, repositoryOf(x)) ? here(x) : notFound())),
  ),
  route('GET /installation/repositories', listRepositories),
  route('DELETE /installation/token', forgetToken),
]

/** Only the app's own JWT opens these. */
export function asApp(handler: Handler): Handler {
  return (x) => {
    if (x.actor.by === 'app' && x.actor.as === 'app') return handler(x)
    return refusal(401, 'A JSON web token could not be decoded')
  }
}

function ours(handler: Handler): Handler {
  return (x) => {
    const { app } = x.world
    return Number(x.params.id) === app.installationId && isInstalled(app) ? handler(x) : notFound()
  }
}

function here(x: Exchange): Answer {
  return isInstalled(x.world.app) ? json(installation(x.world)) : notFound()
}

async function mint(x: Exchange): Promise<Answer> {
  const { app } = x.world
  if (app.state === 'suspended') return refusal(403, 'This installation has been suspended')
  const beyond = asked(x)?.some((id) => !hasRepository(app, { id }))
  if (beyond) return refusal(422, 'There is at least one repository that does not exist or is not accessible.')
  const permissions = wanted(x)
  if (permissions === undefined) return refusal(422, NOT_GRANTED)
  const answer = await forward(x, { ...x.body, permissions })
  const { token, expires_at, repositories } = asObject(answer.body)
  if (answer.status !== 201 || typeof token !== 'string') return answer
  app.tokens.set(token, {
    permissions,
    repositories: Array.isArray(repositories)
      ? new Set(asObjects(repositories).map(({ id }) => Number(id)))
      : app.selected,
    expiresAt: new Date(String(expires_at)),
    request: { ...x.body, permissions },
    inner: token,
    calls: 0,
  })
  return json({ ...asObject(answer.body), permissions }, 201)
}

function asked({ body }: Exchange): number[] | undefined {
  return Array.isArray(body.repository_ids) ? body.repository_ids.map(Number) : undefined
}

const NOT_GRANTED = 'The permissions requested are not granted to this installation.'

/** The permissions of a new token: what was asked for, else all that the installation has; undefined where it has less. */
function wanted(x: Exchange): Record<string, string> | undefined {
  const has = x.world.app.accepted.permissions
  if (!isObject(x.body.permissions)) return { ...has }
  const asked = Object.entries(x.body.permissions).map(([name, level]) => [name, String(level)] as const)
  const beyond = asked.some(([name, level]) => has[name] !== 'write' && has[name] !== level)
  return beyond ? undefined : Object.fromEntries(asked)
}

function listRepositories(x: Exchange): Answer {
  if (x.actor.by !== 'app' || x.actor.as !== 'installation') return forbidden(x.actor)
  const { repositories: only } = x.actor.token
  const seen = [...x.world.repositories.values()].filter(({ id }) => only === undefined || only.has(id))
  const repositories = seen.map(({ profile }) => profile)
  return json({ total_count: repositories.length, repository_selection: only ? 'selected' : 'all', repositories })
}

function forgetToken(x: Exchange): Answer {
  if (x.actor.by !== 'app' || x.actor.as !== 'installation') return refusal(401, 'Requires authentication')
  x.world.app.tokens.delete(x.actor.name)
  return { status: 204 }
}
