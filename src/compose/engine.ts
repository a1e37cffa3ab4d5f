// The product without the outside world, put together from ports alone.
import { type AppOptions, daypassApp } from '../app.ts'
import { addSeconds } from '../core/instant.ts'
import type { RequestKey } from '../core/request-key.ts'
import { countDecisions, measureEnds } from '../http/metrics/metered.ts'
import type { Metrics } from '../http/metrics/metrics.ts'
import type { CheckpointPlace } from '../ports/checkpoint-place.ts'
import type { Drills } from '../ports/drills.ts'
import type { FormAnswers } from '../ports/form-answers.ts'
import type { StoredGrant } from '../ports/grants.ts'
import type { LabelRack } from '../ports/label-rack.ts'
import type { Looks } from '../ports/looks.ts'
import type { LostEvents } from '../ports/lost-events.ts'
import type { Placements } from '../ports/placements.ts'
import type { Roster } from '../ports/roster.ts'
import type { Enqueue, WakeEnded, WakeWaiting } from '../ports/wake.ts'
import { answerWithoutForm } from '../reconcile/answer-without-form.ts'
import type { DisplayPorts } from '../reconcile/display/display-ports.ts'
import { reconcileDisplay } from '../reconcile/display/reconcile-display.ts'
import type { DrillPorts } from '../reconcile/drill/drilling.ts'
import { reconcileGovernance } from '../reconcile/governance/reconcile-governance.ts'
import { createPlacing } from '../reconcile/place-checkpoints.ts'
import { createLabelPreparing } from '../reconcile/prepare-labels.ts'
import type { ProposalPorts } from '../reconcile/proposal/proposal-ports.ts'
import { reconcileProposal } from '../reconcile/proposal/reconcile-proposal.ts'
import { sweepProposals } from '../reconcile/proposal/sweep-proposals.ts'
import { createBranchGuards } from '../reconcile/request/branch-guards.ts'
import { type EndDuePorts, endDue, tellEnded } from '../reconcile/request/end-due.ts'
import type { Ports } from '../reconcile/request/ports.ts'
import { prepareLedger } from '../reconcile/request/prepare-requests-branch.ts'
import { reconcile } from '../reconcile/request/reconcile.ts'
import { createWakeKnown } from '../reconcile/request/wake-affected.ts'
import { type SweepParts, sweep } from '../reconcile/sweep.ts'
import { type OrphanParts, sweepOrphans } from '../reconcile/sweep-orphans.ts'
import { type Governing, governancePortsOf, governedBy, judgedOnto, standingOf } from './governing.ts'
import { drillingOf, haltsOf } from './halting.ts'
import { proposalPortsOf, proposalsHeard, type Shared } from './proposals-heard.ts'

/** Seconds for which the store remembers that a delivery came: GitHub sends none again after three days. */
const deliveriesKept = 30 * 86_400

/** How many grants are ended at the same time. */
const endsAtOnce = 500

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
    /** Forgets deliveries that came before then. */
    forgetDeliveries(before: Date): Promise<unknown>
    /** Forgets decisions made before then, but for those of requests that live. */
    forgetDecisions(before: Date): Promise<unknown>
    /** Writes down where each trail has got to. */
    cutCheckpoints(): Promise<unknown>
    placements: Placements
    /** Live requests on GitHub that this store does not know. */
    foreign(): Promise<readonly { issue: number; store: string }[]>
    /** Says in the trail of each repository that came since what this server is. */
    recordSelfStatement(): Promise<unknown>
    /** Absent: nothing is drilled. */
    drills?: Drills
  }
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
    Pick<EndDuePorts, 'endedInLedger'> & { all: OrphanParts['connectors'] } & Pick<DrillPorts, 'drilled'> & {
      /** For how many seconds decisions are kept. */
      keepDecisionsFor: number
    }
  /** Absent: no pull request is judged. */
  judging?: Omit<ProposalPorts, Shared>
  /** Absent: what the default branch says is in force at once. */
  governing?: Governing
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

export function createEngine({
  store,
  github,
  deployment,
  judging,
  metrics,
  governing,
  changed,
  ...given
}: EngineParts): Engine {
  const { now, log } = given.ports
  const wakeGovernance = async (id: number) => {
    const repository = await given.ports.requests.repository(id)
    if (repository) await governing?.governances.wake(repository)
  }
  const { inForce, repository } = governedBy(governing, given.ports, wakeGovernance)
  const ports = { ...given.ports, inForce, repository }
  const guards = createBranchGuards(github.openToOthers, now, log)
  const all: Ports = {
    ...ports,
    guards,
    halts: (repository) => haltsOf(store, repository),
    requests: measureEnds(ports.requests, metrics),
    engine: countDecisions(ports.engine, metrics),
    whatIf: ports.engine,
  }
  const { enqueue, open, openOf, roster } = store
  // Those who wait are woken by the look that puts other files in force.
  const wakeWaiting = governing ? async () => undefined : store.wakeWaiting
  const affected = {
    requests: ports.requests,
    enqueue,
    wakeWaiting,
    roster,
    open,
    openOf,
    refresh: github.refresh,
    now,
  }
  const known = createWakeKnown(affected)
  const asking = { issues: ports.issues, repository: ports.repository, answers: store.formAnswers, now }
  const withoutForm = (key: RequestKey) => answerWithoutForm(asking, key)
  const { enrolled } = deployment
  const prepareLabels = createLabelPreparing(github.labels, log)
  const onto = judgedOnto(given.ports.repository, repository)
  const proposalPorts =
    judging && proposalPortsOf(judging, { ...ports, repository: onto, standing: standingOf(governing) })
  const heard = proposalsHeard(judging?.proposals, store, enrolled)
  const proposed: AppOptions['proposed'] = async (wake) => {
    await governing?.governances.wake(wake.repository)
    await heard.proposed(wake)
  }
  const repositoryChanged: AppOptions['repositoryChanged'] = (repository, ...how) => {
    changed?.(repository)
    return known.repositoryChanged(repository, ...how)
  }
  const wakes = { ...known, ...heard, repositoryChanged, proposed }
  const app = daypassApp({ enqueue, enrolled, ownLogin: github.ownLogin, withoutForm, log, ...wakes })
  // All of them in the ledger and in the lists first: nobody has to be told before that nothing works any more.
  const endGrants = async (ids: readonly string[]): Promise<void> => {
    const ended: StoredGrant[] = []
    for (let from = 0; from < ids.length; from += endsAtOnce) {
      const some = await Promise.all(ids.slice(from, from + endsAtOnce).map((id) => ports.grants.end(id, now())))
      await tellEnded(ports, some)
      ended.push(...some)
    }
    // Whoever ordered it is answered after this, so that a server that is stopped then has nothing left to do; and is not told that it
    // failed where this does, since nothing works any more. The next sweep finds who does not know of it.
    await store
      .wakeEnded(ended.map(({ key }) => key))
      .catch((err: unknown) =>
        log.error({ err }, 'not every request knows that its grant has ended; the next sweep wakes it'),
      )
  }
  return {
    app,
    reconcile: (key, looks) => reconcile(all, key, looks),
    endDue: () => endDue({ ...all, endedInLedger: deployment.endedInLedger }),
    reconcileDisplay: (key, looks) => reconcileDisplay({ ...ports, wake: (found) => known.wake([found]) }, key, looks),
    reconcileProposal: async (key, looks) => (proposalPorts ? reconcileProposal(proposalPorts, key, looks) : undefined),
    reconcileGovernance: async (key, looks) =>
      governing &&
      reconcileGovernance(
        {
          ...governing,
          inForce,
          changed,
          wakeWaiting: store.wakeWaiting,
          wake: known.wake,
          ...governancePortsOf(ports),
        },
        key,
        looks,
      ),
    async sweep() {
      await store
        .wakeEnded()
        .then((count) => {
          if (count > 0)
            log.warn({ requests: count }, 'requests did not know that their grants have ended; they are looked at')
        })
        .catch((err: unknown) => log.error({ err }, 'requests whose grants have ended could not be searched for'))
      const targets = { connectors: deployment.all, grants: ports.grants, store: store.id, now, log }
      await sweepOrphans({ ...targets, wake: (key) => known.wake([key]) }).catch((err: unknown) =>
        log.error({ err }, 'no target was searched for what must not lie there'),
      )
      await store
        .recordSelfStatement()
        .catch((err: unknown) => log.error({ err }, 'a new trail does not say what serves it'))
      await store.forgetDeliveries(addSeconds(now(), -deliveriesKept))
      await store
        .forgetDecisions(addSeconds(now(), -deployment.keepDecisionsFor))
        .catch((err: unknown) => log.error({ err }, 'old decisions were not forgotten; the next sweep tries again'))
      await github.learnOwnName()
      const { serves } = deployment
      const parts = { lost: github.lost, enqueue, enrolled, serves, known: store.repositories, open, guards }
      const served = await sweep({ ...all, ...parts, prepareLedger: (id) => prepareLedger(ports, id, prepareLabels) })
      for (const one of served) await governing?.governances.wake(one)
      if (proposalPorts) await sweepProposals(proposalPorts, served)
    },
    drill: drillingOf(ports, store, deployment),
    place: createPlacing({
      place: github.checkpoints,
      placements: store.placements,
      cutCheckpoints: store.cutCheckpoints,
      enrolled: deployment.enrolled,
      now,
      log,
    }),
    endGrant: (id) => endGrants([id]),
    endGrants,
  }
}
