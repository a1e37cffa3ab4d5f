import { type Kysely, sql } from 'kysely'
import { DaypassError } from '../core/error.ts'
import type { TokenLease, TokenLeases, Use } from '../ports/token-leases.ts'
import { inStore } from './database/database-error.ts'
import type { Tables } from './database/tables.ts'
import { readGrant, refuseLockedGrant } from './grants.ts'
import { unlocked } from './lockdowns-in-force.ts'

/** The leases of tokens, on the rows of their grants. */
export function createTokenLeases(db: Kysely<Tables>): TokenLeases {
  return {
    leaseOf: (id) => inStore(() => find(db, 'id', id)),
    findByRenewal: (hash) => inStore(() => find(db, 'renewal', hash)),
    setRenewal: (id, hash) => inStore(() => setRenewal(db, id, hash)),
    noteToken: (id, expires, now, scope) => inStore(() => noteToken(db, { id, expires, now, scope })),
    useOf: (id) => inStore(() => useOf(db, id)),
    indexesOf: (ids) => inStore(() => indexesOf(db, ids)),
    liveIndexes: (from, to, now) => inStore(() => liveIndexes(db, from, to, now)),
  }
}

async function find(db: Kysely<Tables>, column: 'id' | 'renewal', value: string): Promise<TokenLease | undefined> {
  const row = await db.selectFrom('grants').selectAll().where(column, '=', value).executeTakeFirst()
  if (!row) return undefined
  const { place: statusIndex, renewal, last_token: lastToken } = row
  return { ...readGrant(row), statusIndex, renewal, lastToken }
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

async function indexesOf(db: Kysely<Tables>, ids: readonly string[]): Promise<number[]> {
  const rows = await sql<{ place: number }>`
    select place from daypass.grants where id = any (${[...ids]}::text[])`.execute(db)
  return rows.rows.map(({ place }) => place)
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
