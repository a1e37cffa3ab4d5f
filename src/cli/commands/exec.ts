import { DaypassError } from '../../core/error.ts'
import { fetchAccessToken } from '../access-token.ts'
import type { CliDeps } from '../deps.ts'
import { openGrant } from '../open-grant.ts'
import { createTokenFile, keepFresh } from '../token-keeper.ts'

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
  if (program === undefined)
    throw new DaypassError(
      'USAGE',
      'There is no command to run. Name it after "--": daypass exec <issue-url> -- npm test',
    )
  const { machine } = deps
  const opened = await openGrant(deps, url, identities)
  const first = await fetchAccessToken(opened, deps.fetch)
  const file = await createTokenFile(machine.temporary)
  try {
    await file.write(first.token)
    const { payload } = opened
    const running = machine.start(program, args, {
      ...deps.env,
      DAYPASS_TOKEN: first.token,
      DAYPASS_TOKEN_FILE: file.path,
      DAYPASS_RESOURCE: payload.resource,
      DAYPASS_ENDS: payload.ends,
    })
    const stopListening = machine.onSignal((name) => running.signal(name))
    const stopKeeping = keepFresh({
      file,
      first,
      ends: new Date(payload.ends),
      fetchToken: () => fetchAccessToken(opened, deps.fetch),
      now: deps.now,
      machine,
      say: (sentence) => void machine.stderr.write(`daypass: ${sentence}\n`),
    })
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
