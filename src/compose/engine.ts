// The product without the outside world, put together from ports alone.
import { type AppOptions, daypassApp } from '../app.ts'
import type { RequestKey } from '../core/request-key.ts'
import { countDecisions, measureEnds } from '../http/metrics/metered.ts'
import type { StoredGrant } from '../ports/grants.ts'
import type { NoticeStore } from '../ports/notices.ts'
import { answerWithoutForm } from '../reconcile/answer-without-form.ts'
import { reconcileDisplay } from '../reconcile/display/reconcile-display.ts'
import { forgetOld } from '../reconcile/forget-old.ts'
import { reconcileGovernance } from '../reconcile/governance/reconcile-governance.ts'
import { reconcileNotices } from '../reconcile/notice/reconcile-notices.ts'
import { createPlacing } from '../reconcile/place-checkpoints.ts'
import { createLabelPreparing } from '../reconcile/prepare-labels.ts'
import { reconcileProposal } from '../reconcile/proposal/reconcile-proposal.ts'
import { sweepProposals } from '../reconcile/proposal/sweep-proposals.ts'
import { createBranchGuards } from '../reconcile/request/branch-guards.ts'
import { endDue, tellEnded } from '../reconcile/request/end-due.ts'
import type { Ports } from '../reconcile/request/ports.ts'
import { prepareLedger } from '../reconcile/request/prepare-requests-branch.ts'
import { reconcile } from '../reconcile/request/reconcile.ts'
import { createWakeKnown } from '../reconcile/request/wake-affected.ts'
import { sweep } from '../reconcile/sweep.ts'
import { sweepOrphans } from '../reconcile/sweep-orphans.ts'
import type { Engine, EngineParts } from './engine-parts.ts'
import { governancePortsOf, governedBy, judgedOnto, notifyIn, standingOf } from './governing.ts'
import { drillingOf, haltsOf } from './halting.ts'
import { proposalPortsOf, proposalsHeard } from './proposals-heard.ts'

export type { Engine, EngineParts } from './engine-parts.ts'

/** How many grants are ended at the same time. */
const endsAtOnce = 500
export function createEngine({
  store,
  github,
  deployment,
  judging,
  metrics,
  governing,
  notifying,
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
  const notices = notifying && { ...notifying, notifyOf: notifyIn(inForce), now, log }
  const note: NoticeStore['note'] = async (alerts, at) => notifying?.notices.note(alerts, at)
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
    reconcileNotices: async (key, looks) => (notices ? reconcileNotices(notices, key, looks) : undefined),
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
      await forgetOld({ ...store, forgetNotices: notifying?.notices.forget }, deployment, { now, log })
      await github.learnOwnName()
      const { serves } = deployment
      const parts = { lost: github.lost, enqueue, enrolled, serves, known: store.repositories, open, guards, note }
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
      note,
      now,
      log,
    }),
    endGrant: (id) => endGrants([id]),
    endGrants,
  }
}
