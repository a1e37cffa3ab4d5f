import { canonicalJson } from '../../src/core/canonical-json.ts'
import type { Word } from '../../src/core/display/display-record.ts'
import type { RequestRecord } from '../../src/core/record.ts'
import type { TrailEntry } from '../../src/core/trail/entry.ts'
import type { DisplayStore } from '../../src/ports/display-store.ts'
import { requestColumns } from '../../src/store/requests/request-rows.ts'
import { putRequest } from './store/database/request-row.ts'
import { wakeDisplay } from './store/displays/waking-displays.ts'
import { createMemoryStore, type MemoryStore } from './store/memory-store.ts'
import { type ToldCalls, withTold } from './told-calls.ts'

export type DisplayCall = 'claim' | 'save' | 'release'

/** The displays in memory, and how a request that has come to this state orders to be shown. */
export type FakeDisplays = DisplayStore &
  ToldCalls<DisplayCall> & {
    order(
      record: RequestRecord,
      order?: { say?: Word[]; compare?: true; reopen?: number; entries?: TrailEntry[] },
    ): void
  }

/** `store`: whose displays they are; absent: one of its own. */
export function createFakeDisplays(now: () => Date, store: MemoryStore = createMemoryStore({ now })): FakeDisplays {
  const { tables } = store
  const wakeUps = {
    schedule: async () => undefined,
    scheduleAll: async () => undefined,
    scheduleDisplay: async () => undefined,
    scheduleProposal: async () => undefined,
    scheduleGovernance: async () => undefined,
    scheduleNotice: async () => undefined,
  }
  return Object.assign(withTold(store.displays, ['claim', 'save', 'release']), {
    order(record, { entries = [], ...order } = {}) {
      const { key } = record
      putRequest(tables, key, { ...requestColumns(record), entries: entries.length }, now())
      for (const { event, hash, signature } of entries)
        tables.trail.put({ ...key, installation: 9, seq: event.seq, event: canonicalJson(event), hash, signature })
      // All of it is written before anybody is told.
      void wakeDisplay({ tables, wakeUps }, { record, ...order }, now())
    },
  } satisfies Pick<FakeDisplays, 'order'>)
}
