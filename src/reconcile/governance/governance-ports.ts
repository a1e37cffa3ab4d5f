import type { Floors } from '../../core/request/limits.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { DefaultBranches, InForce } from '../../ports/access-repository.ts'
import type { GovernanceStore } from '../../ports/governance-store.ts'
import type { Log } from '../../ports/log.ts'
import type { PolicyEngine } from '../../ports/policy-engine.ts'
import type { PolicyReplay } from '../../ports/policy-replay.ts'
import type { ProposalStore } from '../../ports/proposal-store.ts'
import type { PullRequests } from '../../ports/pull-requests.ts'
import type { VotingPorts } from '../proposal/votes-on-proposal.ts'
import type { PolicyFloors } from './governance-settings.ts'

/** All that looking at what is in force reaches the world by; votes are counted as in the check of a pull request. */
export type GovernancePorts = Omit<VotingPorts, 'proposals' | 'votes'> & {
  governances: GovernanceStore
  branches: DefaultBranches
  inForce: InForce
  proposals: Pick<ProposalStore, 'judgedTo' | 'pushersOf' | 'wakeAll'>
  pulls: Pick<PullRequests, 'read' | 'reviews'>
  /** Whether nothing is merged into the default branch without a green check of this app's. Throws GITHUB_*. */
  requiresCheck(repository: number): Promise<boolean>
  engine: Pick<PolicyEngine, 'compile'>
  /** Asks many at once, on threads of its own. */
  replay(): PolicyReplay
  floorsOf(connector: string): Floors
  floors: PolicyFloors
  /** Requests of the repository whose next step hangs on the governed files are to be looked at again. */
  wakeWaiting(repository: number): Promise<void>
  wake(keys: readonly RequestKey[]): Promise<void>
  /** Hears that something else is in force in a repository. */
  changed?: ((repository: number) => void) | undefined
  now(): Date
  log: Log
}
