import type { RequestRecord } from '../../../../src/core/record.ts'
import { readRecord } from '../../../../src/store/requests/stored-record.ts'
import { keyOf } from '../database/claiming.ts'
import { copyOf } from '../database/copy.ts'
import type { RequestRow } from '../database/tables.ts'

/** What was read before, by its text: each is read some ten times until it changes. */
const known = new Map<string, RequestRecord>()
const most = 500

/** The record of a row, made anew. Throws RECORD_INVALID, RECORD_NEWER. */
export function recordOfRow(row: RequestRow, wakeAt: Date | null): RequestRecord {
  const read = known.get(row.record) ?? readRecord(keyOf(row), JSON.parse(row.record), wakeAt)
  if (known.size === most) known.clear()
  known.set(row.record, read)
  return { ...copyOf(read), key: keyOf(row), wakeAt: wakeAt && new Date(wakeAt) }
}
