import type { Deployment } from '../../generated/deployment.ts'
import type { Governance } from '../../ports/access-repository.ts'
import type { OwnerPeople } from '../../ports/owners.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import type { RehearsalLooks } from './rehearsal.ts'

/** One rule that applies to a branch. `bypassed`: whether it binds the app; undefined: GitHub does not say. */
export type BranchRule = {
  type: string
  ruleset: { id: number; source: string }
  parameters: Readonly<Record<string, unknown>>
  bypassed: boolean | undefined
}

/** A request that somebody should look at. */
export type OpenEnd = { state: string; url: string }

/** What the store holds. `ends`: the first of those that are not over as they should be. */
export type StoreLook = { counts: Readonly<Record<string, number>>; aside: number; ends: readonly OpenEnd[] }

export type RepositoryLook = { fullName: string; private: boolean; archived: boolean; defaultBranch: string }

/** The access repositories as the app sees them. Every look is fresh, changes nothing, and throws GITHUB_*. */
export type RepositoryLooks = {
  /** Every repository that the app is installed on. */
  installed(): Promise<{ id: number; owner: string; name: string }[]>
  repository(id: number): Promise<RepositoryLook>
  governance(id: number): Promise<Governance>
  /** The text of a file on the default branch; undefined: there is none. */
  file(id: number, path: string): Promise<string | undefined>
  /** The policy with its tests, by path below policies/. */
  policyFiles(id: number): Promise<PolicyFiles>
  owners(id: number, names: readonly string[]): Promise<Map<string, OwnerPeople>>
  teamExists(id: number, team: string): Promise<boolean>
  /** The rules for a branch of this name, whether there is one or not. */
  branchRules(id: number, branch: string): Promise<BranchRule[]>
  /** Whether anything protects the branch, the older branch protection included. */
  isProtected(id: number, branch: string): Promise<boolean>
}

/** What the doctor asks; each answers what it saw, or throws a coded error. */
export type DoctorLooks = {
  /** Environment and deployment file. */
  configuration(): { githubApiUrl: string; publicUrl: string; embedded: boolean; deployment: Deployment }
  opa(): Promise<{ version: string; source: string }>
  /** The purpose of each signing key, undefined for a key that serves several; undefined: there are none yet. */
  keys(): Promise<readonly (string | undefined)[] | undefined>
  /** Opens the store for a moment. Undefined: there is none yet. Throws STORE_LOCKED where a server has it open, STORE_UNAVAILABLE. */
  store(): Promise<StoreLook | undefined>
  /** The running server's metrics, in the Prometheus text format; undefined: nothing answers. */
  metrics(): Promise<string | undefined>
  app(): Promise<{ slug: string; permissions: Record<string, string>; events: string[] }>
  /** What app.yml asks for. */
  needed: { permissions: Record<string, string>; events: readonly string[] }
  repositories: RepositoryLooks
  /** Throws POLICY_*. */
  compile(files: PolicyFiles): Promise<unknown>
  /** Throws POLICY_*. */
  testPolicy(files: PolicyFiles): Promise<{ passed: number; failed: number; output: string }>
  rehearsal: RehearsalLooks
  fetch: typeof fetch
  now: () => Date
}
