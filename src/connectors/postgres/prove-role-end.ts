import { showInstant } from '../../core/instant.ts'
import type { LoginAnswer, PostgresServer } from './postgres-server.ts'

/** The right password, and refused all the same: only this shows that it is the role that is refused (PostgreSQL's source, `InitializeSessionUserId`). */
const refused = { code: '28000', routine: 'InitializeSessionUserId' }

export type LoginTried = { refused: true; words: string } | { refused: false; why: string }

/** Logs in with a password that is right, and must not get in. Throws CONNECTOR_FAILED where no server answers. */
export async function tryEndedLogin(
  server: PostgresServer,
  login: { user: string; password: string },
  now: () => Date,
): Promise<LoginTried> {
  const answer = await server.tryLogin(login)
  const { place } = server
  if (answer.letIn) return { refused: false, why: `${place} still lets the role in` }
  if (isExact(answer))
    return { refused: true, words: `login refused by ${place} at ${showInstant(now(), 'tenth')} (28000)` }
  const { code = 'without a code', routine = 'an unknown part' } = answer
  return {
    refused: false,
    why: `${place} refused the login for another reason than the role's end (${code}, ${routine})`,
  }
}

const isExact = ({ code, routine }: Extract<LoginAnswer, { letIn: false }>): boolean =>
  code === refused.code && routine === refused.routine
