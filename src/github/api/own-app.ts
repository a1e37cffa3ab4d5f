import type { Caller } from './client.ts'
import { allPages } from './pages.ts'
import { ResponseFields } from './response.ts'

/** The app as GitHub knows it. `login` is that of its bot account, as which it comments. */
export type OwnApp = { id: number; slug: string; login: string; permissions: Record<string, string>; events: string[] }

/** Asks GitHub who we are: proves app id and private key, and tells what the app may do. Throws GITHUB_*. */
export async function readOwnApp(caller: Caller): Promise<OwnApp> {
  const { data } = await caller.asApp('app')
  const app = new ResponseFields(data, 'the app')
  const slug = app.text('slug')
  return {
    id: app.id('id'),
    slug,
    login: `${slug}[bot]`,
    permissions: permissionsIn(data),
    events: app.has('events') ? strings(app.list('events')) : [],
  }
}

/** One installation, with what its owners have accepted; absent: GitHub does not say. */
export type Installation = {
  account: string
  suspended: boolean
  permissions?: Record<string, string>
  events?: string[]
}

/** Every installation of the app. Throws GITHUB_*. */
export async function readInstallations(caller: Caller): Promise<Installation[]> {
  const all = await allPages((page) => caller.asApp('installations', page))
  return all.map((data) => {
    const installation = new ResponseFields(data, 'the installation')
    const account = installation.optionalPart('account')
    return {
      account: account?.optionalText('login') ?? account?.optionalText('slug') ?? String(installation.id('id')),
      suspended: installation.has('suspended_at'),
      ...(installation.has('permissions') ? { permissions: permissionsIn(data) } : {}),
      ...(installation.has('events') ? { events: strings(installation.list('events')) } : {}),
    }
  })
}

/** Where GitHub delivers to; `url` is empty where there is no webhook. `unchecked`: whatever certificate is shown there. */
export type Hook = { url: string; contentType: string; unchecked: boolean }

/** The app's webhook. Throws GITHUB_*. */
export async function readHook(caller: Caller): Promise<Hook> {
  const { data } = await caller.asApp('hook')
  const hook = new ResponseFields(data, 'the webhook')
  const { insecure_ssl: unchecked } = data as { insecure_ssl?: unknown }
  return {
    url: hook.optionalText('url') ?? '',
    // GitHub's own default, which its apps never have.
    contentType: hook.optionalText('content_type') ?? 'form',
    unchecked: String(unchecked ?? '0') !== '0',
  }
}

const strings = (values: unknown[]): string[] => values.filter((value) => typeof value === 'string')

function permissionsIn(data: unknown): Record<string, string> {
  const permissions = Object.entries((data as { permissions?: object | null }).permissions ?? {})
  return Object.fromEntries(permissions.map(([name, level]) => [name, String(level)]))
}
