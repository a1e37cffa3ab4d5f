import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import type { Outcome } from './group-commit.ts'
import { records } from './json-rows.ts'
import type { Tables } from './tables.ts'

/** Tables with one row for each key, which whoever works on it claims. */
export type Claimable = 'requests' | 'displays' | 'proposals' | 'governances' | 'notice_turns'

/**
 * After this long (seconds) a claim runs out: its holder is taken to be dead, and if it is not, its fence no longer opens anything. Judging
 * takes two minutes at most: if others took over before that, it would never be done.
 */
const claimSeconds: Record<Claimable, number> = {
  ...{ requests: 60, displays: 60, proposals: 180, governances: 60, notice_turns: 60 },
}

/**
 * Whether nobody works on a row. Whoever began to look at a request before its end was due may be waiting for GitHub, which no end does:
 * they are overtaken, and write nothing more.
 */
export function isFree(table: Claimable, row: string, now: RawBuilder<unknown>): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${row}.${name}`)
  const nobody = sql`${column('claimed_until')} is null or ${column('claimed_until')} <= ${now}`
  if (table !== 'requests') return sql`(${nobody})`
  const began = sql`${column('claimed_until')} - make_interval(secs => ${sql.lit(claimSeconds.requests)})`
  return sql`(${nobody} or (${column('ends_at')} <= ${now} and ${began} < ${column('ends_at')}))`
}

export type Claiming = { key: RequestKey; now: Date }
export type Releasing<Held> = { held: Held; wakeAt: Date | null }

/** A row as it was claimed: its new fence, and when it was to be looked at. */
export type ClaimedRow = { repository: number; issue: number; fence: number; record: unknown; due_at: Date | null }

/** Claims rows that nobody works on, by their keys. Whoever works on one of the others is told to look again before letting go. */
export async function claimAll<Row extends ClaimedRow>(
  db: Kysely<Tables>,
  table: Claimable,
  claimings: readonly Claiming[],
): Promise<Map<string, Row>> {
  const wanted = records(
    claimings.map(({ key, now }) => ({ ...key, now, until: new Date(now.getTime() + claimSeconds[table] * 1000) })),
    'repository bigint, issue integer, now timestamptz, until timestamptz',
  )
  // While it is claimed a row counts as due: should this process die, the search for due rows finds it.
  const taken = await sql<Row>`
    update daypass.${sql.table(table)} r
    set fence = r.fence + 1, seen = r.wanted, claimed_until = before.until, wake_at = least(r.wake_at, before.now)
    from (
      select old.repository, old.issue, old.wake_at, asked.now, asked.until
      from daypass.${sql.table(table)} old
      join ${wanted} as asked on old.repository = asked.repository and old.issue = asked.issue
      where ${isFree(table, 'old', sql.ref('asked.now'))}
      order by old.repository, old.issue
      for update of old) before
    where r.repository = before.repository and r.issue = before.issue
    returning r.*, before.wake_at as due_at`.execute(db)
  const claims = new Map(taken.rows.map((row) => [formatKey(row), row]))
  const missed = claimings.filter(({ key }) => !claims.has(formatKey(key)))
  if (missed.length > 0) await askAgain(db, table, missed)
  return claims
}

async function askAgain(db: Kysely<Tables>, table: Claimable, missed: readonly Claiming[]): Promise<void> {
  const asked = records(
    missed.map(({ key, now }) => ({ ...key, now })),
    'repository bigint, issue integer, now timestamptz',
  )
  await sql`
    update daypass.${sql.table(table)} r set wanted = r.wanted + 1, wake_at = least(r.wake_at, asked.now)
    from ${asked} as asked
    where r.repository = asked.repository and r.issue = asked.issue`.execute(db)
}

/**
 * Gives claims back; `schedule` is called for those that are to be looked at next at an instant. True: asked for meanwhile; such a row
 * stays due, in case this process dies.
 */
export async function releaseAll<Held extends { key: RequestKey; fence: number }>(
  trx: Transaction<Tables>,
  table: Claimable,
  releasings: readonly Releasing<Held>[],
  schedule: (held: Held, wakeAt: Date) => Promise<void>,
): Promise<Outcome<boolean>[]> {
  const given = records(
    releasings.map(({ held, wakeAt }) => ({ ...held.key, fence: held.fence, wake_at: wakeAt })),
    'repository bigint, issue integer, fence bigint, wake_at timestamptz',
  )
  const released = await sql<RequestKey & { again: boolean }>`
    update daypass.${sql.table(table)} r
    set claimed_until = null, wake_at = case when r.wanted = r.seen then given.wake_at else r.wake_at end
    from ${given} as given
    where r.repository = given.repository and r.issue = given.issue and r.fence = given.fence
    returning r.repository, r.issue, r.wanted <> r.seen as again`.execute(trx)
  const again = new Map(released.rows.map((row) => [formatKey(row), row.again]))
  for (const { held, wakeAt } of releasings) {
    if (wakeAt !== null && again.get(formatKey(held.key)) === false) await schedule(held, wakeAt)
  }
  return releasings.map(({ held }) => ({ result: again.get(formatKey(held.key)) ?? false }))
}

/** Keys that are due and that nobody works on, in this order. */
export function dueKeys(db: Kysely<Tables>, table: Claimable, order: string, now: Date, limit: number) {
  return sql<RequestKey>`
    select repository, issue from daypass.${sql.table(table)} r
    where wake_at <= ${now} and ${isFree(table, 'r', sql`${now}::timestamptz`)}
    order by ${sql.raw(order)}, wake_at limit ${limit}`
    .execute(db)
    .then(({ rows }) => rows)
}

/** Of these keys, those that wait for an instant and that nobody works on. */
export async function waitingKeys<Rank>(
  db: Kysely<Tables>,
  table: Claimable,
  keys: readonly RequestKey[],
  now: Date,
): Promise<{ key: RequestKey; due: boolean; wakeAt: Date; rank: Rank }[]> {
  const rank = table === 'requests' ? isEnding('r', now) : sql`r.urgency`
  const { rows } = await sql<RequestKey & { due: boolean; wake_at: Date; rank: Rank }>`
    select r.repository, r.issue, r.wake_at <= ${now} as due, r.wake_at, ${rank} as rank
    from json_to_recordset(${JSON.stringify(keys)}::text::json) as k (repository bigint, issue integer)
    join daypass.${sql.table(table)} r on r.repository = k.repository and r.issue = k.issue
    where r.wake_at is not null and ${isFree(table, 'r', sql`${now}::timestamptz`)}`.execute(db)
  return rows.map(({ repository, issue, wake_at, due, rank: first }) => ({
    key: { repository, issue },
    due,
    wakeAt: wake_at,
    rank: first,
  }))
}

/** Whether an end is what is to be done next to a request: it waits for the store, and perhaps for its target, but never for GitHub. */
export function isEnding(row: string, now: Date): RawBuilder<boolean> {
  return sql`(${sql.ref(`${row}.state`)} = 'ending' or coalesce(${sql.ref(`${row}.ends_at`)} <= ${now}::timestamptz, false))`
}
