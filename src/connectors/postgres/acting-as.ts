import pg from 'pg'
import type { PostgresServer } from './postgres-server.ts'

const { escapeIdentifier: ident } = pg

/**
 * Lets the administrator act as a role for as long as `act` takes: who made a role may administer it, and not yet do what it may (16 and later). What
 * was given for that is taken back; before 16 who may give a group out is a member of it anyway.
 */
export async function actingAs(server: PostgresServer, role: string, act: () => Promise<void>): Promise<void> {
  const hasOptions = (await versionOf(server)) >= 160_000
  await server.run(`GRANT ${ident(role)} TO CURRENT_USER${hasOptions ? ' WITH INHERIT TRUE, SET TRUE' : ''}`)
  try {
    await act()
  } finally {
    if (hasOptions) await server.run(`REVOKE ${ident(role)} FROM CURRENT_USER GRANTED BY CURRENT_USER`)
  }
}

/** Such as 160004. */
export async function versionOf(server: PostgresServer): Promise<number> {
  const [row] = await server.run(`SELECT pg_catalog.current_setting('server_version_num') AS version`)
  return Number(row?.version)
}
