import { sql, type Transaction } from 'kysely'
import type { Word } from '../../core/display/display-record.ts'
import { urgencyOf } from '../../core/display/urgency.ts'
import type { RequestRecord } from '../../core/record.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import { records } from '../database/json-rows.ts'
import type { Tables } from '../database/tables.ts'

/** What a display is woken for: words to say, an order to compare or to open the issue, or only to show the record. */
export type ToShow = { record: RequestRecord; say?: readonly Word[]; compare?: boolean; reopen?: number }

/** Wakes the displays of these requests in the transaction that makes it necessary; `now`: the instant at which they are to be written. */
export async function wakeDisplays(
  trx: Transaction<Tables>,
  all: readonly ToShow[],
  now: Date,
  wakeUps: WakeUps,
): Promise<void> {
  if (all.length === 0) return
  const rows = records(
    all.map(({ record, compare, reopen }) => ({
      ...record.key,
      urgency: urgencyOf(record),
      compares: compare ? 1 : 0,
      reopens: reopen === undefined ? 0 : 1,
      closed_by: reopen ?? null,
    })),
    'repository bigint, issue integer, urgency smallint, compares integer, reopens integer, closed_by bigint',
  )
  const woken = await sql<RequestKey & { urgency: number }>`
    insert into daypass.displays as d (repository, issue, installation, record, wake_at, urgency, wanted, seen, fence, compares, reopens, closed_by)
    select r.repository, r.issue, r.installation, '{"said":0,"tries":0}', ${now}, given.urgency, 1, 0, 0, given.compares, given.reopens, given.closed_by
    from ${rows} as given join daypass.requests r on r.repository = given.repository and r.issue = given.issue
    order by r.repository, r.issue
    on conflict (repository, issue) do update set
      wanted = d.wanted + 1, wake_at = least(d.wake_at, excluded.wake_at),
      urgency = case when d.wake_at is null then excluded.urgency else least(d.urgency, excluded.urgency) end,
      compares = d.compares + excluded.compares, reopens = d.reopens + excluded.reopens,
      closed_by = coalesce(excluded.closed_by, d.closed_by)
    returning d.repository, d.issue, d.urgency`.execute(trx)
  await keepWords(trx, all, now)
  for (const { repository, issue, urgency } of woken.rows)
    await wakeUps.scheduleDisplay({ transaction: trx }, { repository, issue }, now, urgency)
}

async function keepWords(trx: Transaction<Tables>, all: readonly ToShow[], now: Date): Promise<void> {
  const words = all.flatMap(({ record, say = [] }) =>
    say.map(({ body, on, by }, place) => ({ ...record.key, place, pull: on ?? null, body, by: by ?? null })),
  )
  if (words.length === 0) return
  await sql`
    insert into daypass.words (repository, issue, installation, pull, body, caused_by, at)
    select r.repository, r.issue, r.installation, given.pull, given.body, given.by, ${now}
    from ${records(words, 'repository bigint, issue integer, place integer, pull integer, body text, by bigint')} as given
    join daypass.requests r on r.repository = given.repository and r.issue = given.issue
    order by r.repository, r.issue, given.place`.execute(trx)
}
