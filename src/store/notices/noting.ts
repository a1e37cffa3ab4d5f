import { type Kysely, sql } from 'kysely'
import { noticeId, type RepositoryAlert } from '../../core/alerts/alert.ts'
import type { NoticePace } from '../../ports/notices.ts'
import { noticeKey } from '../../ports/notices.ts'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import { records } from '../database/json-rows.ts'
import type { Tables } from '../database/tables.ts'

export const noPace: NoticePace = { places: {}, issues: {} }

/** Writes alerts down in somebody's transaction, and wakes whoever sends them. What is known already is not told again. */
export async function noteAlerts(
  trx: Kysely<Tables>,
  alerts: readonly RepositoryAlert[],
  at: Date,
  wakeUps: WakeUps,
): Promise<void> {
  if (alerts.length === 0) return
  const rows = new Map(alerts.map((one) => [noticeId(one.repository, one.alert), rowOf(one)]))
  const given = records(
    [...rows].map(([id, row]) => ({ id, ...row })),
    `id text, repository bigint, kind text, subject text, spell text, shared boolean, resource text, sensitivity text,
     person bigint, login text, about text, url text`,
  )
  const { rows: noted } = await sql<{ repository: number }>`
    insert into daypass.notices (id, repository, installation, kind, subject, spell, shared, resource, sensitivity, person, login, about, url, at, told)
    select given.id, given.repository, r.installation, given.kind, given.subject, given.spell, given.shared, given.resource,
      given.sensitivity, given.person, given.login, given.about, given.url, ${at}::timestamptz, '{}'::json
    from ${given} as given join daypass.repositories r on r.id = given.repository
    on conflict do nothing
    returning repository`.execute(trx)
  const repositories = [...new Set(noted.map(({ repository }) => repository))].sort((a, b) => a - b)
  for (const repository of repositories) {
    await sql`
      insert into daypass.notice_turns as t (repository, issue, installation, record, wake_at, wanted, seen, fence)
      select id, 0, installation, ${JSON.stringify(noPace)}::json, ${at}::timestamptz, 1, 0, 0
      from daypass.repositories where id = ${repository}
      on conflict (repository, issue) do update set
        wanted = t.wanted + 1, wake_at = least(t.wake_at, excluded.wake_at)`.execute(trx)
    await wakeUps.scheduleNotice({ transaction: trx }, noticeKey(repository), at)
  }
}

export function rowOf({ repository, shared, alert }: RepositoryAlert) {
  const { kind, subject, spell, resource = null, sensitivity = null, who, about = null, url = null } = alert
  const whose = { person: who?.id ?? null, login: who?.login ?? null }
  return { repository, kind, subject, spell, shared, resource, sensitivity, ...whose, about, url }
}
