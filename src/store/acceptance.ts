import { type Kysely, sql } from 'kysely'
import type { Delivery } from '../ports/inbox.ts'
import { inStore } from './failure.ts'
import type { Tables } from './tables.ts'

type Waiting = {
  delivery: Delivery
  receivedAt: Date
  resolve: (isNew: boolean) => void
  reject: (error: unknown) => void
}

/** More at once would make a single statement slow without making the disk's turn cheaper. */
const most = 32

/**
 * Stores deliveries, in a transaction with nothing but deliveries. Those that come while one is being written share the next
 * write, as a database's group commit does, so that a burst costs few turns of the disk.
 */
export function createAcceptance(db: Kysely<Tables>): (delivery: Delivery, receivedAt: Date) => Promise<boolean> {
  let queue: Waiting[] = []
  let writing = false

  const writeAll = async (): Promise<void> => {
    writing = true
    while (queue.length > 0) {
      const { now, later } = nextGroup(queue)
      queue = later
      await write(db, now)
    }
    writing = false
  }

  return (delivery, receivedAt) =>
    new Promise((resolve, reject) => {
      queue.push({ delivery, receivedAt, resolve, reject })
      if (!writing) void writeAll()
    })
}

/** Copies of one delivery go into different writes: only so can the database say which of them was new. */
function nextGroup(queue: Waiting[]): { now: Waiting[]; later: Waiting[] } {
  const seen = new Set<string>()
  const now: Waiting[] = []
  const later: Waiting[] = []
  for (const waiting of queue) {
    const names = [`id ${waiting.delivery.id}`, `body ${waiting.delivery.bodySha256}`]
    const fits = now.length < most && !names.some((name) => seen.has(name))
    ;(fits ? now : later).push(waiting)
    for (const name of names) seen.add(name)
  }
  return { now, later }
}

async function write(db: Kysely<Tables>, group: Waiting[]): Promise<void> {
  try {
    const stored = await inStore(() => insert(db, group))
    for (const { delivery, resolve } of group) resolve(stored.has(delivery.id))
  } catch (error) {
    // One that cannot be stored must not take the others with it.
    if (group.length > 1) for (const one of group) await write(db, [one])
    else group[0]?.reject(error)
  }
}

async function insert(db: Kysely<Tables>, group: Waiting[]): Promise<Set<string>> {
  const rows = group.map(
    ({ delivery, receivedAt }) =>
      sql`(${delivery.id}, ${delivery.event}, ${delivery.bodySha256}, ${delivery.body}, 'waiting', ${receivedAt}::timestamptz, 0, ${receivedAt}::timestamptz)`,
  )
  const stored = await sql<{ delivery: string }>`
    insert into daypass.inbox (delivery, event, body_sha, body, state, received, tries, next_try)
    values ${sql.join(rows)}
    on conflict do nothing returning delivery`.execute(db)
  return new Set(stored.rows.map((row) => row.delivery))
}
