import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { DaypassError } from '../../core/error.ts'
import { lockDirectory } from './embedded/directory-lock.ts'
import { DurableFileSystem, durableStart } from './embedded/durable-file-system.ts'
import { createLanes, type EmbeddedDatabase } from './embedded/lanes.ts'
import { YieldAfterQuery } from './embedded/yield-after-query.ts'
import { schema, type Tables } from './tables.ts'

/** The database as the queue needs it, which brings its own driver for either kind. */
export type Database =
  | { readonly kind: 'embedded'; readonly pglite: EmbeddedDatabase }
  | { readonly kind: 'server'; readonly url: string }

export type Connection = {
  db: Kysely<Tables>
  /** For single statements that must not wait in the queue of the others. */
  express: Kysely<Tables>
  database: Database
  close: () => Promise<void>
}

const int8 = 20

/** PostgreSQL's 64-bit integers as numbers, as PGlite gives them: ours are GitHub ids and counters, all below 2^53. */
const numericTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === int8 && format !== 'binary'
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** Connects to PostgreSQL. Nothing is sent before the first query. */
export function connectServer(url: string, onError: (error: Error) => void): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'daypass',
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    types: numericTypes,
  })
  // Without a listener, an idle connection that the server closes would end the process.
  pool.on('error', onError)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema(schema)
  return { db, express: db, database: { kind: 'server', url }, close: () => db.destroy() }
}

/** Opens the embedded database in `<dataDir>/store`, durable, for this process alone. Throws STORE_LOCKED. */
export async function connectEmbedded(dataDir: string): Promise<Connection> {
  // PGlite creates files that everybody may read: what protects them is the directory around them.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  chmodSync(dataDir, 0o700)
  const unlock = await lockDirectory(dataDir)
  try {
    const pglite = await PGlite.create({
      fs: new DurableFileSystem(join(dataDir, 'store')),
      startParams: durableStart,
    })
    const lanes = createLanes(pglite)
    const [db, express] = [embedded(lanes.common), embedded(lanes.express)]
    const close = async (): Promise<void> => {
      await db.destroy()
      await unlock()
    }
    return { db, express, database: { kind: 'embedded', pglite: lanes.common }, close }
  } catch (cause) {
    await unlock()
    throw new DaypassError(
      'STORE_UNAVAILABLE',
      'the embedded database cannot be opened; look at the free space and the permissions of its directory, or restore it from a backup',
      { cause, where: dataDir },
    )
  }
}

function embedded(pglite: EmbeddedDatabase): Kysely<Tables> {
  const dialect = new PGliteDialect({ pglite })
  return new Kysely<Tables>({ dialect, plugins: [new YieldAfterQuery()] }).withSchema(schema)
}

/** Creates the schema. Two processes that do it at once can collide inside PostgreSQL, so the loser simply looks again. */
export async function createSchema(db: Kysely<Tables>): Promise<void> {
  const create = sql.raw(`create schema if not exists ${schema}`)
  await create.execute(db).catch(() => create.execute(db))
}
