import pg from 'pg'
import { asError } from '../../core/error.ts'
import { actingAs } from './acting-as.ts'
import { findRole, type Role } from './find-role.ts'
import { type PostgresServer, stateOf } from './postgres-server.ts'

const { escapeIdentifier: ident } = pg

type Held = { database: string | null; owned: number; all: number }

/**
 * Gives what a role owns to `reassignTo`, and drops it; never the other way round, which would drop what its user made. Returns what there is to
 * say of it. A role that cannot be dropped stays, and can do nothing: that is said too, and no reason to doubt its end.
 */
export async function dropRole(server: PostgresServer, role: Role, reassignTo: string | undefined): Promise<string[]> {
  try {
    return await dropped(server, role, reassignTo)
  } catch (error) {
    const state = stateOf(error)
    // Somebody else has dropped it, or is about to.
    if (state === '42704' || (state === 'XX000' && !(await findRole(server, role.name)))) return [gone]
    if (state === undefined || state === 'XX000') throw error
    return [`the role stays, disabled: ${asError(error).message}`]
  }
}

const gone = 'the role is gone'

async function dropped(server: PostgresServer, role: Role, reassignTo: string | undefined): Promise<string[]> {
  const drop = `DROP ROLE ${ident(role.name)}`
  try {
    await server.run(drop)
    return [gone]
  } catch (error) {
    // dependent_objects_still_exist: nearly every role leaves nothing.
    if (stateOf(error) !== '2BP01') throw error
  }
  const held = await heldBy(server, role)
  const owned = held.reduce((sum, one) => sum + one.owned, 0)
  if (owned > 0 && reassignTo === undefined)
    return [`the role stays, disabled: it owns ${counted(owned)}, and the connector names no reassign_to`]
  await letGo(server, role, held, owned > 0 ? reassignTo : undefined)
  await server.run(drop)
  return owned > 0 ? [`${counted(owned)} that it made belong to ${reassignTo} now`, gone] : [gone]
}

const counted = (count: number): string => (count === 1 ? 'an object' : `${count} objects`)

/** Where something depends on a role, by database; null: on none. */
async function heldBy(server: PostgresServer, { oid }: Role): Promise<Held[]> {
  const rows =
    await server.run(`SELECT d.datname AS database, pg_catalog.count(*) FILTER (WHERE s.deptype = 'o')::int AS owned, pg_catalog.count(*)::int AS all
    FROM pg_catalog.pg_shdepend s LEFT JOIN pg_catalog.pg_database d ON d.oid = s.dbid
    WHERE s.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND s.refobjid = ${oid} GROUP BY d.datname`)
  return rows.map(({ database, owned, all }) => ({
    ...{ database: database === null ? null : String(database), owned: Number(owned), all: Number(all) },
  }))
}

async function letGo(
  server: PostgresServer,
  { name }: Role,
  held: readonly Held[],
  to: string | undefined,
): Promise<void> {
  if (held.length === 0) return
  const statements = [
    ...(to === undefined ? [] : [`REASSIGN OWNED BY ${ident(name)} TO ${ident(to)}`]),
    `DROP OWNED BY ${ident(name)}`,
  ]
  await actingAs(server, name, async () => {
    for (const { database } of held)
      if (database === null) await server.run(statements.join('; '))
      else await server.runIn(database, statements)
  })
}
