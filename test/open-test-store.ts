import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { openStore, type Store, type StoreOptions } from '../src/store/open-store.ts'
import type { PortsOfStore } from './fakes/store/memory-store.ts'
import { emptyStore, rowsIn } from './store-sql.ts'
import type { StoredRows } from './stored-rows.ts'

/** A clock that stands still until it is moved. */
export type TestClock = { now: () => Date; advance: (seconds: number) => void }

export function testClock(start = '2026-11-21T12:00:00.000Z'): TestClock {
  let at = Date.parse(start)
  return {
    now: () => new Date(at),
    advance(seconds) {
      at += seconds * 1000
    },
  }
}

export const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A store that is held to a contract, whatever is below it, with what lies in it. */
export type ContractStore = {
  store: PortsOfStore
  stored: StoredRows
  clock: TestClock
  dataDir: string
  empty: () => Promise<void>
  close: () => Promise<void>
}

/** One with a database. */
export type TestStore = ContractStore & { store: Store }

/** Opens a store for tests: on the PostgreSQL at `databaseUrl`, or embedded in a directory that goes away with it. */
export async function openTestStore(options: Partial<StoreOptions> = {}): Promise<TestStore> {
  const clock = testClock()
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'daypass-store-'))
  const isNew = options.dataDir === undefined && options.databaseUrl === undefined
  if (isNew) cpSync(inject('emptyStore'), dataDir, { recursive: true })
  const store = await openStore({
    signTrail: async (bytes) => `signature of ${bytes.length}`,
    now: clock.now,
    log: silentLog,
    ...options,
    dataDir,
  })
  return {
    store,
    stored: rowsIn(store),
    clock,
    dataDir,
    empty: () => emptyStore(store),
    async close() {
      await store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
