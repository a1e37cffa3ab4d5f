import { formatDuration } from '../../core/duration.ts'
import type { RenewalCredential } from '../../generated/sealed-payload.ts'
import type { CliDeps } from '../deps.ts'
import type { GrantInHand } from '../open/grant-in-hand.ts'
import { plain } from '../plain-text.ts'
import { fetchAccessToken } from './access-token.ts'
import { createTokenFile, keepFresh } from './token-keeper.ts'
import type { UsableCredential } from './usable-credential.ts'

/** Access tokens: one at once, and for a program a file that always holds a living one. Throws as `fetchAccessToken`. */
export async function useToken(
  deps: CliDeps,
  opened: GrantInHand,
  credential: RenewalCredential,
): Promise<UsableCredential> {
  const { machine, now } = deps
  const { request } = opened.payload
  const fetchToken = () => fetchAccessToken(opened, credential, deps.fetch)
  const first = await fetchToken()
  return {
    ends: first.ends,
    lines: [
      `Access token, good for ${formatDuration(first.expiresIn)}:`,
      '',
      first.token,
      '',
      `A fresh one: daypass token ${plain(request)}`,
      `For a program: daypass exec ${plain(request)} -- <command>`,
    ],
    json: { access_token: first.token, expires_in: first.expiresIn },
    environment: { DAYPASS_TOKEN: first.token },
    hold: async ({ say }) => {
      const file = await createTokenFile(machine.temporary)
      try {
        await file.write(first.token)
      } catch (thrown) {
        await file.remove()
        throw thrown
      }
      const stopKeeping = keepFresh({ file, first, fetchToken, now, machine, say })
      return {
        variables: { DAYPASS_TOKEN: first.token, DAYPASS_TOKEN_FILE: file.path },
        release: async () => {
          await stopKeeping()
          await file.remove()
        },
      }
    },
  }
}
