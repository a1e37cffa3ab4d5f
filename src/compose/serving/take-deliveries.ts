import type { Config } from '../../config/environment.ts'
import { createPull } from '../../ingress/pull-deliveries.ts'
import type { Delivery, Inbox } from '../../ports/inbox.ts'
import type { Log } from '../../ports/log.ts'
import type { LostEvents } from '../../ports/lost-events.ts'
import type { SentDeliveries } from '../../ports/sent-deliveries.ts'
import { type InboxWorker, startInboxWorker } from '../../queue/inbox-worker.ts'
import { startTimedTurns } from '../../queue/timed-turns.ts'

type Taking = {
  inbox: Inbox
  github: { receive(delivery: Delivery): Promise<void>; sent: SentDeliveries }
  now: () => Date
  log: Log
}

/** Seconds between two looks at GitHub's list. */
const pullEvery = 15

/** Starts what works on deliveries, and what fetches them where GitHub brings none. */
export function takeDeliveries(deliveries: Config['deliveries'], { inbox, github, now, log }: Taking): InboxWorker {
  const worker = startInboxWorker({ inbox, receive: github.receive, now, log })
  if (deliveries === 'push') return worker
  const pull = createPull({ sent: github.sent, inbox, nudge: worker.nudge, now, log })
  const pulling = startTimedTurns({ what: 'pull', turn: pull, every: pullEvery, now, log })
  return {
    nudge: worker.nudge,
    async stop() {
      await pulling.stop()
      await worker.stop()
    },
  }
}

/** Nothing is sent again to where nothing arrives. */
export function withoutRedelivery<T extends { lost: LostEvents }>(deliveries: Config['deliveries'], github: T): T {
  if (deliveries === 'push') return github
  return { ...github, lost: { ...github.lost, redeliverFailures: async () => 0 } }
}
