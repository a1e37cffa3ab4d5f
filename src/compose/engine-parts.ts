// What the product is put together from, and what it does then.
import type { daypassApp } from '../app.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { Metrics } from '../http/metrics/metrics.ts'
import type { CheckpointPlace } from '../ports/checkpoint-place.ts'
import type { Drills } from '../ports/drills.ts'
import type { FormAnswers } from '../ports/form-answers.ts'
import type { LabelRack } from '../ports/label-rack.ts'
import type { Looks } from '../ports/looks.ts'
import type { LostEvents } from '../ports/lost-events.ts'
import type { Placements } from '../ports/placements.ts'
import type { Roster } from '../ports/roster.ts'
import type { Enqueue, WakeEnded, WakeWaiting } from '../ports/wake.ts'
import type { DisplayPorts } from '../reconcile/display/display-ports.ts'
import type { DrillPorts } from '../reconcile/drill/drilling.ts'
import type { Forgetting, Keeping } from '../reconcile/forget-old.ts'
import type { ProposalPorts } from '../reconcile/proposal/proposal-ports.ts'
import type { EndDuePorts } from '../reconcile/request/end-due.ts'
import type { Ports } from '../reconcile/request/ports.ts'
import type { SweepParts } from '../reconcile/sweep.ts'
import type { OrphanParts } from '../reconcile/sweep-orphans.ts'
import type { Governing } from './governing.ts'
import type { Notifying } from './notifying.ts'
import type { Shared } from './proposals-heard.ts'

/** Everything that reconciling reaches the world by, and what wakes it. */
export type EngineParts = {
  ports: Omit<Ports, 'guards' | 'halts' | 'whatIf' | 'inForce'> & Omit<DisplayPorts, 'wake'>
  /** What the store tells beside the requests themselves. */
  store: {
    enqueue: Enqueue
    wakeWaiting: WakeWaiting
    wakeEnded: WakeEnded
    roster: Pick<Roster, 'moved'>
    formAnswers: FormAnswers
    repositories: SweepParts['known']
    open: SweepParts['open']
    openOf(person: number): Promise<RequestKey[]>
    /** Which store this is. */
    id(): Promise<string>
    /** Writes down where each trail has got to. */
    cutCheckpoints(): Promise<unknown>
    placements: Placements
    /** Live requests on GitHub that this store does not know. */
    foreign(): Promise<readonly { issue: number; store: string }[]>
    /** Says in the trail of each repository that came since what this server is. */
    recordSelfStatement(): Promise<unknown>
    /** Absent: nothing is drilled. */
    drills?: Drills
  } & Forgetting
  /** What GitHub tells beside what a request needs. */
  github: {
    lost: LostEvents
    /** Login of the app's own bot account; undefined while GitHub has not said it yet. */
    ownLogin(): string | undefined
    learnOwnName(): Promise<void>
    openToOthers(repository: number): Promise<string[]>
    refresh(repository: number): Promise<void>
    checkpoints: CheckpointPlace
    labels: LabelRack
  }
  /** Which repositories, and which connectors for them, the deployment serves. */
  deployment: Pick<SweepParts, 'enrolled' | 'serves'> &
    Pick<EndDuePorts, 'endedInLedger'> & { all: OrphanParts['connectors'] } & Pick<DrillPorts, 'drilled'> &
    Keeping
  /** Absent: no pull request is judged. */
  judging?: Omit<ProposalPorts, Shared>
  /** Absent: what the default branch says is in force at once. */
  governing?: Governing
  /** Absent: nothing is told. */
  notifying?: Notifying
  metrics: Metrics
  /** Hears that what is in force in a repository may have changed. */
  changed?: (repository: number) => void
}

export type Engine = {
  /** Turns GitHub's events into wakes: a Probot application function. */
  app: ReturnType<typeof daypassApp>
  /** Looks at one request and does what is to be done. Throws STORE_* and FENCED_OFF; see `reconcile`. */
  reconcile(key: RequestKey, looks?: Looks): Promise<void>
  /** Ends in bulk all that is due and needs no call for it; proof and words follow with each look. Throws STORE_*. */
  endDue(): Promise<void>
  /** Makes GitHub show what one request has come to. Throws STORE_* and FENCED_OFF; see `reconcileDisplay`. */
  reconcileDisplay(key: RequestKey, looks?: Looks): Promise<void>
  /** Judges a pull request against the default branch. Throws STORE_* and FENCED_OFF; see `reconcileProposal`. */
  reconcileProposal(key: RequestKey, looks?: Looks): Promise<void>
  /** Looks at what is in force in a repository. Throws STORE_* and FENCED_OFF; see `reconcileGovernance`. */
  reconcileGovernance(key: RequestKey, looks?: Looks): Promise<void>
  /** Sends what a repository has to tell. Throws STORE_* and FENCED_OFF; see `reconcileNotices`. */
  reconcileNotices(key: RequestKey, looks?: Looks): Promise<void>
  /** Finds what no webhook told, and what lies in targets and must not. One part failing stops no other. */
  sweep(): Promise<void>
  /** Drills the connectors whose turn it is; returns when the next one's is. Throws STORE_*. */
  drill(): Promise<Date | undefined>
  /** Places checkpoints where nobody can take them back. */
  place(): Promise<void>
  /** Ends a grant in the store and in the status list at once; proof and words follow. Idempotent. Throws STORE_* when it has not ended. */
  endGrant(id: string): Promise<void>
  /** The same of many: all have ended before anything is told. */
  endGrants(ids: readonly string[]): Promise<void>
}
