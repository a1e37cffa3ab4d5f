import type { PgBoss, Queue } from 'pg-boss'

/**
 * Ends have workers of their own, so that no crowd of new requests can stand before them; and so have displays, so that nothing which is
 * true waits for what is shown, proposals, which take long to judge and which no access waits for,
 * what is in force, for which decisions wait, and notices, for which nothing waits.
 */
export const queueNames = {
  end: 'end',
  look: 'look',
  display: 'display',
  proposal: 'proposal',
  governance: 'governance',
  notice: 'notice',
  sweep: 'sweep',
  place: 'place',
} as const

/** A job says "look at this request again". `at`: the instant it was made for, in milliseconds; `tries`: looks that failed before. */
export type LookJob = { repository: number; issue: number; at?: number; tries?: number }

type Settings = Omit<Queue, 'name'>

const common: Settings = { notify: true, deleteAfterSeconds: 600, expireInSeconds: 900 }

/** pg-boss's retries are for the near future; the row stays due, and the search for due rows brings it back for as long as it takes. */
const look: Settings = {
  ...common,
  policy: 'standard',
  retryLimit: 8,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
}

/**
 * Creates the queues, all of them and before anything is sent: on the embedded database, a queue that pg-boss has to look up
 * while a transaction is open would wait for that transaction for ever.
 */
export async function createQueues(boss: PgBoss, shared: boolean): Promise<void> {
  // Where other processes work too, a job whose worker died shows by its missing heartbeat.
  const heartbeat = shared ? { heartbeatSeconds: 10 } : {}
  await createOrUpdate(boss, queueNames.end, { ...look, ...heartbeat })
  await createOrUpdate(boss, queueNames.look, { ...look, ...heartbeat })
  await createOrUpdate(boss, queueNames.display, { ...look, ...heartbeat })
  await createOrUpdate(boss, queueNames.proposal, { ...look, ...heartbeat })
  await createOrUpdate(boss, queueNames.governance, { ...look, ...heartbeat })
  await createOrUpdate(boss, queueNames.notice, { ...look, ...heartbeat })
  for (const name of [queueNames.sweep, queueNames.place]) {
    await createOrUpdate(boss, name, { ...common, ...heartbeat, policy: 'exclusive', retryLimit: 0 })
    // Of a store that is ours alone none can be running yet: one that a crash cut off would keep all others out until it expires.
    if (!shared) await boss.deleteAllJobs(name)
  }
}

async function createOrUpdate(boss: PgBoss, name: string, settings: Settings): Promise<void> {
  await boss.createQueue(name, settings)
  const { policy: _fixed, ...changeable } = settings
  await boss.updateQueue(name, changeable)
  // Fills pg-boss's cache of queues.
  await boss.findJobs(name, { limit: 1 })
}
