import { type Kysely, sql, type Transaction } from 'kysely'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import type { WakeEnded } from '../../ports/wake.ts'
import { inStore } from '../database/database-error.ts'
import { records } from '../database/json-rows.ts'
import type { Tables } from '../database/tables.ts'

/** So many in one transaction: on the embedded store nobody else gets in between. */
const atOnce = 500

export function createWakeEnded(db: Kysely<Tables>, wakeUps: WakeUps, now: () => Date): WakeEnded {
  const wakeSome = (keys: readonly RequestKey[], busy: 'skipped' | 'waited-for') =>
    db.transaction().execute(async (trx) => {
      const at = now()
      const woken = await makeDue(trx, keys, at, busy)
      if (woken.length > 0) await wakeUps.scheduleAll({ transaction: trx }, woken, at, true)
      return woken
    })
  return (given) =>
    inStore(async () => {
      const keys = given ?? (await findUnaware(db, now()))
      const woken = new Set<string>()
      for (let from = 0; from < keys.length; from += atOnce)
        for (const key of await wakeSome(keys.slice(from, from + atOnce), 'skipped')) woken.add(formatKey(key))
      // Alone, so that whoever writes to it, or to several, is never waited for while another is held.
      const left = keys.filter((key) => !woken.has(formatKey(key)))
      for (const key of left) await wakeSome([key], 'waited-for')
      return keys.length
    })
}

/** Requests that take their grant to live, where the ledger has ended it. */
async function findUnaware(db: Kysely<Tables>, now: Date): Promise<RequestKey[]> {
  const { rows } = await sql<RequestKey>`
    select r.repository, r.issue
    from daypass.requests r join daypass.grants g on g.repository = r.repository and g.issue = r.issue
    where r.ends_at > ${now} and g.ended is not null
    order by r.repository, r.issue`.execute(db)
  return rows
}

/** As an end that is due now: whoever began to look before is overtaken. Returns those that were woken. */
async function makeDue(
  trx: Transaction<Tables>,
  keys: readonly RequestKey[],
  now: Date,
  busy: 'skipped' | 'waited-for',
): Promise<RequestKey[]> {
  const asked = records(
    keys.map(({ repository, issue }) => ({ repository, issue })),
    'repository bigint, issue integer',
  )
  const { rows } = await sql<RequestKey>`
    update daypass.requests r
    set wanted = r.wanted + 1, wake_at = least(r.wake_at, ${now}::timestamptz), ends_at = least(r.ends_at, ${now}::timestamptz)
    from (
      select old.repository, old.issue
      from daypass.requests old join ${asked} as asked on old.repository = asked.repository and old.issue = asked.issue
      order by old.repository, old.issue
      for update of old ${sql.raw(busy === 'skipped' ? 'skip locked' : '')}) found
    where r.repository = found.repository and r.issue = found.issue
    returning r.repository, r.issue`.execute(trx)
  return rows.map(({ repository, issue }) => ({ repository, issue }))
}
