import { type Kysely, sql } from 'kysely'
import type { Trace } from '../core/whose/trace.ts'
import type { Traced, Whose } from '../ports/traces.ts'
import { inStore } from './database/database-error.ts'
import type { Tables } from './database/tables.ts'

/** Which grants left a trace. Keys are looked for in every request: nobody waits for that but the one who asks. */
export function createWhose(db: Kysely<Tables>): Whose {
  return { whose: (trace, at) => inStore(() => find(db, trace, at)) }
}

async function find(db: Kysely<Tables>, trace: Trace, at: Date | undefined): Promise<Traced[]> {
  const which =
    'grant' in trace
      ? sql`g.id = ${trace.grant}`
      : sql`exists (
          select from daypass.requests r, json_array_elements(r.record->'keys'->'keys') k
          where r.repository = g.repository and r.issue = g.issue and k->>'fingerprint' = ${trace.fingerprint})`
  const lived = at ? sql`g.begins <= ${at} and ${at} < coalesce(g.ended, 'infinity')` : sql`true`
  const { rows } = await sql<Omit<Traced, 'requester'> & { id: number; login: string | null }>`
    select g.id as grant, g.request_url as request, g.requester as id, p.login, g.connector, g.resource, g.scope, g.begins, g.ends, g.ended
    from daypass.grants g left join daypass.people p on p.installation = g.installation and p.person = g.requester
    where ${which} and ${lived} order by g.begins desc, g.id`.execute(db)
  return rows.map(({ id, login, ...rest }) => ({ ...rest, requester: { id, login } }))
}
