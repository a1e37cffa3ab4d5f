import { raiseInstallation } from '../deliveries/events.ts'
import { type Answer, type Exchange, notFound, type Route, route } from '../gateway/route.ts'
import { asObject } from '../json.ts'
import type { Account } from '../people/directory.ts'
import { confirmPage, installPage, saidPage } from './page-texts.ts'
import { type AskedApp, slugOf } from './registrations.ts'

const SETTINGS = '/organizations/:org/settings/apps'

/** What a browser does on the way to an app: bring a manifest, confirm it, install what was made. `user_session` is who is signed in. */
export const appPageRoutes: readonly Route[] = [
  route(`POST ${SETTINGS}/new`, bring),
  route(`GET ${SETTINGS}/new`, signedIn(confirm)),
  route(`POST ${SETTINGS}`, signedIn(create)),
  route('GET /apps/:slug/installations/new/permissions', signedIn(choose)),
  route('POST /apps/:slug/installations', signedIn(install)),
  route('GET /login', () => saidPage(200, 'Sign in', 'The local GitHub has no passwords: its tests bring a session.')),
]

function signedIn(handler: (x: Exchange, person: Account) => Answer): Route['handler'] {
  return (x) => {
    const session = /(?:^|;\s*)user_session=([^;]+)/.exec(x.headers.cookie ?? '')?.[1]
    const person = session === undefined ? undefined : x.world.directory.accountByToken(session)
    return person ? handler(x, person) : { status: 302, headers: { location: `${x.world.url}/login` } }
  }
}

/** The settings of an organisation are not there for whoever does not own it. */
function ownersPage({ params, world }: Exchange, person: Account): boolean {
  return person.owner && params.org?.toLowerCase() === world.organisation.login.toLowerCase()
}

/** From a page of another site no session comes along with a form: the manifest is kept, and the page is then asked for. */
function bring(x: Exchange): Answer {
  const asked = readManifest(String(x.body.manifest ?? ''))
  if (asked === undefined) return saidPage(422, 'Error', 'The manifest is not valid.')
  const token = x.world.registrations.bring({ asked, state: x.query.get('state') ?? '' })
  return { status: 303, headers: { location: `${x.world.url}${x.path}?manifest_token=${token}` } }
}

function confirm(x: Exchange, person: Account): Answer {
  if (!ownersPage(x, person)) return notFound()
  const token = x.query.get('manifest_token') ?? ''
  const pending = x.world.registrations.show(token, person)
  return pending ? confirmPage(x.world, { token, name: pending.asked.name }) : notFound()
}

function create(x: Exchange, person: Account): Answer {
  if (!ownersPage(x, person)) return notFound()
  const { app, registrations, deliveries } = x.world
  const token = String(x.body.authenticity_token ?? '')
  const pending = registrations.pending(token, person)
  if (pending === undefined) return saidPage(422, 'Error', 'What you were looking at is gone. Begin again.')
  const name = String(x.body.name ?? '').trim()
  const wrong = wrongName(x, name)
  if (wrong !== undefined) return confirmPage(x.world, { token, name, wrong })
  const { permissions, events, hookUrl, redirect } = pending.asked
  Object.assign(app, { name, state: 'uninstalled', permissions, events, selected: undefined })
  const code = registrations.register(token)
  deliveries.setTarget(hookUrl, registrations.handedOut?.webhookSecret ?? '')
  const query = new URLSearchParams({ code, ...(pending.state === '' ? {} : { state: pending.state }) })
  return { status: 302, headers: { location: `${redirect}?${query}` } }
}

function wrongName({ world }: Exchange, name: string): string | undefined {
  if (name === '' || name.length > 34) return 'Name is not between 1 and 34 characters long.'
  if (world.registrations.isTaken(name) || world.app.state !== 'unmade') return 'Name is already in use.'
  // The bot of the app is there from the start.
  if (slugOf(name) !== world.app.slug) return `The local GitHub has the bot of one app alone, ${world.app.slug}.`
  return undefined
}

function readManifest(text: string): AskedApp | undefined {
  try {
    const manifest = asObject(JSON.parse(text))
    const hook = asObject(manifest.hook_attributes)
    const { name, url, redirect_url: redirect, default_permissions: permissions, default_events: events } = manifest
    if (![name, url, redirect, hook.url].every((one) => typeof one === 'string' && one !== '')) return undefined
    if (!Array.isArray(events) || !URL.canParse(String(redirect)) || !URL.canParse(String(hook.url))) return undefined
    const levels = Object.entries(asObject(permissions)).map(([right, level]) => [right, String(level)])
    return {
      ...{ name: String(name), hookUrl: String(hook.url), redirect: String(redirect) },
      ...{ permissions: Object.fromEntries(levels), events: events.map(String) },
    }
  } catch {
    return undefined
  }
}

/** Private, so it is for its own organisation alone. */
function choose(x: Exchange, person: Account): Answer {
  const { app, organisation } = x.world
  if (app.state === 'unmade' || x.params.slug !== app.slug || !person.member) return notFound()
  const chosen = x.query.getAll('repository_ids[]').map(Number)
  const target = x.query.get('suggested_target_id')
  if (target !== null && Number(target) !== organisation.id) return notFound()
  return installPage(x.world, { chosen, mayInstall: person.owner })
}

/** Whoever does not own the organisation asks its owners, and nothing is installed. */
function install(x: Exchange, person: Account): Answer {
  const { app, repositories } = x.world
  if (app.state === 'unmade' || x.params.slug !== app.slug || !person.member) return notFound()
  if (!person.owner)
    return saidPage(200, 'Request sent', 'The owners of the organisation were asked to install the app.')
  if (app.state !== 'uninstalled') return saidPage(422, 'Error', 'The app is installed already.')
  const ids = [x.body['repository_ids[]'] ?? []].flat().map(Number)
  const known = new Set([...repositories.values()].map(({ id }) => id))
  const selected = x.body.install_target === 'all' ? undefined : new Set(ids.filter((id) => known.has(id)))
  if (selected?.size === 0) return saidPage(422, 'Error', 'Choose a repository.')
  const { permissions, events } = app
  Object.assign(app, { state: 'active', selected, accepted: { permissions, events } })
  raiseInstallation(x.world, 'created', person.profile)
  return saidPage(200, 'Installed', `${app.name} was installed.`)
}
