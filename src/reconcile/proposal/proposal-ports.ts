import type { Judgement } from '../../core/policy/judgement.ts'
import type { AccessRepository } from '../../ports/access-repository.ts'
import type { CheckRuns } from '../../ports/check-runs.ts'
import type { Log } from '../../ports/log.ts'
import type { ProposalStore } from '../../ports/proposal-store.ts'
import type { Proposals, Proposed } from '../../ports/proposals.ts'

/** All that judging a pull request reaches the world by. */
export type ProposalPorts = {
  proposals: ProposalStore
  pulls: Proposals
  checks: CheckRuns
  repository: Pick<AccessRepository, 'read'>
  /** Throws POLICY_TIMEOUT, OPA_MISSING: then nobody knows. */
  judge(proposed: Proposed, repository: { id: number; fullName: string; private: boolean }): Promise<Judgement>
  /** What judges, with its version: another one may judge otherwise. */
  judgedBy: string
  now(): Date
  log: Log
}
