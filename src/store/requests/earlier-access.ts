import { type Kysely, sql } from 'kysely'
import { type Earlier, lookedBack } from '../../core/alerts/history.ts'
import { addSeconds } from '../../core/instant.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { Tables } from '../database/tables.ts'

/** What this person had of this resource before, what of it was denied, and how often they asked, by other requests of this repository. */
export async function earlierAccess(
  db: Kysely<Tables>,
  { repository, issue }: RequestKey,
  person: number,
  resource: string,
  at: Date,
): Promise<Earlier> {
  const since = (seconds: number) => sql`${addSeconds(at, -seconds)}::timestamptz`
  const { rows } = await sql<{ grants: number; requests: number; denials: number }>`
    select
      (select count(*)::int from daypass.grants g
       where g.repository = ${repository} and g.issue <> ${issue} and g.requester = ${person} and g.resource = ${resource}
         and g.begins > ${since(lookedBack.grants)}) as grants,
      (select count(*)::int from daypass.requests r
       where r.repository = ${repository} and r.issue <> ${issue} and r.requester = ${person}
         and r.submitted > ${since(lookedBack.requests)}) as requests,
      (select count(*)::int from daypass.requests r
       where r.repository = ${repository} and r.issue <> ${issue} and r.requester = ${person} and r.resource = ${resource}
         and r.state = 'denied' and r.submitted > ${since(lookedBack.denials)}) as denials`.execute(db)
  const { grants = 0, requests = 0, denials = 0 } = rows[0] ?? {}
  return { grants, requests, denials }
}
