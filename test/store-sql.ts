import type { Store } from '../src/store/open-store.ts'
import { query } from './postgres.ts'

const tables = `
  repositories requests displays words hands comment_hands grant_pulls grants lockdowns decisions policies stated
  trail chains people teams members seen_keys form_answers checkpoints placements given_up drills inbox
  cursors
`

/** One statement, so that references are looked at when all is gone. `truncate` would make new files for each table and index. */
const everything = `with ${tables
  .trim()
  .split(/\s+/)
  .map((table) => `_${table} as (delete from daypass.${table})`)
  .join(', ')}
  select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences where schemaname = 'daypass'`

/** Takes everything out of a store. Throws what the database throws. */
export async function emptyStore(store: Store): Promise<void> {
  await runSql(store, everything)
}

/** One statement past all code of ours, for arranging what a test needs and for seeing what is really stored. */
export async function runSql<Row extends Record<string, unknown>>(store: Store, text: string): Promise<Row[]> {
  const { database } = store
  return database.kind === 'embedded'
    ? (await database.pglite.query<Row>(text)).rows
    : await query<Row>(database.url, text)
}
