import { formatKey, type RequestKey } from '../../src/core/request-key.ts'
import type { Job } from './agenda.ts'
import type { SimulatedStore } from './store.ts'

const limit = 100

type Row = { key: RequestKey; urgent: boolean }

/**
 * A job for every row that is due: what the queue's regular search finds. Rows of the same rank are in no order, so they get one here.
 * `isJudging`: whether anything is judged.
 */
export async function dueJobs(
  { requests, records, displays, proposals, governances }: SimulatedStore['store'],
  now: Date,
  isJudging: boolean,
): Promise<Job[]> {
  const rows = await records.waiting(await requests.due(now, limit), now)
  const looks = inOrder(rows).map(({ key, urgent }): Job => ({ lane: urgent ? 'end' : 'look', job: key, urgency: 0 }))
  const others = [
    { lane: 'display', due: displays.due },
    ...(isJudging ? [{ lane: 'proposal', due: proposals.due } as const] : []),
    { lane: 'governance', due: governances.due },
  ] as const
  const jobs = [...looks]
  for (const { lane, due } of others) {
    const found = inOrder((await due(now, limit)).map((key) => ({ key, urgent: false })))
    jobs.push(...found.map(({ key }): Job => ({ lane, job: key, urgency: 0 })))
  }
  return jobs
}

function inOrder<Found extends Row>(rows: readonly Found[]): Found[] {
  return rows.toSorted((a, b) => Number(b.urgent) - Number(a.urgent) || (formatKey(a.key) < formatKey(b.key) ? -1 : 1))
}
