import type { Job } from './agenda.ts'
import type { SimulatedStore } from './store.ts'

const limit = 100

/** A job for every row that is due: what the queue's regular search finds. */
export async function dueJobs({ requests, records, displays }: SimulatedStore['store'], now: Date): Promise<Job[]> {
  const rows = await records.waiting(await requests.due(now, limit), now)
  const looks = rows.map(({ key, urgent }): Job => ({ lane: urgent ? 'end' : 'look', job: key, urgency: 0 }))
  const shows = (await displays.due(now, limit)).map((key): Job => ({ lane: 'display', job: key, urgency: 0 }))
  return [...looks, ...shows]
}
