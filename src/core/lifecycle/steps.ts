import { addSeconds } from '../instant.ts'
import { endBy } from '../policy/until.ts'
import type { Grant, RequestRecord } from '../record.ts'
import { whomToAsk } from '../review/ask-reviewers.ts'
import type { CaseFile, Change, KeyChoice, Reading, Seen, Step, Voting } from './plan.ts'

export type SeenIssue = Extract<Seen, { kind: 'issue' }>
export type Decided = Extract<Reading, { kind: 'decided' }>

export type SaveStep = Extract<Step, { do: 'save' }>

export function save(change: Change): SaveStep {
  return { do: 'save', change }
}

export function withState(change: Change, set: NonNullable<Change['set']>): Change {
  return { ...change, set: { ...change.set, ...set } }
}

export function deliverTo({ keys }: Extract<KeyChoice, { ok: true }>): Step {
  return { do: 'deliver', keys }
}

/** A decision that could be acted on was read without looking for a key: that is a mistake of ours, not of the requester's. */
export function keyOf(reading: Decided): KeyChoice {
  if (!reading.key) throw new TypeError('a grant was planned for which no key was looked for')
  return reading.key
}

/** The grant as it begins now: finite, for exactly what was decided. */
export function grantOf({ now, freshId, seen }: CaseFile, reading: Decided): Grant {
  return {
    id: freshId,
    connector: reading.lease.connector,
    connectorType: reading.lease.connectorType,
    resource: reading.request.resource,
    audience: reading.lease.audience,
    scope: reading.lease.scope,
    actions: [...reading.request.actions],
    requester: reading.request.requester,
    digest: reading.digest,
    policy: reading.decision.policy,
    ...(reading.operation ? { operation: reading.operation } : {}),
    requestUrl: seen.kind === 'issue' ? seen.url : '',
    begins: now,
    ends: endBy(reading.decision.output, addSeconds(now, reading.request.duration)),
  }
}

/** The pull request names whom to ask first. */
export function proposal(
  record: RequestRecord,
  requester: number,
  voting: Voting | undefined,
): Extract<Step, { do: 'openPull' }> {
  const open = (voting?.slots ?? []).map((slot) => ({ canFill: slot.eligible }))
  return { do: 'openPull', ask: whomToAsk({ open, asked: [], requester, issue: record.key.issue, widened: 0 }) }
}
