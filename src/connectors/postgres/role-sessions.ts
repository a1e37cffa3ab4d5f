import { DaypassError } from '../../core/error.ts'
import type { PostgresServer, Rows } from './postgres-server.ts'

/** Whose sessions: those of a role by its oid, which a replica shows even when the role is gone; or of any role that is gone. */
export type Whose = { oid: number } | 'vanished'

const where = (whose: Whose): string =>
  whose === 'vanished'
    ? `a.usesysid IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.oid = a.usesysid)`
    : `a.usesysid = ${whose.oid}`

/** So often sessions are cut and looked for again, before it is tried anew later. */
const looks = 20

/**
 * Cuts every session until there is none, on each server. Returns how many were cut. On a replica only once it has followed the primary so far
 * that the role cannot log in there any more. Throws CONNECTOR_FAILED where one stays.
 */
export async function cutSessions(
  primary: PostgresServer,
  replicas: readonly PostgresServer[],
  whose: Whose,
  pause: (seconds: number) => Promise<void>,
): Promise<number> {
  let cut = await cutOn(primary, whose, pause)
  if (replicas.length === 0) return cut
  const [row] = await primary.run('SELECT pg_catalog.pg_current_wal_lsn()::text AS position')
  for (const replica of replicas) {
    await followed(replica, String(row?.position), pause)
    cut += await cutOn(replica, whose, pause)
  }
  return cut
}

async function cutOn(server: PostgresServer, whose: Whose, pause: (seconds: number) => Promise<void>): Promise<number> {
  const cut = new Set<number>()
  for (let look = 0; look < looks; look++) {
    const query = `SELECT a.pid, pg_catalog.pg_terminate_backend(a.pid) FROM pg_catalog.pg_stat_activity a WHERE ${where(whose)}`
    const rows: Rows = await server.run(query)
    if (rows.length === 0) return cut.size
    for (const { pid } of rows) cut.add(Number(pid))
    // A session that is told to end does so within milliseconds.
    await pause(Math.min(1, 0.01 * 2 ** look))
  }
  throw new DaypassError('CONNECTOR_FAILED', `PostgreSQL at ${server.place}: sessions of the role do not end.`)
}

async function followed(
  replica: PostgresServer,
  position: string,
  pause: (seconds: number) => Promise<void>,
): Promise<void> {
  for (let look = 0; look < looks; look++) {
    const [row] = await replica.run(
      `SELECT NOT pg_catalog.pg_is_in_recovery() OR pg_catalog.pg_last_wal_replay_lsn() >= '${position}'::pg_catalog.pg_lsn AS there`,
    )
    if (row?.there === true) return
    await pause(Math.min(1, 0.01 * 2 ** look))
  }
  const message = `The replica at ${replica.place} is behind, so that the role may still log in there.`
  throw new DaypassError('CONNECTOR_FAILED', message)
}
