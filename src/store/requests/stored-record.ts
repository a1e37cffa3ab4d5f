import { DaypassError } from '../../core/error.ts'
import type { RequestRecord } from '../../core/record.ts'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import { instants, membersOf } from '../../generated/stored-request-shape.ts'
import { isStoredRequest } from '../../generated/validators.js'
import { liftRecord } from './earlier-records.ts'

/** The version that is written. Records of before there were versions have none. */
const version = 1

type Members = Record<string, unknown>

/**
 * The JSON that the store keeps of a record, as schemas/stored-request.schema.json has it, with its version. Throws RECORD_INVALID:
 * nothing is written that could not be read again.
 */
export function writeRecord(record: RequestRecord): string {
  const { key, wakeAt: _column, ...members } = record
  const json = JSON.stringify({ v: version, ...members })
  const { v: _written, ...checked } = JSON.parse(json) as Members
  if (!isStoredRequest(checked)) throw invalid(key, checked)
  return json
}

/**
 * The record as it was saved. Dates are those that the schema calls instants: a reason that looks like a date stays a text. Throws
 * RECORD_INVALID for what no version has written, RECORD_NEWER for what a later version of Daypass has.
 */
export function readRecord(key: RequestKey, stored: unknown, wakeAt: Date | null): RequestRecord {
  const { v, ...written } = stored as Members
  if (v !== undefined && v !== version) throw newer(key)
  const members = v === undefined ? liftRecord(written) : written
  if (!isStoredRequest(members)) throw invalid(key, members)
  const read: Members = { ...members, key, wakeAt }
  for (const path of instants) revive(read, path.split('.'))
  return read as unknown as RequestRecord
}

/** The same for one of many: what cannot be read keeps no other from being read. */
export function readIfPossible(
  key: RequestKey,
  stored: unknown,
  wakeAt: Date | null,
): { result: RequestRecord } | { error: DaypassError } {
  try {
    return { result: readRecord(key, stored, wakeAt) }
  } catch (thrown) {
    if (thrown instanceof DaypassError) return { error: thrown }
    throw thrown
  }
}

/** Turns the text at this path into a date, where there is one; the objects on the way are this record's own. */
function revive(holder: Members, [name = '', ...rest]: readonly string[]): void {
  const value = holder[name]
  if (rest.length > 0) {
    if (typeof value === 'object' && value !== null) revive(value as Members, rest)
  } else if (typeof value === 'string') holder[name] = new Date(value)
}

function invalid(key: RequestKey, { state, ...members }: Members): DaypassError {
  const known = membersOf[String(state)] ?? []
  const surplus = Object.keys(members).filter((name) => !known.includes(name))
  const why = surplus.length > 0 ? `has ${surplus.join(', ')}` : 'lacks something, or has something of another form'
  const message = `The record of request ${formatKey(key)} is not what Daypass writes: one that is ${state} ${why}. Nothing was changed; its access ends on time. Report this with the version of Daypass, and restore the record from a backup if somebody edited the store.`
  return new DaypassError('RECORD_INVALID', message)
}

function newer(key: RequestKey): DaypassError {
  const message = `The record of request ${formatKey(key)} was written by a later version of Daypass. Start that version again, or restore the backup that was made before it.`
  return new DaypassError('RECORD_NEWER', message)
}
