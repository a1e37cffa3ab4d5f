import { setTimeout } from 'node:timers/promises'
import { startReceiver } from '../demo/alerts/receiver.ts'
import { placesOf } from '../src/compose/notifying.ts'
import { routingOf } from '../src/core/alerts/routing-of.ts'
import { startQueue } from '../src/queue/start-queue.ts'
import { reconcileNotices } from '../src/reconcile/notice/reconcile-notices.ts'
import type { Store } from '../src/store/open-store.ts'
import { counted, type Finding } from './finding.ts'
import { log, now, withStore } from './inbox-store.ts'
import type { Progress } from './run.ts'

const alerts = 20

/** From the save that makes an alert true until a receiver of Standard Webhooks has it, through store, queue and the guarded fetch. */
export async function benchAlerts(progress: Progress): Promise<Finding[]> {
  const receiver = await startReceiver()
  const notices = {
    places: { ops: { type: 'webhook' as const, url: receiver.url, secret: receiver.secret } },
    route: [{ to: ['ops'] }],
  }
  const told = () => receiver.told.length
  try {
    const each = await withStore(async (store) => {
      const queue = await startOn(store, { notices })
      const repository = { id: 71, owner: 'acme', name: 'access', installation: 9 }
      await store.enqueue({ key: { repository: 71, issue: 1 }, repository, looksLikeRequest: true })
      const seconds: number[] = []
      for (let index = 0; index < alerts; index += 1) {
        const begin = performance.timeOrigin + performance.now()
        await store.lockdowns.lock({ of: 'resource', name: `resource-${index}` }, 'the bench')
        while (told() <= index) await setTimeout(1)
        seconds.push(Math.round((receiver.told[index]?.came ?? 0) - begin) / 1000)
        progress(index + 1, alerts)
      }
      await queue.stop()
      return seconds
    })
    return [
      counted(
        'seconds from the cause of an alert to its receiver',
        each,
        2,
        'half a second between two polls of the queue',
      ),
    ]
  } finally {
    await receiver.stop()
  }
}

function startOn(store: Store, deployment: Parameters<typeof placesOf>[0]) {
  const nothing = async () => undefined
  const ports = {
    ...{ notices: store.notices, places: placesOf(deployment, now), routing: routingOf(deployment) },
    ...{ notifyOf: nothing, noticed: () => undefined, now, log },
  }
  return startQueue({
    database: store.database,
    requests: { due: store.requests.due, waiting: store.records.waiting, reconcile: nothing },
    displays: { ...store.displays, reconcile: nothing },
    proposals: { ...store.proposals, reconcile: nothing },
    governances: { ...store.governances, reconcile: nothing },
    notices: { ...store.notices, reconcile: (key) => reconcileNotices(ports, key) },
    useWakeUps: store.useWakeUps,
    place: nothing,
    sweep: nothing,
    now,
    log,
  })
}
