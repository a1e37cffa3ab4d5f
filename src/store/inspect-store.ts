import { sql } from 'kysely'
import { asError, DaypassError, isDaypassError } from '../core/error.ts'
import type { GovernanceRecord } from '../core/governance/governance-record.ts'
import type { Drill } from '../core/lifecycle/fire-drill.ts'
import { terminalStates } from '../core/record.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { GovernedTexts } from '../ports/governance-store.ts'
import type { TrailElsewhere } from '../ports/placements.ts'
import { type ConnectorInUse, connectorsInUse } from './connectors-in-use.ts'
import { type Connection, connectEmbedded, connectServer } from './database/connect.ts'
import { inStore } from './database/database-error.ts'
import { drillsIn } from './drills.ts'
import { governancesIn } from './governances/governance-store.ts'
import { unproved } from './queries.ts'
import { readIfPossible } from './requests/stored-record.ts'
import { trailsElsewhere } from './trail/placements.ts'

/**
 * How many requests are in each state, deliveries that were set aside, lockdowns in force, where trails stand elsewhere, the connectors that what lives hangs on, and the first requests
 * that are not over as they should be.
 */
export type StoreLook = {
  counts: Record<string, number>
  aside: number
  lockdowns: number
  inUse: ConnectorInUse[]
  trails: TrailElsewhere[]
  ends: { state: string; repository: number; issue: number; owner: string; name: string }[]
  /** The first requests whose records cannot be read, of those that are not over. */
  unreadable: { repository: number; issue: number }[]
  /** Ends that were asked for before `before`. */
  overdue: number
  drills: Drill[]
  governances: { repository: number; governance: GovernanceRecord; texts?: GovernedTexts }[]
}

/** So many records are read at once, and so many that cannot be read are named. */
const recordsAtOnce = 500
const mostNamed = 15

/** PostgreSQL's codes for a table or a schema that is not there. */
const absent = ['42P01', '3F000']

/**
 * Looks into the store without changing anything: tables are not brought up to date. Undefined: there are none yet. Throws STORE_LOCKED
 * when another process has the embedded one open, STORE_UNAVAILABLE.
 */
export async function lookIntoStore(place: {
  databaseUrl: string | undefined
  dataDir: string
  before?: Date
}): Promise<StoreLook | undefined> {
  const connection =
    place.databaseUrl === undefined ? await connectEmbedded(place.dataDir) : connectServer(place.databaseUrl, () => {})
  try {
    return await inStore(() => read(connection, place.before))
  } catch (thrown) {
    const error = asError(thrown)
    if (absent.includes((error as { code?: string }).code ?? '')) return undefined
    if (isDaypassError(error)) throw error
    const message = `The database does not let itself be read (${error.message}). Look at the rights of its user and at DATABASE_URL.`
    throw new DaypassError('STORE_UNAVAILABLE', message, { cause: error })
  } finally {
    await connection.close()
  }
}

async function read({ db }: Connection, before: Date | undefined): Promise<StoreLook> {
  const states = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from daypass.requests group by state`.execute(db)
  const inbox = await sql<{ count: number }>`
    select count(*)::int as count from daypass.inbox where state = 'aside'`.execute(db)
  const ends = await sql<StoreLook['ends'][number]>`
    select q.state, q.repository, q.issue, r.owner, r.name
    from daypass.requests q join daypass.repositories r on r.id = q.repository
    where q.state in ('ending', 'undecided', 'failed') order by q.repository, q.issue limit 15`.execute(db)
  const counts = Object.fromEntries(states.rows.map(({ state, count }) => [state, count]))
  const aside = inbox.rows[0]?.count ?? 0
  const trails = await trailsIn(db)
  const hasDrills = await isThere(db, 'drills')
  return {
    counts,
    aside,
    overdue: before && hasDrills ? await unproved(db, before) : 0,
    drills: hasDrills ? await drillsIn(db) : [],
    governances: (await isThere(db, 'governances')) ? await governancesIn(db) : [],
    lockdowns: await lockdownsIn(db),
    inUse: await connectorsInUse(db),
    trails,
    ends: ends.rows,
    unreadable: await unreadableIn(db),
  }
}

async function unreadableIn(db: Connection['db']): Promise<StoreLook['unreadable']> {
  const found: StoreLook['unreadable'] = []
  let after: RequestKey = { repository: 0, issue: 0 }
  for (;;) {
    const { rows } = await sql<RequestKey & { record: unknown }>`
      select repository, issue, record from daypass.requests
      where (repository, issue) > (${after.repository}, ${after.issue}) and state not in (${sql.join([...terminalStates])})
      order by repository, issue limit ${recordsAtOnce}`.execute(db)
    for (const { record, ...key } of rows) if ('error' in readIfPossible(key, record, null)) found.push(key)
    const last = rows.at(-1)
    if (rows.length < recordsAtOnce || found.length >= mostNamed || !last) return found.slice(0, mostNamed)
    after = last
  }
}

async function trailsIn(db: Connection['db']): Promise<StoreLook['trails']> {
  return (await isThere(db, 'placements')) ? trailsElsewhere(db) : []
}

async function lockdownsIn(db: Connection['db']): Promise<number> {
  if (!(await isThere(db, 'lockdowns'))) return 0
  const counted = await sql<{ count: number }>`select count(*)::int as count from daypass.lockdowns`.execute(db)
  return counted.rows[0]?.count ?? 0
}

/** An older version has fewer tables. */
async function isThere(db: Connection['db'], name: string): Promise<boolean> {
  const table = await sql<{ is: boolean }>`select to_regclass(${`daypass.${name}`}) is not null as is`.execute(db)
  return table.rows[0]?.is === true
}
