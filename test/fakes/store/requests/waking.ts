import type { Lockdown, LockdownScope } from '../../../../src/core/lockdown-scope.ts'
import type { RequestState } from '../../../../src/core/record.ts'
import { formatKey, type RequestKey } from '../../../../src/core/request-key.ts'
import type { WakeEnded, WakeWaiting } from '../../../../src/ports/wake.ts'
import { byKey, earliest, isEnding, keyOf, woken } from '../database/claiming.ts'
import { type MemoryTables, type StoreParts, unit } from '../database/parts.ts'
import type { RequestRow } from '../database/tables.ts'

type Parts = Pick<StoreParts, 'tables' | 'transaction' | 'wakeUps' | 'now'>

/** So many in one transaction. */
const endedAtOnce = 500
const waitingAtOnce = 200

const waiting: readonly RequestState[] = ['submitted', 'undecided', 'pending', 'granting']

export function createWakeEnded(parts: Parts): WakeEnded {
  const { tables, transaction, now } = parts
  return async (given) => {
    const keys = given?.map(keyOf) ?? (await transaction(() => unawareOf(tables, now())))
    for (let from = 0; from < keys.length; from += endedAtOnce)
      await transaction(() => makeDue(parts, keys.slice(from, from + endedAtOnce), now()))
    return keys.length
  }
}

/** Requests that take their grant to live, where the ledger has ended it. */
function unawareOf({ requests, grants }: MemoryTables, now: Date): RequestKey[] {
  const hasEnded = (row: RequestRow) =>
    grants.find((grant) => formatKey(grant) === formatKey(row) && grant.ended !== null) !== undefined
  const found = requests.where((row) => row.ends_at !== null && row.ends_at > now && hasEnded(row))
  return found.map(keyOf).sort(byKey)
}

/** As an end that is due now: whoever began to look before is overtaken. */
async function makeDue({ tables, wakeUps }: Parts, keys: readonly RequestKey[], now: Date): Promise<void> {
  const named = new Set(keys.map(formatKey))
  const rows = tables.requests.where((row) => named.has(formatKey(row))).sort(byKey)
  for (const row of rows) tables.requests.change(row, { ...woken(row, now), ends_at: earliest(row.ends_at, now) })
  if (rows.length > 0) await wakeUps.scheduleAll(unit, rows.map(keyOf), now, true)
}

export function createWakeWaiting(parts: Parts): WakeWaiting {
  const { transaction, now } = parts
  return async (repository) => {
    for (let after: number | undefined = 0; after !== undefined; ) {
      const from: number = after
      after = await transaction(() => wakeSome(parts, { repository, issue: from }, now()))
    }
  }
}

/** Makes the next of them due, with their jobs; returns where to go on, undefined: there are no more. */
async function wakeSome({ tables, wakeUps }: Parts, after: RequestKey, now: Date): Promise<number | undefined> {
  const rows = tables.requests
    .where((row) => row.repository === after.repository && row.issue > after.issue && isWaiting(row))
    .sort(byKey)
    .slice(0, waitingAtOnce)
  for (const row of rows) tables.requests.change(row, woken(row, now))
  for (const urgent of [true, false]) {
    const keys = rows.filter((row) => isEnding(row, now) === urgent).map(keyOf)
    if (keys.length > 0) await wakeUps.scheduleAll(unit, keys, now, urgent)
  }
  return rows.length < waitingAtOnce ? undefined : rows.at(-1)?.issue
}

/** An extension waits for votes while its grant lives. */
function isWaiting({ state, voted }: RequestRow): boolean {
  return voted !== null || waiting.some((one) => one === state)
}

/** Makes due at once what waited for these lockdowns, and what is being looked at now, since it may have met one of them. */
export async function wakeLocked({ tables, transaction, wakeUps }: Parts, lifted: readonly Lockdown[], now: Date) {
  if (lifted.length === 0) return
  const found = await transaction(() =>
    tables.requests
      .where((row) => row.wake_at !== null && mayHaveMet(row) && lifted.some(({ scope }) => isWithin(row, scope)))
      .sort((a, b) => Number(a.wake_at) - Number(b.wake_at) || byKey(a, b))
      .map(keyOf),
  )
  for (const key of found) await transaction(() => wake({ tables, wakeUps }, key, now))
}

async function wake({ tables, wakeUps }: Pick<Parts, 'tables' | 'wakeUps'>, key: RequestKey, at: Date): Promise<void> {
  const row = tables.requests.get(formatKey(key))
  if (!row) return
  tables.requests.change(row, woken(row, at))
  await wakeUps.schedule(unit, key, at, isEnding(row, at))
}

/** In the text of a record, quotation marks of what people write have a backslash before them. */
function mayHaveMet({ claimed_until: until, record }: RequestRow): boolean {
  return until !== null || record.includes('"code":"LOCKDOWN"') || record.includes('"approved":true')
}

/** As far as the row says it: before it is decided, a request has no resource in it, and before it begins no connector. */
function isWithin({ connector, resource, requester }: RequestRow, scope: LockdownScope): boolean {
  if (scope.of === 'connector') return (connector ?? scope.name) === scope.name
  if (scope.of === 'resource') return (resource ?? scope.name) === scope.name
  return scope.of === 'everything' || (requester ?? scope.id) === scope.id
}
