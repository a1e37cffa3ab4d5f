import { type Kysely, sql } from 'kysely'
import type { Lockdown, LockdownScope } from '../../core/lockdown-scope.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import { isEnding } from '../database/claiming.ts'
import type { Tables } from '../database/tables.ts'

/**
 * Makes due at once what waited for these lockdowns, and what is being looked at now, since it may have met one of them. Each request is
 * a transaction of its own: whoever works on it, or on several, is never waited for while another is held. Returns how many there were.
 */
export async function wakeLocked(
  db: Kysely<Tables>,
  lifted: readonly Lockdown[],
  wakeUps: WakeUps,
  now: Date,
): Promise<number> {
  if (lifted.length === 0) return 0
  const found = await sql<RequestKey>`
    select r.repository, r.issue from daypass.requests r
    where r.wake_at is not null
      and (r.claimed_until is not null or r.record::text like ${finding} or r.record::text like ${approvedLater})
      and (${sql.join(
        lifted.map(({ scope }) => isWithin(scope)),
        sql` or `,
      )})
    order by r.wake_at, r.repository, r.issue`.execute(db)
  for (const key of found.rows) await wake(db, key, wakeUps, now)
  return found.rows.length
}

/** In the text of a record, where quotation marks of what people write have a backslash before them. */
const finding = '%"code":"LOCKDOWN"%'
/** An extension that has been approved, and that the ledger has not let begin. */
const approvedLater = '%"approved":true%'

/** As far as the row says it: before it is decided, a request has no resource in it, and before it begins no connector. */
function isWithin(scope: LockdownScope) {
  if (scope.of === 'connector') return sql`coalesce(r.connector, ${scope.name}::text) = ${scope.name}::text`
  if (scope.of === 'resource') return sql`coalesce(r.resource, ${scope.name}::text) = ${scope.name}::text`
  if (scope.of === 'person') return sql`coalesce(r.requester, ${scope.id}::bigint) = ${scope.id}::bigint`
  return sql`true`
}

async function wake(db: Kysely<Tables>, key: RequestKey, wakeUps: WakeUps, now: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('requests')
      .set((eb) => ({ wanted: eb('wanted', '+', 1), wake_at: sql<Date>`least(wake_at, ${now}::timestamptz)` }))
      .where('repository', '=', key.repository)
      .where('issue', '=', key.issue)
      .returning(isEnding('requests', now).as('ending'))
      .executeTakeFirst()
    if (row) await wakeUps.schedule({ transaction: trx }, key, now, row.ending)
  })
}
