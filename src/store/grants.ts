import { type Kysely, type Selectable, sql } from 'kysely'
import { DaypassError } from '../core/error.ts'
import { lockedDown } from '../core/lockdown-scope.ts'
import { type Grant, terminalStates } from '../core/record.ts'
import { formatKey, type RequestKey } from '../core/request-key.ts'
import type { GrantStore, Lockable, StoredGrant } from '../ports/grants.ts'
import type { LeaseState } from '../ports/lease-state.ts'
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
    find: (id) => inStore(() => find(db, id)),
    keepLease: (id, lease) => inStore(() => keepLease(db, id, lease)),
    end: (id, at) => end({ id, at }),
    extend: (id, to) => inStore(() => extend(db, id, to)),
    openIds: () => inStore(() => openIds(db)),
    liveOf: (repository, type, at) => inStore(() => liveOf(db, repository, type, at)),
    unsettledOf: (type, requester) => inStore(() => unsettledOf(db, type, requester)),
  }
}

/** `toLive`: what is opened only to be ended is opened under a lockdown too. */
async function open(db: Kysely<Tables>, key: RequestKey, grant: Grant, toLive: boolean): Promise<StoredGrant> {
  // Looked up first, so that repeats use up no place in the status lists.
  const known = await find(db, grant.id)
  if (known !== undefined) {
    const again = begun(known, key)
    // What was put down and not begun where it takes effect is not begun there now.
    if (toLive) await refuseLocked(db, again)
    return again
  }
  if (!(grant.ends > grant.begins)) throw new RangeError('a grant ends at an instant after its beginning')
  const { requestUrl, connectorType, operation, ...same } = grant
  const columns = { ...same, connector_type: connectorType }
  const row = await db
    .insertInto('grants')
    .columns(['id', 'repository', 'issue', 'installation', 'request_url', 'uses', 'operation', ...grantColumns])
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
          sql<string | null>`${operation === undefined ? null : JSON.stringify(operation)}::json`.as('operation'),
          ...grantColumns.map((column) => castValue(column, columns[column]).as(column)),
        ])
        .where('repositories.id', '=', key.repository)
        .$if(toLive, (one) => one.where(unlocked(grant))),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row !== undefined) return readGrant(row)
  const winner = await find(db, grant.id)
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

async function find(db: Kysely<Tables>, id: string): Promise<StoredGrant | undefined> {
  const row = await db.selectFrom('grants').selectAll().where('id', '=', id).executeTakeFirst()
  return row && readGrant(row)
}

async function refuseLocked(db: Kysely<Tables>, access: Lockable): Promise<void> {
  const lockdown = await lockdownOver(db, access)
  if (lockdown) throw lockedDown(lockdown)
}

/** A grant that nothing was written to: under a lockdown that is said, whatever else it is, once it still lives. */
export async function refuseLockedGrant(db: Kysely<Tables>, id: string): Promise<void> {
  const grant = await find(db, id)
  if (grant?.ended === null) await refuseLocked(db, grant)
}

/** One statement: nothing is kept of what has ended meanwhile, and two who prepared at once go on with the same. */
async function keepLease(db: Kysely<Tables>, id: string, lease: LeaseState): Promise<LeaseState> {
  const row = await db
    .updateTable('grants')
    .set({ lease: sql<string>`coalesce(lease, ${JSON.stringify(lease)}::json)` })
    .where('id', '=', id)
    .where('ended', 'is', null)
    .where(unlocked())
    .returning('lease')
    .executeTakeFirst()
  if (row?.lease) return row.lease
  await refuseLockedGrant(db, id)
  throw new DaypassError('GRANT_ENDED', `grant ${id} has ended or was never opened: nothing begins for it`)
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

async function openIds(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db.selectFrom('grants').select('id').where('ended', 'is', null).orderBy('place').execute()
  return rows.map((row) => row.id)
}

async function liveOf(db: Kysely<Tables>, repository: number, type: string, at: Date): Promise<StoredGrant[]> {
  const rows = await db
    .selectFrom('grants')
    .selectAll()
    .where('repository', '=', repository)
    .where('connector_type', '=', type)
    .where('ended', 'is', null)
    .where('ends', '>', at)
    .where(unlocked())
    .orderBy(sql`id collate "C"`)
    .execute()
  return rows.map(readGrant)
}

async function unsettledOf(db: Kysely<Tables>, type: string, requester?: number): Promise<StoredGrant[]> {
  const rows = await db
    .selectFrom('grants')
    .selectAll('grants')
    .leftJoin('requests', (join) =>
      join
        .onRef('requests.repository', '=', 'grants.repository')
        .onRef('requests.issue', '=', 'grants.issue')
        .on('requests.state', 'not in', terminalStates),
    )
    .where('grants.connector_type', '=', type)
    .$if(requester !== undefined, (one) => one.where('grants.requester', '=', requester ?? 0))
    .where((either) => either.or([either('ended', 'is', null), either('requests.issue', 'is not', null)]))
    .orderBy('place')
    .execute()
  return rows.map(readGrant)
}

export function readGrant(row: Selectable<GrantsTable>): StoredGrant {
  const { repository, issue, installation: _, connector_type, request_url, ...more } = row
  const { place: _place, renewal: _renewal, last_token: _token, ...kept } = more
  const { uses: _uses, first_use: _first, last_use: _last, used_scopes: _scopes, operation, ...rest } = kept
  const bound = operation === null ? {} : { operation }
  return { ...rest, ...bound, connectorType: connector_type, requestUrl: request_url, key: { repository, issue } }
}
