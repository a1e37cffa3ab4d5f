import type { Problem } from '../../core/error.ts'
import type { GovernanceLook } from '../../core/governance/governance-look.ts'
import type { GrantedBy } from '../../core/record.ts'
import type { Deployment } from '../../generated/deployment.ts'
import type { PlaceLook } from '../../ports/checkpoint-place.ts'
import type { ConnectorTerms } from '../../ports/connector.ts'
import type { ContactOptions, FirstContact } from '../../ports/first-contact.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import type { PullRequests } from '../../ports/pull-requests.ts'
import type { RepositoryInspection } from '../../ports/repository-inspection.ts'
import type { WayOut } from '../../ports/way-out.ts'

/** A request that somebody should look at. */
export type OpenEnd = { state: string; url: string }

/** Access that the deployment cannot end, for want of the connector that gave it: how many requests, and the first of them. */
export type Stranded = GrantedBy & { count: number; requests: readonly string[] }

/**
 * What the store holds. `ends`: the first of those that are not over as they should be; `lockdowns`: how many are in force; `unreadable`:
 * the first whose records cannot be read, as `repository id#issue`.
 */
export type StoreInspection = {
  counts: Readonly<Record<string, number>>
  aside: number
  lockdowns: number
  stranded: readonly Stranded[]
  trails: readonly TrailLook[]
  ends: readonly OpenEnd[]
  unreadable: readonly string[]
  /** How many ends were asked for more than a minute ago and are not proved. */
  overdue?: number
  /** What fire drills found; absent: the store is of an older version. */
  drills?: readonly DrillLook[]
  /** What is in force in each repository; absent: the store is of an older version. */
  governances?: readonly GovernanceLook[]
}

/** What is known of the drills of one connector; `age`: seconds since the last one; `held`: the code of what keeps the next from beginning. */
export type DrillLook = {
  connector: string
  held?: string
  last?: { passed: boolean; used: number | null; proved: number | null; age: number; why?: string | null }
}

/** A trail: up to which entry a checkpoint of it was placed, and which entry was seen elsewhere that the store does not have. */
export type TrailLook = { repository: number; placed?: number; ahead?: number }

/** What a rehearsal does on GitHub, as the server does it for every approved request. */
export type RehearsalInspection = {
  pulls(): Promise<PullRequests>
  /** Removes a file with this text from the branch of requests. */
  removeRequest(repository: number, path: string, text: string): Promise<void>
  branchExists(repository: number, branch: string): Promise<boolean>
}

/** One installation of the app. `permissions`, `events`: what its owners have accepted; absent: GitHub does not say. */
export type InstallationLook = {
  account: string
  suspended: boolean
  permissions?: Record<string, string>
  events?: readonly string[]
}

/** One attempt of GitHub's to deliver; `status` 0: no answer came. */
export type DeliveryLook = { status: number; words: string; delivered: boolean; at: Date }

/** Where the server keeps its things. `missing`: it is not there yet; `refused`: what cannot be written there, and why. */
export type DirectoryLook = { path: string; missing: boolean; refused: readonly { path: string; why: string }[] }

/** What the doctor asks; each answers what it saw, or throws a coded error. */
export type DoctorInspection = {
  /** Environment and deployment file. */
  configuration(): {
    githubApiUrl: string
    publicUrl: string
    embedded: boolean
    /** Whether GitHub brings deliveries, or they are fetched. */
    deliveries: 'push' | 'pull'
    deployment: Deployment
  }
  /** What each connector says of itself. */
  connectors(): ReadonlyMap<string, ConnectorTerms>
  opa(): Promise<{ version: string; source: string }>
  /** The purpose of each signing key, undefined for a key that serves several; undefined: there are none yet. */
  keys(): Promise<readonly (string | undefined)[] | undefined>
  /** Opens the store for a moment. Undefined: there is none yet. Throws STORE_LOCKED where a server has it open, STORE_UNAVAILABLE. */
  store(): Promise<StoreInspection | undefined>
  /** The running server's metrics, in the Prometheus text format; undefined: nothing answers. */
  metrics(): Promise<string | undefined>
  app(): Promise<{ id: number; slug: string; permissions: Record<string, string>; events: string[] }>
  installations(): Promise<InstallationLook[]>
  /** Where GitHub delivers, and how; `url` is empty where there is no webhook. `unchecked`: whatever certificate is shown. */
  webhook(): Promise<{ url: string; contentType: string; unchecked: boolean }>
  /** The newest first. */
  deliveries(): Promise<DeliveryLook[]>
  dataDirectory(): Promise<DirectoryLook>
  /** What app.yml asks for. */
  needed: { permissions: Record<string, string>; events: readonly string[] }
  repositories: RepositoryInspection
  /** What lies on the branch of checkpoints; undefined: there are no keys yet that could have signed any. */
  checkpoints(id: number): Promise<PlaceLook | undefined>
  /** Throws POLICY_*. */
  compile(files: PolicyFiles): Promise<unknown>
  /** Throws POLICY_*. */
  testPolicy(
    files: PolicyFiles,
  ): Promise<{ passed: number; failed: number; output: string; findings?: readonly Problem[] }>
  rehearsal: RehearsalInspection
  wayOut: WayOut
  fetch: typeof fetch
  now: () => Date
}

/** What the first contact is made with: the access repositories that the deployment serves, and the questions. */
export type ContactInspection = {
  repositories(): Promise<{ id: number; owner: string; name: string }[]>
  contact(options: ContactOptions): FirstContact
}
