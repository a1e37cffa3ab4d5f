import type { NewEvent } from '../trail/entry.ts'
import type { Brought, GovernanceRecord, Newest, Verdict } from './governance-record.ts'

/** What the default branch says. `problems`: why it cannot be used, one sentence each; empty: it can. */
export type NewestSeen = { digest: string; commit?: string | undefined; problems: readonly string[] }

/**
 * How files came to the default branch. `reviewed`: through a pull request that was judged from what is in force to just this, and that owners
 * in force have approved; `awaited`: there is one that was judged so, and GitHub does not show yet that it is merged.
 */
export type Provenance = { is: 'reviewed'; brought: Brought } | { is: 'awaited' } | { is: 'unreviewed'; why: string }

/** What of access that lives the files would end. `announced`: the check of their pull request said so. */
export type Ending = { ends: number; live: number; announced: boolean }

export type GovernanceFile = {
  record: GovernanceRecord
  newest: NewestSeen
  /** Asked for only where the files could come into force. */
  provenance?: Provenance
  ending?: Ending
  /** What to do with what nobody had to agree to. */
  unreviewed: 'hold' | 'alert'
  now: Date
}

/** `put`: into force, in one transaction with its trail; `keep`: what is in force stays; `wake`: those whom it concerns. */
export type GovernanceStep =
  | { do: 'put'; record: GovernanceRecord; event: NewEvent }
  | { do: 'keep'; record: GovernanceRecord; event?: NewEvent }
  | { do: 'wake' }

/** Seconds for which GitHub may take to show a merge that it has told of. */
const mergePatience = 60

/** A change that ends more than so many grants, or so many of a hundred, waits for a word, unless its check has announced it. */
const mostEnds = 10
const mostOfAHundred = 10

/** What is to be done with what the default branch says by now, from what is stored and was seen alone. */
export function decideGovernance(file: GovernanceFile): GovernanceStep[] {
  const { record, newest, now } = file
  const { inForce } = record
  const wake: GovernanceStep[] = record.untold ? [{ do: 'wake' }] : []
  if (inForce?.digest === newest.digest) return [...backInForce(record), ...wake]
  if (newest.problems.length > 0) {
    // Before anything was in force there is nothing to keep: requests say themselves what is wrong.
    if (!inForce) return wake
    return [...keep(file, 'broken', newest.problems), ...wake]
  }
  if (!inForce) return put(file, 'first')
  const isReleased = record.released === newest.digest
  const { provenance = { is: 'awaited' } } = file
  if (!isReleased) {
    if (provenance.is === 'awaited' && !isOlder(record, newest.digest, now, mergePatience))
      return [...keep(file, 'unread', []), ...wake]
    const why = provenance.is === 'unreviewed' ? provenance.why : 'its pull request is not seen merged'
    if (provenance.is !== 'reviewed' && file.unreviewed === 'hold') return [...keep(file, 'held', [why]), ...wake]
    const guarded = guardWords(file.ending)
    if (guarded) return [...keep(file, 'guarded', [guarded]), ...wake]
  }
  if (isReleased && provenance.is !== 'reviewed') return put(file, 'released')
  return provenance.is === 'reviewed' ? put(file, 'reviewed', provenance.brought) : put(file, 'unreviewed')
}

function isOlder({ newest }: GovernanceRecord, digest: string, now: Date, seconds: number): boolean {
  return newest?.digest === digest && now.getTime() >= Date.parse(newest.seen) + seconds * 1000
}

/** The same again as what is in force: what came in between is gone. */
function backInForce(record: GovernanceRecord): GovernanceStep[] {
  const { newest, released: _, ...rest } = record
  return newest ? [{ do: 'keep', record: { ...rest, untold: true } }, { do: 'wake' }] : []
}

function guardWords(ending: Ending | undefined): string | undefined {
  if (!ending || ending.announced || ending.ends === 0) return undefined
  const { ends, live } = ending
  if (ends <= mostEnds && ends * 100 <= live * mostOfAHundred) return undefined
  return `it would end ${ends} of ${live} grants that live, and its check has not said so`
}

function put({ record, newest, now }: GovernanceFile, verdict: Verdict, brought?: Brought): GovernanceStep[] {
  const { digest, commit } = newest
  const inForce = {
    digest,
    ...(commit === undefined ? {} : { commit }),
    since: now.toISOString(),
    verdict,
    ...(brought ? { brought } : {}),
  }
  const said = governedEvent(record, newest, 'in-force', now, brought)
  const event = record.released === digest ? { ...said, actor: { kind: 'operator' as const } } : said
  return [{ do: 'put', record: { inForce, untold: true, tries: 0 }, event }, { do: 'wake' }]
}

const trailWord = { broken: 'refused', held: 'held', guarded: 'held' } as const

function keep(file: GovernanceFile, state: Newest['state'], why: readonly string[]): GovernanceStep[] {
  const { record, newest: seen, now, provenance } = file
  const before = record.newest?.digest === seen.digest ? record.newest : undefined
  const brought = provenance?.is === 'reviewed' ? provenance.brought : undefined
  const newest: Newest = {
    digest: seen.digest,
    ...(seen.commit === undefined ? {} : { commit: seen.commit }),
    state,
    seen: before?.seen ?? now.toISOString(),
    since: record.newest?.since ?? now.toISOString(),
    why,
    ...(brought ? { brought } : {}),
  }
  if (before?.state === state && JSON.stringify(before.why) === JSON.stringify(why)) return []
  const isNews = state !== 'unread' && before?.state !== state
  const event = isNews ? governedEvent(record, seen, trailWord[state], now, brought) : undefined
  return [{ do: 'keep', record: { ...record, newest }, ...(event ? { event } : {}) }]
}

function governedEvent(
  { inForce }: GovernanceRecord,
  { digest, commit }: NewestSeen,
  verdict: 'in-force' | 'refused' | 'held',
  now: Date,
  brought: Brought | undefined,
): NewEvent {
  const facts = {
    verdict,
    from: inForce?.digest ?? null,
    to: digest,
    commit: commit ?? null,
    pull: brought?.pull ?? null,
    approvers: [...(brought?.approvers ?? [])],
  }
  return { at: now.toISOString(), kind: 'governed', actor: { kind: 'daypass' }, facts }
}
