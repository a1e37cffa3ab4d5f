import pg from 'pg'
import { asError } from '../../core/error.ts'
import type { CheckResult } from '../../ports/check-result.ts'
import { createPostgresServer, type PostgresServer } from './postgres-server.ts'
import { addressOf, type GroupUse, groupFor, markingGroup, type PostgresSettings } from './postgres-settings.ts'

const { escapeLiteral: literal } = pg
/** What clocks may differ by (seconds). */
const clocksApart = 2
/** What can go on working for a role without a session of its own. */
const leaveWork = ['pg_cron', 'dblink', 'postgres_fdw']

/** Whether the servers are there, and the administrator may do there what ends and proves a role. Changes nothing. */
export async function lookAtPostgres(settings: PostgresSettings, now: () => Date): Promise<CheckResult[]> {
  const servers = [settings.url, ...(settings.replicas ?? [])].map((url) =>
    createPostgresServer(addressOf(url), settings.ca),
  )
  const [primary, ...replicas] = servers
  try {
    if (!primary) return []
    const found = [
      ...(await lookAtServer(primary, now)),
      ...(await lookAtGroups(primary, settings)),
      ...(await lookAtReassigning(primary, settings)),
    ]
    for (const replica of replicas) found.push(...(await lookAtReplica(replica)))
    const wrong = found.filter(({ state }) => state !== 'well')
    if (wrong.length > 0) return wrong
    return [
      { state: 'well', message: `PostgreSQL at ${primary.place} has what it takes to make, end and prove a role.` },
    ]
  } catch (thrown) {
    return [{ state: 'wrong', code: 'CONNECTOR_FAILED', message: asError(thrown).message }]
  } finally {
    await Promise.all(servers.map((server) => server.close()))
  }
}

async function lookAtServer(server: PostgresServer, now: () => Date): Promise<CheckResult[]> {
  const before = now()
  const [row] = await server.run(`SELECT pg_catalog.current_setting('server_version_num')::int AS version,
    pg_catalog.current_setting('max_prepared_transactions')::int AS prepared, r.rolcreaterole AS creates, r.rolsuper AS super,
    pg_catalog.pg_has_role('pg_signal_backend', 'MEMBER') AS signals, extract(epoch FROM pg_catalog.clock_timestamp())::float8 AS clock,
    (SELECT pg_catalog.array_agg(datname::text ORDER BY datname) FROM pg_catalog.pg_database
      WHERE datallowconn AND datname <> pg_catalog.current_database() AND pg_catalog.has_database_privilege('public', oid, 'CONNECT')) AS open,
    (SELECT pg_catalog.array_agg(extname::text) FROM pg_catalog.pg_extension WHERE extname IN (${leaveWork.map((one) => literal(one)).join(', ')})) AS extensions
    FROM pg_catalog.pg_roles r WHERE r.rolname = current_user`)
  const middle = (before.getTime() + now().getTime()) / 2000
  const is = (condition: unknown, result: CheckResult): CheckResult[] => (condition ? [result] : [])
  const { place } = server
  const version = Number(row?.version)
  const open = (row?.open as string[] | null) ?? []
  const extensions = (row?.extensions as string[] | null) ?? []
  return [
    ...is(
      version < 150_000,
      wrong(`${place} is older than PostgreSQL 15. Daypass was not tried on it: use 15 or later.`),
    ),
    ...is(
      version >= 150_000 && version < 160_000,
      note(
        `${place} is PostgreSQL 15: who may create roles there may give out pg_execute_server_program and the like, too. 16 and later keep Daypass's login from that.`,
      ),
    ),
    ...is(
      row?.super === true,
      note(
        `Daypass logs in to ${place} as a superuser. It needs no more than CREATEROLE: see docs/connectors/postgres.md.`,
      ),
    ),
    ...is(
      row?.creates !== true && row?.super !== true,
      wrong(`The login of Daypass at ${place} may not create roles: ALTER ROLE … CREATEROLE.`),
    ),
    ...is(
      row?.signals !== true,
      wrong(`The login of Daypass at ${place} may not cut sessions: GRANT pg_signal_backend.`),
    ),
    ...is(
      Math.abs(Number(row?.clock) - middle) > clocksApart,
      wrong(
        `The clock of ${place} and this machine's are more than ${clocksApart} s apart: passwords end at the wrong time. Set both by NTP.`,
      ),
    ),
    ...is(
      Number(row?.prepared) > 0,
      note(
        `${place} allows prepared transactions, which outlive sessions. Daypass rolls back those of its roles; set max_prepared_transactions to 0 if nobody needs them.`,
      ),
    ),
    ...is(
      open.length > 0,
      note(
        `Everybody may connect to ${open.join(', ')} at ${place}, a grant's login too: REVOKE CONNECT … FROM PUBLIC where that is not meant.`,
      ),
    ),
    ...is(
      extensions.length > 0,
      note(
        `${extensions.join(', ')} at ${place} can go on working after an end. Grant their use to no group of a connector.`,
      ),
    ),
  ]
}

async function lookAtGroups(server: PostgresServer, settings: PostgresSettings): Promise<CheckResult[]> {
  const found = await lookAtGroup(server, { group: markingGroup, mode: 'use' }, [])
  for (const action of Object.keys(settings.roles)) {
    const use = groupFor(settings, action)
    if (use) found.push(...(await lookAtGroup(server, use, [action])))
  }
  return found
}

async function lookAtGroup(
  server: PostgresServer,
  { group, mode }: GroupUse,
  actions: readonly string[],
): Promise<CheckResult[]> {
  const [row] =
    await server.run(`SELECT g.rolcanlogin AS login, g.rolsuper OR g.rolcreaterole OR g.rolbypassrls OR g.rolreplication AS strong,
    pg_catalog.pg_has_role(current_user, g.oid, 'MEMBER WITH ADMIN OPTION') OR (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS admin,
    pg_catalog.has_database_privilege(g.oid, pg_catalog.current_database(), 'CREATE')
      OR EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname !~ '^pg_' AND pg_catalog.has_schema_privilege(g.oid, n.oid, 'CREATE')) AS creates
    FROM pg_catalog.pg_roles g WHERE g.rolname = ${literal(group)}`)
  const named =
    actions.length > 0
      ? `The group ${group} (${actions.join(', ')})`
      : `The group ${group}, by which Daypass knows its roles,`
  if (!row)
    return [wrong(`${named} is not at ${server.place}: \`daypass connector postgres --sql\` prints how to make it.`)]
  const version = await server.run(`SELECT pg_catalog.current_setting('server_version_num')::int >= 160000 AS admins`)
  return [
    ...(row.login ? [wrong(`${named} can log in by itself: ALTER ROLE … NOLOGIN.`)] : []),
    ...(row.strong
      ? [
          wrong(
            `${named} may more than any group of a connector should (superuser, roles, row security or replication).`,
          ),
        ]
      : []),
    ...(version[0]?.admins === true && !row.admin
      ? [wrong(`The login of Daypass may not give ${group} out: GRANT ${group} TO … WITH ADMIN OPTION.`)]
      : []),
    ...(mode === 'use' && row.creates
      ? [
          note(
            `${named} may create objects, which its users then own: at the end they go to reassign_to. REVOKE CREATE, or use the mode \`own\`.`,
          ),
        ]
      : []),
  ]
}

async function lookAtReassigning(
  server: PostgresServer,
  { reassign_to: to }: PostgresSettings,
): Promise<CheckResult[]> {
  if (to === undefined)
    return [note('It names no reassign_to: a role that has made something stays at its end, disabled.')]
  const [row] = await server.run(
    `SELECT pg_catalog.pg_has_role(current_user, oid, 'MEMBER') AS member FROM pg_catalog.pg_roles WHERE rolname = ${literal(to)}`,
  )
  if (row?.member === true) return []
  return [
    wrong(
      row
        ? `The login of Daypass may not give anything to ${to}: GRANT ${to} TO it.`
        : `There is no role ${to} at ${server.place}.`,
    ),
  ]
}

async function lookAtReplica(replica: PostgresServer): Promise<CheckResult[]> {
  const [row] = await replica.run(
    `SELECT pg_catalog.pg_is_in_recovery() AS follows, pg_catalog.pg_has_role('pg_signal_backend', 'MEMBER') AS signals`,
  )
  return [
    ...(row?.follows === true ? [] : [wrong(`${replica.place} is no replica: it does not follow another server.`)]),
    ...(row?.signals === true
      ? []
      : [wrong(`The login of Daypass at ${replica.place} may not cut sessions: GRANT pg_signal_backend.`)]),
  ]
}

const wrong = (message: string): CheckResult => ({ state: 'wrong', code: 'CONNECTOR_FAILED', message })
const note = (message: string): CheckResult => ({ state: 'note', message })
