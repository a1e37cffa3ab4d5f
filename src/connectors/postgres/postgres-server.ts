import { checkServerIdentity } from 'node:tls'
import pg from 'pg'
import { asError, DaypassError } from '../../core/error.ts'
import type { PostgresAddress } from '../../core/targets/postgres-address.ts'
import { atMost } from './at-most.ts'

/** Rows as they are, of several statements: of the last one that gave any. */
export type Rows = readonly Readonly<Record<string, unknown>>[]

/** A server as its administrator speaks to it; a failed call throws CONNECTOR_FAILED, whose cause has PostgreSQL's code. */
export type PostgresServer = {
  readonly place: string
  /** Statements in one message, which is one transaction. */
  run(statements: string): Promise<Rows>
  /** A login of somebody else, that is let in or not. Throws CONNECTOR_FAILED where no server of PostgreSQL answers: that is no refusal. */
  tryLogin(login: { user: string; password: string }): Promise<LoginAnswer>
  /** The same through whatever stands at this place, and a question after it: a pooler lets in whom the server may know no more. */
  tryUse(login: { user: string; password: string }): Promise<Use>
  /** One after the other on one connection to this database of the server, each a transaction. */
  runIn(database: string, each: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** What a server said when somebody tried to log in. `routine`: which part of it; texts are translated, and so no proof of anything. */
export type LoginAnswer = { letIn: true } | { letIn: false; code: string | undefined; routine: string | undefined }

/** `silent`: neither yes nor no came, as where a pooler waits for a server that lets nobody in. */
export type Use = 'answered' | 'refused' | 'silent'

const connectWithin = 5_000
/** How many connections at once: more would take places from those who use the database. */
const connections = 4
/** Who is asked to end something waits for nobody: a user's own lock is cut with the session that has it. */
const patience = '-c lock_timeout=1s -c statement_timeout=10s -c idle_in_transaction_session_timeout=10s'

/** Connections are opened when they are needed, and let go when nobody needs them for a while. */
export function createPostgresServer(address: PostgresAddress, ca: string | undefined): PostgresServer {
  const place = placeOf(address)
  const config = (database = address.database): pg.ClientConfig => ({
    ...connectionTo(address, ca),
    ...{ user: address.user, database, application_name: 'daypass', query_timeout: 15_000 },
    ...(address.password === undefined ? {} : { password: address.password }),
    options: `${patience} -c search_path=`,
  })
  const pool = new pg.Pool({ ...config(), max: connections, idleTimeoutMillis: 10_000, allowExitOnIdle: true })
  // A connection that breaks while nobody uses it is made anew when somebody does.
  pool.on('error', () => undefined)
  // Whoever waits for a connection has not begun to connect: no time-out is about that.
  const inTurn = atMost(connections)
  const logInTurn = atMost(connections)
  return {
    place,
    run: (statements) => failing(place, () => inTurn(async () => lastRows(await pool.query(statements)))),
    tryLogin: (login) => logInTurn(() => tryLogin(address, ca, login)),
    tryUse: (login) => logInTurn(() => tryUse(address, ca, login)),
    runIn: (database, each) =>
      failing(place, async () => {
        const client = new pg.Client(config(database))
        client.on('error', () => undefined)
        try {
          await client.connect()
          for (const statements of each) await client.query(statements)
        } finally {
          await client.end().catch(() => undefined)
        }
      }),
    close: () => pool.end(),
  }
}

/** Logs in, and out again. */
async function tryLogin(
  address: PostgresAddress,
  ca: string | undefined,
  { user, password }: { user: string; password: string },
): Promise<LoginAnswer> {
  const client = new pg.Client({ ...connectionTo(address, ca), user, password, database: address.database })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return { letIn: true }
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError)) throw failure(placeOf(address), thrown)
    return { letIn: false, code: thrown.code, routine: thrown.routine }
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function tryUse(
  address: PostgresAddress,
  ca: string | undefined,
  { user, password }: { user: string; password: string },
): Promise<Use> {
  const connection = { ...connectionTo(address, ca), query_timeout: connectWithin }
  const client = new pg.Client({ ...connection, user, password, database: address.database })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
    return 'answered'
  } catch (thrown) {
    return thrown instanceof pg.DatabaseError ? 'refused' : 'silent'
  } finally {
    // Whoever hangs does not hear a farewell either.
    void client.end().catch(() => undefined)
  }
}

/** The code of PostgreSQL (SQLSTATE) in what `run` threw; undefined: it did not answer at all. */
export function stateOf(thrown: unknown): string | undefined {
  const { cause } = asError(thrown)
  return cause instanceof pg.DatabaseError ? cause.code : undefined
}

export const placeOf = ({ host, port }: Pick<PostgresAddress, 'host' | 'port'>): string => `${host}:${port}`

function connectionTo({ host, port, tls }: PostgresAddress, ca: string | undefined): pg.ClientConfig {
  const ssl = {
    ...(ca === undefined ? {} : { ca }),
    // `pg` names no host to TLS where it is an address.
    checkServerIdentity: (_name: string, certificate: Parameters<typeof checkServerIdentity>[1]) =>
      checkServerIdentity(host, certificate),
  }
  return { host, port, ssl: tls ? ssl : false, connectionTimeoutMillis: connectWithin }
}

function lastRows(result: pg.QueryResult | pg.QueryResult[]): Rows {
  const results = Array.isArray(result) ? result : [result]
  return results.findLast(({ rows }) => rows.length > 0)?.rows ?? []
}

async function failing<T>(place: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (thrown) {
    throw failure(place, thrown)
  }
}

/** What a server says can hold what it was sent: no verifier of a password is repeated. */
function failure(place: string, thrown: unknown): DaypassError {
  const error = asError(thrown)
  const code = error instanceof pg.DatabaseError ? error.code : undefined
  const said = error.message
    .replaceAll(/SCRAM-SHA-256\S*/g, '…')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 200)
  const message = `PostgreSQL at ${place}: ${said || 'no connection'}${code ? ` (${code})` : ''}.`
  return new DaypassError('CONNECTOR_FAILED', message, { cause: error })
}
