import { addSeconds } from './instant.ts'
import type { CaseFile, Change, Plan, Reading, Seen, Step } from './plan.ts'
import { type EndCause, type Finding, isTerminal, type Outcome, type RequestRecord } from './record.ts'

type SeenIssue = Extract<Seen, { kind: 'issue' }>
type Decided = Extract<Reading, { kind: 'decided' }>
const show: Step = { do: 'show' }
const unknownHand: Finding = {
  code: 'REQUEST_CHANGED_BY_OTHER',
  message:
    'The text of this issue was changed by somebody else than the requester, or it cannot be told by whom. The requester reads it again and comments `/retry` if it is what they ask for.',
}

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
  const looked: Step = { do: 'note', change: { set: { comments: seen.comments, labels: seen.labels, url: seen.url } } }
  const leave = own.find((command) => command.name === 'done' || command.name === 'cancel')
  if (leave) return [looked, ...takeBack(record, now, 'done', requester)]
  // Where GitHub does not say who closed it, ending is the safe reading: access can be asked for again.
  if (!seen.open && (seen.closedBy === undefined || seen.closedBy === requester)) {
    return [looked, ...takeBack(record, now, 'closed', requester)]
  }
  if (record.grant) return record.sealed ? [looked, show] : [looked, ...resumeDelivery(seen), show]
  if (lapsed(record, now)) return [looked, ...stop(record, now, 'lapsed')]
  if (!seen.reading) return [looked, show]
  const retried = own.some((command) => command.name === 'retry')
  return [looked, ...acceptReading(file, seen, seen.reading, retried), show]
}

function takeBack(record: RequestRecord, now: Date, cause: EndCause, by: number): Plan {
  return record.grant ? beginEnd(record, now, cause, by) : stop(record, now, 'cancelled', by)
}

/** After a crash between the intent and the sealed credential: the lease has its name already, the key is chosen again. */
function resumeDelivery(seen: SeenIssue): Step[] {
  if (!seen.key) return []
  if (!seen.key.ok) return [note({ set: { findings: [seen.key.finding] } })]
  const { ok: _ok, ...key } = seen.key
  return [{ do: 'deliver', key }]
}

function acceptReading(file: CaseFile, seen: SeenIssue, reading: Reading, retried: boolean): Step[] {
  const { now, record } = file
  const requester = { id: seen.author.id, login: seen.author.login }
  const base = { body: seen.body, requester, url: seen.url, submittedAt: record.submittedAt ?? now }
  const author = { kind: 'person', id: requester.id } as const
  if (seen.hand !== requester.id && !retried && record.body !== seen.body) {
    return [refuse(now, 'invalid', { ...base, findings: [unknownHand] }, author)]
  }
  if (reading.kind === 'invalid') {
    if (record.state === 'invalid' && same(record.findings, reading.findings)) return [note({ set: base })]
    return [refuse(now, 'invalid', { ...base, findings: reading.findings }, author)]
  }
  if (reading.kind === 'undecided') {
    const set = { ...base, state: 'undecided' as const, findings: reading.findings, tries: record.tries + 1 }
    if (record.state === 'undecided' && same(record.findings, reading.findings)) return [note({ set })]
    const facts = { codes: reading.findings.map((finding) => finding.code) }
    return [note({ set, events: [{ at: now.toISOString(), kind: 'undecided', actor: { kind: 'daypass' }, facts }] })]
  }
  return acceptDecision(file, base, reading)
}

function refuse(
  now: Date,
  state: 'invalid',
  set: Change['set'] & { findings: Finding[] },
  actor: { kind: 'person'; id: number },
): Step {
  const facts = { codes: set.findings.map((finding) => finding.code) }
  return note({
    set: { ...set, state, tries: 0 },
    clear: ['request', 'digest', 'decision', 'resource'],
    events: [{ at: now.toISOString(), kind: 'invalid', actor, facts }],
  })
}

function acceptDecision(file: CaseFile, base: Change['set'], reading: Decided): Step[] {
  const { now, record } = file
  const at = now.toISOString()
  const { output } = reading.decision
  const forbidden = reading.forbidden.length > 0
  const fresh = record.digest !== reading.digest
  const submittedAt = fresh ? now : (record.submittedAt ?? now)
  const set = {
    ...base,
    submittedAt,
    request: reading.request,
    digest: reading.digest,
    resource: reading.resource,
    decision: reading.decision,
    howItEnds: reading.lease.howItEnds,
    lapsesAt: addSeconds(submittedAt, reading.lapseAfter),
    findings: reading.forbidden,
    tries: 0,
  }
  const submitted = {
    at,
    kind: 'submitted' as const,
    actor: { kind: 'person' as const, id: reading.request.requester },
    digest: reading.digest,
    facts: { resource: reading.request.resource, actions: reading.request.actions, duration: reading.request.duration },
  }
  const outcome = forbidden ? 'deny' : output.outcome
  const decided = {
    at,
    kind: 'decided' as const,
    actor: { kind: 'daypass' as const },
    digest: reading.digest,
    facts: { outcome, policy: reading.decision.policy, forbidden: reading.forbidden.map((finding) => finding.code) },
  }
  const changed =
    fresh || record.decision?.output.outcome !== output.outcome || record.decision.policy !== reading.decision.policy
  const change: Change = {
    set,
    events: changed ? [...(fresh ? [submitted] : []), decided] : [],
    ...(changed ? { decision: { input: reading.input, decision: reading.decision } } : {}),
  }
  if (outcome === 'deny')
    return [note(withState(change, { state: 'denied', outcome: 'denied', findings: reading.forbidden }))]
  if (outcome === 'review') return [note(withState(change, { state: 'pending' }))]
  return allow(file, change, reading)
}

/** An allowed request begins when there is a key to seal to; until then it waits, and is decided anew at each look. */
function allow(file: CaseFile, change: Change, reading: Decided): Step[] {
  if (!reading.key.ok) return [note(withState(change, { state: 'granting', findings: [reading.key.finding] }))]
  const { now, freshId, seen } = file
  const { ok: _ok, ...key } = reading.key
  const grant = {
    id: freshId,
    connector: reading.lease.connector,
    resource: reading.request.resource,
    audience: reading.lease.audience,
    scope: reading.lease.scope,
    requester: reading.request.requester,
    digest: reading.digest,
    policy: reading.decision.policy,
    requestUrl: seen.kind === 'issue' ? seen.url : '',
    begins: now,
    ends: addSeconds(now, reading.request.duration),
  }
  return [note(withState(change, { state: 'granting', findings: [], grant })), { do: 'deliver', key }]
}

function withState(change: Change, set: NonNullable<Change['set']>): Change {
  return { ...change, set: { ...change.set, ...set } }
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
  return [note({ set: { state, outcome, findings: [], tries: 0 }, events: [closed] }), show]
}

function lapsed(record: RequestRecord, now: Date): boolean {
  const waits = record.state === 'pending' || record.state === 'granting'
  return waits && record.lapsesAt !== undefined && now >= record.lapsesAt
}

function digestOf(record: RequestRecord): { digest?: string } {
  return record.digest === undefined ? {} : { digest: record.digest }
}

function note(change: Change): Step {
  return { do: 'note', change }
}

function same(a: readonly Finding[], b: readonly Finding[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
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
  return record.lapsesAt ?? null
}

function earliest(a: Date, b: Date | undefined): Date {
  return b !== undefined && b < a ? b : a
}
