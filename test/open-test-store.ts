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

const everything =
  'truncate daypass.repositories, daypass.requests, daypass.displays, daypass.words, daypass.hands, daypass.comment_hands, daypass.grant_pulls, daypass.grants, daypass.lockdowns, daypass.decisions, daypass.policies, daypass.stated, daypass.trail, daypass.chains, daypass.people, daypass.teams, daypass.members, daypass.seen_keys, daypass.form_answers, daypass.checkpoints, daypass.placements, daypass.given_up, daypass.inbox, daypass.cursors restart identity'

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
