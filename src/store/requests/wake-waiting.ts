import { type Kysely, sql, type Transaction } from 'kysely'
import type { RequestState } from '../../core/record.ts'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import type { WakeWaiting } from '../../ports/wake.ts'
import { isEnding } from '../database/claiming.ts'
import { inStore } from '../database/database-error.ts'
import type { Tables } from '../database/tables.ts'

/** States whose next step may hang on the governed files. What was written wrongly waits for its requester alone. */
const waiting: readonly RequestState[] = ['submitted', 'undecided', 'pending', 'granting']

/** So many in one transaction: on the embedded store nobody else gets in between. */
const batch = 200

export function createWakeWaiting(db: Kysely<Tables>, wakeUps: WakeUps, now: () => Date): WakeWaiting {
  return (repository) =>
    inStore(async () => {
      for (let after: number | undefined = 0; after !== undefined; ) {
        const from: number = after
        after = await db.transaction().execute((trx) => wakeSome(trx, { repository, after: from }, wakeUps, now()))
      }
    })
}

/** Makes the next of them due, with their jobs; returns where to go on, undefined: there are no more. */
async function wakeSome(
  trx: Transaction<Tables>,
  { repository, after }: { repository: number; after: number },
  wakeUps: WakeUps,
  now: Date,
): Promise<number | undefined> {
  const rows = await trx
    .updateTable('requests')
    .set((eb) => ({ wanted: eb('wanted', '+', 1), wake_at: sql<Date>`least(wake_at, ${now}::timestamptz)` }))
    .where('repository', '=', repository)
    .where('issue', 'in', (eb) =>
      eb
        .selectFrom('requests')
        .select('issue')
        .where('repository', '=', repository)
        .where('issue', '>', after)
        // An extension waits for votes while its grant lives.
        .where((or) => or.or([or('state', 'in', [...waiting]), or('voted', 'is not', null)]))
        .orderBy('issue')
        .limit(batch),
    )
    .returning(['issue', isEnding('requests', now).as('ending')])
    .execute()
  for (const urgent of [true, false]) {
    const keys = rows.filter((row) => row.ending === urgent).map(({ issue }) => ({ repository, issue }))
    if (keys.length > 0) await wakeUps.scheduleAll({ transaction: trx }, keys, now, urgent)
  }
  return rows.length < batch ? undefined : Math.max(...rows.map(({ issue }) => issue))
}
