import type { KeyObject } from 'node:crypto'
import type { WorkflowRuns } from './actions/run-store.ts'
import type { Grants } from './app-manifest.ts'
import type { Registrations } from './apps/registrations.ts'
import type { Checks } from './checks/check-store.ts'
import type { Deliveries } from './deliveries/deliveries.ts'
import type { Environments } from './environments/environment-store.ts'
import type { Forks } from './forks/fork-store.ts'
import type { Token } from './gateway/actor.ts'
import type { Backend } from './gateway/backend.ts'
import type { Rules } from './git/rules.ts'
import type { JsonObject } from './json.ts'
import type { Lag } from './lag.ts'
import type { Notifications } from './notifications/notifications.ts'
import type { Directory } from './people/directory.ts'
import type { Pulls } from './pulls/pull-store.ts'
import type { Repository } from './repositories/repository.ts'
import type { Secrets } from './secrets/secret-store.ts'
import type { Settings } from './settings.ts'
import type { Stamps } from './stamps.ts'
import type { Turns } from './turns.ts'

/** The app, its one installation, and the installation tokens that were given out. */
export type App = {
  id: number
  slug: string
  name: string
  installationId: number
  permissions: Readonly<Record<string, string>>
  /** What it subscribes to; `installation` comes unasked. */
  events: readonly string[]
  /** What the owner of the installation has let it have; tokens and events follow this. */
  accepted: Grants
  createdAt: string
  privateKey: KeyObject
  publicKey: KeyObject
  /** `unmade`: nobody has registered it yet; `uninstalled`: registered, and not installed yet. */
  state: 'unmade' | 'uninstalled' | 'active' | 'suspended' | 'deleted'
  /** The repositories that it is installed on; undefined: all. */
  selected: ReadonlySet<number> | undefined
  tokens: Map<string, Token>
  /** GitHub's simple user of the bot. */
  bot: JsonObject
  /** The gateway's own installation token of `emulate`, for what the bot does by way of something else. */
  own?: { inner: string; calls: number; request: unknown }
}

/** What one commit has that another has not. */
export type Comparison = {
  ahead: number
  behind: number
  mergeBase: string
  commits: JsonObject[]
  files: JsonObject[]
}

/** Whether there is an installation of the app at all, suspended or not. */
export const isInstalled = ({ state }: App): boolean => state === 'active' || state === 'suspended'

/** Whether an installation of the app has this repository. */
export const hasRepository = ({ selected }: App, { id }: { id: number }): boolean => selected?.has(id) !== false

/** Everything that the endpoints share. */
export type World = {
  url: string
  organisation: { id: number; login: string; profile: JsonObject }
  app: App
  directory: Directory
  /** By name in lower case. */
  repositories: Map<string, Repository>
  /** By a name in lower case that they once had. */
  renamed: Map<string, Repository>
  pulls: Pulls
  forks: Forks
  checks: Checks
  environments: Environments
  registrations: Registrations
  runs: WorkflowRuns
  rules: Rules
  secrets: Secrets
  settings: Settings
  comparisons: Map<string, Comparison>
  turns: Turns
  backend: Backend
  stamps: Stamps
  deliveries: Deliveries
  lag: Lag
  notifications: Notifications
  now: () => Date
}

/** A repository of the organisation by owner and name, in any case, as on GitHub. */
export function findRepository(world: World, owner: string, name: string): Repository | undefined {
  if (owner.toLowerCase() !== world.organisation.login.toLowerCase()) return undefined
  return world.repositories.get(name.toLowerCase())
}

/** GitHub's short form of the app, as in `performed_via_github_app`. */
export function integration(world: World): JsonObject {
  const { app, organisation, url } = world
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    client_id: `Iv1.${app.id.toString(16).padStart(16, '0')}`,
    owner: organisation.profile,
    name: app.name,
    description: null,
    external_url: url,
    html_url: `${url}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
  }
}

/** All that the local GitHub can raise, but for `installation`. */
export const EVENTS: readonly string[] = [
  'check_run',
  'check_suite',
  'create',
  'delete',
  'issue_comment',
  'issues',
  'member',
  'membership',
  'organization',
  'pull_request',
  'pull_request_review',
  'push',
  'repository',
  'team',
]

/** GitHub's installation. */
export function installation(world: World): JsonObject {
  const { app, organisation, url } = world
  return {
    id: app.installationId,
    account: organisation.profile,
    repository_selection: app.selected ? 'selected' : 'all',
    access_tokens_url: `${url}/app/installations/${app.installationId}/access_tokens`,
    repositories_url: `${url}/installation/repositories`,
    html_url: `${url}/organizations/${organisation.login}/settings/installations/${app.installationId}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: organisation.id,
    target_type: 'Organization',
    permissions: app.accepted.permissions,
    events: app.accepted.events,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: app.state === 'suspended' ? app.createdAt : null,
  }
}

/** An opaque id in the form of GitHub's. */
export function nodeId(type: string, id: number): string {
  return Buffer.from(`0:${type}${id}`).toString('base64').replace(/=+$/, '')
}
