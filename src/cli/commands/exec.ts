import { DaypassError } from '../../core/error.ts'
import { type AccessToken, fetchAccessToken } from '../access-token.ts'
import type { CliDeps } from '../deps.ts'
import { type OpenedGrant, openGrant } from '../open-grant.ts'
import { createTokenFile, keepFresh, type TokenFile } from '../token-keeper.ts'

/** What the program finds in its environment besides ours. */
function variablesOf({ payload }: OpenedGrant, token: string, file: TokenFile): Record<string, string> {
  return {
    DAYPASS_TOKEN: token,
    DAYPASS_TOKEN_FILE: file.path,
    DAYPASS_RESOURCE: payload.resource,
    DAYPASS_ENDS: payload.ends,
  }
}

/**
 * `daypass exec <issue> -- <command>`: runs a program with a living token in DAYPASS_TOKEN_FILE (kept fresh) and the first one in
 * DAYPASS_TOKEN. Returns the program's exit code. The file is gone afterwards, whatever happened.
 */
export async function exec(
  deps: CliDeps,
  url: string,
  command: readonly string[],
  identities: readonly string[],
): Promise<number> {
  const [program, ...args] = command
  if (program === undefined) throw new DaypassError('USAGE', 'There is no command to run. Name it after "--".')
  const { machine, now } = deps
  const opened = await openGrant(deps, url, identities)
  const fetchToken = (): Promise<AccessToken> => fetchAccessToken(opened, deps.fetch)
  const first = await fetchToken()
  const file = await createTokenFile(machine.temporary)
  try {
    await file.write(first.token)
    const running = machine.start(program, args, { ...deps.env, ...variablesOf(opened, first.token, file) })
    const stopListening = machine.onSignal((name) => running.signal(name))
    const say = (sentence: string): void => void machine.stderr.write(`daypass: ${sentence}\n`)
    const ends = new Date(opened.payload.ends)
    const stopKeeping = keepFresh({ file, first, ends, fetchToken, now, machine, say })
    try {
      return await running.ended
    } finally {
      stopListening()
      await stopKeeping()
    }
  } finally {
    await file.remove()
  }
}
