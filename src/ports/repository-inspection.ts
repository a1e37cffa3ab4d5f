import type { Governance } from './access-repository.ts'
import type { SshKey } from './directory.ts'
import type { OwnerPeople } from './owners.ts'
import type { PolicyFiles } from './policy-engine.ts'
import type { TeamTree } from './team-tree.ts'

/** One rule of a ruleset that applies to a branch. `bypassed`: whether the app may pass over it; undefined: GitHub does not say. */
export type BranchRule = {
  type: string
  /** `above`: of the organisation or the enterprise, so that who keeps the repository cannot change it. */
  ruleset: { id: number; source: string; above?: boolean }
  parameters: Readonly<Record<string, unknown>>
  bypassed: boolean | undefined
}

/** What somebody who looks after a deployment wants to see of its access repositories. Every look is fresh, changes nothing, and throws GITHUB_*. */
export interface RepositoryInspection {
  /** Every repository that the app is installed on. To be asked first: it tells where they are. */
  installed(): Promise<{ id: number; owner: string; name: string }[]>
  repository(id: number): Promise<{ fullName: string; private: boolean; archived: boolean; defaultBranch: string }>
  governance(id: number): Promise<Governance>
  /** The text of a file on the default branch; undefined: there is none. */
  file(id: number, path: string): Promise<string | undefined>
  /** The policy with its tests, by path below policies/. */
  policyFiles(id: number): Promise<PolicyFiles>
  owners(id: number, names: readonly string[]): Promise<Map<string, OwnerPeople>>
  teamExists(id: number, team: string): Promise<boolean>
  teams: TeamTree
  /** The keys on a person's account. */
  sshKeys(id: number, person: { id: number; login: string }): Promise<SshKey[]>
  /** The rules for a branch of this name, whether there is one or not. */
  branchRules(id: number, branch: string): Promise<BranchRule[]>
  /** Whether anything protects the branch, the older branch protection included. */
  isProtected(id: number, branch: string): Promise<boolean>
}
