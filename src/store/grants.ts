import { type Kysely, type Selectable, sql } from 'kysely'
import { DaypassError } from '../core/error.ts'
import { lockedDown } from '../core/lockdown-scope.ts'
import type { Grant, GrantedBy } from '../core/record.ts'
import { formatKey, type RequestKey } from '../core/request-key.ts'
import type { GrantStore, Lockable, StoredGrant, Use } from '../ports/grants.ts'
import { inStore } from './database/database-error.ts'
import { createGroupCommit, type Outcome } from './database/group-commit.ts'
import { records } from './database/json-rows.ts'
import type { GrantsTable, Tables } from './database/tables.ts'
import { lockdownOver, unlocked } from './lockdowns-in-force.ts'

export function createGrantStore(db: Kysely<Tables>): GrantStore {
  const end = createGroupCommit<Ending, StoredGrant>({
    names: ({ id }) => [id],
    write: (endings) => inStore(() => endAll(db, endings)),
    // One statement, and every grant of a deployment may be ended at once.
    most: 500,
  })
  return {
    open: (key, grant, toEnd) => inStore(() => open(db, key, grant, toEnd === undefined)),
    mayBegin: (access) => inStore(() => refuseLocked(db, access)),
    find: (id) => inStore(() => find(db, 'id', id)),
    findByRenewal: (hash) => inStore(() => find(db, 'renewal', hash)),
    setRenewal: (id, hash) => inStore(() => setRenewal(db, id, hash)),
    noteToken: (id, expires, now, scope) => inStore(() => noteToken(db, { id, expires, now, scope })),
    useOf: (id) => inStore(() => useOf(db, id)),
    end: (id, at) => end({ id, at }),
    liveIndexes: (from, to, now) => inStore(() => liveIndexes(db, from, to, now)),
    extend: (id, to) => inStore(() => extend(db, id, to)),
    openIds: () => inStore(() => openIds(db)),
    openOf: (by) => inStore(() => openIds(db, by)),
  }
}

/** `toLive`: what is opened only to be ended is opened under a lockdown too. */
async function open(db: Kysely<Tables>, key: RequestKey, grant: Grant, toLive: boolean): Promise<StoredGrant> {
  // Looked up first, so that repeats use up no place in the status lists.
  const known = await find(db, 'id', grant.id)
  if (known !== undefined) {
    const again = begun(known, key)
    // What was put down and not begun where it takes effect is not begun there now.
    if (toLive) await refuseLocked(db, again)
    return again
  }
  if (!(grant.ends > grant.begins)) throw new RangeError('a grant ends at an instant after its beginning')
  const { requestUrl, connectorType, ...same } = grant
  const columns = { ...same, connector_type: connectorType }
  const row = await db
    .insertInto('grants')
    .columns(['id', 'repository', 'issue', 'installation', 'request_url', 'uses', ...grantColumns])
    .expression((eb) =>
      eb
        .selectFrom('repositories')
        .select([
          sql.val(grant.id).as('id'),
          'repositories.id as repository',
          sql<number>`${key.issue}::integer`.as('issue'),
          'installation',
          sql.val(requestUrl).as('request_url'),
          // Whatever an older version has opened stays without a number: nobody counted from its beginning.
          sql<number>`0`.as('uses'),
          ...grantColumns.map((column) => castValue(column, columns[column]).as(column)),
        ])
        .where('repositories.id', '=', key.repository)
        .$if(toLive, (one) => one.where(unlocked(grant))),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row !== undefined) return readGrant(row)
  const winner = await find(db, 'id', grant.id)
  if (winner !== undefined) return begun(winner, key)
  if (toLive) await refuseLocked(db, grant)
  throw conflict(
    key,
    await db.selectFrom('repositories').select('id').where('id', '=', key.repository).executeTakeFirst(),
  )
}

const grantColumns = [
  'connector',
  'connector_type',
  'resource',
  'audience',
  'scope',
  'requester',
  'digest',
  'policy',
  'begins',
  'ends',
] as const

/** Within `insert … select` PostgreSQL does not take a parameter's type from the column it goes to. */
function castValue(column: (typeof grantColumns)[number], value: string | number | Date) {
  if (column === 'begins' || column === 'ends') return sql`${value}::timestamptz`
  return column === 'requester' ? sql`${value}::bigint` : sql`${value}::text`
}

/** A grant that was opened before, for the same request; what has ended is not begun again. */
function begun(grant: StoredGrant, key: RequestKey): StoredGrant {
  if (grant.ended) throw new DaypassError('GRANT_ENDED', `grant ${grant.id} has ended: it is not begun again`)
  if (formatKey(grant.key) === formatKey(key)) return grant
  throw new DaypassError(
    'GRANT_CONFLICT',
    `grant ${grant.id} belongs to request ${formatKey(grant.key)}, not to ${formatKey(key)}`,
  )
}

function conflict(key: RequestKey, repository: unknown): DaypassError {
  if (repository === undefined) {
    return new DaypassError(
      'REPOSITORY_NOT_ENROLLED',
      `no event of the repository of ${formatKey(key)} was ever seen: nothing can be granted there`,
    )
  }
  return new DaypassError(
    'GRANT_CONFLICT',
    `what ${formatKey(key)} asks for was granted already, under another grant; a request is granted once, so that grant is the one to look at`,
  )
}

async function find(db: Kysely<Tables>, column: 'id' | 'renewal', value: string): Promise<StoredGrant | undefined> {
  const row = await db.selectFrom('grants').selectAll().where(column, '=', value).executeTakeFirst()
  return row && readGrant(row)
}

async function refuseLocked(db: Kysely<Tables>, access: Lockable): Promise<void> {
  const lockdown = await lockdownOver(db, access)
  if (lockdown) throw lockedDown(lockdown)
}

/** A grant that nothing was written to: under a lockdown that is said, whatever else it is, once it still lives. */
async function refuseLockedGrant(db: Kysely<Tables>, id: string): Promise<void> {
  const grant = await find(db, 'id', id)
  if (grant?.ended === null) await refuseLocked(db, grant)
}

async function setRenewal(db: Kysely<Tables>, id: string, hash: string): Promise<void> {
  const row = await db
    .updateTable('grants')
    .set({ renewal: hash })
    .where('id', '=', id)
    .where('ended', 'is', null)
    .where(unlocked())
    .returning('id')
    .executeTakeFirst()
  if (row !== undefined) return
  await refuseLockedGrant(db, id)
  throw new DaypassError('GRANT_ENDED', `grant ${id} has ended or was never opened: it gets no new credential`)
}

type Noted = { id: string; expires: Date; now: Date; scope: string | undefined }

/** One statement, so that no token can be noted after the end that reads which token was the last. */
async function noteToken(db: Kysely<Tables>, { id, expires, now, scope }: Noted): Promise<boolean> {
  const scopes = sql`string_to_array(concat_ws(' ', nullif(used_scopes, ''), coalesce(${scope ?? null}::text, scope)), ' ')`
  const row = await db
    .updateTable('grants')
    .set({
      last_token: sql<Date>`greatest(last_token, ${expires}::timestamptz)`,
      uses: sql<number>`uses + 1`,
      first_use: sql<Date>`coalesce(first_use, ${now}::timestamptz)`,
      last_use: sql<Date>`greatest(last_use, ${now}::timestamptz)`,
      used_scopes: sql<string>`(select string_agg(distinct one, ' ') from unnest(${scopes}) as one)`,
    })
    .where('id', '=', id)
    .where('ended', 'is', null)
    .where('ends', '>', now)
    .where(unlocked())
    .returning('id')
    .executeTakeFirst()
  if (row !== undefined) return true
  await refuseLockedGrant(db, id)
  return false
}

async function useOf(db: Kysely<Tables>, id: string): Promise<Use | undefined> {
  const row = await db
    .selectFrom('grants')
    .select(['uses', 'first_use', 'last_use', 'used_scopes'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || row.uses === null) return undefined
  const scopes = (row.used_scopes ?? '').split(' ').filter((scope) => scope !== '')
  return { count: row.uses, first: row.first_use ?? undefined, last: row.last_use ?? undefined, scopes: scopes.sort() }
}

type Ending = { id: string; at: Date }

/** Ends grants in the transaction in which something else says so, too. */
export async function endAll(db: Kysely<Tables>, endings: readonly Ending[]): Promise<Outcome<StoredGrant>[]> {
  const given = records(endings, 'id text, at timestamptz')
  const ended = await sql<Selectable<GrantsTable>>`
    update daypass.grants g set ended = coalesce(g.ended, given.at), renewal = null
    from ${given} as given where g.id = given.id returning g.*`.execute(db)
  const grants = new Map(ended.rows.map((row) => [row.id, readGrant(row)]))
  return endings.map(({ id }) => {
    const grant = grants.get(id)
    return grant === undefined ? { error: unknownGrant(id) } : { result: grant }
  })
}

function unknownGrant(id: string): DaypassError {
  return new DaypassError('GRANT_UNKNOWN', `grant ${id} was never opened here: check its id and which database this is`)
}

async function liveIndexes(db: Kysely<Tables>, from: number, to: number, now: Date): Promise<number[]> {
  const rows = await db
    .selectFrom('grants')
    .select('place')
    .where('place', '>=', from)
    .where('place', '<', to)
    .where('ended', 'is', null)
    // Past its end a grant is dead, whether or not a worker has come round to it.
    .where('ends', '>', now)
    .orderBy('place')
    .execute()
  return rows.map((row) => row.place)
}

async function extend(
  db: Kysely<Tables>,
  id: string,
  to: { ends: Date; digest: string; policy: string },
): Promise<void> {
  const row = await db
    .updateTable('grants')
    .set({ ends: to.ends, digest: to.digest, policy: to.policy })
    .where('id', '=', id)
    .where('ended', 'is', null)
    .where(unlocked())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) {
    await refuseLockedGrant(db, id)
    throw new DaypassError('GRANT_ENDED', 'the grant has ended already, so its end cannot be moved; open a new request')
  }
}

async function openIds(db: Kysely<Tables>, by?: GrantedBy): Promise<string[]> {
  const open = db.selectFrom('grants').select('id').where('ended', 'is', null).orderBy('place')
  const chosen = by ? open.where('connector', '=', by.connector).where('connector_type', '=', by.connectorType) : open
  const rows = await chosen.execute()
  return rows.map((row) => row.id)
}

function readGrant(row: Selectable<GrantsTable>): StoredGrant {
  const { repository, issue, installation: _, connector_type, request_url, last_token, place, ...more } = row
  const { uses: _uses, first_use: _first, last_use: _last, used_scopes: _scopes, ...rest } = more
  const renamed = { connectorType: connector_type, requestUrl: request_url, lastToken: last_token, statusIndex: place }
  return { ...rest, ...renamed, key: { repository, issue } }
}
