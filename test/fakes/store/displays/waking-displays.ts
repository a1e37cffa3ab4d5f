import type { Word } from '../../../../src/core/display/display-record.ts'
import { urgencyOf } from '../../../../src/core/display/urgency.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { formatKey } from '../../../../src/core/request-key.ts'
import { woken } from '../database/claiming.ts'
import { type StoreParts, unit } from '../database/parts.ts'

/** What a display is woken for: words to say, an order to compare or to open the issue, or only to show the record. */
export type ToShow = { record: RequestRecord; say?: readonly Word[]; compare?: boolean; reopen?: number }

/** Wakes the display of a request in the transaction that makes it necessary. */
export async function wakeDisplay(
  { tables, wakeUps }: Pick<StoreParts, 'tables' | 'wakeUps'>,
  { record, say = [], compare = false, reopen }: ToShow,
  now: Date,
): Promise<void> {
  const { key } = record
  const request = tables.requests.get(formatKey(key))
  if (!request) return
  const { repository, issue, installation } = request
  const known = tables.displays.get(formatKey(key))
  const [compares, reopens] = [compare ? 1 : 0, reopen === undefined ? 0 : 1]
  const urgency = urgencyOf(record)
  const row = known
    ? {
        ...{ ...known, ...woken(known, now) },
        urgency: known.wake_at === null ? urgency : Math.min(known.urgency, urgency),
        ...{ compares: known.compares + compares, reopens: known.reopens + reopens },
        closed_by: reopen ?? known.closed_by,
      }
    : {
        ...{ repository, issue, installation, record: '{"said":0,"tries":0}', wake_at: now, urgency },
        ...{ wanted: 1, seen: 0, fence: 0, claimed_until: null, compares, reopens, closed_by: reopen ?? null },
      }
  tables.displays.put(row)
  for (const { body, on, by } of say) {
    const word = { body, pull: on ?? null, caused_by: by ?? null, at: now, begun: false }
    tables.words.put({ id: tables.words.number(), repository, issue, installation, ...word })
  }
  await wakeUps.scheduleDisplay(unit, { repository, issue }, now, row.urgency)
}
