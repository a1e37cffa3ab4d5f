import type { Store } from '../src/store/open-store.ts'
import { query } from './postgres.ts'
import type { StoredRow, StoredRows } from './stored-rows.ts'

const tables = `
  repositories requests displays words proposals pushes governances hands comment_hands grant_pulls grants lockdowns decisions policies stated
  trail chains people rosters teams members seen_keys form_answers checkpoints placements given_up drills deposits notices notice_turns inbox
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

/** The rows in the tables of a database. */
export function rowsIn(store: Store): StoredRows {
  const set = (row: StoredRow, between: string): string =>
    Object.entries(row)
      .map(([column, value]) => `${column} = ${literal(value)}`)
      .join(between)
  return {
    async rows<Row extends StoredRow>(table: string) {
      const rows = await runSql<{ text: string }>(store, `select row_to_json(t)::text as text from daypass.${table} t`)
      return rows.map(({ text }) => JSON.parse(text) as Row)
    },
    async add(table, row) {
      const values = Object.values(row).map(literal).join(', ')
      await runSql(store, `insert into daypass.${table} (${Object.keys(row).join(', ')}) values (${values})`)
    },
    async change(table, where, to) {
      const which = Object.keys(where).length === 0 ? 'true' : set(where, ' and ')
      const change = to ? `update daypass.${table} set ${set(to, ', ')}` : `delete from daypass.${table}`
      await runSql(store, `${change} where ${which}`)
    },
    async versions(table) {
      const rows = await runSql<{ version: string }>(store, `select xmin::text as version from daypass.${table}`)
      return rows.map(({ version }) => version)
    },
  }
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}
