import { formatKey, type RequestKey } from '../../../../src/core/request-key.ts'
import type { requestColumns } from '../../../../src/store/requests/request-rows.ts'
import type { MemoryTables } from './parts.ts'
import type { RequestRow } from './tables.ts'

const unheard = {
  ...{ disturbances: 0, comment_notices: 0, person_notices: 0, word_notices: 0, gone_notices: 0 },
  ...{ newest_review: null, told_change: null, entries: 0, wanted: 0, seen: 0, fence: 0, claimed_until: null },
}

type Written = ReturnType<typeof requestColumns> & Partial<RequestRow>

/** A row as it begins. */
export function beginRow(key: RequestKey, installation: number, columns: Written, now: Date): RequestRow {
  const { repository, issue } = key
  return { ...unheard, repository, issue, installation, wake_at: null, created: now, ...columns }
}

/** Writes what a request has come to, past whoever looks after it. */
export function putRequest({ requests }: MemoryTables, key: RequestKey, columns: Written, now: Date): void {
  const known = requests.get(formatKey(key))
  requests.put(known ? { ...known, ...columns } : beginRow(key, 9, columns, now))
}
