// The product without the outside world, put together from ports alone: what knows requests and what is to be done about them.
import { daypassApp } from '../app.ts'
import { addSeconds } from '../core/instant.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { Metrics } from '../http/admin.ts'
import { countDecisions, measureEnds } from '../http/metered.ts'
import type { LostEvents } from '../ports/lost-events.ts'
import type { Roster } from '../ports/roster.ts'
import type { StatusLists } from '../ports/status-lists.ts'
import type { Enqueue } from '../ports/wake.ts'
import { createBranchGuards } from '../reconcile/request/branch-guards.ts'
import type { Ports } from '../reconcile/request/ports.ts'
import { prepareLedger } from '../reconcile/request/prepare-requests-branch.ts'
import { reconcile } from '../reconcile/request/reconcile.ts'
import { createWakeKnown } from '../reconcile/request/wake-affected.ts'
import { type SweepParts, sweep } from '../reconcile/sweep.ts'

/** Seconds for which the store remembers that a delivery came: GitHub sends none again after three days. */
const deliveriesKept = 30 * 86_400

/** Everything that reconciling reaches the world by, and what wakes it. */
export type EngineParts = {
  ports: Omit<Ports, 'guards'>
  /** What the store tells beside the requests themselves. */
  store: {
    enqueue: Enqueue
    roster: Pick<Roster, 'moved'>
    repositories: SweepParts['known']
    open: SweepParts['open']
    openOf(person: number): Promise<RequestKey[]>
    /** Forgets deliveries that came before then. */
    forgetDeliveries(before: Date): Promise<unknown>
    /** Writes down where each trail has got to. */
    cutCheckpoints(): Promise<unknown>
    /** Says in the trail of each repository that came since what this server is. */
    tellStanding(): Promise<unknown>
  }
  /** What GitHub tells beside what a request needs. */
  github: {
    lost: LostEvents
    /** Login of the app's own bot account; undefined while GitHub has not said it yet. */
    ownLogin(): string | undefined
    learnOwnName(): Promise<void>
    openToOthers(repository: number): Promise<string[]>
    refresh(repository: number): Promise<void>
  }
  /** Which repositories, and which connectors for them, the deployment serves. */
  deployment: Pick<SweepParts, 'enrolled' | 'serves'>
  lists: Pick<StatusLists, 'ended'>
  metrics: Metrics
}

export type Engine = {
  /** Turns GitHub's events into wakes: a Probot application function. */
  app: ReturnType<typeof daypassApp>
  /** Looks at one request and does what is to be done. Throws what observing and applying throw: the look is repeated later. */
  reconcile(key: RequestKey): Promise<void>
  /** Finds what no webhook told. One part failing stops no other. */
  sweep(): Promise<void>
  /** Ends a grant in the store and in the status list at once; proof and words follow. Idempotent. Throws STORE_*. */
  endGrant(id: string): Promise<void>
}

export function createEngine({ ports, store, github, deployment, lists, metrics }: EngineParts): Engine {
  const { now, log } = ports
  const guards = createBranchGuards(github.openToOthers, now, log)
  const all: Ports = {
    ...ports,
    guards,
    book: measureEnds(ports.book, metrics),
    engine: countDecisions(ports.engine, metrics),
  }
  const { enqueue, open, openOf, roster } = store
  const known = createWakeKnown({ book: ports.book, enqueue, roster, open, openOf, refresh: github.refresh, now })
  const app = daypassApp({ enqueue, enrolled: deployment.enrolled, ownLogin: github.ownLogin, log, ...known })
  return {
    app,
    reconcile: (key) => reconcile(all, key),
    async sweep() {
      await store.tellStanding().catch((err: unknown) => log.error({ err }, 'a new trail does not say what serves it'))
      // A trail that does not fit any more is no reason to miss what happens on GitHub.
      await store.cutCheckpoints().catch((err: unknown) => log.error({ err }, 'no checkpoint of the trail was cut'))
      await store.forgetDeliveries(addSeconds(now(), -deliveriesKept))
      await github.learnOwnName()
      const prepare = (id: number) => prepareLedger(ports, id)
      const parts = { lost: github.lost, enqueue, ...deployment, known: store.repositories, open, guards }
      await sweep({ ...parts, prepareLedger: prepare, now, log })
    },
    async endGrant(id) {
      const ended = await ports.grants.end(id, now())
      lists.ended(ended.place)
      await known.wake([ended.key])
    },
  }
}
