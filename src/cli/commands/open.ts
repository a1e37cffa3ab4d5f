import { DaypassError } from '../../core/error.ts'
import { type AccessToken, fetchAccessToken } from '../credentials/access-token.ts'
import { useCredential } from '../credentials/use-credential.ts'
import type { CliDeps } from '../deps.ts'
import type { GrantInHand } from '../open/grant-in-hand.ts'
import { jobGrant, jobVariable } from '../open/job-grant.ts'
import { openGrant } from '../open/open-grant.ts'
import { renderEnv, renderOpened, renderOpenedJson, renderTokenJson } from '../rendering.ts'

export type OpenOptions = { identity?: string[]; json?: boolean; env?: boolean }

/** `daypass open <issue>`: what the credential is for, and how to use it now. */
export async function open(deps: CliDeps, url: string, options: OpenOptions): Promise<void> {
  const opened = await openGrant(deps, url, options.identity ?? [])
  const usable = await useCredential(deps, opened)
  const { stdout } = deps.machine
  if (options.json) stdout.write(renderOpenedJson(opened, usable))
  else if (options.env) stdout.write(renderEnv(opened, usable))
  else stdout.write(renderOpened(opened, usable, deps.now()))
}

/** `daypass token <issue>`, or `daypass token` in a job: one fresh token and nothing else. */
export async function token(deps: CliDeps, url: string | undefined, options: OpenOptions): Promise<void> {
  const print = (grant: GrantInHand, fresh: AccessToken) =>
    deps.machine.stdout.write(options.json ? renderTokenJson(grant, fresh) : `${fresh.token}\n`)
  if (url === undefined) {
    const job = jobGrant(deps)
    if (job) return void print(job.grant, await fetchAccessToken(job.grant, job.credential, deps.fetch))
    const message = `Name the request, or put the secret that the credential lies in into ${jobVariable}.`
    throw new DaypassError('USAGE', message, { where: 'token' })
  }
  const opened = await openGrant(deps, url, options.identity ?? [])
  const { credential } = opened.payload
  if (credential.type !== 'refresh_token') {
    const message =
      'This access has no tokens: its credential is the login itself. Use `daypass open`, or `daypass exec` to run a program with it.'
    throw new DaypassError('USAGE', message, { where: url })
  }
  print(opened, await fetchAccessToken(opened, credential, deps.fetch))
}
