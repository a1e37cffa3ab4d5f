import { type Kysely, sql } from 'kysely'
import { asError } from '../../core/error.ts'
import type { Delivery, Inbox } from '../../ports/inbox.ts'
import type { Log } from '../../ports/log.ts'
import { inStore } from '../database/database-error.ts'
import type { Tables } from '../database/tables.ts'
import { createAcceptance } from './accept-deliveries.ts'

/** So many deliveries are taken at once; those of a process that dies are taken again after `takenSeconds`. */
const batch = 50
const takenSeconds = 60
const lastTry = 8

type Taken = { place: number; delivery: string; event: string; body: string; body_sha: string; tries: number }

export type InboxStore = Inbox & {
  /** As the port says; when `enough` turns true, what was taken and not yet handled goes back. */
  drain(now: () => Date, handle: (delivery: Delivery) => Promise<void>, enough?: () => boolean): Promise<number>
  /** Forgets deliveries that were done before an instant, and returns how many. Until then they tell a replay by id and by body. */
  forget(before: Date): Promise<number>
  /** How many wait, and how many were set aside. */
  counts(): Promise<{ waiting: number; aside: number }>
}

export function createInbox(db: Kysely<Tables>, express: Kysely<Tables>, log: Log): InboxStore {
  return {
    accept: createAcceptance(express),
    known: (ids) => inStore(() => known(db, ids)),
    drain: (now, handle, enough: () => boolean = () => false) => inStore(() => drain(db, { now, handle, enough, log })),
    forget: (before) => inStore(() => forget(db, before)),
    counts: () => inStore(() => counts(db)),
  }
}

async function known(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('inbox')
    .select('delivery')
    .where('delivery', 'in', [...ids])
    .execute()
  return new Set(rows.map(({ delivery }) => delivery))
}

type Draining = { now: () => Date; handle: (delivery: Delivery) => Promise<void>; enough: () => boolean; log: Log }

async function drain(db: Kysely<Tables>, draining: Draining): Promise<number> {
  let handled = 0
  for (;;) {
    const taken = draining.enough() ? [] : await take(db, draining.now())
    if (taken.length === 0) return handled
    handled += await handleAll(db, taken, draining)
  }
}

async function handleAll(db: Kysely<Tables>, taken: Taken[], { now, handle, enough, log }: Draining): Promise<number> {
  const done: number[] = []
  const back: number[] = []
  for (const row of taken) {
    if (enough()) {
      back.push(row.place)
      continue
    }
    try {
      await handle({ id: row.delivery, event: row.event, body: row.body, bodySha256: row.body_sha })
      done.push(row.place)
    } catch (thrown) {
      await postpone(db, row, asError(thrown), now(), log)
    }
  }
  await finish(db, done)
  await giveBack(db, back)
  return done.length
}

async function giveBack(db: Kysely<Tables>, places: number[]): Promise<void> {
  if (places.length === 0) return
  await db
    .updateTable('inbox')
    .set((eb) => ({ tries: eb('tries', '-', 1), next_try: eb.ref('received') }))
    .where('place', 'in', places)
    .execute()
}

async function take(db: Kysely<Tables>, now: Date): Promise<Taken[]> {
  const again = new Date(now.getTime() + takenSeconds * 1000)
  const taken = await sql<Taken>`
    update daypass.inbox set tries = tries + 1, next_try = ${again}
    where place in (
      select place from daypass.inbox where state = 'waiting' and next_try <= ${now}
      order by place limit ${batch} for update skip locked)
    returning place, delivery, event, body, body_sha, tries`.execute(db)
  return taken.rows.sort((a, b) => a.place - b.place)
}

async function finish(db: Kysely<Tables>, places: number[]): Promise<void> {
  if (places.length === 0) return
  await db.updateTable('inbox').set({ state: 'done', body: null, problem: null }).where('place', 'in', places).execute()
}

/** Tries again in 2, 4, 8 … seconds; what never succeeds is set aside, so that it cannot hold up the others. */
async function postpone(db: Kysely<Tables>, row: Taken, error: Error, now: Date, log: Log): Promise<void> {
  const aside = row.tries >= lastTry
  log.error(
    { err: error, delivery: row.delivery, event: row.event, tries: row.tries },
    aside ? 'delivery set aside' : 'delivery failed',
  )
  await db
    .updateTable('inbox')
    .set({
      state: aside ? 'aside' : 'waiting',
      next_try: new Date(now.getTime() + 2 ** row.tries * 1000),
      problem: error.message.slice(0, 500),
    })
    .where('place', '=', row.place)
    .execute()
}

async function forget(db: Kysely<Tables>, before: Date): Promise<number> {
  const gone = await db
    .deleteFrom('inbox')
    .where('state', '=', 'done')
    .where('received', '<', before)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

async function counts(db: Kysely<Tables>): Promise<{ waiting: number; aside: number }> {
  const rows = await db
    .selectFrom('inbox')
    .select((eb) => ['state' as const, eb.fn.countAll<number>().as('count')])
    .where('state', '!=', 'done')
    .groupBy('state')
    .execute()
  const of = (state: string): number => rows.find((row) => row.state === state)?.count ?? 0
  return { waiting: of('waiting'), aside: of('aside') }
}
