import pg from 'pg'
import { idOf, type Offered, type Survey, titleOf } from '../../core/catalog/offered.ts'
import { asError } from '../../core/error.ts'
import { code } from '../../core/markdown.ts'
import type { Sensitivity } from '../../core/sensitivity.ts'
import { createPostgresServer, type PostgresServer } from './postgres-server.ts'
import { addressOf, groupFor, markingGroup, type PostgresSettings } from './postgres-settings.ts'

const { escapeLiteral: literal } = pg

/** What a group may do in this one database, its own groups and everybody's rights included. */
type GroupRights = {
  name: string
  strong: boolean
  owns: boolean
  creates: boolean
  writes: number
  reads: number
  schemas: readonly string[]
}

/** Reading is the least that there is; whoever goes through the proposal knows better. */
const guessOf = (action: string): 'low' | 'medium' => (/^(?:read|view|list|get)/.test(action) ? 'low' : 'medium')

/** The connector's database, with an action for each role: what makes objects is `high`, as the connector asks. */
export function offeredByPostgres(
  name: string,
  settings: Pick<PostgresSettings, 'url' | 'roles'>,
  rights: ReadonlyMap<string, GroupRights> = new Map(),
): Offered {
  const { database } = addressOf(settings.url)
  const id = idOf(`${database}-db`) || idOf(name)
  const actions = Object.keys(settings.roles).flatMap((action) => {
    const found = groupFor(settings, action)
    if (!found) return []
    const seen = rights.get(found.group)
    const least = seen ? worthOf(seen) : guessOf(action)
    const sensitivity = found.mode === 'own' && least !== 'critical' ? 'high' : least
    return [[action, { scope: `${id}:${action}`, sensitivity }] as const]
  })
  return {
    id,
    title: titleOf(`Database ${database}`),
    kind: 'database',
    sensitivity: 'medium',
    actions: Object.fromEntries(actions),
  }
}

function worthOf({ strong, owns, creates, writes }: GroupRights): Sensitivity {
  if (strong) return 'critical'
  return owns || creates || writes > 0 ? 'high' : 'medium'
}

/** The same by what the groups may do at the server, which is asked and not changed. What it does not answer is said. */
export async function surveyPostgres(name: string, settings: PostgresSettings, look: boolean): Promise<Survey> {
  if (!look) return () => ({ offered: [offeredByPostgres(name, settings)], remarks: [] })
  const server = createPostgresServer(addressOf(settings.url), settings.ca)
  try {
    const groups = await groupsAt(server, settings)
    const rights = new Map(groups.map((group) => [group.name, group]))
    const remarks = [...namedRemarks(settings, rights), ...unnamedRemarks(settings, groups)]
    return () => ({ offered: [offeredByPostgres(name, settings, rights)], remarks })
  } catch (thrown) {
    const remark = `The server was not read, so what actions are worth is guessed by their names. ${asError(thrown).message}`
    return () => ({ offered: [offeredByPostgres(name, settings)], remarks: [remark] })
  } finally {
    await server.close()
  }
}

/** The groups that the deployment names, and all others that Daypass's login may give out. */
async function groupsAt(server: PostgresServer, settings: PostgresSettings): Promise<GroupRights[]> {
  const named = Object.keys(settings.roles).flatMap((action) => groupFor(settings, action)?.group ?? [])
  const rows = await server.run(`WITH tables AS (
      SELECT c.oid, n.nspname, c.relowner FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
    SELECT g.rolname::text AS name,
      g.rolsuper OR g.rolcreaterole OR g.rolbypassrls OR g.rolreplication OR EXISTS (SELECT FROM pg_catalog.pg_roles p
        WHERE p.rolname IN ('pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files', 'pg_signal_backend')
          AND pg_catalog.pg_has_role(g.oid, p.oid, 'MEMBER')) AS strong,
      EXISTS (SELECT FROM tables t WHERE pg_catalog.pg_has_role(g.oid, t.relowner, 'MEMBER')) AS owns,
      pg_catalog.has_database_privilege(g.oid, pg_catalog.current_database(), 'CREATE') OR EXISTS (SELECT FROM pg_catalog.pg_namespace n
        WHERE n.nspname !~ '^pg_' AND pg_catalog.has_schema_privilege(g.oid, n.oid, 'CREATE')) AS creates,
      (SELECT count(*)::int FROM tables t WHERE pg_catalog.has_any_column_privilege(g.oid, t.oid, 'INSERT, UPDATE')
        OR pg_catalog.has_table_privilege(g.oid, t.oid, 'DELETE, TRUNCATE')) AS writes,
      (SELECT count(*)::int FROM tables t WHERE pg_catalog.has_any_column_privilege(g.oid, t.oid, 'SELECT')) AS reads,
      (SELECT pg_catalog.array_agg(DISTINCT t.nspname::text) FROM tables t
        WHERE pg_catalog.has_any_column_privilege(g.oid, t.oid, 'SELECT, INSERT, UPDATE')) AS schemas
    FROM pg_catalog.pg_roles g
    WHERE g.rolname OPERATOR(pg_catalog.=) ANY (ARRAY[${[...named, ''].map((one) => literal(one)).join(', ')}]::name[])
      OR (NOT g.rolcanlogin AND g.rolname !~ '^pg_' AND g.rolname <> ${literal(markingGroup)}
        AND NOT pg_catalog.pg_has_role(g.oid, current_user, 'MEMBER')
        AND pg_catalog.pg_has_role(current_user, g.oid, 'MEMBER WITH ADMIN OPTION'))
    ORDER BY g.rolname LIMIT 500`)
  return rows.map((row) => ({
    ...{ name: String(row.name), strong: row.strong === true, owns: row.owns === true, creates: row.creates === true },
    ...{ writes: Number(row.writes), reads: Number(row.reads), schemas: (row.schemas as string[] | null) ?? [] },
  }))
}

const tables = (count: number): string => (count === 1 ? 'one table' : `${count} tables`)

function wordsOf({ strong, owns, creates, writes, reads, schemas }: GroupRights): string {
  const parts = [
    ...(strong ? ['may do what no group of a connector should'] : []),
    ...(owns ? ['owns tables'] : []),
    ...(creates ? ['may make objects'] : []),
    ...(writes > 0 ? [`may change ${tables(writes)}`] : []),
    ...(reads > 0 ? [`may read ${tables(reads)}`] : ['may read no table']),
  ]
  const where = schemas.slice(0, 5).map((schema) => code(schema))
  return `${parts.join(', ')}${where.length > 0 ? ` (${where.join(', ')}${schemas.length > 5 ? ', …' : ''})` : ''}`
}

function namedRemarks(settings: PostgresSettings, rights: ReadonlyMap<string, GroupRights>): string[] {
  return Object.keys(settings.roles).flatMap((action) => {
    const use = groupFor(settings, action)
    if (!use) return []
    const seen = rights.get(use.group)
    const whose = `${code(action)}: the group ${code(use.group)}`
    return seen
      ? [`${whose} ${wordsOf(seen)}.`]
      : [`${whose} is not at the server: \`daypass connector postgres --sql\` prints how to make it.`]
  })
}

const mostUnnamed = 30

function unnamedRemarks(settings: PostgresSettings, groups: readonly GroupRights[]): string[] {
  const named = new Set(Object.keys(settings.roles).map((action) => groupFor(settings, action)?.group))
  const others = groups.filter(({ name }) => !named.has(name) && name !== settings.reassign_to)
  const shown = others.slice(0, mostUnnamed).map((group) => {
    return `The group ${code(group.name)} could be given, and the deployment's \`roles\` does not name it: it ${wordsOf(group)}.`
  })
  return others.length > mostUnnamed ? [...shown, `So could ${others.length - mostUnnamed} more groups.`] : shown
}
