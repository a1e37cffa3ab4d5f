import {
  type EndCause,
  type Finding,
  isTerminal,
  isVotedInRequestPull,
  type Outcome,
  type RequestRecord,
} from '../record.ts'
import { eventOf } from './decided-event.ts'
import type { Change, Plan, Seen, Step } from './plan.ts'
import { type SaveStep, save } from './steps.ts'
import { doubted, isGone } from './timing/doubt.ts'

const show: Step = { do: 'publish' }

/** How a grant that ended for this cause came out. */
export function outcomeOf(cause: EndCause): Outcome {
  const outcomes = {
    time: 'expired',
    done: 'done',
    closed: 'done',
    revoked: 'revoked',
    left: 'revoked',
    deleted: 'void',
    void: 'void',
    public: 'void',
    archived: 'void',
    connector: 'void',
    adopted: 'void',
    policy: 'revoked',
  } as const satisfies Record<EndCause, Outcome>
  return outcomes[cause]
}

/** Ends a grant: stored first, then ended in the target, proved, shown. */
export function beginEnd(record: RequestRecord, now: Date, cause: EndCause, by?: number, why?: string): Plan {
  const end = { cause, asked: now, attempts: 0, ...(by === undefined ? {} : { by }), ...(why ? { why } : {}) }
  const facts = { cause, grant: record.grant?.id ?? '', due: record.grant?.ends.toISOString() ?? '' }
  const asked = eventOf(record, now, 'end-begun', facts, by)
  const begun = cause === 'time' ? { ...asked, actor: { kind: 'time' as const } } : asked
  const set = { state: 'ending' as const, end, findings: [], tries: 0, ...(cause === 'deleted' ? { gone: true } : {}) }
  // Nobody looks at it again once its end is proved, so what waits for votes goes away with it.
  const tidy: Step[] = isExtensionOpen(record) ? [{ do: 'closePull', on: 'extension' }] : []
  return [save({ set, clear: ['doubt', 'foreign'], events: [begun] }), { do: 'end' }, { do: 'probe' }, show, ...tidy]
}

/** Whether a pull request for an extension is still open. */
export function isExtensionOpen(record: RequestRecord): boolean {
  return record.extension?.pull !== undefined && !record.extension.pull.closed
}

/** The same of what is over in the very transaction that says so: the ledger is the target, and ends it with this. */
export function endedWith(record: RequestRecord, now: Date): Change {
  const [begun] = beginEnd(record, now, 'time')
  if (begun?.do !== 'save' || !begun.change.set?.end) throw new TypeError('an end begins with a note')
  return { ...begun.change, set: { ...begun.change.set, end: { ...begun.change.set.end, effective: now } } }
}

/**
 * A request that never began stops: withdrawn, lapsed, or not to be had here any more. That is stored first: whether its pull
 * request can be closed is up to GitHub, and tried again.
 */
export function stop(record: RequestRecord, now: Date, outcome: Outcome, by?: number): Plan {
  const state = outcome === 'lapsed' ? ('lapsed' as const) : ('cancelled' as const)
  const events = [eventOf(record, now, 'closed', { outcome }, by)]
  return [save({ set: { state, outcome, findings: [], tries: 0 }, clear: ['doubt'], events }), ...tidied(record), show]
}

/** The pull request of a request that is over goes away, with its branch; the requester's own is closed by showing that it is over. */
export function tidied(record: RequestRecord): Step[] {
  const { pull } = record
  return pull && !pull.closed && !isVotedInRequestPull(record) ? [{ do: 'closePull' }] : []
}

/** A read did not find it: that is noted, until it is certain that it is gone. */
export function lookedInVain(
  record: RequestRecord,
  now: Date,
  { what, told }: Extract<Seen, { kind: 'unseen' }>,
): Plan {
  const doubt = doubted(record.doubt, what, now)
  const certain = told || isGone(doubt, now)
  // What is not found is not behind: it is looked for at the pace of its doubt.
  if (!certain) return [save({ set: { doubt }, clear: ['behind'] })]
  return isTerminal(record.state) ? [save({ set: { gone: true }, clear: ['doubt', 'behind'] })] : vanish(record, now)
}

/** The issue cannot be seen any more: what lives ends, and nothing more is shown until it can be. */
export function vanish(record: RequestRecord, now: Date): Plan {
  if (record.grant) return beginEnd(record, now, 'deleted')
  const events = [eventOf(record, now, 'closed', { outcome: 'void' })]
  const set = { state: 'cancelled' as const, outcome: 'void' as const, findings: [], tries: 0, gone: true }
  return [save({ set, clear: ['doubt', 'behind', 'foreign'], events }), ...tidied(record)]
}

/**
 * A request that was cancelled because its issue was out of sight, and is seen again, begins anew on its requester's word: nothing that
 * was decided or voted before counts.
 */
export function revive(record: RequestRecord, comments: RequestRecord['comments']): Plan {
  const { ownPull } = record
  const set = {
    state: 'submitted' as const,
    findings: [],
    tries: 0,
    comments,
    ...(ownPull ? { ownPull: { ...ownPull, voidedUpTo: votedUpTo(record) } } : {}),
  }
  const clear = [
    ...(['gone', 'doubt', 'outcome', 'request', 'digest', 'decision', 'resource', 'keys'] as const),
    ...(['submittedAt', 'lapsesAt', 'pull', 'tally', 'eligibleThen', 'teams', 'body', 'url'] as const),
  ]
  return [...tidied(record), save({ set, clear })]
}

/** Whether it never began, and ended only because it could not be seen: what was taken back stays so, seen again or not. */
export function canComeBack({ state, outcome, gone, grant }: RequestRecord): boolean {
  return state === 'cancelled' && outcome === 'void' && gone === true && grant === undefined
}

/** Votes that were looked at do not come back with the commit that they were given to; who may vote is then decided anew. */
export function votedUpTo({ ownPull, eligibleThen = {} }: RequestRecord): number {
  return Math.max(ownPull?.voidedUpTo ?? 0, ...Object.keys(eligibleThen).map(Number))
}

export const stalePull = ['pull', 'tally', 'eligibleThen', 'teams'] as const

/** It waits for its requester, who writes it otherwise or says that it is meant. `by`: who that is. */
export function refuse(now: Date, set: Change['set'] & { findings: Finding[] }, by: number): SaveStep {
  const facts = { codes: set.findings.map((finding) => finding.code) }
  return save({
    set: { ...set, state: 'invalid', tries: 0 },
    clear: ['request', 'digest', 'decision', 'resource', 'keys', ...stalePull],
    events: [eventOf({}, now, 'invalid', facts, by)],
  })
}
