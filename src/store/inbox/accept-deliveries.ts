import { type Kysely, sql } from 'kysely'
import type { Delivery } from '../../ports/inbox.ts'
import { inStore } from '../database/database-error.ts'
import { createGroupCommit } from '../database/group-commit.ts'
import type { Tables } from '../database/tables.ts'

type Arrival = { delivery: Delivery; receivedAt: Date }

/** Stores deliveries, in a transaction with nothing but deliveries. */
export function createAcceptance(db: Kysely<Tables>): (delivery: Delivery, receivedAt: Date) => Promise<boolean> {
  const accept = createGroupCommit<Arrival, boolean>({
    // Copies of one delivery go into different writes: the answer names those that are new by their id.
    names: ({ delivery }) => [delivery.id],
    write: (arrivals) => inStore(() => insert(db, arrivals)),
  })
  return (delivery, receivedAt) => accept({ delivery, receivedAt })
}

async function insert(db: Kysely<Tables>, arrivals: Arrival[]): Promise<{ result: boolean }[]> {
  const rows = arrivals.map(
    ({ delivery, receivedAt }) =>
      sql`(${delivery.id}, ${delivery.event}, ${delivery.bodySha256}, ${delivery.body}, 'waiting', ${receivedAt}::timestamptz, 0, ${receivedAt}::timestamptz)`,
  )
  const stored = await sql<{ delivery: string }>`
    insert into daypass.inbox (delivery, event, body_sha, body, state, received, tries, next_try)
    values ${sql.join(rows)}
    on conflict do nothing returning delivery`.execute(db)
  const isNew = new Set(stored.rows.map((row) => row.delivery))
  return arrivals.map(({ delivery }) => ({ result: isNew.has(delivery.id) }))
}
