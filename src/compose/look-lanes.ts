import { randomBytes } from 'node:crypto'
import type { LookLane } from '../http/metrics/look-metrics.ts'
import type { Metrics } from '../http/metrics/metrics.ts'
import type { LookEnd } from '../ports/looks.ts'
import type { QueueOptions } from '../queue/start-queue.ts'
import type { Store } from '../store/open-store.ts'
import type { Engine } from './engine.ts'

/** What is looked at, each kind of key in a lane of its own, and its looks counted. */
export function lanesOf(
  store: Pick<Store, 'requests' | 'records' | 'displays' | 'proposals' | 'governances' | 'notices'>,
  engine: Engine,
  metrics: Pick<Metrics, 'looked'>,
): Pick<QueueOptions, 'requests' | 'displays' | 'proposals' | 'governances' | 'notices'> {
  const watch = (lane: LookLane) => ({
    freshName: () => randomBytes(6).toString('base64url'),
    ended: (end: LookEnd, seconds: number) => metrics.looked(lane, end, seconds),
  })
  const { requests, records, displays, proposals, governances, notices } = store
  return {
    requests: {
      due: requests.due,
      waiting: records.waiting,
      reconcile: engine.reconcile,
      endDue: engine.endDue,
      watch: watch('request'),
    },
    displays: {
      due: displays.due,
      waiting: displays.waiting,
      reconcile: engine.reconcileDisplay,
      watch: watch('display'),
    },
    proposals: {
      due: proposals.due,
      waiting: proposals.waiting,
      reconcile: engine.reconcileProposal,
      watch: watch('proposal'),
    },
    governances: {
      due: governances.due,
      waiting: governances.waiting,
      reconcile: engine.reconcileGovernance,
      watch: watch('governance'),
    },
    notices: { due: notices.due, waiting: notices.waiting, reconcile: engine.reconcileNotices, watch: watch('notice') },
  }
}
