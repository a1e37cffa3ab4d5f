import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { DaypassError, isDaypassError } from '../../core/error.ts'
import type { AuditRecords } from '../../ports/audit-records.ts'
import type { CliDeps } from '../deps.ts'
import { readTrust, trustFile } from '../trust/trust-file.ts'
import type { ExportHeader } from './export-lines.ts'
import { progressOn } from './progress-line.ts'
import { type IssueReading, readIssue, trailKids } from './read-issue.ts'
import type { Trusted, Verdict } from './verdict.ts'
import { renderVerdict, renderVerdictJson } from './verdict-text.ts'
import type { Sightings } from './verify-chains.ts'
import { verifyExport } from './verify-export.ts'
import { type StoreFinding, verifyStore } from './verify-store.ts'

export type VerifyOptions = { store?: boolean; export?: string; json?: boolean }

/**
 * `daypass audit verify`: from an issue alone, from the store, from an export; an issue together with one of the others is also
 * compared with it. The exit code: 0 everything fits, 1 something does not.
 */
export async function verify(deps: CliDeps, url: string | undefined, options: VerifyOptions): Promise<number> {
  if (options.store && options.export !== undefined) throw usage('One of --store and --export is enough')
  if (url === undefined && !options.store && options.export === undefined)
    throw usage('Say what to verify: the address of an issue, --store, or --export <file>')
  const verdict = await judge(deps, url, options)
  deps.machine.stdout.write(options.json ? renderVerdictJson(verdict) : renderVerdict(verdict))
  return verdict.ok ? 0 : 1
}

const usage = (message: string): DaypassError => new DaypassError('USAGE', `${message}.`, { where: 'audit verify' })

async function judge(deps: CliDeps, url: string | undefined, options: VerifyOptions): Promise<Verdict> {
  const reading = url === undefined ? undefined : await readIssue(deps, url)
  const own = reading && verdictOf(reading)
  if (own && reading && !reading.verdict.ok) return own
  const seen: Sightings = new Map()
  if (reading?.verdict.ok)
    seen.set(
      reading.key.repository,
      reading.verdict.entries.map(({ event, hash }) => ({ seq: event.seq, hash })),
    )
  if (options.store) return together(own, await judgeStore(deps, seen))
  if (options.export !== undefined) return together(own, await judgeExport(deps, options.export, seen))
  if (own === undefined) throw usage('Say what to verify')
  return own
}

/** What reading an issue came to: what contradicts itself comes before an end that is not shown. */
export function verdictOf({ issue, verdict, missing, trusted }: IssueReading): Verdict {
  const where = `${issue.owner}/${issue.name}#${issue.number}`
  if (!verdict.ok) return { ok: false, fault: verdict, where, trusted }
  if (missing) return { ok: false, fault: missing, where, trusted }
  const [first, last] = [verdict.entries[0], verdict.entries.at(-1)]
  const head = { seq: last?.event.seq ?? 0, hash: last?.hash ?? '' }
  const found = { where, entries: verdict.entries.length, from: first?.event.at ?? '', to: last?.event.at ?? '', head }
  return { ok: true, found: [{ ...found, checkpoints: 0 }], trusted, covers: 'issue' }
}

function together(own: Verdict | undefined, other: Verdict): Verdict {
  if (own === undefined || !other.ok) return other
  if (!own.ok) return own
  const { app } = own.trusted
  const trusted = { ...other.trusted, ...(app === undefined ? {} : { app }) }
  return { ...other, found: [...own.found, ...other.found], trusted, covers: 'issue' }
}

async function judgeStore(deps: CliDeps, seen: Sightings): Promise<Verdict> {
  const records = await openRecords(deps)
  try {
    const trusted: Trusted = { issuer: records.issuer, how: 'own', kids: trailKids(records.keys) }
    const progress = progressOn(deps.machine.stderr, deps.now)
    return withTrust(await verifyStore({ records, verify: deps.trailVerifier(records.keys), seen, progress }), trusted)
  } finally {
    await records.close()
  }
}

/** The store; where a server holds it, what to do instead. */
export async function openRecords(deps: CliDeps): Promise<AuditRecords> {
  try {
    return await deps.openRecords()
  } catch (cause) {
    if (!isDaypassError(cause, 'STORE_LOCKED')) throw cause
    const message =
      'A running Daypass holds this store. Stop it for as long as this takes, or ask it: what it shows is checked with `daypass audit verify <issue-url>`.'
    throw new DaypassError('STORE_LOCKED', message, { cause, ...(cause.where ? { where: cause.where } : {}) })
  }
}

async function judgeExport(deps: CliDeps, file: string, seen: Sightings): Promise<Verdict> {
  let trusted: Trusted | undefined
  const verifierFor = async (header: ExportHeader) => {
    const pinned = (await readTrust(trustFile(deps))).issuers[header.issuer]
    const keys = pinned?.keys ?? header.keys
    trusted = { issuer: header.issuer, how: pinned ? 'pinned' : 'own', kids: trailKids(keys) }
    return deps.trailVerifier(keys)
  }
  const input = createReadStream(file, 'utf8')
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  try {
    const progress = progressOn(deps.machine.stderr, deps.now)
    return withTrust(await verifyExport({ lines, file, verifierFor, seen, progress }), trusted)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined || cause instanceof DaypassError) throw cause
    throw new DaypassError('USAGE', 'The file cannot be read.', { cause, where: file })
  } finally {
    lines.close()
    input.destroy()
  }
}

function withTrust(finding: StoreFinding, trusted: Trusted | undefined): Verdict {
  if (!finding.ok) return { ...finding, trusted }
  return { ...finding, trusted: trusted ?? { issuer: undefined, how: 'own', kids: [] } }
}
