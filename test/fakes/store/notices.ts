import { noticeId, type RepositoryAlert } from '../../../src/core/alerts/alert.ts'
import { DaypassError } from '../../../src/core/error.ts'
import { formatKey } from '../../../src/core/request-key.ts'
import { type NoticeClaim, type NoticePace, type NoticeStore, noticeKey } from '../../../src/ports/notices.ts'
import { readNotice } from '../../../src/store/notices/notice-store.ts'
import { noPace, rowOf } from '../../../src/store/notices/noting.ts'
import { claim, dueKeys, keyOf, release, waitingRows, woken } from './database/claiming.ts'
import { inTransactions } from './database/memory-database.ts'
import { type StoreParts, unit } from './database/parts.ts'
import type { NoticeRow } from './database/tables.ts'

type Noting = Pick<StoreParts, 'tables' | 'wakeUps'>

/** Writes alerts down in somebody's transaction. What is known already is not told again. */
export async function noteAlerts(
  { tables, wakeUps }: Noting,
  alerts: readonly RepositoryAlert[],
  at: Date,
): Promise<void> {
  const woke = new Set<number>()
  for (const one of alerts) {
    const { repository } = one
    const id = noticeId(repository, one.alert)
    const known = tables.repositories.get(`${repository}`)
    if (!known || tables.notices.get(id)) continue
    const { installation } = known
    tables.notices.put({ id, installation, ...rowOf(one), at, told: '{}', over_at: null })
    woke.add(repository)
  }
  for (const repository of [...woke].sort((a, b) => a - b)) {
    const key = noticeKey(repository)
    const row = tables.notice_turns.get(formatKey(key)) ?? {
      ...{ ...key, installation: tables.repositories.get(`${repository}`)?.installation ?? 0 },
      ...{
        record: JSON.stringify(noPace),
        wake_at: null,
        urgency: 0,
        wanted: 0,
        seen: 0,
        fence: 0,
        claimed_until: null,
      },
    }
    tables.notice_turns.put({ ...row, ...woken(row, at) })
    await wakeUps.scheduleNotice(unit, key, at)
  }
}

export function createNotices(store: StoreParts): NoticeStore {
  const { tables, transaction, wakeUps, now } = store
  const { notices, notice_turns: turns } = tables
  const age = (a: NoticeRow, b: NoticeRow) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)
  const isHeld = ({ key, fence }: NoticeClaim) => turns.get(formatKey(key))?.fence === fence
  return inTransactions<NoticeStore>(transaction, {
    note: (alerts, at) => noteAlerts(store, alerts, at),
    async claim(key, at) {
      const row = claim(turns, key, at)?.row
      return row && { key: keyOf(row), fence: row.fence, pace: JSON.parse(row.record) as NoticePace }
    },
    async open({ key }, limit) {
      const rows = notices.where((row) => row.repository === key.repository && row.over_at === null)
      return rows
        .sort(age)
        .slice(0, limit)
        .map((row) => readNotice({ ...row, told: JSON.parse(row.told) }))
    },
    async tell(held, id, { told, over }) {
      const row = notices.get(id)
      if (!row || !isHeld(held))
        throw new DaypassError('FENCED_OFF', 'the notices of a repository are sent by another worker')
      notices.change(row, { told: JSON.stringify(told), over_at: over ? now() : null })
    },
    async release(held, wakeAt) {
      const row = turns.get(formatKey(held.key))
      if (row && isHeld(held)) turns.change(row, { record: JSON.stringify(held.pace) })
      const { held: wasHeld, again } = release(turns, held, wakeAt)
      if (wasHeld && !again && wakeAt !== null) await wakeUps.scheduleNotice(unit, held.key, wakeAt)
      return again
    },
    async forget(before) {
      for (const row of notices.where(({ over_at: over }) => over !== null && over < before)) notices.delete(row)
    },
    count: async () => notices.where(({ over_at: over }) => over === null).length,
    due: async (at, limit) => dueKeys(turns, ({ urgency }) => urgency, at, limit),
    waiting: async (keys, at) =>
      waitingRows(turns, keys, at).map(({ row, waiting }) => ({ ...waiting, urgency: row.urgency })),
  })
}
