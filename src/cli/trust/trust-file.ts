import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DaypassError } from '../../core/error.ts'
import type { CliDeps } from '../deps.ts'
import { type Jwk, pinnableKeys } from './issuer.ts'
import { type IssuerApp, readApp } from './issuer-app.ts'

/** An access repository as it was when it was first opened. A new one under the same name has another `id`. */
export type PinnedRepository = { issuer: string; id: number }

/** `app`: the only one whose comments are the issuer's; absent in what was pinned before issuers named it. */
export type PinnedIssuer = { keys: Jwk[]; pinned: string; app?: IssuerApp }

/** What this machine trusts: keys by issuer, issuers by access repository (`host/owner/name`, lower case). */
export type Trust = {
  version: 1
  issuers: Record<string, PinnedIssuer>
  repositories: Record<string, PinnedRepository>
}

export const emptyTrust: Trust = { version: 1, issuers: {}, repositories: {} }

export function trustFile(deps: Pick<CliDeps, 'env' | 'machine'>): string {
  const base = deps.env.XDG_CONFIG_HOME || join(deps.machine.home, '.config')
  return join(base, 'daypass', 'trust.json')
}

function isPinned(value: unknown): value is PinnedIssuer {
  const keys = pinnableKeys(value)
  const listed = (value as { keys?: unknown[]; pinned?: unknown; app?: unknown } | null) ?? {}
  if (listed.app !== undefined && readApp(listed.app) === undefined) return false
  return (
    keys !== undefined && keys.length > 0 && keys.length === listed.keys?.length && typeof listed.pinned === 'string'
  )
}

function isRepository(value: unknown): value is PinnedRepository {
  const { issuer, id } = (value ?? {}) as Record<string, unknown>
  return typeof issuer === 'string' && Number.isSafeInteger(id)
}

function isTrust(value: unknown): value is Trust {
  const { version, issuers, repositories } = (value ?? {}) as Record<string, unknown>
  if (version !== 1 || typeof issuers !== 'object' || issuers === null) return false
  if (typeof repositories !== 'object' || repositories === null) return false
  return Object.values(issuers).every(isPinned) && Object.values(repositories).every(isRepository)
}

const unreadable = (where: string, what: string, cause?: unknown): DaypassError =>
  new DaypassError(
    'TRUST_UNREADABLE',
    `${what}. What this machine trusts is kept there: repair the file, or remove it to begin again with first use.`,
    { where, cause },
  )

/** What is trusted so far; nothing when there is no file yet. Throws TRUST_UNREADABLE: a broken file is not an empty one. */
export async function readTrust(file: string): Promise<Trust> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
    const { mode } = await stat(file)
    if ((mode & 0o022) !== 0)
      throw unreadable(file, `Other users may write to it. Run \`chmod 600\` on it after checking it`)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return emptyTrust
    throw cause instanceof DaypassError ? cause : unreadable(file, 'It cannot be read', cause)
  }
  try {
    const trust: unknown = JSON.parse(text)
    if (isTrust(trust)) return trust
  } catch (cause) {
    throw unreadable(file, 'It is not JSON', cause)
  }
  throw unreadable(file, 'It is not in the form that daypass writes')
}

/** Replaces the file in one step, readable and writable for its owner alone. Throws TRUST_UNREADABLE. */
export async function writeTrust(file: string, trust: Trust): Promise<void> {
  const next = `${file}.${randomUUID()}`
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeFile(next, `${JSON.stringify(trust, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    await rename(next, file)
  } catch (cause) {
    throw unreadable(file, 'It cannot be written', cause)
  }
}
