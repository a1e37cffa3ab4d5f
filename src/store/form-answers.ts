import { type Kysely, sql } from 'kysely'
import { addSeconds } from '../core/instant.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { FormAnswers } from '../ports/form-answers.ts'
import { inStore } from './database/database-error.ts'
import type { Tables } from './database/tables.ts'

const hour = 3_600
/** GitHub sends no delivery again after three days. */
const kept = 30 * 86_400
/** How many are answered within an hour: what GitHub lets an app create is for requests. */
const mostOfPerson = 3
const mostOfRepository = 20

export function createFormAnswers(db: Kysely<Tables>): FormAnswers {
  return { take: (key, person, now) => inStore(() => take(db, key, person, now)) }
}

async function take(db: Kysely<Tables>, { repository, issue }: RequestKey, person: number, now: Date) {
  await db.deleteFrom('form_answers').where('at', '<', addSeconds(now, -kept)).execute()
  const since = addSeconds(now, -hour)
  const taken = await sql<{ issue: number }>`
    insert into daypass.form_answers (repository, issue, person, at)
    select ${repository}::bigint, ${issue}::bigint, ${person}::bigint, ${now}::timestamptz
    from (
      select count(*) as all_of_them, count(*) filter (where person = ${person}::bigint) as of_person
      from daypass.form_answers where repository = ${repository}::bigint and at > ${since}::timestamptz
    ) lately
    where lately.all_of_them < ${mostOfRepository}::int and lately.of_person < ${mostOfPerson}::int
    on conflict (repository, issue) do nothing
    returning issue`.execute(db)
  return taken.rows.length > 0
}
