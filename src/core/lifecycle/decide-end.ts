import { type EndCause, isVotedInOwnPull, type Outcome, type RequestRecord } from '../record.ts'
import type { Plan, Step } from './plan.ts'
import { note } from './steps.ts'

const show: Step = { do: 'show' }

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
  } as const satisfies Record<EndCause, Outcome>
  return outcomes[cause]
}

/** Ends a grant: stored first, then ended in the target, proved, shown. */
export function beginEnd(record: RequestRecord, now: Date, cause: EndCause, by?: number, why?: string): Plan {
  const end = { cause, asked: now, attempts: 0, ...(by === undefined ? {} : { by }), ...(why ? { why } : {}) }
  const facts = { cause, grant: record.grant?.id ?? '', due: record.grant?.ends.toISOString() ?? '' }
  const actor = cause === 'time' ? ({ kind: 'time' } as const) : actorOf(by)
  const begun = { at: now.toISOString(), kind: 'end-begun' as const, actor, facts, ...digestOf(record) }
  const set = { state: 'ending' as const, end, findings: [], tries: 0, ...(cause === 'deleted' ? { gone: true } : {}) }
  return [note({ set, events: [begun] }), { do: 'end' }, { do: 'probe' }, show]
}

/**
 * A request that never began stops: withdrawn, lapsed, or not to be had here any more. That is stored first: whether its pull
 * request can be closed is up to GitHub, and tried again.
 */
export function stop(record: RequestRecord, now: Date, outcome: Outcome, by?: number): Plan {
  const state = outcome === 'lapsed' ? ('lapsed' as const) : ('cancelled' as const)
  const closed = {
    at: now.toISOString(),
    kind: 'closed' as const,
    actor: actorOf(by),
    facts: { outcome },
    ...digestOf(record),
  }
  return [note({ set: { state, outcome, findings: [], tries: 0 }, events: [closed] }), ...tidied(record), show]
}

/** The pull request of a request that is over goes away, with its branch; the requester's own is closed by showing that it is over. */
export function tidied(record: RequestRecord): Step[] {
  const { pull } = record
  return pull && !pull.closed && !isVotedInOwnPull(record) ? [{ do: 'withdraw' }] : []
}

/** The issue cannot be seen any more: what lives ends, and nothing more is shown until it can be. */
export function vanish(record: RequestRecord, now: Date): Plan {
  if (record.grant) return beginEnd(record, now, 'deleted')
  const facts = { outcome: 'void' }
  const closed = {
    at: now.toISOString(),
    kind: 'closed' as const,
    actor: actorOf(undefined),
    facts,
    ...digestOf(record),
  }
  const set = { state: 'cancelled' as const, outcome: 'void' as const, findings: [], tries: 0, gone: true }
  return [note({ set, events: [closed] }), ...tidied(record)]
}

function actorOf(by: number | undefined) {
  return by === undefined ? ({ kind: 'daypass' } as const) : ({ kind: 'person', id: by } as const)
}

function digestOf(record: RequestRecord): { digest?: string } {
  return record.digest === undefined ? {} : { digest: record.digest }
}
