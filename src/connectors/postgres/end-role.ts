import pg from 'pg'
import { DaypassError } from '../../core/error.ts'
import type { LeaseState } from '../../ports/lease-state.ts'
import type { Role } from './find-role.ts'
import { type PostgresServer, stateOf } from './postgres-server.ts'
import { rollBackPrepared } from './prepared-transactions.ts'
import { cutSessions } from './role-sessions.ts'

const { escapeIdentifier: ident, escapeLiteral: literal } = pg

export type EndParts = {
  primary: PostgresServer
  replicas: readonly PostgresServer[]
  /** Waits for so many seconds. */
  pause(seconds: number): Promise<void>
}

/** What was open at the end, and is no more. */
export type Cut = { sessions: number; transactions: number }

/** A user who alters the own role again and again, or prepares that, is overtaken within a few tries. */
const tries = 8

/**
 * Ends what a role may do and all that it does. First its groups, which no lock of the user's can hold up; then its login; then its sessions, and
 * what it has prepared: either may hold the login up, so all of it is tried until it is true at once. `verifier`: of a password that is then
 * right. Idempotent. Throws CONNECTOR_FAILED.
 */
export async function endRole(
  { primary, replicas, pause }: EndParts,
  role: Role,
  lease: LeaseState | null,
  verifier: string,
): Promise<Cut> {
  if (role.groups.length > 0) await primary.run(revokeStatement(role))
  const cut: Cut = { sessions: 0, transactions: 0 }
  for (let left = tries; ; left--) {
    const isClosed = await closeLogin(primary, role, verifier)
    cut.sessions += await cutSessions(primary, isClosed ? replicas : [], role, pause)
    cut.transactions += await rollBackPrepared(primary, role, lease)
    if (isClosed) return cut
    if (left === 0)
      throw new DaypassError(
        'CONNECTOR_FAILED',
        `PostgreSQL at ${primary.place}: something holds the role ${role.name} up.`,
      )
  }
}

/** The rights end at the next statement of whoever is in, even within a transaction. */
const revokeStatement = ({ name, groups }: Role): string => `REVOKE ${groups.map(ident).join(', ')} FROM ${ident(name)}`

/**
 * Lets nobody in any more. With the `verifier` of a password, that one is right from then on, and for ever: only then does the server say that it was the
 * role which was refused, and not the password. False: somebody else holds the role.
 */
export async function closeLogin(primary: PostgresServer, { name }: Role, verifier: string): Promise<boolean> {
  try {
    await primary.run(`ALTER ROLE ${ident(name)} NOLOGIN PASSWORD ${literal(verifier)} VALID UNTIL 'infinity'`)
    return true
  } catch (error) {
    const state = stateOf(error)
    // lock_not_available; or updated by two at once, which has no code of its own.
    if (state === '55P03' || state === 'XX000') return false
    throw error
  }
}
