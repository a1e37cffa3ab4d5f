import { acceptReading, deliverTo, note, type SeenIssue, unknownHand } from './acceptance.ts'
import { decidePending, nextAsking } from './approval.ts'
import { addSeconds } from './instant.ts'
import type { CaseFile, Plan, Step } from './plan.ts'
import { type EndCause, isTerminal, type Outcome, type RequestRecord } from './record.ts'

const show: Step = { do: 'show' }

/** Whether this look can do its work without asking GitHub anything first: ends never wait for GitHub. */
export function needsNothing(record: RequestRecord, now: Date): boolean {
  return (
    isTerminal(record.state) || record.state === 'ending' || (record.grant !== undefined && now >= record.grant.ends)
  )
}

/**
 * Whether the body must be read and decided (again): a request that has begun is frozen, one that waits is read when its body
 * changed or its requester says `/retry`, one that could not be decided, or has no key yet, is tried at every look. `own`: it is
 * known that the requester wrote this body; a webhook that came late may be what tells, of a body that was refused for its hand.
 */
export function needsReading(record: RequestRecord, body: string, hint: { retry: boolean; own: boolean }): boolean {
  if (record.grant !== undefined || isTerminal(record.state)) return false
  if (record.state !== 'invalid' && record.state !== 'pending') return true
  return (
    hint.retry || record.body !== body || (hint.own && record.findings.some(({ code }) => code === unknownHand.code))
  )
}

/**
 * What to do next for a request, from what is stored, what was seen and the clock alone.
 * Nothing here reads or writes anything; a dry run is "print the plan".
 */
export function decide(file: CaseFile): Plan {
  const { record, now, seen } = file
  if (isTerminal(record.state)) return [show]
  if (record.state === 'ending')
    return record.end?.effective ? [{ do: 'probe' }, show] : [{ do: 'end' }, { do: 'probe' }, show]
  if (record.grant && now >= record.grant.ends) return beginEnd(record, now, 'time')
  if (seen.kind === 'nothing') return [show]
  if (seen.kind === 'handed-in') return beginEnd(record, now, 'revoked')
  if (seen.kind === 'gone') return record.grant ? beginEnd(record, now, 'deleted') : stop(record, now, 'void')
  return decideSeen(file, record, seen)
}

function decideSeen(file: CaseFile, record: RequestRecord, seen: SeenIssue): Plan {
  const { now } = file
  const requester = record.requester?.id ?? seen.author.id
  const own = seen.commands.filter((command) => command.by === requester)
  const looked = note({ set: { comments: seen.comments, labels: seen.labels, url: seen.url } })
  const leave = own.find((command) => command.name === 'done' || command.name === 'cancel')
  if (leave) return [looked, ...takeBack(record, now, 'done', requester)]
  // Where GitHub does not say who closed it, ending is the safe reading: access can be asked for again.
  if (!seen.open && (seen.closedBy === undefined || seen.closedBy === requester)) {
    return [looked, ...takeBack(record, now, 'closed', requester)]
  }
  if (record.grant) return [looked, ...goOn(record, seen), show]
  if (lapsed(record, now)) return [looked, ...stop(record, now, 'lapsed')]
  const retried = own.some((command) => command.name === 'retry')
  const asWas = record.state === 'pending' && record.body === seen.body && !retried
  if (asWas) return [looked, ...(seen.voting ? decidePending(file, seen, seen.voting) : []), show]
  if (!seen.reading) return [looked, show]
  return [looked, ...acceptReading(file, seen, seen.reading, retried), show]
}

function takeBack(record: RequestRecord, now: Date, cause: EndCause, by: number): Plan {
  return record.grant ? beginEnd(record, now, cause, by) : stop(record, now, 'cancelled', by)
}

/** A grant that lives: after a crash its credential may still have to be sealed, or the merged branch to be tidied away. */
function goOn(record: RequestRecord, seen: SeenIssue): Step[] {
  if (record.sealed) return record.pull && !record.pull.closed ? [{ do: 'withdraw' }] : []
  if (!seen.key) return []
  return seen.key.ok ? [deliverTo(seen.key)] : [note({ set: { findings: [seen.key.finding] } })]
}

function beginEnd(record: RequestRecord, now: Date, cause: EndCause, by?: number): Plan {
  const end = { cause, asked: now, attempts: 0, ...(by === undefined ? {} : { by }) }
  const actor =
    cause === 'time'
      ? { kind: 'time' as const }
      : by === undefined
        ? { kind: 'daypass' as const }
        : { kind: 'person' as const, id: by }
  const facts = { cause, grant: record.grant?.id ?? '', due: record.grant?.ends.toISOString() ?? '' }
  const begun = { at: now.toISOString(), kind: 'end-begun' as const, actor, facts, ...digestOf(record) }
  return [
    note({ set: { state: 'ending', end, findings: [], tries: 0 }, events: [begun] }),
    { do: 'end' },
    { do: 'probe' },
    show,
  ]
}

/** A request that never began stops: withdrawn, lapsed, or its issue is gone. */
function stop(record: RequestRecord, now: Date, outcome: Outcome, by?: number): Plan {
  const state = outcome === 'lapsed' ? ('lapsed' as const) : ('cancelled' as const)
  const actor = by === undefined ? { kind: 'daypass' as const } : { kind: 'person' as const, id: by }
  const closed = { at: now.toISOString(), kind: 'closed' as const, actor, facts: { outcome }, ...digestOf(record) }
  const withdrawn: Step[] = record.pull && !record.pull.closed ? [{ do: 'withdraw' }] : []
  return [...withdrawn, note({ set: { state, outcome, findings: [], tries: 0 }, events: [closed] }), show]
}

function lapsed(record: RequestRecord, now: Date): boolean {
  const waits = record.state === 'pending' || record.state === 'granting'
  return waits && record.lapsesAt !== undefined && now >= record.lapsesAt
}

function digestOf(record: RequestRecord): { digest?: string } {
  return record.digest === undefined ? {} : { digest: record.digest }
}

/** Longest pause between two tries, in seconds; an end that is not proved is tried again at least this often, for ever. */
const longestPause = 60

export function backOff(tries: number): number {
  return Math.min(longestPause, 2 ** Math.min(tries, 6))
}

/** When the request must be looked at again although nothing happens; null: only when something does. */
export function nextLook(record: RequestRecord, now: Date): Date | null {
  if (isTerminal(record.state)) return null
  const pause = addSeconds(now, backOff(record.tries))
  if (record.state === 'ending') return record.probeAgain ?? pause
  if (record.grant) return record.grant.ends
  if (record.state === 'undecided') return pause
  if (record.state === 'granting') return earliest(addSeconds(now, longestPause), record.lapsesAt)
  const more = record.pull && !record.pull.closed ? nextAsking(record.pull, record.lapsesAt) : undefined
  const waits = record.findings.length > 0 ? addSeconds(now, longestPause) : undefined
  return [record.lapsesAt, more?.at, waits].reduce<Date | null>((a, b) => (b && (!a || b < a) ? b : a), null)
}

function earliest(a: Date, b: Date | undefined): Date {
  return b !== undefined && b < a ? b : a
}
