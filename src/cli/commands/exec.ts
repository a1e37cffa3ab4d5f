import { asError, DaypassError } from '../../core/error.ts'
import type { CliDeps } from '../deps.ts'
import { tokenVariables } from '../github/github-token.ts'
import { isIssueUrl } from '../github/issue-url.ts'
import { type AccessToken, fetchAccessToken } from '../open/access-token.ts'
import { type OpenedGrant, openGrant } from '../open/open-grant.ts'
import { createTokenFile, keepFresh, type TokenFile } from '../open/token-keeper.ts'
import type { Asked } from '../request/ask.ts'
import { askForProgram, askingOf, type RequestOptions } from './request.ts'

export type ExecOptions = RequestOptions & { keep?: boolean; withGithubToken?: boolean }

/** Our environment for the program, without the user's own GitHub token unless that is wanted: it is more than what was granted. */
function environmentFor(env: CliDeps['env'], { withGithubToken }: ExecOptions): CliDeps['env'] {
  if (withGithubToken) return env
  return Object.fromEntries(Object.entries(env).filter(([name]) => !tokenVariables.includes(name.toUpperCase())))
}

/** What the program finds in its environment besides ours. */
function variablesOf({ payload }: OpenedGrant, { token, ends }: AccessToken, file: TokenFile): Record<string, string> {
  return {
    DAYPASS_TOKEN: token,
    DAYPASS_TOKEN_FILE: file.path,
    DAYPASS_RESOURCE: payload.resource,
    DAYPASS_ENDS: ends,
  }
}

/**
 * `daypass exec <issue> -- <command>`, or `daypass exec <resource> <actions> <duration> --reason <why> -- <command>`, which asks, waits
 * and, unless --keep, hands the access back when the program ends. Returns the program's exit code.
 */
export async function exec(
  deps: CliDeps,
  target: string,
  rest: readonly string[],
  options: ExecOptions,
): Promise<number> {
  const identities = options.identity ?? []
  // Without a reason nothing is asked for, so it can only be meant as an address.
  if (isIssueUrl(target) || options.reason === undefined) return runWith(deps, target, rest, options)
  const [actions, duration, ...command] = rest
  if (actions === undefined || duration === undefined || command.length === 0)
    throw new DaypassError(
      'USAGE',
      'There is no command to run. Name resource, actions and duration, then the command after "--".',
    )
  const asked = await askForProgram(deps, askingOf(target, actions, duration, options), identities)
  if ('exitCode' in asked) return asked.exitCode
  const { issue, github } = asked
  try {
    return await runWith(deps, issue.url, command, options)
  } finally {
    if (!options.keep) await handBack(deps, { issue, github })
  }
}

/** The program's answer counts, whether or not this gets through: the access ends by itself as well. */
async function handBack(deps: CliDeps, { issue, github }: Asked): Promise<void> {
  const { owner, name, number } = issue
  const say = (sentence: string): unknown => deps.machine.stderr.write(`daypass: ${sentence}\n`)
  try {
    // It may have ended meanwhile; a request that is over takes no commands.
    if (!(await github.issue(owner, name, number)).open) return
    await github.comment(owner, name, number, '/done')
    say('handed back with /done.')
  } catch (thrown) {
    say(`could not hand it back, it ends on time: ${asError(thrown).message}`)
  }
}

/**
 * Runs a program with a living token in DAYPASS_TOKEN_FILE (kept fresh) and the first one in
 * DAYPASS_TOKEN. Returns the program's exit code. The file is gone afterwards, whatever happened.
 */
async function runWith(deps: CliDeps, url: string, command: readonly string[], options: ExecOptions): Promise<number> {
  const [program, ...args] = command
  if (program === undefined) throw new DaypassError('USAGE', 'There is no command to run. Name it after "--".')
  const { machine, now } = deps
  const opened = await openGrant(deps, url, options.identity ?? [])
  const fetchToken = (): Promise<AccessToken> => fetchAccessToken(opened, deps.fetch)
  const first = await fetchToken()
  const file = await createTokenFile(machine.temporary)
  try {
    await file.write(first.token)
    const running = machine.start(program, args, {
      ...environmentFor(deps.env, options),
      ...variablesOf(opened, first, file),
    })
    const stopListening = machine.onSignal((name) => running.signal(name))
    const say = (sentence: string): void => void machine.stderr.write(`daypass: ${sentence}\n`)
    const stopKeeping = keepFresh({ file, first, fetchToken, now, machine, say })
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
