import { type Kysely, sql, type Transaction } from 'kysely'
import type { SeenKeys } from '../ports/seen-keys.ts'
import { inStore } from './database/database-error.ts'
import { records } from './database/json-rows.ts'
import type { Tables } from './database/tables.ts'

export function createSeenKeys(db: Kysely<Tables>): SeenKeys {
  return { noted: (person, fingerprints, at) => inStore(() => noted(db, person, fingerprints, at)) }
}

/** Keys seldom change: then it is one reading and no writing. */
async function noted(db: Kysely<Tables>, person: number, fingerprints: readonly string[], at: Date) {
  const wanted = new Set(fingerprints)
  const known = await seen(db, person)
  if (known.size === wanted.size && [...wanted].every((one) => known.has(one))) return known
  return db.transaction().execute(async (trx) => {
    const now = records(
      [...wanted].map((fingerprint) => ({ fingerprint })),
      'fingerprint text',
    )
    await sql`
      delete from daypass.seen_keys where person = ${person} and fingerprint not in (select fingerprint from ${now})`.execute(
      trx,
    )
    await sql`
      insert into daypass.seen_keys (person, fingerprint, since)
      select ${person}::bigint, fingerprint, ${at}::timestamptz from ${now}
      on conflict (person, fingerprint) do nothing`.execute(trx)
    return seen(trx, person)
  })
}

async function seen(db: Kysely<Tables> | Transaction<Tables>, person: number): Promise<Map<string, Date>> {
  const rows = await db.selectFrom('seen_keys').select(['fingerprint', 'since']).where('person', '=', person).execute()
  return new Map(rows.map(({ fingerprint, since }) => [fingerprint, since]))
}
