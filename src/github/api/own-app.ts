import type { Caller } from './client.ts'
import { Reading } from './response.ts'

/** The app as GitHub knows it. `login` is that of its bot account, as which it comments. */
export type OwnApp = { id: number; slug: string; login: string; permissions: Record<string, string>; events: string[] }

/** Asks GitHub who we are: proves app id and private key, and tells what the app may do. Throws GITHUB_*. */
export async function readOwnApp(caller: Caller): Promise<OwnApp> {
  const { data } = await caller.asApp('app')
  const app = new Reading(data, 'the app')
  const slug = app.text('slug')
  const strings = (values: unknown[]) => values.filter((value) => typeof value === 'string')
  const permissions = Object.entries((data as { permissions?: object }).permissions ?? {})
  return {
    id: app.id('id'),
    slug,
    login: `${slug}[bot]`,
    permissions: Object.fromEntries(permissions.map(([name, level]) => [name, String(level)])),
    events: app.has('events') ? strings(app.list('events')) : [],
  }
}
