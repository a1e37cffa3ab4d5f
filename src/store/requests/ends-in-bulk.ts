import { sql, type Transaction } from 'kysely'
import type { RequestRecord } from '../../core/record.ts'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import type { LedgerGrant } from '../../ports/grants.ts'
import type { Change } from '../../ports/request-store.ts'
import { claimAll, isFree, releaseAll } from '../database/claiming.ts'
import type { Tables } from '../database/tables.ts'
import { endAll } from '../grants.ts'
import { readRecord } from './request-rows.ts'
import { type Saving, type SavingParts, saveAll } from './saving.ts'

/** How many are ended in one transaction: on the embedded store nobody else gets in between. */
export const endsAtOnce = 500

export type EndingDue = {
  keys: readonly RequestKey[]
  at: Date
  begin: (record: RequestRecord) => Change | undefined
}

/** Claims, saves, ends and gives back many requests at once; each is fenced, so that whoever looked at one writes nothing more. */
export async function endDue(
  trx: Transaction<Tables>,
  { keys, at, begin }: EndingDue,
  parts: SavingParts,
): Promise<{ ended: LedgerGrant[]; entries: number }> {
  const due = await lockDue(trx, keys, at)
  if (due.length === 0) return { ended: [], entries: 0 }
  const rows = await claimAll(
    trx,
    'requests',
    due.map((key) => ({ key, now: at })),
  )
  const held = due.flatMap((key) => {
    const row = rows.get(formatKey(key))
    return row ? [{ key, fence: row.fence, record: readRecord(row.record, row.due_at) }] : []
  })
  const savings = held.flatMap((claim): Saving[] => {
    const change = begin(claim.record)
    return change ? [{ held: claim, change }] : []
  })
  if (savings.length > 0) await saveAll(trx, savings, parts)
  const grants = savings.flatMap(({ held: { record } }) => record.grant?.id ?? [])
  const outcomes = await endAll(
    trx,
    grants.map((id) => ({ id, at })),
  )
  await releaseAll(
    trx,
    'requests',
    held.map((claim) => ({ held: claim, wakeAt: at })),
    async () => undefined,
  )
  await parts.wakeUps.scheduleAll({ transaction: trx }, due, at, true)
  const ended = outcomes.flatMap((outcome) => ('result' in outcome ? [outcome.result] : []))
  return { ended, entries: savings.reduce((sum, { change }) => sum + (change.events?.length ?? 0), 0) }
}

/** Those that the ledger, too, knows to live no longer than that: it is asked first for more time. */
async function lockDue(trx: Transaction<Tables>, keys: readonly RequestKey[], at: Date): Promise<RequestKey[]> {
  const { rows } = await sql<RequestKey>`
    select r.repository, r.issue
    from json_to_recordset(${JSON.stringify(keys)}::text::json) as k (repository bigint, issue integer)
    join daypass.requests r on r.repository = k.repository and r.issue = k.issue
    join daypass.grants g on g.repository = r.repository and g.issue = r.issue
    where r.state = 'active' and r.ends_at <= ${at} and g.ended is null and g.ends <= ${at}
      and ${isFree('requests', 'r', sql`${at}::timestamptz`)}
    order by r.repository, r.issue
    for update of r skip locked`.execute(trx)
  return rows
}
