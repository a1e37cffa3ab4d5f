import { findMarker } from '../comment-marker.ts'
import type { RequestKey } from '../request-key.ts'
import { askedFor } from './asked-for.ts'
import { checkEntry, instantOf, type VerifySignature } from './check-entry.ts'
import { readEntries, readShown } from './entries-in-comment.ts'
import type { TrailEntry } from './entry.ts'
import { fault, type TrailFault } from './fault.ts'

export type IssueEvidence = {
  key: RequestKey
  /** What Daypass wrote in the issue, oldest first. */
  comments: readonly string[]
  /** Whether the issue is closed, so that the trail must have come to its end. */
  closed: boolean
  verify: VerifySignature
}

export type IssueVerdict =
  | {
      ok: true
      entries: TrailEntry[]
      /** The line of canonical JSON that the digest of the latest request covers, found to be right; undefined: it is not shown. */
      request: string | undefined
      /** The same of each extension that was given and is shown, oldest first. */
      extensions: { digest: string; line: string | undefined }[]
    }
  | TrailFault

type Part = { kind: 'status' | 'receipt' | 'trail'; body: string; entries: unknown[] | undefined }

/**
 * Checks one request from what its issue shows alone: each entry's hash and signature, that none is missing from its first to its
 * last, that no two comments tell two stories, and that the request shown is the one that the trail is about.
 */
export function checkIssue({ key, comments, closed, verify }: IssueEvidence): IssueVerdict {
  const parts = comments.flatMap((body) => partOf(body, key))
  const seen = new Map<number, TrailEntry>()
  for (const part of parts) {
    const found = checkPart(part, key, verify)
    if ('ok' in found) return found
    for (const entry of found) {
      const before = seen.get(entry.event.seq)
      if (before !== undefined && before.hash !== entry.hash)
        return fault('TRAIL_FORK', entry.event.seq, `Two comments show two different entries ${entry.event.seq}.`)
      seen.set(entry.event.seq, entry)
    }
  }
  const entries = [...seen.values()].sort((a, b) => a.event.seq - b.event.seq)
  const wrong = absent(parts, entries) ?? sequence(entries) ?? ending(parts, entries, closed)
  if (wrong) return wrong
  return shownRequest(parts, entries)
}

function partOf(body: string, key: RequestKey): Part[] {
  const marker = findMarker(body)
  if (marker === undefined || marker.key.repository !== key.repository || marker.key.issue !== key.issue) return []
  const { kind } = marker
  return kind === 'status' || kind === 'receipt' || kind === 'trail' ? [{ kind, body, entries: readEntries(body) }] : []
}

/** The entries of one comment: each right by itself, of this request, and in order. */
function checkPart({ entries = [] }: Part, key: RequestKey, verify: VerifySignature): TrailEntry[] | TrailFault {
  const good: TrailEntry[] = []
  for (const value of entries) {
    const last = good.at(-1)?.event.seq ?? 0
    const checked = checkEntry(value, undefined, verify)
    if ('ok' in checked) return checked.at === 0 ? { ...checked, at: last + 1 } : checked
    const { event, hash } = checked.entry
    const { seq, repository, issue } = event
    if (repository !== key.repository || issue !== key.issue)
      return fault(
        'TRAIL_FOREIGN',
        seq,
        `Entry ${seq} belongs to another request, #${issue} of repository ${repository}.`,
      )
    const twin = good.find((one) => one.event.seq === seq)
    if (twin)
      return twin.hash === hash
        ? fault('TRAIL_DOUBLED', seq, `Entry ${seq} stands there twice.`)
        : fault('TRAIL_FORK', seq, `There are two different entries ${seq}: two histories were mixed.`)
    if (seq < last) return fault('TRAIL_ORDER', last, `Entry ${last} stands before entry ${seq}.`)
    good.push(checked.entry)
  }
  return good
}

function absent(parts: readonly Part[], entries: readonly TrailEntry[]): TrailFault | undefined {
  if (entries.length === 0)
    return fault(
      'TRAIL_MISSING',
      0,
      'There is no trail in this issue. It may be no request, or its comments were deleted.',
    )
  return parts.some(({ kind }) => kind === 'status')
    ? undefined
    : fault('TRAIL_MISSING', 0, 'The status comment, which every request has, is gone.')
}

/** Whether the entries of a request, in the order of their numbers, follow one another without a hole. */
function sequence(entries: readonly TrailEntry[]): TrailFault | undefined {
  let before: TrailEntry | undefined
  for (const entry of entries) {
    const { seq, step, previous, at } = entry.event
    const expected = (before?.event.step ?? 0) + 1
    if (step > expected)
      return fault('TRAIL_GAP', seq, `Step ${expected} of this request is missing: entry ${seq} is its step ${step}.`)
    if (step < expected)
      return fault(
        'TRAIL_FORK',
        seq,
        `Entry ${seq} is step ${step} of this request, as an entry before it: two histories.`,
      )
    if (before?.event.seq === seq - 1 && before.hash !== previous)
      return fault('TRAIL_FORK', seq, `Entry ${seq} follows another entry ${seq - 1} than the one that stands here.`)
    if (before !== undefined && instantOf(entry.event) < instantOf(before.event))
      return fault('TRAIL_BACKDATED', seq, `Entry ${seq} is dated ${at}, before the entry before it.`)
    before = entry
  }
  return undefined
}

/**
 * Whether the request is over by what its entries say. One that was withdrawn out of sight may come back as a new `submitted`, so only
 * what follows the latest of them counts; and what befalls an extension ends no grant: once granted, only `ended` does.
 */
function isOver(entries: readonly TrailEntry[]): boolean {
  const { since, granted } = askedFor(entries)
  return since.some(({ event: { kind, facts } }) => {
    if (kind === 'ended') return true
    if (granted) return false
    return (
      kind === 'closed' || kind === 'rejected' || kind === 'failed' || (kind === 'decided' && facts.outcome === 'deny')
    )
  })
}

function ending(parts: readonly Part[], entries: readonly TrailEntry[], closed: boolean): TrailFault | undefined {
  const last = entries.at(-1)?.event
  if (last === undefined) return undefined
  const receipts = parts.filter(({ kind }) => kind === 'receipt')
  if (receipts.length === 0 && entries.some(({ event }) => event.kind === 'ended'))
    return fault('TRAIL_MISSING', last.seq, 'The request has ended, but its receipt is gone.')
  if ((closed || receipts.length > 0) && !isOver(entries))
    return fault(
      'TRAIL_TRUNCATED',
      last.seq + 1,
      `The entries end at ${last.seq} (${last.kind}), although the request is over.`,
    )
  for (const { entries: held = [] } of receipts)
    if (!held.some((one) => (one as TrailEntry).event.seq === last.seq))
      return fault('TRAIL_TRUNCATED', last.seq, `The receipt ends before entry ${last.seq}, which the status shows.`)
  return undefined
}

/** The status shows this many of the extensions at least, the last ones. */
const extensionsShown = 5

/**
 * What the status shows as asked for must be what the trail says was granted last: the latest request, and its extensions up to the last
 * one. What came before has the same signatures and is not what holds.
 */
function shownRequest(parts: readonly Part[], entries: TrailEntry[]): IssueVerdict {
  const { digest, granted, extensions } = askedFor(entries)
  const given = extensions.map((event) => event.digest ?? '')
  const { seq = 0 } = entries.at(-1)?.event ?? {}
  const altered = (words: string): TrailFault => fault('TRAIL_ALTERED', seq, words)
  let request: string | undefined
  let longer: { digest: string; line: string | undefined }[] = []
  for (const { kind, body } of parts) {
    if (kind !== 'status') continue
    const shown = readShown(body)
    const first = shown.filter(({ what }) => what === 'request')
    const later = shown.filter(({ what }) => what === 'extension')
    if (shown.some(({ right }) => !right) || first.some((one) => one.digest !== digest))
      return altered(
        'The request that the status shows is not the one that the trail is about: its digest is another than that of the latest request.',
      )
    if (first.length > 1 || (granted && first.length === 0))
      return altered('The status does not show the request that was granted, as it does for every grant.')
    const expected = given.slice(-Math.max(extensionsShown, later.length))
    if (later.length !== expected.length || later.some((one, index) => one.digest !== expected[index]))
      return altered('The status does not show what was granted last: it tells of other extensions than the trail.')
    request = first[0]?.line ?? request
    longer = later.map(({ digest, line }) => ({ digest, line }))
  }
  return { ok: true, entries, request, extensions: longer }
}
