import { type Kysely, sql } from 'kysely'
import type { GrantedBy } from '../core/record.ts'
import type { Tables } from './database/tables.ts'

/** A connector by which access was given that is not over: to how many requests, and the first of them, as `owner/name#issue`. */
export type ConnectorInUse = GrantedBy & { count: number; requests: string[] }

/** How many requests are named, of those that hang on one connector. */
const mostNamed = 20

/**
 * By which connectors access was given that is not over. Answers for a database, too, that the present version has not brought up to
 * date: there, every grant is older than the second kind.
 */
export async function connectorsInUse(db: Kysely<Tables>): Promise<ConnectorInUse[]> {
  const { rows } = await sql<ConnectorInUse>`
    select g.connector, coalesce(to_jsonb(g)->>'connector_type', 'token') as "connectorType", count(*)::int as count,
      (array_agg(r.owner || '/' || r.name || '#' || q.issue order by q.repository, q.issue))[1:${sql.lit(mostNamed)}] as requests
    from daypass.requests q
    join daypass.grants g on g.repository = q.repository and g.issue = q.issue
    join daypass.repositories r on r.id = q.repository
    where q.state in ('granting', 'active', 'ending') group by 1, 2 order by 1, 2`.execute(db)
  return rows
}
