import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { openStore, type Store, type StoreOptions } from '../src/store/open-store.ts'
import { query } from './postgres.ts'

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

export type TestStore = {
  store: Store
  clock: TestClock
  dataDir: string
  empty: () => Promise<void>
  close: () => Promise<void>
}

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
    clock,
    dataDir,
    empty: () => emptyStore(store),
    async close() {
      await store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const tables = `
  repositories requests displays words hands comment_hands grant_pulls grants lockdowns decisions policies stated
  trail chains people teams members seen_keys form_answers checkpoints placements given_up inbox
  cursors
`

/** One statement, so that references are looked at when all is gone. `truncate` would make new files for each table and index. */
const everything = `with ${tables
  .trim()
  .split(/\s+/)
  .map((table) => `_${table} as (delete from daypass.${table})`)
  .join(', ')}
  select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences where schemaname = 'daypass'`

async function emptyStore(store: Store): Promise<void> {
  await runSql(store, everything)
}

/** One statement past all code of ours, for arranging what a test needs and for seeing what is really stored. */
export async function runSql<Row extends Record<string, unknown>>(store: Store, text: string): Promise<Row[]> {
  const { database } = store
  return database.kind === 'embedded'
    ? (await database.pglite.query<Row>(text)).rows
    : await query<Row>(database.url, text)
}
