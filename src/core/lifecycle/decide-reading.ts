import { isSamePlace } from '../lending/secret-place.ts'
import { type Finding, isVotedInRequestPull, type RequestPull, type RequestRecord } from '../record.ts'
import { isSameSet } from '../ssh/recipient-keys.ts'
import type { NewFacts } from '../trail/entry.ts'
import { countNow } from './count-votes.ts'
import { debtOf } from './decide-debt.ts'
import { refuse, stalePull, votedUpTo } from './decide-end.ts'
import { decidedEvent, eventOf, withDecision } from './decided-event.ts'
import { noKey } from './no-key.ts'
import type { CaseFile, Change, Reading, Step, Voting } from './plan.ts'
import {
  type Decided,
  deliverTo,
  grantOf,
  keyOf,
  proposal,
  type SaveStep,
  type SeenIssue,
  save,
  withState,
} from './steps.ts'
import { lapseOf } from './timing/lapse.ts'

/** Why a text waits for its requester's word. */
export const unknownWriter: Finding = {
  code: 'REQUEST_CHANGED_BY_OTHER',
  message:
    'What is asked for here was changed by somebody else than the requester, or it cannot be told by whom. The requester reads it again and comments `/retry` if it is what they ask for.',
}

/**
 * What a reading of the issue's text leads to: refused, waiting, denied, proposed to its reviewers, or begun.
 * A text by somebody else than the requester acts only after the requester's `/retry`.
 */
export function acceptReading(file: CaseFile, seen: SeenIssue, reading: Reading): Step[] {
  const { now, record } = file
  const requester = { id: seen.author.id, login: seen.author.login }
  const base = {
    body: seen.body,
    requester,
    url: seen.url,
    submittedAt: record.submittedAt ?? now,
    ...(seen.own ? { ownPull: { ...record.ownPull, voidedUpTo: votedUpTo(record) } } : {}),
  }
  // Not even a `/retry` adopts what was not refused before: its requester cannot have meant a text that came after it.
  if (seen.writtenBy !== requester.id && record.body !== seen.body) {
    // A commit by an unknown writer may turn out to be the requester's: their pull request is closed for somebody else's alone.
    const withdrawn: Step[] = seen.own && seen.writtenBy && isOpen(record) ? [{ do: 'closePull' }] : superseded(record)
    const { last, waiting = [] } = seen.comments
    const refusedUpTo = Math.max(last, ...waiting, record.refusedUpTo ?? 0)
    const refused = refuse(now, { ...base, refusedUpTo, findings: [unknownWriter] }, requester.id)
    // Who wrote it may still be told, and its pull request then has to be closed.
    return [...withdrawn, seen.own && !seen.writtenBy ? keepingPull(refused) : refused]
  }
  if (reading.kind === 'invalid') {
    if (isOpen(record))
      return [...superseded(record), refuse(now, { ...base, findings: reading.findings }, requester.id)]
    if (record.state === 'invalid' && same(record.findings, reading.findings)) return [save({ set: base })]
    return [refuse(now, { ...base, findings: reading.findings }, requester.id)]
  }
  if (reading.kind === 'undecided') {
    const set = { ...base, state: 'undecided' as const, findings: reading.findings, tries: record.tries + 1 }
    if (record.state === 'undecided' && same(record.findings, reading.findings)) return [save({ set })]
    const facts = { codes: reading.findings.map((finding) => finding.code) }
    return [save({ set, events: [eventOf({}, now, 'undecided', facts)] })]
  }
  return acceptDecision(file, base, reading)
}

function keepingPull(refused: SaveStep): SaveStep {
  const { clear = [] } = refused.change
  return { ...refused, change: { ...refused.change, clear: clear.filter((name) => name !== 'pull') } }
}

function acceptDecision(file: CaseFile, base: Change['set'], reading: Decided): Step[] {
  const { now, record } = file
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
    ...(reading.lease.deposit ? { deposit: reading.lease.deposit } : {}),
    memberOf: reading.memberOf,
    affiliation: reading.affiliation ?? 'member',
    escalateTo: reading.escalateTo,
    lapsesAt: lapseOf(submittedAt, reading.lapseAfter),
    findings: reading.forbidden,
    tries: 0,
    ...(reading.keys ? { keys: reading.keys } : {}),
    ...(reading.file ? { ownPull: requestPullNow(record, reading.file, fresh) } : {}),
  }
  const submitted = eventOf(reading, now, 'submitted', submittedFacts(reading), reading.request.requester)
  const outcome = forbidden ? 'deny' : output.outcome
  const changed =
    fresh || record.decision?.output.outcome !== output.outcome || record.decision.policy !== reading.decision.policy
  const news = changed ? withDecision(decidedEvent(now, reading), reading, 'request') : { events: [] }
  const change: Change = { ...news, set, events: [...(fresh ? [submitted] : []), ...news.events] }
  const stale = fresh || outcome !== 'review' || isSpoilt(record, reading)
  const before = stale ? superseded(record) : []
  const gone = record.deposit && !reading.lease.deposit ? (['deposit'] as const) : []
  const clear = [...(stale ? stalePull : []), ...gone]
  // Nobody is asked for what could not be delivered.
  if (outcome !== 'deny' && reading.keys?.keys.length === 0) {
    const finding = noKey(reading.keys)
    return [
      ...superseded(record),
      save(withState({ ...change, clear: [...stalePull, ...gone] }, { state: 'granting', findings: [finding] })),
    ]
  }
  if (outcome === 'review') return [...before, ...askReviewers(file, change, reading, stale)]
  if (outcome === 'allow') return [...before, ...begin(file, { ...change, clear: [...clear] }, reading)]
  const { ways, forbidden: findings } = reading
  const owed = owedBefore(reading) ?? []
  const told = { ...(ways ? { ways } : {}), ...(owed.length > 0 ? { owed } : {}) }
  const denied = { state: 'denied', outcome: 'denied', findings, ...told } as const
  return [...before, save(withState({ ...change, clear: [...clear] }, denied))]
}

/** For which issues the policy was told that its requester owes a review; undefined: it did not ask. */
function owedBefore({ input }: Decided): number[] | undefined {
  return input.facts?.requester.debts?.map(({ issue }) => issue)
}

/** What is asked for, without a word of its requester's: of the ticket, only whether one was given. */
function submittedFacts({ request, resource, operation }: Decided): NewFacts {
  const { actions, duration, ticket } = request
  const { sensitivity, kind, environment = null } = resource
  return {
    resource: request.resource,
    actions,
    duration,
    sensitivity,
    kind,
    environment,
    ticket: ticket !== undefined,
    operation: operation?.url,
  }
}

/** The request waits for its reviewers; a pull request for the same digest that is open already goes on. */
function askReviewers(file: CaseFile, change: Change, reading: Decided, stale: boolean): Step[] {
  const { record } = file
  if (!stale && isOpen(record)) {
    // What an approved one waits for is looked at again soon, as long as it stands there.
    const findings = record.state === 'pending' ? record.findings : []
    return [save(withState(change, { state: 'pending', findings }))]
  }
  const { requester } = reading.request
  const voting = votingOf(file) ?? { slots: [] }
  const { shown } = countNow({ key: record.key, findings: [], request: reading.request }, voting)
  const waiting = withState(change, { state: 'pending', tally: shown, teams: voting.teams ?? {} })
  const anew = record.ownPull && hasOtherKeys(record, reading) ? { anew: true } : {}
  const gone = record.deposit && !reading.lease.deposit ? (['deposit'] as const) : []
  return [
    save({ ...waiting, clear: ['pull', 'eligibleThen', ...gone] }),
    { ...proposal(record, requester, voting), ...anew },
  ]
}

function votingOf({ seen }: CaseFile): Voting | undefined {
  return seen.kind === 'issue' ? seen.voting : undefined
}

/** Whether votes on what is proposed can lead nowhere any more, so that it must be proposed anew. */
function isSpoilt(record: RequestRecord, reading: Decided): boolean {
  const { findings, pull } = record
  const { file } = reading
  if (hasOtherKeys(record, reading) || !isSamePlace(record.deposit, reading.lease.deposit)) return true
  const isVoid = findings.some(({ code }) => code === 'PULL_TAMPERED')
  // There is no other pull request to be had than the requester's own: the same commit goes on, without votes that were void.
  if (file) return isVoid || pull?.head !== file.head
  return isVoid || findings.some(({ code }) => code === 'PULL_NOT_MERGEABLE')
}

/** Votes are for a credential that is sealed to certain keys. */
function hasOtherKeys({ keys }: RequestRecord, reading: Decided): boolean {
  return keys !== undefined && reading.keys !== undefined && !isSameSet(keys.keys, reading.keys.keys)
}

/** A pull request of Daypass's goes away with what it asked for; the requester's own is where they ask again. */
function superseded(record: RequestRecord): Step[] {
  return isOpen(record) && !isVotedInRequestPull(record) ? [{ do: 'closePull' }] : []
}

const mostBefore = 100

function requestPullNow(record: RequestRecord, file: NonNullable<RequestPull['file']>, fresh: boolean): RequestPull {
  const known = fresh ? [] : [...(record.ownPull?.before ?? []), record.ownPull?.file?.head ?? '']
  const before = [...new Set(known)].filter((head) => head !== '' && head !== file.head).slice(-mostBefore)
  return { voidedUpTo: votedUpTo(record), file, ...(before.length > 0 ? { before } : {}) }
}

/** Whether a pull request of ours waits for votes. */
function isOpen(record: RequestRecord): boolean {
  return record.pull !== undefined && !record.pull.closed
}

/** An allowed request begins when there is a key to seal to; until then it waits, and is decided anew at each look. */
function begin(file: CaseFile, change: Change, reading: Decided): Step[] {
  const key = keyOf(reading)
  if (!key.ok) return [save(withState(change, { state: 'granting', findings: [key.finding] }))]
  const owed = debtOf(file.now, reading)
  const set = {
    state: 'granting' as const,
    findings: [],
    grant: grantOf(file, reading),
    ...(owed ? { debt: owed.debt } : {}),
  }
  const events = [...(change.events ?? []), ...(owed ? [owed.event] : [])]
  const known = owed && owedBefore(reading)
  return [save(withState({ ...change, events, ...(known ? { owing: known } : {}) }, set)), deliverTo(key)]
}

export function same(a: readonly Finding[], b: readonly Finding[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
