import { type Kysely, type Selectable, sql } from 'kysely'
import type { AlertKind } from '../../core/alerts/alert-kinds.ts'
import { DaypassError } from '../../core/error.ts'
import { formatKey } from '../../core/request-key.ts'
import type { Sensitivity } from '../../core/sensitivity.ts'
import type { NoticePace, NoticeStore, StoredNotice } from '../../ports/notices.ts'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import { claimAll, dueKeys, releaseAll, waitingKeys } from '../database/claiming.ts'
import { inStore } from '../database/database-error.ts'
import type { NoticesTable } from '../database/notice-tables.ts'
import type { Tables } from '../database/tables.ts'
import { noteAlerts } from './noting.ts'

export function createNoticeStore(db: Kysely<Tables>, wakeUps: WakeUps, now: () => Date): NoticeStore {
  return {
    note: (alerts, at) => inStore(() => db.transaction().execute((trx) => noteAlerts(trx, alerts, at, wakeUps))),
    claim: (key, at) =>
      inStore(async () => {
        const row = (await claimAll(db, 'notice_turns', [{ key, now: at }])).get(formatKey(key))
        return row && { key, fence: row.fence, pace: row.record as NoticePace }
      }),
    open: ({ key }, limit) =>
      inStore(async () => {
        const { rows } = await sql<Selectable<NoticesTable>>`
          select * from daypass.notices where repository = ${key.repository} and over_at is null
          order by at, id limit ${limit}`.execute(db)
        return rows.map(readNotice)
      }),
    tell: ({ key, fence }, id, { told, over }) =>
      inStore(async () => {
        const { rows } = await sql`
          update daypass.notices n set told = ${JSON.stringify(told)}::json, over_at = ${over ? now() : null}
          from daypass.notice_turns t
          where n.id = ${id} and t.repository = ${key.repository} and t.repository = n.repository and t.fence = ${fence}
          returning n.id`.execute(db)
        if (rows.length === 0) throw overtaken(key.repository)
      }),
    release: (held, wakeAt) =>
      inStore(() =>
        db.transaction().execute(async (trx) => {
          await trx
            .updateTable('notice_turns')
            .set({ record: JSON.stringify(held.pace) })
            .where('repository', '=', held.key.repository)
            .where('fence', '=', held.fence)
            .execute()
          const [outcome] = await releaseAll(trx, 'notice_turns', [{ held, wakeAt }], ({ key }, at) =>
            wakeUps.scheduleNotice({ transaction: trx }, key, at),
          )
          return outcome !== undefined && 'result' in outcome && outcome.result
        }),
      ),
    forget: (before) =>
      inStore(async () => {
        await db.deleteFrom('notices').where('over_at', '<', before).execute()
      }),
    count: () =>
      inStore(async () => {
        const counted = db.selectFrom('notices').select((eb) => eb.fn.countAll<number>().as('count'))
        return Number((await counted.where('over_at', 'is', null).executeTakeFirstOrThrow()).count)
      }),
    due: (at, limit) => inStore(() => dueKeys(db, 'notice_turns', 'urgency', at, limit)),
    waiting: (keys, at) =>
      inStore(async () => {
        const rows = await waitingKeys<number>(db, 'notice_turns', keys, at)
        return rows.map(({ rank, ...row }) => ({ ...row, urgency: rank }))
      }),
  }
}

export function overtaken(repository: number): DaypassError {
  return new DaypassError(
    'FENCED_OFF',
    `the notices of repository ${repository} are sent by another worker, which took over while this one was held up; nothing was written here, and the other one carries on`,
  )
}

export function readNotice(row: Selectable<NoticesTable>): StoredNotice {
  const { id, repository, kind, subject, spell, shared, resource, sensitivity, person, login, about, url, at } = row
  return {
    ...{ id, repository, subject, spell, shared, at },
    kind: kind as AlertKind,
    ...(resource === null ? {} : { resource }),
    ...(sensitivity === null ? {} : { sensitivity: sensitivity as Sensitivity }),
    ...(person === null || login === null ? {} : { who: { id: person, login } }),
    ...(about === null ? {} : { about }),
    ...(url === null ? {} : { url }),
    told: row.told as StoredNotice['told'],
  }
}
