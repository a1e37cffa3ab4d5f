import type { AppFile } from './app-file.ts'
import type { Asked } from './asked.ts'

/** An app as GitHub registers it. https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest */
export type Manifest = {
  name: string
  url: string
  description: string
  hook_attributes: { url: string; active: true }
  redirect_url: string
  public: false
  default_permissions: Readonly<Record<string, string>>
  default_events: readonly string[]
}

/** The manifest of this set-up; `redirect`: where GitHub sends the browser afterwards. Neither secret nor anything of the person is in it. */
export function appManifest(file: AppFile, { appName, url }: Asked, redirect: string): Manifest {
  return {
    name: appName,
    url: file.url,
    description: file.description,
    hook_attributes: { url: `${url}/api/github/webhooks`, active: true },
    redirect_url: redirect,
    public: false,
    default_permissions: file.permissions,
    default_events: file.events,
  }
}

/** Where GitHub takes the manifest. */
export function registrationAddress({ site, organisation }: Asked, state: string): string {
  return `${site}/organizations/${organisation}/settings/apps/new?state=${encodeURIComponent(state)}`
}

/** Where an app of the organisation is set, and removed. */
export function settingsAddress({ site, organisation }: Asked, slug: string): string {
  return `${site}/organizations/${organisation}/settings/apps/${slug}`
}

/** Where the app is installed, with the access repository chosen. `page`: the app's public page. */
export function installAddress(page: string, organisation: number, repository: number): string {
  const query = new URLSearchParams({
    suggested_target_id: String(organisation),
    'repository_ids[]': String(repository),
  })
  return `${page}/installations/new/permissions?${query}`
}

/**
 * The code of what was pasted, or why it is not used. `known`: digests of what GitHub may bring back. A code alone is the word of whoever
 * pasted it.
 */
export function judgePasted(
  line: string | undefined,
  known: readonly string[],
  digestOf: (state: string) => string,
): { code: string } | { refused: string } {
  const again = 'Run this again with --resume --paste.'
  const pasted = line === undefined ? undefined : readPasted(line)
  if (pasted === undefined) return { refused: `That is neither a code nor the address that has it. ${again}` }
  if (pasted.state === undefined || known.includes(digestOf(pasted.state))) return { code: pasted.code }
  return { refused: `This address does not come from the page that was opened, so its code was not used. ${again}` }
}

/**
 * The code out of what somebody pastes: the code alone, or the whole address of the page where GitHub sent the browser. Undefined: it is
 * neither. `state` is what the address brings back.
 */
export function readPasted(text: string): { code: string; state: string | undefined } | undefined {
  const pasted = text.trim()
  if (/^[A-Za-z0-9_-]{1,100}$/.test(pasted)) return { code: pasted, state: undefined }
  if (!URL.canParse(pasted)) return undefined
  const { searchParams } = new URL(pasted)
  const [code, state] = [searchParams.get('code') ?? '', searchParams.get('state')]
  return /^[A-Za-z0-9_-]{1,100}$/.test(code) && state !== null ? { code, state } : undefined
}
