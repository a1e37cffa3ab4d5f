import { checkEntry, instantOf, type VerifySignature } from './check-entry.ts'
import { beginning, type TrailEntry, type TrailPosition } from './entry.ts'
import { fault, type TrailFault } from './fault.ts'
import { type SeenHashes, seenHashes } from './seen-hashes.ts'

export type ChainOptions = {
  /** Absent: signatures are not looked at; the caller does that apart. */
  verify?: VerifySignature
  /** The access repository that the chain must be of; absent: that of its first entry. */
  repository?: number
  /** The place after which the entries begin, known to be right; absent: the beginning. */
  from?: TrailPosition
  /** Places that were seen before, in checkpoints, receipts, comments: the chain must go through each of them. */
  positions?: readonly TrailPosition[]
}

export type ChainVerdict = { ok: true; entries: number; head: TrailPosition } | TrailFault

export type ChainCheck = {
  /** Takes the next entry, in whatever form it was found. False: the verdict is known, no more is needed. */
  take(entry: unknown): boolean
  /** After the last entry. */
  verdict(): ChainVerdict
}

/** What is known about the chain as far as it was read. */
type Walk = {
  head: TrailPosition
  time: number
  repository: number | undefined
  entries: number
  steps: Map<number, number>
  seen: SeenHashes
}

/** Checks one repository's chain entry by entry, in one pass; takes a few dozen bytes of memory for each. */
export function createChainCheck(options: ChainOptions = {}): ChainCheck {
  const from = options.from ?? { seq: 0, hash: beginning }
  const walk: Walk = {
    head: from,
    time: Number.NEGATIVE_INFINITY,
    repository: options.repository,
    entries: 0,
    steps: new Map(),
    seen: seenHashes(from),
  }
  const positions = new Map((options.positions ?? []).map(({ seq, hash }) => [seq, hash]))
  let found: TrailFault | undefined = contradiction(options.positions ?? [], from)
  let gap: { missing: number; early: number } | undefined
  return {
    take(value) {
      if (found !== undefined) return false
      if (gap !== undefined) {
        // An entry that comes later after all was not left out but moved.
        if (seqOf(value) === gap.missing) found = tooEarly(gap.early, gap.missing)
        return found === undefined
      }
      const checked = checkEntry(value, walk.head.seq + 1, options.verify)
      if ('ok' in checked) found = checked
      else {
        const { seq } = checked.entry.event
        if (isFrom(checked.entry, walk) && seq > walk.head.seq + 1) gap = { missing: walk.head.seq + 1, early: seq }
        else found = step(walk, checked.entry, positions)
      }
      return found === undefined
    },
    verdict() {
      if (found !== undefined) return found
      if (gap !== undefined)
        return fault(
          'TRAIL_GAP',
          gap.missing,
          `Entry ${gap.missing} is missing: entry ${gap.early} stands in its place.`,
        )
      return cutShort(walk, positions) ?? { ok: true, entries: walk.entries, head: walk.head }
    },
  }
}

/** The same for entries that are at hand. */
export function checkChain(entries: Iterable<unknown>, options: ChainOptions = {}): ChainVerdict {
  const check = createChainCheck(options)
  for (const entry of entries) if (!check.take(entry)) break
  return check.verdict()
}

const seqOf = (value: unknown): unknown => (value as { event?: { seq?: unknown } } | null)?.event?.seq

const isFrom = ({ event }: TrailEntry, { repository }: Walk): boolean =>
  repository === undefined || event.repository === repository

const tooEarly = (early: number, missing: number): TrailFault =>
  fault('TRAIL_ORDER', early, `Entry ${early} stands before entry ${missing}.`)

/** Takes one step along the chain, or says why it leads elsewhere. */
function step(walk: Walk, { event, hash }: TrailEntry, positions: ReadonlyMap<number, string>): TrailFault | undefined {
  const { seq, issue } = event
  if (!isFrom({ event, hash, signature: '' }, walk))
    return fault(
      'TRAIL_FOREIGN',
      walk.head.seq + 1,
      `Entry ${seq} of repository ${event.repository} stands among those of ${walk.repository}.`,
    )
  if (seq <= walk.head.seq) return again(walk, seq, hash)
  if (event.previous !== walk.head.hash)
    return fault('TRAIL_FORK', seq, `Entry ${seq} follows another entry ${seq - 1} than the one that stands here.`)
  const before = walk.steps.get(issue) ?? (walk.seen.first === 0 ? 0 : event.step - 1)
  if (event.step !== before + 1)
    return fault(
      'TRAIL_GAP',
      seq,
      `Entry ${seq} calls itself step ${event.step} of request #${issue}, where step ${before + 1} belongs.`,
    )
  const time = instantOf(event)
  if (time < walk.time)
    return fault('TRAIL_BACKDATED', seq, `Entry ${seq} is dated ${event.at}, before the entry before it.`)
  const expected = positions.get(seq)
  if (expected !== undefined && expected !== hash)
    return fault('TRAIL_FORK', seq, `Entry ${seq} was seen with another hash before: this is another history.`)
  walk.repository = event.repository
  walk.head = { seq, hash }
  walk.time = time
  walk.entries += 1
  walk.steps.set(issue, event.step)
  walk.seen.add(hash)
  return undefined
}

/** A number that was there already: the same entry once more, or another one in its place. */
function again(walk: Walk, seq: number, hash: string): TrailFault {
  const first = walk.seen.at(seq)
  if (first === undefined) return fault('TRAIL_ORDER', seq, `Entry ${seq} stands behind entry ${walk.head.seq}.`)
  return first === hash
    ? fault('TRAIL_DOUBLED', seq, `Entry ${seq} stands there twice.`)
    : fault('TRAIL_FORK', seq, `There are two different entries ${seq}: two histories were mixed.`)
}

/** Two sightings of one place that differ: nothing can be right for both. */
function contradiction(positions: readonly TrailPosition[], from: TrailPosition): TrailFault | undefined {
  const hashes = new Map([[from.seq, from.hash]])
  for (const { seq, hash } of positions) {
    if ((hashes.get(seq) ?? hash) !== hash)
      return fault('TRAIL_FORK', seq, `Entry ${seq} was seen with two different hashes: two histories were shown.`)
    hashes.set(seq, hash)
  }
  return undefined
}

function cutShort({ head }: Walk, positions: ReadonlyMap<number, string>): TrailFault | undefined {
  const furthest = [...positions.keys()].reduce((most, seq) => Math.max(most, seq), 0)
  if (furthest <= head.seq) return undefined
  const size = head.seq === 0 ? 'There are no entries' : `The entries end at ${head.seq}`
  return fault('TRAIL_TRUNCATED', head.seq + 1, `${size}, although entry ${furthest} was seen before.`)
}
