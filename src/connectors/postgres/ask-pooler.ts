import { addSeconds } from '../../core/instant.ts'
import type { PostgresServer } from './postgres-server.ts'
import type { LoginTried } from './prove-role-end.ts'

/** For so long (seconds) a pooler that was silent is not asked again: many ends must not wait for it one after the other. */
const leftAlone = 60

/**
 * Tries a login that the server has refused where people connect, which may be a pooler that keeps doors of its own. A refusal there proves nothing
 * more, and neither does silence, as of one that Daypass does not reach: what the server has refused is over. But nothing is over for whoever is answered.
 */
export function createPoolerCheck(
  pooler: PostgresServer,
  now: () => Date,
): (login: { user: string; password: string }) => Promise<LoginTried> {
  const silent: LoginTried = { refused: true, words: `no answer from ${pooler.place}` }
  let silentUntil = new Date(0)
  return async (login) => {
    if (now() < silentUntil) return silent
    const use = await pooler.tryUse(login)
    if (use === 'answered')
      return { refused: false, why: `${pooler.place}, where people connect, still answers the role` }
    if (use === 'refused') return { refused: true, words: `refused by ${pooler.place} too` }
    silentUntil = addSeconds(now(), leftAlone)
    return silent
  }
}
