import pg from 'pg'
import type { LeaseState } from '../../ports/lease-state.ts'
import { actingAs } from './acting-as.ts'
import type { Role } from './find-role.ts'
import type { PostgresServer } from './postgres-server.ts'
import type { GroupUse } from './postgres-settings.ts'

const { escapeIdentifier: ident, escapeLiteral: literal } = pg

type Prepared = { gid: string; owner: string; database: string }

/**
 * Rolls back what a role has prepared: it keeps locks, and the role from being dropped, when every session is gone. What a group has prepared that
 * it may make objects for is a grant's too, if it was not there before. Returns how many. Throws CONNECTOR_FAILED.
 */
export async function rollBackPrepared(server: PostgresServer, role: Role, lease: LeaseState | null): Promise<number> {
  const { groups, before } = readLease(lease)
  const found = await preparedBy(server, [role.name, ...groups])
  const ours = found.filter(({ owner, gid }) => owner === role.name || !before.has(gid))
  for (const { gid, owner, database } of ours) {
    // Only who has prepared it may roll it back, and outside of any transaction.
    await actingAs(server, owner, () =>
      server.runIn(database, [`SET ROLE ${ident(owner)}`, `ROLLBACK PREPARED ${literal(gid)}`]),
    )
  }
  return ours.length
}

/** What is to be known later of groups that a role may make objects for: which transactions were prepared before. */
export async function notePrepared(server: PostgresServer, groups: readonly GroupUse[]): Promise<LeaseState> {
  const own = groups.filter(({ mode }) => mode === 'own').map(({ group }) => group)
  if (own.length === 0) return {}
  const found = await preparedBy(server, own)
  return { own: own.map((group) => ({ group })), prepared: found.map(({ gid }) => ({ gid })) }
}

async function preparedBy(server: PostgresServer, owners: readonly string[]): Promise<Prepared[]> {
  const names = owners.map((owner) => literal(owner)).join(', ')
  const rows = await server.run(
    `SELECT gid, owner::text AS owner, database::text AS database FROM pg_catalog.pg_prepared_xacts WHERE owner IN (${names})`,
  )
  return rows.map(({ gid, owner, database }) => ({
    gid: String(gid),
    owner: String(owner),
    database: String(database),
  }))
}

function readLease(lease: LeaseState | null): { groups: string[]; before: ReadonlySet<string> } {
  return { groups: texts(lease?.own, 'group'), before: new Set(texts(lease?.prepared, 'gid')) }
}

const texts = (list: LeaseState[string] | undefined, member: string): string[] =>
  Array.isArray(list) ? (list as LeaseState[]).map((one) => String(one[member])) : []
