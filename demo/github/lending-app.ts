import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { asObject, type JsonObject } from './json.ts'
import { installation, integration, type World } from './world.ts'

/** A second app of the organisation, which has rights that the first must not have. */
export const LENDING_APP = { id: 3_102, installationId: 4_202, slug: 'daypass-lending' }

/** What `app-lending.yml` asks for, so that nothing here works which the real app could not do. */
export function lendingPermissions(): Record<string, string> {
  const file = asObject(load(readFileSync(new URL('../../app-lending.yml', import.meta.url), 'utf8')))
  return Object.fromEntries(
    Object.entries(asObject(file.default_permissions)).map(([name, level]) => [name, String(level)]),
  )
}

/** How GitHub shows it. */
export function lendingIntegration(world: World): JsonObject {
  const { id, slug } = LENDING_APP
  return { ...integration(world), id, slug, name: slug, permissions: lendingPermissions(), events: [] }
}

/** Its one installation. */
export function lendingInstallation(world: World): JsonObject {
  const { id, slug, installationId } = LENDING_APP
  const own = { id: installationId, app_id: id, app_slug: slug, permissions: lendingPermissions(), events: [] }
  const url = `${world.url}/app/installations/${installationId}/access_tokens`
  return { ...installation(world), ...own, access_tokens_url: url, suspended_at: null }
}
