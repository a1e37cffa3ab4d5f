import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeySet } from '../../src/signing/signing-keys.ts'
import { makeEmptyStore } from '../empty-store.ts'
import { query, startPostgres } from '../postgres.ts'
import type { RunStore } from './run.ts'

/** Where the stores of runs come from. */
export type StoreSource = {
  /** A store for one run. */
  next(): Promise<RunStore>
  stop(): Promise<void>
}

/** PGlite in the server's process, in its data directory. */
export async function embeddedStores(): Promise<StoreSource> {
  const folder = mkdtempSync(join(tmpdir(), 'daypass-empty-'))
  const emptyStore = join(folder, 'store')
  await makeEmptyStore(emptyStore)
  return {
    next: async () => ({ env: {}, emptyStore }),
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Time goes by: what a dead process has claimed is claimed no more, and the turns that it took are over. */
const later = [
  'update daypass.requests set claimed_until = now() where claimed_until is not null',
  'update daypass.displays set claimed_until = now() where claimed_until is not null',
  "update daypass.inbox set next_try = received where state = 'waiting'",
]

/** One PostgreSQL, and a database of its own for each run. */
export async function postgresStores(): Promise<StoreSource> {
  const postgres = await startPostgres()
  const keys = JSON.stringify(await generateKeySet())
  return {
    async next() {
      const url = await postgres.createDatabase()
      const pass = async () => {
        for (const statement of later) await query(url, statement).catch(() => undefined)
      }
      return { env: { DATABASE_URL: url, DAYPASS_SIGNING_KEYS: keys }, meanwhile: pass }
    },
    stop: postgres.stop,
  }
}
