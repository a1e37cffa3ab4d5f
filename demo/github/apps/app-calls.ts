import { type Answer, type Exchange, json, notFound, type Route, route } from '../gateway/route.ts'
import { integration } from '../world.ts'

/** Calls about the app before anybody has its key. */
export const appRoutes: readonly Route[] = [
  route('POST /app-manifests/:code/conversions', convert),
  route('GET /apps/:slug', app),
]

/** Hands the app out: once, within an hour, to whoever has the code. */
function convert(x: Exchange): Answer {
  const { registrations, app } = x.world
  const { handedOut } = registrations
  if (!registrations.use(x.params.code ?? '') || handedOut === undefined) return notFound()
  const shown = integration(x.world)
  const pem = app.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const { clientSecret: client_secret, webhookSecret: webhook_secret } = handedOut
  return json({ ...shown, client_secret, webhook_secret, pem }, 201)
}

/** A private app is there for its owners. */
function app(x: Exchange): Answer {
  const there = x.world.app.state !== 'unmade' && x.params.slug === x.world.app.slug
  const sees = x.actor.by === 'user' && x.actor.account.owner
  return there && sees ? json(integration(x.world)) : notFound()
}
