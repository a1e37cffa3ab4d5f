import { addSeconds } from '../../../../src/core/instant.ts'
import { formatKey, type RequestKey } from '../../../../src/core/request-key.ts'
import type { Table } from './table.ts'
import type { RequestRow } from './tables.ts'

/** After this long (seconds) a claim runs out. */
const claimSeconds = 60

/** A row that whoever works on it claims; requests have an end, which overtakes. */
export type Claimable = RequestKey & {
  wake_at: Date | null
  wanted: number
  seen: number
  fence: number
  claimed_until: Date | null
  ends_at?: Date | null
}

export const keyOf = ({ repository, issue }: RequestKey): RequestKey => ({ repository, issue })

/** The earlier of two; what is not there is no instant, as in SQL. */
export const earliest = (one: Date | null, other: Date): Date => (one !== null && one < other ? one : other)

/** Whether nobody works on it. Whoever began before an end was due is overtaken by it. */
export function isFree({ claimed_until: until, ends_at: ends = null }: Claimable, now: Date): boolean {
  if (until === null || until <= now) return true
  return ends !== null && ends <= now && addSeconds(until, -claimSeconds) < ends
}

/** What makes a row due: whoever works on it looks again. */
export const woken = (row: Claimable, now: Date) => ({ wanted: row.wanted + 1, wake_at: earliest(row.wake_at, now) })

/** Claims the row if nobody works on it, and returns it with when it was to be looked at; whoever works on it is told to look again. */
export function claim<Row extends Claimable>(
  table: Table<Row>,
  key: RequestKey,
  now: Date,
  seconds = claimSeconds,
): { row: Row; dueAt: Date | null } | undefined {
  const found = table.get(formatKey(key))
  if (!found) return undefined
  const set = isFree(found, now)
    ? {
        fence: found.fence + 1,
        seen: found.wanted,
        claimed_until: addSeconds(now, seconds),
        wake_at: earliest(found.wake_at, now),
      }
    : woken(found, now)
  const row = table.change(found, set as Partial<Row>)
  return 'fence' in set ? { row, dueAt: found.wake_at } : undefined
}

/** Gives a claim back: whether it was one, and whether somebody asked meanwhile; such a row stays due. */
export function release<Row extends Claimable>(
  table: Table<Row>,
  { key, fence }: { key: RequestKey; fence: number },
  wakeAt: Date | null,
): { held: boolean; again: boolean } {
  if (wakeAt !== null && Number.isNaN(wakeAt.getTime()))
    throw new RangeError('an instant that is none cannot be stored')
  const row = table.get(formatKey(key))
  if (row?.fence !== fence) return { held: false, again: false }
  const again = row.wanted !== row.seen
  table.change(row, { claimed_until: null, ...(again ? {} : { wake_at: wakeAt }) } as Partial<Row>)
  return { held: true, again }
}

/** Keys that are due and that nobody works on, by this rank and then by when they were to be looked at. */
export function dueKeys<Row extends Claimable>(
  table: Table<Row>,
  rank: (row: Row) => number,
  now: Date,
  limit: number,
): RequestKey[] {
  return table
    .where((row) => row.wake_at !== null && row.wake_at <= now && isFree(row, now))
    .sort((a, b) => rank(a) - rank(b) || Number(a.wake_at) - Number(b.wake_at))
    .slice(0, limit)
    .map(keyOf)
}

/** Of these, the rows that wait for an instant and that nobody works on. */
export function waitingRows<Row extends Claimable>(table: Table<Row>, keys: readonly RequestKey[], now: Date) {
  return keys.flatMap((key) => {
    const row = table.get(formatKey(key))
    if (!row?.wake_at || !isFree(row, now)) return []
    return [{ row, waiting: { key: keyOf(row), due: row.wake_at <= now, wakeAt: row.wake_at } }]
  })
}

/** Whether an end is what is to be done next to a request. */
export function isEnding({ state, ends_at }: Pick<RequestRow, 'state' | 'ends_at'>, now: Date): boolean {
  return state === 'ending' || (ends_at !== null && ends_at <= now)
}

/** In the order of their repositories and numbers. */
export const byKey = (a: RequestKey, b: RequestKey): number => a.repository - b.repository || a.issue - b.issue
