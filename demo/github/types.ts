import type { RestEndpointMethodTypes } from '@octokit/rest'
import type { WorkflowRun } from './actions/run-store.ts'
import type { Grants } from './app-manifest.ts'
import type { PersonOnChecks } from './checks/check-types.ts'
import type { Picks } from './issues/issue-form.ts'
import type { PersonOnPulls, PersonsFork, Place } from './pulls/pull-types.ts'
import type { SecretSwitches } from './secrets/secret-types.ts'
import type { Settings } from './settings.ts'
import type { LagOptions, MergeMethod, Switches } from './switch-types.ts'

/** A repository permission as GitHub names roles; `none` sees nothing of a private repository. */
export type Permission = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin'

export type PersonOptions = {
  login: string
  /** SSH public key lines, as in `authorized_keys`. */
  keys?: readonly string[]
  /** Team slugs; teams that `teams` does not name are made. */
  teams?: readonly string[]
  /** Whether the person belongs to the organisation; default true. */
  member?: boolean
  /** Whether the person owns the organisation, and so administers every repository; default false. */
  owner?: boolean
  /** On the access repository; default `read` for members and `none` for everybody else. */
  permission?: Permission
}

export type LocalGitHubOptions = {
  /** Port of the gateway; default a free one. */
  port?: number
  /** Where deliveries go; may be set later with `setWebhook`. Nothing is sent, or recorded, before. */
  webhook?: { url: string; secret: string }
  /** Reads of the app behind its webhooks, as on GitHub's replicas; default none. */
  lag?: LagOptions
  /** Milliseconds added to each API call. */
  latencyMs?: number
  organisation?: string
  repository?: string
  /** More repositories of the organisation, by name: private, with a README. Members may read them. */
  repositories?: readonly string[]
  /** Files on the default branch `main` of the access repository. */
  files?: Readonly<Record<string, string>>
  people?: readonly PersonOptions[]
  teams?: readonly string[]
  /** Roles of teams on the access repository, by slug. While no team has one, every team may be a code owner. */
  teamPermissions?: Readonly<Record<string, Exclude<Permission, 'none'>>>
  /** Names of other apps whose bots have read on the access repository; default `github-actions`. */
  bots?: readonly string[]
  private?: boolean
  /** What the app asks for; default what `app.yml` does. */
  permissions?: Readonly<Record<string, 'read' | 'write'>>
  /** What the app subscribes to; default all that there is. */
  events?: readonly string[]
  /** What the owner of the installation has accepted of it; default all. Tokens and events follow this, not what the app asks for. */
  accepted?: Partial<Grants>
  /** Answers with GitHub's secondary limit what is beyond this many creations a minute; default no limit. */
  creationsPerMinute?: number
  /** GitHub's plan; default `team`. On `free` a private repository has neither rules nor code owners. */
  plan?: Settings['plan']
  /** How many looks do not know yet whether a pull request can be merged; default one. See `setMergeUnknown`. */
  mergeUnknown?: Settings['mergeUnknown']
  /** Whether content with what looks like a secret is refused; default false. */
  pushProtection?: boolean
  /** Whether keys tell when they were added; default true. */
  keyAges?: boolean
  /** How pull requests may be merged; default every way. */
  mergeMethods?: readonly MergeMethod[]
  /**
   * Nobody has registered the app yet: somebody does, by a manifest. `slug`: what its name has to come to, since its bot is there from the
   * start; `taken`: names that others have. `repository` is then any other one, and people make the access repository.
   */
  bare?: { slug: string; taken?: readonly string[] }
  /** Whether nobody has pushed anything to the access repository yet; default false. `files` are not written then. */
  empty?: boolean
  now?: () => Date
}

/** GitHub's words: everybody in the organisation sees a closed team; a secret one its members and the owners, and it owns no code. */
export type TeamPrivacy = 'closed' | 'secret'

/** Why GitHub says that it tells somebody. */
export type NotificationReason =
  | 'assign'
  | 'author'
  | 'comment'
  | 'manual'
  | 'mention'
  | 'review_requested'
  | 'state_change'
  | 'subscribed'
  | 'team_mention'

/** One time that a person was told of something: what would be one mail. */
export type Notification = { login: string; number: number; event: string; reason: NotificationReason; at: Date }

/** One API call that reached the gateway. */
export type Call = {
  method: string
  /** Path and query, without the `/api/v3` prefix. */
  path: string
  status: number
  by: 'app' | 'user' | 'anonymous'
  /** The person's login, or the bot's for an installation token; absent for the app's own JWT. */
  login?: string
  at: Date
  /** From the request's arrival to the end of the answer, the added latency included. */
  ms: number
  /** Whether it made content on GitHub, and so counts against GitHub's limit on creations. */
  creation: boolean
}

/** One attempt to deliver a webhook, as GitHub records it. */
export type Delivery = {
  /** 19 digits; a number in the API's JSON, which JavaScript's numbers cannot hold. */
  id: bigint
  /** The same for every attempt and every copy of one event. */
  guid: string
  event: string
  action: string | null
  /** The exact bytes that were signed, as text. */
  body: string
  headers: Readonly<Record<string, string>>
  sentAt: Date
  /** The receiver's HTTP status; 502 when it was lost or could not be reached, 504 when it timed out. */
  status: number
  redelivery: boolean
  durationMs: number
}

/** What decides about one delivery before it is sent. */
export type DeliveryPredicate = (delivery: {
  guid: string
  event: string
  action: string | null
  body: string
}) => boolean

export type ReleaseOrder = 'fifo' | 'reverse' | { shuffle: number }

/** How deliveries travel. Modes combine; `normal()` ends them all. */
export type DeliveryControl = {
  /** Loses a fraction (by a seeded draw, default seed 1) or what the predicate says; GitHub records these as failed. */
  lose(what: number | DeliveryPredicate, seed?: number): void
  /** Sends every delivery this many times in all, with the same GUID. */
  duplicate(times: number): void
  /** Keeps deliveries back until `release`. */
  hold(): void
  /** Ends `hold` and sends what was kept back, in this order; default first in, first out. */
  release(order?: ReleaseOrder): void
  /** Sends the event with this GUID again, whatever the modes are. */
  redeliver(guid: string): void
  normal(): void
  /** How many deliveries are kept back at present. */
  readonly held: number
}

export type FaultMatch = {
  method?: string
  path?: RegExp
  by?: 'app' | 'user' | 'anonymous'
  /** How many calls it hits; default every one until `clear`. */
  times?: number
  /** Whether the call takes effect before the fault answers it, as when a gateway fails on the way back. */
  applied?: boolean
}
/** What GitHub answers now and then for a moment, although nothing has changed. */
export type Blip = 'not-found' | 'bad-credentials' | 'server-error' | 'unavailable'
export type FaultAnswer = { status: number; headers?: Record<string, string>; body?: unknown } | 'timeout' | 'reset'

export type Issue = RestEndpointMethodTypes['issues']['get']['response']['data']
export type Comment = RestEndpointMethodTypes['issues']['getComment']['response']['data']
export type IssuePatch = {
  title?: string
  body?: string | null
  labels?: string[]
  state?: 'open' | 'closed'
  state_reason?: 'completed' | 'not_planned' | 'reopened'
}

/** A person at work: each method is one call with that person's token to the gateway, on the access repository. */
export type Person = {
  id: number
  login: string
  token: string
  openIssue(issue: { title: string; body: string }): Promise<{ number: number; url: string }>
  /** Fills in an issue form of the default branch, by default that for requests, as in a browser: see `fillForm`. */
  openForm(picks: Picks, path?: string): Promise<{ number: number; url: string }>
  editIssue(number: number, patch: IssuePatch): Promise<void>
  comment(number: number, body: string): Promise<{ id: number }>
  editComment(id: number, body: string): Promise<void>
  deleteComment(id: number): Promise<void>
  closeIssue(number: number): Promise<void>
  reopenIssue(number: number): Promise<void>
  issue(number: number): Promise<Issue>
  comments(number: number): Promise<Comment[]>
  /** The person's fork of the access repository, made where there is none yet; the app has no access to it. */
  fork(): Promise<PersonsFork>
  /** Any call; does not throw on an error status. `path` starts with `/`. */
  request(method: string, path: string, body?: unknown): Promise<{ status: number; data: unknown }>
} & PersonOnPulls &
  PersonOnChecks

export interface LocalGitHub extends Switches, AsyncDisposable {
  /** The value for `GITHUB_API_URL`, without a slash at its end; the same is served under `/api/v3`. */
  url: string
  appId: number
  /** The app's private key, PEM; made at start, never stored. */
  privateKey: string
  installationId: number
  slug: string
  organisation: string
  /** A second app, as `app-lending.yml` describes it, with the key of the first; `organisation`: its number. */
  lendingApp: { id: number; installationId: number; organisation: number }
  repository: { id: number; owner: string; name: string }
  /** What was handed out of the app, once somebody has registered it; nothing after `removeApp`. */
  readonly handedOut: { clientSecret: string; webhookSecret: string } | undefined
  /** The owner removes the app: it can be registered anew. */
  removeApp(): void
  /** What lies in secrets of GitHub Actions, by the name of the repository. */
  secrets: SecretSwitches
  setWebhook(url: string, secret: string): void
  as(login: string): Person
  /** Another app's bot at work, by the app's name; one that `bots` names. */
  bot(name?: string): Person
  readonly calls: readonly Call[]
  resetCalls(): void
  readonly deliveries: readonly Delivery[]
  readonly deliver: DeliveryControl
  readonly faults: {
    add(match: FaultMatch, answer: FaultAnswer): void
    /** A short failure of GitHub's own, once if nothing else is said. */
    blip(name: Blip, match?: FaultMatch): void
    /** The next call that fits waits until `act` is done: what happens between two looks, exactly. */
    before(match: Pick<FaultMatch, 'method' | 'path' | 'by'>, act: () => Promise<unknown>): void
    clear(): void
  }
  /** Resolves when no delivery is on its way; those kept back by `hold` do not count. */
  settled(): Promise<void>
  setLatency(ms: number): void
  setKeys(login: string, keys: readonly (string | { key: string; created_at: string })[]): void
  /** `since` is when it is said to have happened; it shows in the audit log alone. */
  addToTeam(login: string, team: string, since?: Date): void
  removeFromTeam(login: string, team: string): void
  /** Teams and roles are lost. */
  removeFromOrganisation(login: string): void
  addToOrganisation(login: string): void
  setPermission(login: string, permission: Permission): void
  setOwner(login: string, owner: boolean): void
  createTeam(
    slug: string,
    options?: { parent?: string; members?: readonly string[]; privacy?: TeamPrivacy },
  ): Promise<{ id: number }>
  setTeamPrivacy(slug: string, privacy: TeamPrivacy): void
  renameTeam(slug: string, newSlug: string): void
  /** Numbers that GitHub gave, as deployment files name them. */
  teamId(slug: string): number
  repositoryId(name: string): number
  /** By a membership of it, or of a team below. */
  isInTeam(login: string, team: string): boolean
  /** The role of their own on a repository. */
  roleOf(login: string, repository: string): Permission | undefined
  deleteTeam(slug: string): void
  /** The role of a team on the access repository; `null` takes it away. */
  setTeamPermission(slug: string, permission: Exclude<Permission, 'none'> | null): void
  /** Every notification of every person so far. */
  readonly notifications: readonly Notification[]
  /** The person watches the access repository: they are told of everything in it. */
  watch(login: string): void
  /** The person subscribes to an issue or pull request by hand. */
  subscribe(login: string, number: number): void
  /** One commit on the default branch by an administrator, and its push event; `null` deletes a file. */
  commitFiles(files: Readonly<Record<string, string | null>>, message?: string): Promise<{ sha: string }>
  /** A commit in any repository of the organisation: on `main`, or where no branch of it stands, as a fork's. */
  commitTo(repository: string, where?: 'main' | 'elsewhere'): Promise<{ sha: string }>
  /** A workflow runs, or runs again. */
  addRun(repository: string, run: Pick<WorkflowRun, 'id' | 'sha'> & Partial<WorkflowRun>): void
  removeRun(repository: string, id: number): void
  /** Puts a pull request into the merge queue of its base, behind this commit of the queue, or first. */
  queuePull(number: number, behind?: string): Promise<Place>
  setPrivate(isPrivate: boolean): Promise<void>
  /** The old name answers 301 (307 to changes) to `/repositories/{id}`. `repository.name` stays as it was. */
  renameRepository(name: string): Promise<void>
  setArchived(archived: boolean): Promise<void>
  deleteRepository(): Promise<void>
  /** What GitHub's web page offers to administrators and its REST API does not. */
  deleteIssue(number: number, by?: string): Promise<void>
  transferIssue(number: number, by?: string): Promise<void>
  lockIssue(number: number, by?: string): Promise<void>
  /** From now on the installation answers 403 (suspended) or 404 (deleted), and its event is raised. */
  suspendInstallation(): void
  unsuspendInstallation(): void
  deleteInstallation(): void
  stop(): Promise<void>
}
