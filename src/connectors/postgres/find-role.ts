import pg from 'pg'
import { roleNames } from '../role-name.ts'
import type { PostgresServer } from './postgres-server.ts'
import { markingGroup } from './postgres-settings.ts'
import { type RoleMarker, readMarker } from './role-marker.ts'

const { escapeLiteral: literal } = pg

/** A role as the server has it. `marked`: it is in the group of roles of ours; `groups`: what else it is a member of. */
export type Role = {
  oid: number
  name: string
  canLogIn: boolean
  marker: RoleMarker | undefined
  marked: boolean
  groups: readonly string[]
}

const columns = `r.oid::int8::text AS oid, r.rolname AS name, r.rolcanlogin AS login,
  pg_catalog.shobj_description(r.oid, 'pg_authid') AS comment,
  coalesce((SELECT pg_catalog.array_agg(g.rolname::text ORDER BY g.rolname) FROM pg_catalog.pg_auth_members m
    JOIN pg_catalog.pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid), '{}') AS groups`

/** Undefined: there is none of that name. */
export async function findRole(server: PostgresServer, name: string): Promise<Role | undefined> {
  return (await lookAtRole(server, name)).role
}

/** The same, with the server's version, such as 160004. */
export async function lookAtRole(
  server: PostgresServer,
  name: string,
): Promise<{ version: number; role: Role | undefined }> {
  const [row = {}] = await server.run(`SELECT pg_catalog.current_setting('server_version_num') AS version, ${columns}
    FROM (SELECT) AS always LEFT JOIN pg_catalog.pg_roles r ON r.rolname = ${literal(name)}`)
  return { version: Number(row.version), role: row.name === null ? undefined : roleOf(row) }
}

/** Every role that has a name of ours and is in the group that nobody else can give. */
export async function listRoles(server: PostgresServer): Promise<Role[]> {
  const rows = await server.run(`SELECT ${columns} FROM pg_catalog.pg_roles r
    JOIN pg_catalog.pg_auth_members o ON o.member = r.oid
    JOIN pg_catalog.pg_roles ours ON ours.oid = o.roleid AND ours.rolname = ${literal(markingGroup)}
    WHERE r.rolname LIKE 'jit\\_%'`)
  return rows.map(roleOf).filter(({ name }) => roleNames.test(name))
}

function roleOf(row: Readonly<Record<string, unknown>>): Role {
  const groups = row.groups as string[]
  return {
    oid: Number(row.oid),
    name: String(row.name),
    canLogIn: row.login === true,
    marker: readMarker(row.comment as string | null),
    marked: groups.includes(markingGroup),
    groups: groups.filter((group) => group !== markingGroup),
  }
}
