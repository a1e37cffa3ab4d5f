import type { StoreMark } from '../../core/comment-marker.ts'
import type { Halt } from '../../core/lifecycle/halts.ts'
import type { GrantedBy } from '../../core/record.ts'
import type { Floors } from '../../core/request/limits.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { AccessRepository, InForce, ReadYaml } from '../../ports/access-repository.ts'
import type { ActionsSecrets } from '../../ports/actions-secrets.ts'
import type { Connector } from '../../ports/connector.ts'
import type { DecisionArchive } from '../../ports/decision-archive.ts'
import type { Deposits } from '../../ports/deposits.ts'
import type { Directory } from '../../ports/directory.ts'
import type { DisplayStore } from '../../ports/display-store.ts'
import type { GrantStore } from '../../ports/grants.ts'
import type { Issues } from '../../ports/issues.ts'
import type { Log } from '../../ports/log.ts'
import type { Operations } from '../../ports/operations.ts'
import type { Owners } from '../../ports/owners.ts'
import type { PolicyEngine } from '../../ports/policy-engine.ts'
import type { PullRequests } from '../../ports/pull-requests.ts'
import type { RequestStore } from '../../ports/request-store.ts'
import type { Sealer } from '../../ports/sealer.ts'
import type { SeenKeys } from '../../ports/seen-keys.ts'
import type { TeamTree } from '../../ports/team-tree.ts'
import type { BranchGuards } from './branch-guards.ts'

/** Whether a status that was found says truly which store looks after its request. */
export type Marks = {
  /** False: it was changed, or it was made for something else. A mark by keys that are not ours cannot be shown to be false. */
  check(key: RequestKey, mark: StoreMark): Promise<boolean>
  /** Whether an operator has said that this store ends what that one began. */
  isAdopted(store: string): Promise<boolean>
}

/** All that reconciling reaches the world by. */
export type Ports = {
  requests: RequestStore
  displays: Pick<DisplayStore, 'find'>
  grants: GrantStore
  issues: Pick<Issues, 'read' | 'comments'>
  directory: Directory
  repository: AccessRepository
  inForce: InForce
  pulls: PullRequests
  owners: Owners
  teams: TeamTree
  operations: Operations
  guards: Pick<BranchGuards, 'openTo'>
  engine: PolicyEngine
  /** The same engine, for questions by which nothing is decided: they are not counted. */
  whatIf: Pick<PolicyEngine, 'compile' | 'decide'>
  archive: Pick<DecisionArchive, 'decisions' | 'policyTexts'>
  sealer: Sealer
  /** Which secrets hold whose credentials. */
  deposits: Deposits
  /** The secrets of GitHub Actions, by the App of that connector. Throws CONNECTOR_GONE. */
  secretsOf(github: string): ActionsSecrets
  readYaml: ReadYaml
  /**
   * The connector of that name, if the repository may use it; `type`: of the kind by which a grant was begun already. Throws
   * CONNECTOR_UNKNOWN, CONNECTOR_NOT_ALLOWED, CONNECTOR_GONE.
   */
  connectorFor(repository: number, name: string, type?: string): Connector
  /**
   * A connector of the kind by which an existing grant was begun, to end it: whoever may use it now, and even if the deployment
   * dropped it. Throws CONNECTOR_GONE where that kind cannot end anything without the settings that are gone.
   */
  connectorOf(grant: GrantedBy): Connector
  floorsOf(connector: string): Floors
  seenKeys: SeenKeys
  marks: Marks
  /** Why nothing is granted in this repository now; empty: nothing stands in the way. */
  halts(repository: number): Promise<readonly Halt[]>
  allowPublic: boolean
  /** The issuer that sealed credentials name: PUBLIC_URL. */
  issuer: string
  /** How a reader runs the command line, e.g. `daypass`. */
  cli: string
  now(): Date
  /** 128 random bits, base64url. */
  freshId(): string
  log: Log
}
