import { type Kysely, sql } from 'kysely'
import { inStore } from './database/database-error.ts'
import type { Tables } from './database/tables.ts'

/** A live request that GitHub shows as another store's, or as one that this store has lost. */
export type ForeignRequest = { repository: number; issue: number; store: string }

export type StoreIdentity = {
  /** 22 characters, base64url; made when it is first asked for, and never changed. */
  id(): Promise<string>
  /** What keeps this store from granting anything; a few of many. */
  foreign(): Promise<ForeignRequest[]>
  /** From now on this store ends what that one began. Idempotent. */
  adopt(store: string, at: Date): Promise<void>
  isAdopted(store: string): Promise<boolean>
}

const mostForeign = 20

export function createIdentity(db: Kysely<Tables>): StoreIdentity {
  return {
    id: () => inStore(() => storeId(db)),
    foreign: () => inStore(() => foreign(db)),
    adopt: (store, at) =>
      inStore(async () => {
        await db
          .insertInto('adopted_stores')
          .values({ store, at })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        await sql`update daypass.requests set wake_at = ${at}::timestamptz where foreign_store = ${store}`.execute(db)
      }),
    isAdopted: (store) =>
      inStore(async () => {
        const row = await db.selectFrom('adopted_stores').select('store').where('store', '=', store).executeTakeFirst()
        return row !== undefined
      }),
  }
}

/** Works within a transaction as well; two who ask first get the same. */
export async function storeId(db: Kysely<Tables>): Promise<string> {
  const known = await db.selectFrom('store').select('id').executeTakeFirst()
  if (known) return known.id
  await sql`insert into daypass.store default values on conflict do nothing`.execute(db)
  return (await db.selectFrom('store').select('id').executeTakeFirstOrThrow()).id
}

async function foreign(db: Kysely<Tables>): Promise<ForeignRequest[]> {
  const rows = await db
    .selectFrom('requests')
    .select(['repository', 'issue', 'foreign_store'])
    .where('foreign_store', 'is not', null)
    .orderBy('repository')
    .orderBy('issue')
    .limit(mostForeign)
    .execute()
  return rows.map(({ foreign_store, ...key }) => ({ ...key, store: foreign_store ?? '' }))
}
