import type { CliDeps } from '../deps.ts'
import { type AccessToken, fetchAccessToken } from '../open/access-token.ts'
import { type OpenedGrant, openGrant } from '../open/open-grant.ts'
import { renderEnv, renderOpened, renderOpenedJson, renderTokenJson } from '../rendering.ts'

export type OpenOptions = { identity?: string[]; json?: boolean; env?: boolean }

async function openWithToken(deps: CliDeps, url: string, options: OpenOptions): Promise<[OpenedGrant, AccessToken]> {
  const opened = await openGrant(deps, url, options.identity ?? [])
  return [opened, await fetchAccessToken(opened, deps.fetch)]
}

/** `daypass open <issue>`: what the credential is for, and a fresh token. */
export async function open(deps: CliDeps, url: string, options: OpenOptions): Promise<void> {
  const [opened, token] = await openWithToken(deps, url, options)
  const { stdout } = deps.machine
  if (options.json) stdout.write(renderOpenedJson(opened, token))
  else if (options.env) stdout.write(renderEnv(opened, token))
  else stdout.write(renderOpened(opened, token, deps.now()))
}

/** `daypass token <issue>`: one fresh token and nothing else. */
export async function token(deps: CliDeps, url: string, options: OpenOptions): Promise<void> {
  const [opened, fresh] = await openWithToken(deps, url, options)
  deps.machine.stdout.write(options.json ? renderTokenJson(opened, fresh) : `${fresh.token}\n`)
}
