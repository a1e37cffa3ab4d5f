import { asError, DaypassError } from '../../core/error.ts'
import type { UsableCredential } from '../credentials/usable-credential.ts'
import { useCredential } from '../credentials/use-credential.ts'
import { useToken } from '../credentials/use-token.ts'
import type { CliDeps } from '../deps.ts'
import { tokenVariables } from '../github/github-token.ts'
import { isIssueUrl } from '../github/issue-url.ts'
import { jobGrant, jobVariable } from '../open/job-grant.ts'
import { type OpenedGrant, openGrant } from '../open/open-grant.ts'
import { operationVariable } from '../rendering.ts'
import type { Asked } from '../request/ask.ts'
import { askForProgram, askingOf, type RequestOptions } from './request.ts'

export type ExecOptions = RequestOptions & { keep?: boolean; withGithubToken?: boolean; url?: boolean }

function noCommand(): DaypassError {
  return new DaypassError('USAGE', 'There is no command to run. Name it after "--".')
}

/**
 * Our environment for the program, without the credential that tokens are got by, without what another grant around this one was for, and without
 * the user's own GitHub token unless that is wanted: it is more than what was granted.
 */
function environmentFor(env: CliDeps['env'], { withGithubToken }: ExecOptions): CliDeps['env'] {
  const left = [jobVariable, 'DAYPASS_OPERATION', ...(withGithubToken ? [] : tokenVariables)]
  return Object.fromEntries(Object.entries(env).filter(([name]) => !left.includes(name.toUpperCase())))
}

/**
 * `daypass exec <issue> -- <command>`, or `daypass exec <resource> <actions> <duration> --reason <why> -- <command>`, which asks, waits
 * and, unless --keep, hands the access back when the program ends; in a job, `daypass exec -- <command>`. Returns the program's exit code.
 */
export async function exec(
  deps: CliDeps,
  target: string,
  rest: readonly string[],
  options: ExecOptions,
): Promise<number> {
  const job = isIssueUrl(target) || options.reason !== undefined ? undefined : jobGrant(deps)
  if (job) {
    const usable = await useToken(deps, job.grant, job.credential)
    return holdFor(deps, [target, ...rest], options, { usable, payload: job.grant.payload })
  }
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
 * Runs a program that finds the credential in its environment and in files of its own: a token that is kept fresh, or a login. Returns the
 * program's exit code. The files are gone afterwards, whatever happened.
 */
async function runWith(deps: CliDeps, url: string, command: readonly string[], options: ExecOptions): Promise<number> {
  if (command.length === 0) throw noCommand()
  const opened = await openGrant(deps, url, options.identity ?? [])
  const usable = await useCredential(deps, opened)
  return holdFor(deps, command, options, { usable, payload: opened.payload })
}

type HeldFor = Pick<OpenedGrant['payload'], 'resource' | 'operation'>

async function holdFor(
  deps: CliDeps,
  [program, ...args]: readonly string[],
  options: ExecOptions,
  { usable, payload }: { usable: UsableCredential; payload: HeldFor },
): Promise<number> {
  if (program === undefined) throw noCommand()
  const { machine } = deps
  const say = (sentence: string): void => void machine.stderr.write(`daypass: ${sentence}\n`)
  const held = await usable.hold({ say, url: options.url ?? false })
  try {
    const running = machine.start(program, args, {
      ...environmentFor(deps.env, options),
      ...held.variables,
      DAYPASS_RESOURCE: payload.resource,
      DAYPASS_ENDS: usable.ends,
      ...operationVariable({ payload }),
    })
    const stopListening = machine.onSignal((name) => running.signal(name))
    try {
      return await running.ended
    } finally {
      stopListening()
    }
  } finally {
    await held.release()
  }
}
