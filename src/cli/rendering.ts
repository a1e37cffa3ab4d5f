import { showInstant } from '../core/instant.ts'
import type { AccessToken } from './credentials/access-token.ts'
import type { UsableCredential } from './credentials/usable-credential.ts'
import type { GrantInHand } from './open/grant-in-hand.ts'
import type { OpenedGrant } from './open/open-grant.ts'
import { plain } from './plain-text.ts'

/** One argument of a POSIX shell, whatever it holds. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** "1 h 52 min": how long until then, in the two largest units. */
export function showRemaining(now: Date, end: Date): string {
  const minutes = Math.max(0, Math.floor((end.getTime() - now.getTime()) / 60_000))
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  if (days > 0) return `${days} d ${hours} h`
  if (hours > 0) return `${hours} h ${rest} min`
  return rest > 0 ? `${rest} min` : 'less than a minute'
}

/** `daypass open`: the state first, then the facts, then the credential alone on its line. */
export function renderOpened({ payload, issuer, firstUse }: OpenedGrant, usable: UsableCredential, now: Date): string {
  const end = new Date(usable.ends)
  const lines = [
    `Open until ${showInstant(end)} (${showRemaining(now, end)} left): ${plain(payload.resource)}`,
    '',
    `  Scope     ${plain(payload.scope)}`,
    `  For       ${plain(payload.audience)}`,
    ...(payload.operation ? [`  Operation ${plain(payload.operation.url)}`] : []),
    `  Request   ${plain(payload.request)}`,
    `  Issuer    ${plain(issuer)}${firstUse ? ' (first use: trusted on this machine from now on)' : ''}`,
    '',
    ...usable.lines,
  ]
  return `${lines.join('\n')}\n`
}

/** `daypass open --json`: what was sealed, without its signature, and what its kind adds, such as a fresh access token. */
export function renderOpenedJson({ payload }: OpenedGrant, { ends, json }: UsableCredential): string {
  const { signature: _, ...rest } = payload
  return `${JSON.stringify({ ...rest, ends, ...json }, null, 2)}\n`
}

/** What the access is for, where it is for one commit or one workflow run: its address. */
export function operationVariable({
  payload,
}: {
  payload: Pick<OpenedGrant['payload'], 'operation'>
}): Record<string, string> {
  return payload.operation ? { DAYPASS_OPERATION: payload.operation.url } : {}
}

/** `daypass open --env`: lines for `eval` in a POSIX shell. */
export function renderEnv({ payload }: Pick<OpenedGrant, 'payload'>, { ends, environment }: UsableCredential): string {
  return Object.entries({
    ...environment,
    DAYPASS_RESOURCE: payload.resource,
    DAYPASS_ENDS: ends,
    ...operationVariable({ payload }),
  })
    .map(([name, value]) => `export ${name}=${shellQuote(value)}\n`)
    .join('')
}

/** `daypass token --json`, in the form of RFC 6749, section 5.1, and when the grant ends. */
export function renderTokenJson({ payload }: GrantInHand, token: AccessToken): string {
  const answer = {
    access_token: token.token,
    token_type: 'Bearer',
    expires_in: token.expiresIn,
    scope: token.scope ?? payload.scope,
    resource: payload.resource,
    ends: token.ends,
  }
  return `${JSON.stringify(answer, null, 2)}\n`
}

export type Trusted = {
  issuer: string
  repository: string | undefined
  keys: { purpose: string; thumbprint: string; added: boolean }[]
  /** Whose comments are the issuer's. */
  app: { id: number; slug: string; added: boolean } | undefined
  known: boolean
}

/** `daypass trust`: what this machine relies on from now on, so that it can be compared with what the operators say. */
export function renderTrusted({ issuer, repository, keys, app, known }: Trusted): string {
  const anew = keys.filter((key) => key.added).length
  const state = !known
    ? 'Trusted from now on'
    : anew === 0
      ? app?.added
        ? 'Trusted, with its GitHub App'
        : 'Trusted already, unchanged'
      : `Trusted, with ${anew === 1 ? 'a new key' : `${anew} new keys`}`
  const list = keys.map((key) => `  ${key.purpose.padEnd(9)} ${key.thumbprint}${known && key.added ? '  (new)' : ''}`)
  const scope = repository === undefined ? [] : [`For the access repository ${repository}.`]
  return [
    `${state}: ${issuer}`,
    ...scope,
    '',
    'Keys (compare them with what its operators publish):',
    ...list,
    app === undefined
      ? 'It names no GitHub App: comments of every app count as its own, so that another bot can make an honest trail fail.'
      : `GitHub App: ${app.slug} (${app.id}); comments of no other app count.`,
    '',
  ].join('\n')
}

export type Written = {
  directory: string
  files: { path: string; state: 'written' | 'replaced' | 'kept' | 'unchanged' }[]
  next: readonly string[]
}

/** `daypass init`: what happened to each file, then what is left to do. */
export function renderWritten({ directory, files, next }: Written): string {
  const list = files.map(({ path, state }) => `  ${state.padEnd(9)} ${path}`)
  const kept = files.some(({ state }) => state === 'kept')
    ? ['', 'Files that were there are kept; --force replaces them.']
    : []
  const steps = next.length === 0 ? [] : ['', 'Next:', ...next.map((step, index) => `  ${index + 1}. ${step}`)]
  return [`Access repository in ${directory}`, '', ...list, ...kept, ...steps, ''].join('\n')
}
