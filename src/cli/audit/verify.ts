import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { DaypassError, isDaypassError } from '../../core/error.ts'
import type { VerifySignature } from '../../core/trail/check-entry.ts'
import { fault } from '../../core/trail/fault.ts'
import type { AuditRecords } from '../../ports/audit-records.ts'
import type { CliDeps } from '../deps.ts'
import { readTrust, trustFile } from '../trust/trust-file.ts'
import { type Clone, fileAt, judgeClone, readClone } from './clone.ts'
import type { ExportHeader } from './export-lines.ts'
import { progressOn } from './progress-line.ts'
import { type IssueReading, readIssue, trailKids } from './read-issue.ts'
import type { Trusted, Verdict } from './verdict.ts'
import { renderVerdict, renderVerdictJson } from './verdict-text.ts'
import { addSighting, type Seen, type Sightings } from './verify-chains.ts'
import { verifyExport } from './verify-export.ts'
import { type StoreFinding, verifyStore } from './verify-store.ts'

export type VerifyOptions = { store?: boolean; export?: string; checkpoints?: string; json?: boolean }

/**
 * `daypass audit verify`: from an issue alone, from the store, from an export; an issue together with one of the others is also
 * compared with it, and all of them with a clone of the checkpoints. The exit code: 0 everything fits, 1 something does not.
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
  const clone =
    options.checkpoints === undefined ? undefined : await readClone(options.checkpoints, deps.machine.capture)
  const reading = url === undefined ? undefined : await readIssue(deps, url)
  const own = reading && withClone(verdictOf(reading), reading, clone)
  if (own && reading && !reading.verdict.ok) return own
  const shown: Sightings = new Map()
  if (reading?.verdict.ok)
    shown.set(
      reading.key.repository,
      reading.verdict.entries.map(({ event, hash }) => ({ seq: event.seq, hash })),
    )
  const further: Further = { clone, shown }
  if (options.store) return together(own, await judgeStore(deps, further))
  if (options.export !== undefined) return together(own, await judgeExport(deps, options.export, further))
  if (own === undefined) throw usage('Say what to verify')
  return own
}

/** What a store or an export is compared with: a clone's checkpoints, and the entries that an issue shows. */
type Further = { clone: Clone | undefined; shown: Sightings }

/** The entries that an issue shows, against the checkpoints of the same ones. */
function withClone(verdict: Verdict, { key, verify, verdict: read }: IssueReading, clone: Clone | undefined): Verdict {
  if (!clone || !verdict.ok || !read.ok) return verdict
  const { trusted } = verdict
  const reading = judgeClone(clone, verify)
  if (!reading.ok) return { ...reading, trusted }
  const placed = new Map((reading.seen.get(key.repository) ?? []).map((place) => [place.seq, place]))
  let compared = 0
  for (const { event, hash } of read.entries) {
    const other = placed.get(event.seq)
    if (other) compared++
    if (!other || other.hash === hash) continue
    const message = `Entry ${event.seq} has another hash there: this is another history.`
    return { ok: false, fault: fault('TRAIL_FORK', event.seq, message), where: other.file, trusted }
  }
  return { ...verdict, clone: foundIn(clone, compared) }
}

/** A chain goes through all of them, or does not fit. */
const foundIn = ({ folder, texts, history }: Clone, compared = texts.size) => ({
  folder,
  files: texts.size,
  compared,
  history,
})

function seenIn({ clone, shown }: Further): Seen {
  return (verify) => {
    const reading = clone && judgeClone(clone, verify)
    if (reading && !reading.ok) return reading
    const seen: Sightings = new Map()
    for (const [repository, places] of [...shown, ...(reading?.seen ?? [])])
      for (const { seq, hash } of places) addSighting(seen, repository, { seq, hash })
    return seen
  }
}

/** Names the file that does not fit, where it is one of the clone's. */
function named(finding: StoreFinding, { clone }: Further, verify: VerifySignature | undefined): StoreFinding {
  if (finding.ok || finding.repository === undefined || !clone || !verify) return finding
  const reading = judgeClone(clone, verify)
  const file = reading.ok ? fileAt(finding.fault, reading.seen.get(finding.repository) ?? []) : undefined
  return file === undefined ? finding : { ...finding, where: `${finding.where}: ${file}` }
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

async function judgeStore(deps: CliDeps, further: Further): Promise<Verdict> {
  const records = await openRecords(deps)
  try {
    const trusted: Trusted = { issuer: records.issuer, how: 'own', kids: trailKids(records.keys) }
    const progress = progressOn(deps.machine.stderr, deps.now)
    const verify = deps.trailVerifier(records.keys)
    const finding = await verifyStore({ records, verify, seen: seenIn(further), progress })
    return withTrust(named(finding, further, verify), trusted, further)
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

async function judgeExport(deps: CliDeps, file: string, further: Further): Promise<Verdict> {
  let trusted: Trusted | undefined
  let verify: VerifySignature | undefined
  const verifierFor = async (header: ExportHeader) => {
    const pinned = (await readTrust(trustFile(deps))).issuers[header.issuer]
    const keys = pinned?.keys ?? header.keys
    trusted = { issuer: header.issuer, how: pinned ? 'pinned' : 'own', kids: trailKids(keys) }
    verify = deps.trailVerifier(keys)
    return verify
  }
  const input = createReadStream(file, 'utf8')
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  try {
    const progress = progressOn(deps.machine.stderr, deps.now)
    const finding = await verifyExport({ lines, file, verifierFor, seen: seenIn(further), progress })
    return withTrust(named(finding, further, verify), trusted, further)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined || cause instanceof DaypassError) throw cause
    throw new DaypassError('USAGE', 'The file cannot be read.', { cause, where: file })
  } finally {
    lines.close()
    input.destroy()
  }
}

function withTrust(finding: StoreFinding, trusted: Trusted | undefined, { clone }: Further): Verdict {
  if (!finding.ok) return { ok: false, fault: finding.fault, where: finding.where, trusted }
  const known = trusted ?? { issuer: undefined, how: 'own', kids: [] }
  return { ...finding, trusted: known, ...(clone ? { clone: foundIn(clone) } : {}) }
}
