import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { asObject } from './json.ts'

/** What an app may do and hears of, or what the owner of an installation has accepted of it. */
export type Grants = { permissions: Readonly<Record<string, string>>; events: readonly string[] }

/** What `app.yml` asks for, so that nothing here works which the real app could not do. */
export function manifest(): Grants {
  const file = asObject(load(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8')))
  const events = Array.isArray(file.default_events) ? file.default_events.map(String) : []
  const permissions = Object.entries(asObject(file.default_permissions)).map(([name, level]) => [name, String(level)])
  return { permissions: Object.fromEntries(permissions), events }
}
