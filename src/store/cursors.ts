import type { Kysely } from 'kysely'
import { inStore } from './database/database-error.ts'
import type { Tables } from './database/tables.ts'

/** Small marks of how far a sweep has come, by name. */
export type Cursors = {
  get(name: string): Promise<string | undefined>
  set(name: string, value: string): Promise<void>
}

export function createCursors(db: Kysely<Tables>): Cursors {
  return {
    get: (name) =>
      inStore(async () => {
        const row = await db.selectFrom('cursors').select('value').where('name', '=', name).executeTakeFirst()
        return row?.value
      }),
    set: (name, value) =>
      inStore(async () => {
        await db
          .insertInto('cursors')
          .values({ name, value })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
          .execute()
      }),
  }
}
