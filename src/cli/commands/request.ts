import { constants } from 'node:os'
import { DaypassError } from '../../core/error.ts'
import { useCredential } from '../credentials/use-credential.ts'
import type { CliDeps } from '../deps.ts'
import type { IssueAddress } from '../github/issue-url.ts'
import { openGrant } from '../open/open-grant.ts'
import { readIdentities } from '../open/ssh-identities.ts'
import { plain } from '../plain-text.ts'
import { renderOpened, renderOpenedJson } from '../rendering.ts'
import { type Asked, type Asking, ask } from '../request/ask.ts'
import type { Progress } from '../request/progress.ts'
import { notGranted, waitForAnswer } from '../request/wait.ts'

export type RequestOptions = {
  reason?: string
  ticket?: string
  operation?: string
  repository?: string
  wait?: boolean
  identity?: string[]
  json?: boolean
}

export function askingOf(resource: string, actions: string, duration: string, options: RequestOptions): Asking {
  const { reason, ticket, operation, repository } = options
  return { resource, actions, duration, reason, ticket, operation, repository }
}

/**
 * Asks and waits until it is granted. Returns where it is then, or the exit code of the signal that ended the waiting: the request
 * stays open. Throws what `ask` and `waitForAnswer` throw, NOT_GRANTED with the words of the status, KEY_* before anything is asked.
 */
export async function askAndWait(
  deps: CliDeps,
  asking: Asking,
  identities: readonly string[],
): Promise<(Asked & { progress: Progress }) | { exitCode: number }> {
  const say = (text: string): unknown => deps.machine.stderr.write(`daypass: ${text}\n`)
  // What could not be opened need not be asked for.
  await readIdentities(identities, deps.machine)
  const asked = await ask(deps, asking)
  const { url } = asked.issue
  say(`asked in ${plain(url)}`)
  const verdict = await waitForAnswer(deps, asked.github, asked.issue)
  if (verdict.kind === 'stopped') {
    say(`no longer waiting; the request stays open. When it is ready: daypass open ${plain(url)}`)
    say('To take it back, comment /cancel there.')
    return { exitCode: 128 + constants.signals[verdict.signal] }
  }
  if (verdict.kind === 'refused') throw notGranted(verdict.progress, url)
  return { ...asked, progress: verdict.progress }
}

function renderAsked({ url, number }: IssueAddress, json: boolean | undefined): string {
  return json ? `${JSON.stringify({ url, number }, null, 2)}\n` : `${plain(url)}\n`
}

/**
 * `daypass request <resource> <actions> <duration>`: opens the request as the user and prints its address; with --wait also waits for
 * the answer and opens the credential. 0: asked, or with --wait granted.
 */
export async function request(deps: CliDeps, asking: Asking, options: RequestOptions): Promise<number> {
  const { stdout, stderr } = deps.machine
  if (options.wait !== true) {
    const { issue } = await ask(deps, asking)
    stdout.write(renderAsked(issue, options.json))
    if (!options.json) stderr.write(`Asked. When it is ready: daypass open ${plain(issue.url)}\n`)
    return 0
  }
  const answer = await askAndWait(deps, asking, options.identity ?? [])
  if ('exitCode' in answer) return answer.exitCode
  const { issue, progress } = answer
  if (!progress.sealed) {
    stdout.write(options.json ? renderAsked(issue, true) : `${progress.headline}\n${progress.steps.join('\n')}\n`)
    return 0
  }
  const opened = await openGrant(deps, issue.url, options.identity ?? [])
  const usable = await useCredential(deps, opened)
  stdout.write(options.json ? renderOpenedJson(opened, usable) : renderOpened(opened, usable, deps.now()))
  return 0
}

/** The same for a program that is to run with the credential. Throws NOTHING_TO_OPEN where there is none to give it. */
export async function askForProgram(
  deps: CliDeps,
  asking: Asking,
  identities: readonly string[],
): Promise<Asked | { exitCode: number }> {
  const answer = await askAndWait(deps, asking, identities)
  if ('exitCode' in answer || answer.progress.sealed) return answer
  const message = `There is no credential to give to a program: ${answer.progress.steps.join(' ')}`
  throw new DaypassError('NOTHING_TO_OPEN', message, { where: answer.issue.url })
}
