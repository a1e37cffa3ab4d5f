import type { Judgement, JudgingStep } from '../../core/lint/judgement.ts'
import type { Floors } from '../../core/request/limits.ts'
import type { AccessRepository, Governance } from '../../ports/access-repository.ts'
import type { CheckRuns } from '../../ports/check-runs.ts'
import type { Directory } from '../../ports/directory.ts'
import type { Log } from '../../ports/log.ts'
import type { Owners } from '../../ports/owners.ts'
import type { ProposalStore } from '../../ports/proposal-store.ts'
import type { Proposals, Proposed } from '../../ports/proposals.ts'
import type { PullRequests } from '../../ports/pull-requests.ts'
import type { SeenKeys } from '../../ports/seen-keys.ts'

/** All that judging a pull request reaches the world by. */
export type ProposalPorts = {
  proposals: ProposalStore
  pulls: Proposals
  checks: CheckRuns
  repository: Pick<AccessRepository, 'read'>
  /** The commit of what is in force, where the default branch says something else; undefined: it says just that. Throws STORE_UNAVAILABLE. */
  standing(repository: number): Promise<string | undefined>
  owners: Owners
  votes: Pick<PullRequests, 'reviews'>
  directory: Pick<Directory, 'sshKeys'>
  seenKeys: SeenKeys
  /** What no repository can loosen, of each connector that it may use. */
  floorsFor(repository: number): readonly Floors[]
  /** `tell`: told how far it has come. Throws POLICY_TIMEOUT, OPA_MISSING: then nobody knows. */
  judge(
    proposed: Proposed,
    inForce: Proposed,
    repository: Pick<Governance['repository'], 'id' | 'fullName' | 'private'>,
    tell: (step: JudgingStep) => void,
  ): Promise<Judgement>
  /** What judges, with its version: another one may judge otherwise. */
  judgedBy: string
  allowPublic: boolean
  now(): Date
  log: Log
}
