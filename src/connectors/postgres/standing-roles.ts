import { asError } from '../../core/error.ts'
import type { StandingFound, StandingLevel, StandingRight } from '../../core/standing/standing-rights.ts'
import { createPostgresServer } from './postgres-server.ts'
import { addressOf, type PostgresSettings } from './postgres-settings.ts'

/** Roles that may log in and are no grant's: what each can do in this one database, by itself or by whatever it is in. */
const roles = `
  WITH tables AS (
    SELECT c.oid, c.relowner FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
  SELECT r.rolname::text AS name,
    r.rolsuper OR r.rolcreaterole OR r.rolbypassrls OR r.rolreplication OR EXISTS (SELECT FROM pg_catalog.pg_roles s
      WHERE s.rolsuper AND pg_catalog.pg_has_role(r.oid, s.oid, 'MEMBER')) AS strong,
    EXISTS (SELECT FROM tables t WHERE pg_catalog.pg_has_role(r.oid, t.relowner, 'MEMBER'))
      OR pg_catalog.has_database_privilege(r.oid, pg_catalog.current_database(), 'CREATE')
      OR EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname !~ '^pg_' AND pg_catalog.has_schema_privilege(r.oid, n.oid, 'CREATE')) AS owns,
    EXISTS (SELECT FROM tables t WHERE pg_catalog.has_any_column_privilege(r.oid, t.oid, 'INSERT, UPDATE')
      OR pg_catalog.has_table_privilege(r.oid, t.oid, 'DELETE, TRUNCATE')) AS writes
  FROM pg_catalog.pg_roles r
  WHERE r.rolcanlogin AND r.rolname !~ '^jit_[a-z2-7]{26}$'
  ORDER BY 1`

type Row = { name: string; strong: boolean; owns: boolean; writes: boolean }

function levelOf({ strong, owns, writes }: Row): StandingLevel | undefined {
  if (strong) return 'admin'
  if (owns) return 'maintain'
  return writes ? 'write' : undefined
}

/** Who can write or administer in the connector's database for good. Changes nothing; what the server does not answer is said. */
export async function standingRoles(name: string, settings: PostgresSettings): Promise<StandingFound> {
  const address = addressOf(settings.url)
  const on = `database ${address.database} (${name})`
  const server = createPostgresServer(address, settings.ca)
  try {
    const found = (await server.run(roles)) as Row[]
    const rights = found.flatMap((row): StandingRight[] => {
      const right = levelOf(row)
      return right ? [{ on, who: `the role ${row.name}`, right }] : []
    })
    return { rights, unseen: [] }
  } catch (thrown) {
    return { rights: [], unseen: [`${on}: ${asError(thrown).message}`] }
  } finally {
    await server.close()
  }
}
