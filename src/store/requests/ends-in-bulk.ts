import { sql, type Transaction } from 'kysely'
import type { RequestRecord } from '../../core/record.ts'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import type { StoredGrant } from '../../ports/grants.ts'
import type { Change } from '../../ports/request-store.ts'
import { claimAll, isFree, releaseAll } from '../database/claiming.ts'
import type { Tables } from '../database/tables.ts'
import { endAll } from '../grants.ts'
import { type Saving, type SavingParts, saveAll } from './saving.ts'
import { readIfPossible } from './stored-record.ts'

/** How many are ended in one transaction: on the embedded store nobody else gets in between. */
export const endsAtOnce = 500

export type EndingDue = {
  types: readonly string[]
  at: Date
  begin: (record: RequestRecord) => Change
}

/** Claims, saves, ends and gives back many requests at once; each is fenced, so that whoever looked at one writes nothing more. */
export async function endSome(
  trx: Transaction<Tables>,
  { types, at, begin }: EndingDue,
  parts: SavingParts,
): Promise<{ ended: StoredGrant[]; entries: number }> {
  const due = await lockDue(trx, types, at)
  if (due.length === 0) return { ended: [], entries: 0 }
  const rows = await claimAll(
    trx,
    'requests',
    due.map((key) => ({ key, now: at })),
  )
  const savings = due.flatMap((key): Saving[] => {
    const row = rows.get(formatKey(key))
    if (!row) return []
    // One that cannot be read keeps no other from ending. Whoever looks at it alone reports it; its access ends on time in the ledger.
    const read = readIfPossible(key, row.record, row.due_at)
    return 'error' in read ? [] : [{ held: { key, fence: row.fence, record: read.result }, change: begin(read.result) }]
  })
  await saveAll(trx, savings, parts)
  const grants = savings.flatMap(({ held: { record } }) => record.grant?.id ?? [])
  const outcomes = await endAll(
    trx,
    grants.map((id) => ({ id, at })),
  )
  // Their own timers come to what is left of them.
  await releaseAll(
    trx,
    'requests',
    savings.map(({ held }) => ({ held, wakeAt: at })),
    async () => undefined,
  )
  const ended = outcomes.flatMap((outcome) => ('result' in outcome ? [outcome.result] : []))
  return { ended, entries: savings.reduce((sum, { change }) => sum + (change.events?.length ?? 0), 0) }
}

/** Those that the ledger, too, knows to live no longer than that: it is asked first for more time. */
async function lockDue(trx: Transaction<Tables>, types: readonly string[], at: Date): Promise<RequestKey[]> {
  const { rows } = await sql<RequestKey>`
    select r.repository, r.issue
    from daypass.requests r join daypass.grants g on g.repository = r.repository and g.issue = r.issue
    where r.state = 'active' and r.ends_at <= ${at} and r.connector_type = any (${[...types]}::text[])
      and g.ended is null and g.ends <= ${at} and ${isFree('requests', 'r', sql`${at}::timestamptz`)}
    order by r.ends_at limit ${endsAtOnce}
    for update of r skip locked`.execute(trx)
  return rows
}
