import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Lockdown, LockdownScope } from '../core/lockdown-scope.ts'
import type { Lockable } from '../ports/grants.ts'
import type { LockdownsTable, Tables } from './database/tables.ts'

/** The lockdowns that are over an access; a column that is not set is over all. */
const over = (connector: RawBuilder<unknown>, resource: RawBuilder<unknown>, person: RawBuilder<unknown>) => sql`
  daypass.lockdowns locked
  where (locked.connector is null or locked.connector = ${connector})
    and (locked.resource is null or locked.resource = ${resource})
    and (locked.person is null or locked.person = ${person})`

const overAccess = ({ connector, resource, requester }: Lockable) =>
  over(sql`${connector}::text`, sql`${resource}::text`, sql`${requester}::bigint`)

const overRow = over(sql.ref('grants.connector'), sql.ref('grants.resource'), sql.ref('grants.requester'))

/**
 * Part of a condition: that no lockdown is over this access, or, without one, over the row of grants that is written. It stands in
 * the statement that writes, and a lockdown waits for statements that write (lockdowns.ts): none slips through between asking and
 * writing.
 */
export function unlocked(access?: Lockable): RawBuilder<boolean> {
  return sql<boolean>`not exists (select from ${access ? overAccess(access) : overRow})`
}

/** The oldest lockdown that is over this access; undefined: there is none. */
export async function lockdownOver(db: Kysely<Tables>, access: Lockable): Promise<Lockdown | undefined> {
  const found = await sql<Selectable<LockdownsTable>>`
    select locked.* from ${overAccess(access)} order by locked.id limit 1`.execute(db)
  return found.rows[0] && readLockdown(found.rows[0])
}

export function readLockdown({ id, connector, resource, person, why, since }: Selectable<LockdownsTable>): Lockdown {
  return { id, scope: scopeOf(connector, resource, person), why, since }
}

function scopeOf(connector: string | null, resource: string | null, person: number | null): LockdownScope {
  if (connector !== null) return { of: 'connector', name: connector }
  if (resource !== null) return { of: 'resource', name: resource }
  return person === null ? { of: 'everything' } : { of: 'person', id: person }
}
