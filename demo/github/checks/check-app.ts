import type { Exchange } from '../gateway/route.ts'
import type { JsonObject } from '../json.ts'
import { integration, nodeId, type World } from '../world.ts'
import type { CheckApp } from './check-store.ts'

/** GitHub's number of the app that workflows are. */
const ACTIONS = { id: 15_368, slug: 'github-actions' }
/** Other apps have the number of their bot beyond this. */
const OTHERS = 200_000

/** The app that makes a call: ours by its installation token, another by its bot; undefined for people. */
export function appOf({ actor, world }: Pick<Exchange, 'actor' | 'world'>): CheckApp | undefined {
  if (actor.by === 'app') return actor.as === 'installation' ? { id: world.app.id, slug: world.app.slug } : undefined
  if (actor.by !== 'user' || !actor.account.bot) return undefined
  const slug = actor.account.login.replace(/\[bot\]$/, '')
  return slug === ACTIONS.slug ? ACTIONS : { id: OTHERS + actor.account.id, slug }
}

/** GitHub's short form of an app. */
export function appShown(world: World, { id, slug }: CheckApp): JsonObject {
  const ours = integration(world)
  if (id === world.app.id) return ours
  return {
    ...ours,
    id,
    slug,
    name: slug,
    node_id: nodeId('App', id),
    client_id: `Iv1.${id.toString(16).padStart(16, '0')}`,
    external_url: `${world.url}/apps/${slug}`,
    html_url: `${world.url}/apps/${slug}`,
    permissions: { checks: 'write', contents: 'read', metadata: 'read' },
    events: [],
  }
}
