import type { RequestRecord } from '../../core/record.ts'
import type { RequestKey } from '../../core/request-key.ts'

/** A date within a stored record, as JSON holds it. */
type Stored = Record<string, unknown>

/** What the columns beside the record say, derived from it at each save. `wake_at` is not among them: claim and release settle it. */
export function requestColumns(record: RequestRecord) {
  return {
    state: record.state,
    record: JSON.stringify(record),
    requester: record.requester?.id ?? null,
    resource: record.request?.resource ?? null,
    submitted: record.submittedAt ?? null,
    urgent: isUrgent(record),
    ends_at: endsAt(record),
    changed_at: record.changedAt ?? null,
    voted: votedPull(record),
    connector: record.grant?.connector ?? null,
    connector_type: record.grant?.connectorType ?? null,
    foreign_store: record.foreign?.store ?? null,
  }
}

/** The pull request of a request that waits, or else of an extension that does. Votes change it, and not the issue. */
function votedPull({ state, pull, extension }: RequestRecord): number | null {
  const waited = state === 'pending' ? pull : extension?.pull
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

/** The record as it was saved, dates included. They are revived by name: a reason that looks like a date stays a text. */
export function readRecord(stored: unknown, wakeAt: Date | null): RequestRecord {
  // What GitHub shows has a row of its own since.
  const { status: _s, delivery: _d, receipt: _r, shown: _w, mark: _m, rest: _n, ...record } = stored as Stored
  const revived = { ...revive(record, ['submittedAt', 'lapsesAt', 'probeAgain']), wakeAt }
  if (isStored(record.grant)) Object.assign(revived, { grant: readGrant(record.grant) })
  if (isStored(record.sealed)) Object.assign(revived, { sealed: readSealed(record.sealed) })
  if (isStored(record.doubt)) Object.assign(revived, { doubt: revive(record.doubt, ['since']) })
  if (isStored(record.adopted)) Object.assign(revived, { adopted: revive(record.adopted, ['until']) })
  if (isStored(record.end)) Object.assign(revived, { end: revive(record.end, ['asked', 'effective']) })
  if (isStored(record.pull)) Object.assign(revived, { pull: revive(record.pull, ['opened', 'reminded']) })
  if (isStored(record.extension)) {
    const { pull } = record.extension
    const opened = isStored(pull) ? { pull: revive(pull, ['opened', 'reminded']) } : {}
    Object.assign(revived, { extension: { ...revive(record.extension, ['lapsesAt']), ...opened } })
  }
  return revived as unknown as RequestRecord
}

/** A grant that was saved without its connector's kind is older than the second kind. */
function readGrant(grant: Stored): Stored {
  return { connectorType: 'token', ...revive(grant, ['begins', 'ends']) }
}

/** What was sealed to one key is older than sealing to several. */
function readSealed(sealed: Stored): Stored {
  const { fingerprint, keyType, ...rest } = sealed
  return fingerprint === undefined ? sealed : { ...rest, keys: [{ fingerprint, type: keyType }] }
}

function revive(stored: Stored, names: readonly string[]): Stored {
  const dates = names.flatMap((name) => {
    const text = stored[name]
    return typeof text === 'string' ? [[name, new Date(text)] as const] : []
  })
  return { ...stored, ...Object.fromEntries(dates) }
}

function isStored(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null
}
