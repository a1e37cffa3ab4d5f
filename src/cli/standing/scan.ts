import { existsSync, readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { DaypassError } from '../../core/error.ts'
import {
  compareScans,
  readScan,
  type StandingChange,
  type StandingFound,
  type StandingLevel,
  type StandingRight,
  type StandingScan,
  sortRights,
} from '../../core/standing/standing-rights.ts'
import { progressOn } from '../audit/progress-line.ts'
import type { CliDeps } from '../deps.ts'
import { findGitHubToken } from '../github/github-token.ts'
import { parseRepository } from '../github/issue-url.ts'
import type { StandingGitHub } from '../github/standing-github.ts'
import { plain } from '../plain-text.ts'

export type StandingOptions = { organisation?: string; connector?: string[]; out?: string; json?: boolean }

/**
 * `daypass standing scan`: who can write or administer for good, with the operator's own token, and what of it is new since the last scan. Changes nothing there.
 * Returns the exit code: 1 where rights have grown.
 */
export async function scanStanding(deps: CliDeps, options: StandingOptions): Promise<number> {
  const { organisation, connector: connectors = [], out } = options
  if (organisation === undefined && connectors.length === 0)
    throw new DaypassError('USAGE', 'Name an organisation, or a connector of the deployment file.', {
      where: 'standing scan',
    })
  const before = out === undefined ? undefined : lastScan(out)
  const found: StandingFound = { rights: [], unseen: [] }
  if (organisation !== undefined) await scanGitHub(deps, organisation, found)
  for (const name of connectors) {
    const desk = await deps.connectorDesk()
    const { rights, unseen } = await desk.standing(name)
    found.rights.push(...rights)
    found.unseen.push(...unseen)
  }
  const of = [organisation, ...connectors].filter(Boolean).join(' ')
  const scan: StandingScan = { version: 1, of, rights: sortRights(found.rights), unseen: found.unseen.sort() }
  if (before && before.of !== of)
    throw new DaypassError('USAGE', `It is a scan of ${plain(before.of)}. Name another file with --out.`, {
      where: out ?? '',
    })
  const change = compareScans(before, scan)
  if (out !== undefined) await keep(out, scan)
  const text = options.json
    ? `${JSON.stringify({ ...scan, ...change }, null, 2)}\n`
    : wordsOf(scan, change, before !== undefined)
  deps.machine.stdout.write(text)
  return change.grown.length > 0 ? 1 : 0
}

async function scanGitHub(deps: CliDeps, organisation: string, found: StandingFound): Promise<void> {
  const { site, apiUrl, owner } = parseRepository(`${organisation}/any`, '--organisation', deps.env)
  const token = await findGitHubToken(deps, { host: new URL(site).host })
  const github: StandingGitHub = deps.standingGitHub(token, apiUrl)
  found.rights.push(...(await github.ofOrganisation(owner)), ...(await github.ofTeams(owner)))
  const names = await github.repositories(owner)
  const tell = progressOn(deps.machine.stderr, deps.now, 'repositories')
  for (const [done, name] of names.entries()) {
    tell(done, names.length)
    const { rights, unseen } = await github.ofRepository(owner, name)
    found.rights.push(...rights)
    found.unseen.push(...unseen)
  }
}

/** Undefined: there was none. */
function lastScan(file: string): StandingScan | undefined {
  if (!existsSync(file)) return undefined
  let scan: StandingScan | undefined
  try {
    scan = readScan(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new DaypassError('CONFIG_UNREADABLE', 'The last scan cannot be read. Name another file with --out.', {
      cause,
      where: file,
    })
  }
  if (scan) return scan
  throw new DaypassError('CONFIG_INVALID', 'This is no scan, and is not written over. Name another file with --out.', {
    where: file,
  })
}

/** In one piece: a scan that is half written would be no scan the next time. */
async function keep(file: string, scan: StandingScan): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(scan, null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

/** Of a team one is a member, or looks after it. */
function wordFor(on: string, right: StandingLevel): string {
  if (!on.startsWith('@')) return right
  return right === 'write' ? 'member' : 'maintainer'
}

const mostTold = 40

function wordsOf({ rights, unseen }: StandingScan, { grown, gone }: StandingChange, hasBefore: boolean): string {
  const line = ({ on, who, right, was }: StandingRight & { was?: StandingLevel }, sign: string) =>
    `${sign} ${plain(who)}: ${wordFor(on, right)}${was === undefined ? '' : ` (was ${wordFor(on, was)})`} ${on.startsWith('@') ? 'of' : 'on'} ${plain(on)}\n`
  const part = (all: readonly StandingRight[], sign: string) =>
    all
      .slice(0, mostTold)
      .map((one) => line(one, sign))
      .join('') + (all.length > mostTold ? `  and ${all.length - mostTold} more: --json tells all\n` : '')
  const on = new Set(rights.map((one) => one.on)).size
  const counted = `${rights.length} standing rights to write or to administer, on ${on} things.\n`
  const compared = hasBefore
    ? grown.length + gone.length === 0
      ? 'Nothing has changed since the last scan.\n'
      : `Since the last scan ${grown.length} grew and ${gone.length} went:\n${part(grown, '+')}${part(gone, '-')}`
    : part(rights, '·')
  const hidden = unseen.length === 0 ? '' : `Not seen:\n${unseen.map((one) => `? ${plain(one)}\n`).join('')}`
  return counted + compared + hidden
}
