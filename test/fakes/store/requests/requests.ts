import { formatKey } from '../../../../src/core/request-key.ts'
import type { StoredGrant } from '../../../../src/ports/grants.ts'
import type { RequestStore } from '../../../../src/ports/request-store.ts'
import { endsAt, isEndAt } from '../../../../src/store/requests/request-rows.ts'
import { readIfPossible } from '../../../../src/store/requests/stored-record.ts'
import { claim, dueKeys, isFree, keyOf, release } from '../database/claiming.ts'
import { inTransactions } from '../database/memory-database.ts'
import { type StoreParts, unit } from '../database/parts.ts'
import { wakeDisplay } from '../displays/waking-displays.ts'
import { endGrant } from '../grants.ts'
import type { StoreId } from '../trail/store-id.ts'
import { trailOf } from '../trail/trail.ts'
import { countsFor, debtsFor, earlierAccess, earlierRequests, ledgerFor } from './counts.ts'
import { recordOfRow } from './record-of-row.ts'
import { type SavingParts, save, savingOf } from './saving.ts'
import { commentWriters, notices, told, writerOf } from './told.ts'

/** How many are ended in one transaction. */
const endsAtOnce = 500

export function createRequests(store: StoreParts & { id: StoreId }): RequestStore {
  const { tables, transaction, wakeUps, now, grown } = store
  const calls = inTransactions(
    transaction,
    {
      // A record that cannot be read is claimed all the same.
      claim: async (...[key, at]: Parameters<RequestStore['claim']>) => claim(tables.requests, key, at),
      async release(...[held, wakeAt, show]: Parameters<RequestStore['release']>) {
        const { key, record } = held
        const { held: isHeld, again } = release(tables.requests, held, wakeAt)
        // An end has its timer already.
        if (isHeld && !again && wakeAt !== null && endsAt(record)?.getTime() !== wakeAt.getTime())
          await wakeUps.schedule(unit, key, wakeAt, isEndAt(record, wakeAt))
        if (show) await wakeDisplay(store, { record, ...show }, now())
        return again
      },
      writerOf: async (...of: Parameters<RequestStore['writerOf']>) => writerOf(tables, ...of),
      commentWriters: async (...of: Parameters<RequestStore['commentWriters']>) => commentWriters(tables, ...of),
      told: async (...of: Parameters<RequestStore['told']>) => told(tables, ...of),
      notices: async (...of: Parameters<RequestStore['notices']>) => notices(tables, ...of),
      countsFor: async (...of: Parameters<RequestStore['countsFor']>) => countsFor(tables, ...of),
      ledgerFor: async (...of: Parameters<RequestStore['ledgerFor']>) => ledgerFor(tables, ...of),
      earlierAccess: async (...of: Parameters<RequestStore['earlierAccess']>) => earlierAccess(tables, ...of),
      debtsFor: async (...of: Parameters<RequestStore['debtsFor']>) => debtsFor(tables, ...of),
      earlierRequests: async (...of: Parameters<RequestStore['earlierRequests']>) => earlierRequests(tables, ...of),
      trailOf: async (...[key]: Parameters<RequestStore['trailOf']>) => trailOf(tables, key),
      repository: async (id: number) => tables.repositories.get(`${id}`),
      due: async (...[at, limit]: Parameters<RequestStore['due']>) =>
        dueKeys(tables.requests, ({ urgent }) => (urgent ? 0 : 1), at, limit),
    },
    ['trailOf'],
  )
  return {
    ...calls,
    async claim(key, at) {
      const claimed = await calls.claim(key, at)
      if (!claimed) return undefined
      const { row, dueAt } = claimed
      return { key: keyOf(row), fence: row.fence, record: recordOfRow(row, dueAt) }
    },
    async save(held, change) {
      const saving = savingOf(held, change)
      const saved = await transaction(() => save(store, saving))
      grown(change.events?.length ?? 0)
      return saved
    },
    async endDue(types, at, begin) {
      const all: StoredGrant[] = []
      for (;;) {
        const { ended, entries } = await transaction(() => endSome(store, types, new Date(at), begin))
        grown(entries)
        all.push(...ended)
        if (ended.length < endsAtOnce) return all
      }
    },
  }
}

/** Claims, saves, ends and gives back what is due, and what the ledger, too, knows to live no longer. */
async function endSome(
  parts: SavingParts,
  types: readonly string[],
  at: Date,
  begin: Parameters<RequestStore['endDue']>[2],
): Promise<{ ended: StoredGrant[]; entries: number }> {
  const { tables } = parts
  const due = tables.requests
    .where((row) => {
      const { state, ends_at: ends, connector_type: type } = row
      if (state !== 'active' || ends === null || ends > at || type === null || !types.includes(type)) return false
      const isOver = tables.grants.find(
        (grant) => formatKey(grant) === formatKey(row) && grant.ended === null && grant.ends <= at,
      )
      return isOver !== undefined && isFree(row, at)
    })
    .sort((a, b) => Number(a.ends_at) - Number(b.ends_at))
    .slice(0, endsAtOnce)
  const ended: StoredGrant[] = []
  let entries = 0
  for (const key of due.map(keyOf)) {
    const claimed = claim(tables.requests, key, at)
    if (!claimed) continue
    const { row, dueAt } = claimed
    // One that cannot be read keeps no other from ending.
    const read = readIfPossible(key, JSON.parse(row.record), dueAt)
    if ('error' in read) continue
    const change = begin(read.result)
    const held = await save(parts, savingOf({ key, fence: row.fence, record: read.result }, change))
    entries += change.events?.length ?? 0
    const id = read.result.grant?.id
    if (id !== undefined && tables.grants.get(id)) ended.push(endGrant(tables, id, at))
    // Its own timer comes to what is left of it.
    release(tables.requests, held, at)
  }
  return { ended, entries }
}
