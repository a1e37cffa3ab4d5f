import { type Kysely, sql, type Transaction } from 'kysely'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import type { Claim } from '../../ports/request-store.ts'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import type { Outcome } from '../database/group-commit.ts'
import { records } from '../database/json-rows.ts'
import type { Tables } from '../database/tables.ts'
import { isUrgent, readRecord } from './request-rows.ts'

/** After this long a claim runs out: its holder is taken to be dead, and if it is not, its fence no longer opens anything. */
const claimSeconds = 60

export type Claiming = { key: RequestKey; now: Date }
export type Releasing = { held: Claim; wakeAt: Date | null }

type ClaimedRow = { repository: number; issue: number; fence: number; record: unknown; wake_at: Date | null }

/** Claims requests that nobody works on. Whoever works on one of the others is told to look again before letting go. */
export async function claimAll(db: Kysely<Tables>, claimings: Claiming[]): Promise<Outcome<Claim | undefined>[]> {
  const wanted = records(
    claimings.map(({ key, now }) => ({ ...key, now, until: new Date(now.getTime() + claimSeconds * 1000) })),
    'repository bigint, issue integer, now timestamptz, until timestamptz',
  )
  // While it is claimed a row counts as due: should this process die, the sweep finds it.
  const taken = await sql<ClaimedRow>`
    update daypass.requests r
    set fence = r.fence + 1, seen = r.wanted, claimed_until = before.until, wake_at = least(r.wake_at, before.now)
    from (
      select old.repository, old.issue, old.wake_at, asked.now, asked.until
      from daypass.requests old join ${wanted} as asked on old.repository = asked.repository and old.issue = asked.issue
      where old.claimed_until is null or old.claimed_until <= asked.now
      order by old.repository, old.issue
      for update of old) before
    where r.repository = before.repository and r.issue = before.issue
    returning r.repository, r.issue, r.fence, r.record, before.wake_at`.execute(db)
  const claims = new Map(taken.rows.map((row) => [formatKey(row), row]))
  const missed = claimings.filter(({ key }) => !claims.has(formatKey(key)))
  if (missed.length > 0) await askAgain(db, missed)
  return claimings.map(({ key }) => {
    const row = claims.get(formatKey(key))
    return { result: row && { key, fence: row.fence, record: readRecord(row.record, row.wake_at) } }
  })
}

async function askAgain(db: Kysely<Tables>, missed: Claiming[]): Promise<void> {
  const asked = records(
    missed.map(({ key, now }) => ({ ...key, now })),
    'repository bigint, issue integer, now timestamptz',
  )
  await sql`
    update daypass.requests r set wanted = r.wanted + 1, wake_at = least(r.wake_at, asked.now)
    from ${asked} as asked
    where r.repository = asked.repository and r.issue = asked.issue`.execute(db)
}

/** Gives claims back and schedules the next looks. True: asked for meanwhile; such a row stays due, in case this process dies. */
export async function releaseAll(
  trx: Transaction<Tables>,
  releasings: Releasing[],
  wakeUps: WakeUps,
): Promise<Outcome<boolean>[]> {
  const given = records(
    releasings.map(({ held, wakeAt }) => ({ ...held.key, fence: held.fence, wake_at: wakeAt })),
    'repository bigint, issue integer, fence bigint, wake_at timestamptz',
  )
  const released = await sql<RequestKey & { again: boolean }>`
    update daypass.requests r
    set claimed_until = null, wake_at = case when r.wanted = r.seen then given.wake_at else r.wake_at end
    from ${given} as given
    where r.repository = given.repository and r.issue = given.issue and r.fence = given.fence
    returning r.repository, r.issue, r.wanted <> r.seen as again`.execute(trx)
  const again = new Map(released.rows.map((row) => [formatKey(row), row.again]))
  for (const { held, wakeAt } of releasings) {
    if (wakeAt === null || again.get(formatKey(held.key)) !== false) continue
    await wakeUps.schedule({ transaction: trx }, held.key, wakeAt, isUrgent(held.record))
  }
  return releasings.map(({ held }) => ({ result: again.get(formatKey(held.key)) ?? false }))
}
