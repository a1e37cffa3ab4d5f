import type { RequestRecord } from '../../core/record.ts'
import type { RequestKey } from '../../core/request-key.ts'
import { writeRecord } from './stored-record.ts'

/** What the columns beside the record say, derived from it at each save. `wake_at` is not among them: claim and release settle it. */
export function requestColumns(record: RequestRecord) {
  return {
    state: record.state,
    record: writeRecord(record),
    requester: record.requester?.id ?? null,
    resource: record.request?.resource ?? null,
    submitted: record.submittedAt ?? null,
    urgent: isUrgent(record),
    ends_at: endsAt(record),
    ending_since: record.state === 'ending' ? record.end.asked : null,
    changed_at: record.changedAt ?? null,
    voted: votedPull(record),
    connector: record.grant?.connector ?? null,
    connector_type: record.grant?.connectorType ?? null,
    owes_since: record.debt && !record.debt.paid ? record.debt.since : null,
    broke_glass: record.debt?.since ?? null,
    foreign_store: record.foreign?.store ?? null,
  }
}

/** The pull request of a request that waits, or else of a review that is owed or an extension that waits. Votes change it, and not the issue. */
function votedPull({ state, pull, extension, debt }: RequestRecord): number | null {
  const later = debt && !debt.paid ? debt.pull : extension?.pull
  const waited = state === 'pending' ? pull : later
  return waited && !waited.closed ? waited.number : null
}

/** When its end is due; what is ending already is overtaken by nobody. */
export function endsAt({ state, grant }: RequestRecord): Date | null {
  return grant && (state === 'granting' || state === 'active') ? grant.ends : null
}

/** Whether what is to be done then is an end. */
export function isEndAt(record: RequestRecord, at: Date): boolean {
  const ends = endsAt(record)
  return record.state === 'ending' || (ends !== null && ends <= at)
}

/** Whether the next thing to happen to a request may be an end, which goes before everything else. */
export function isUrgent(record: RequestRecord): boolean {
  return record.grant !== undefined && (record.state === 'active' || record.state === 'ending')
}

export function newRecord(key: RequestKey, wakeAt: Date): RequestRecord {
  return { key, state: 'submitted', findings: [], comments: { count: 0, last: 0 }, tries: 0, wakeAt }
}
