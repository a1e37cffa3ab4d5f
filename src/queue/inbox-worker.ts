import { asError } from '../core/error.ts'
import type { Delivery } from '../ports/inbox.ts'
import type { Log } from '../ports/log.ts'

export type InboxWorker = {
  /** Says that a delivery was just stored, so that it need not wait for the next poll. */
  nudge(): void
  /** Resolves when what is being handled is done; nothing is begun any more. */
  stop(): Promise<void>
}

/** The inbox, which may know how to stop halfway. */
type Drainable = {
  drain(now: () => Date, handle: (delivery: Delivery) => Promise<void>, enough?: () => boolean): Promise<number>
}

export type InboxWorkerOptions = {
  inbox: Drainable
  receive: (delivery: Delivery) => Promise<void>
  now: () => Date
  log: Log
  /** Milliseconds between two looks at the inbox without a nudge. Default 1000. */
  pollEvery?: number
}

/** Hands what the door stored to `receive`: at once after a nudge, and by a poll, since another process may have stored it. */
export function startInboxWorker({ inbox, receive, now, log, pollEvery = 1_000 }: InboxWorkerOptions): InboxWorker {
  let running: Promise<void> | undefined
  let nudged = false
  let stopped = false

  const run = async (): Promise<void> => {
    while (nudged && !stopped) {
      nudged = false
      await inbox
        .drain(now, receive, () => stopped)
        .catch((thrown: unknown) =>
          log.warn({ err: asError(thrown) }, 'the inbox could not be read; it is tried again'),
        )
    }
  }
  const nudge = (): void => {
    nudged = true
    if (stopped || running !== undefined) return
    running = run().finally(() => {
      running = undefined
      if (nudged && !stopped) nudge()
    })
  }

  const timer = setInterval(nudge, pollEvery)
  nudge()
  return {
    nudge,
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
