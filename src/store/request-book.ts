import { type Kysely, sql, type Transaction } from 'kysely'
import { DaypassError } from '../core/error.ts'
import type { RequestRecord } from '../core/record.ts'
import { formatKey, type RequestKey } from '../core/request-key.ts'
import type { Change, Claim, RequestBook } from '../ports/request-book.ts'
import type { WakeUps } from '../ports/unit-of-work.ts'
import { inStore } from './failure.ts'
import { isUrgent, readRecord, requestColumns } from './request-rows.ts'
import type { Tables } from './tables.ts'
import { appendToTrail, type SignTrail } from './trail-chain.ts'

/** After this long a claim runs out: its holder is taken to be dead, and if it is not, its fence no longer opens anything. */
const claimSeconds = 60

export function createRequestBook(db: Kysely<Tables>, signTrail: SignTrail, wakeUps: WakeUps): RequestBook {
  return {
    claim: (key, now) => inStore(() => claim(db, key, now)),
    save: (held, change) => inStore(() => db.transaction().execute((trx) => save(trx, held, change, signTrail))),
    release: (held, wakeAt) => inStore(() => db.transaction().execute((trx) => release(trx, held, wakeAt, wakeUps))),
    handOf: (key, body) => inStore(() => handOf(db, key, body)),
    countsFor: (key, person, resource, since) => inStore(() => countsFor(db, key, person, resource, since)),
    repository: (id) =>
      inStore(() => db.selectFrom('repositories').selectAll().where('id', '=', id).executeTakeFirst()),
    due: (now, limit) => inStore(() => due(db, now, limit)),
  }
}

async function claim(db: Kysely<Tables>, key: RequestKey, now: Date): Promise<Claim | undefined> {
  const until = new Date(now.getTime() + claimSeconds * 1000)
  // While it is claimed the row counts as due: should this process die, the sweep finds it.
  const taken = await sql<{ fence: number; record: unknown; wake_at: Date | null }>`
    update daypass.requests r
    set fence = r.fence + 1, seen = r.wanted, claimed_until = ${until}, wake_at = least(r.wake_at, ${now}::timestamptz)
    from (
      select repository, issue, wake_at from daypass.requests
      where repository = ${key.repository} and issue = ${key.issue}
        and (claimed_until is null or claimed_until <= ${now})
      for update) before
    where r.repository = before.repository and r.issue = before.issue
    returning r.fence, r.record, before.wake_at`.execute(db)
  const row = taken.rows[0]
  if (row !== undefined) return { key, fence: row.fence, record: readRecord(row.record, row.wake_at) }
  // Somebody works on it, and looks once more before letting go.
  await db
    .updateTable('requests')
    .set((eb) => ({ wanted: eb('wanted', '+', 1), wake_at: sql<Date>`least(wake_at, ${now}::timestamptz)` }))
    .where('repository', '=', key.repository)
    .where('issue', '=', key.issue)
    .execute()
  return undefined
}

async function save(trx: Transaction<Tables>, held: Claim, change: Change, sign: SignTrail): Promise<Claim> {
  const record = changed(held.record, change)
  const row = await trx
    .updateTable('requests')
    .set(requestColumns(record))
    .where('repository', '=', held.key.repository)
    .where('issue', '=', held.key.issue)
    .where('fence', '=', held.fence)
    .returning('installation')
    .executeTakeFirst()
  if (row === undefined) throw fencedOff(held.key)
  const place = { key: held.key, installation: row.installation }
  await appendToTrail(trx, place, change.events ?? [], sign)
  if (change.decision !== undefined) {
    const { input, decision } = change.decision
    await trx
      .insertInto('decisions')
      .values({
        ...held.key,
        installation: row.installation,
        input: JSON.stringify(input),
        decision: JSON.stringify(decision),
      })
      .execute()
  }
  return { key: held.key, fence: held.fence, record }
}

function changed(record: RequestRecord, change: Change): RequestRecord {
  const next: RequestRecord = { ...record, ...change.set, key: record.key }
  for (const member of change.clear ?? []) delete (next as Partial<RequestRecord>)[member]
  return next
}

function fencedOff(key: RequestKey): DaypassError {
  return new DaypassError(
    'FENCED_OFF',
    `request ${formatKey(key)} was taken over by another worker while this one was held up; nothing was written, and the other one carries on`,
  )
}

async function release(trx: Transaction<Tables>, held: Claim, wakeAt: Date | null, wakeUps: WakeUps): Promise<boolean> {
  // Asked for meanwhile: it stays due, so that the second look happens even if this process dies before it.
  const released = await sql<{ again: boolean }>`
    update daypass.requests
    set claimed_until = null, wake_at = case when wanted = seen then ${wakeAt}::timestamptz else wake_at end
    where repository = ${held.key.repository} and issue = ${held.key.issue} and fence = ${held.fence}
    returning wanted <> seen as again`.execute(trx)
  const row = released.rows[0]
  if (row === undefined) return false
  if (row.again) return true
  if (wakeAt !== null) await wakeUps.schedule({ transaction: trx }, held.key, wakeAt, isUrgent(held.record))
  return false
}

async function handOf(db: Kysely<Tables>, key: RequestKey, body: string): Promise<number | undefined> {
  const hands = await db
    .selectFrom('hands')
    .select('person')
    .where('repository', '=', key.repository)
    .where('issue', '=', key.issue)
    .where('body_sha', '=', body)
    .limit(2)
    .execute()
  // Two people wrote the same text: webhooks come in any order, so nobody can say whose hand it was last.
  return hands.length === 1 ? hands[0]?.person : undefined
}

async function countsFor(db: Kysely<Tables>, key: RequestKey, person: number, resource: string, since: Date) {
  const grants = await db
    .selectFrom('grants')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('repository', '=', key.repository)
    .where('issue', '!=', key.issue)
    .where('requester', '=', person)
    .where('resource', '=', resource)
    .where('ended', 'is', null)
    .executeTakeFirstOrThrow()
  const requests = await db
    .selectFrom('requests')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('repository', '=', key.repository)
    .where('issue', '!=', key.issue)
    .where('requester', '=', person)
    .where('submitted', '>=', since)
    .executeTakeFirstOrThrow()
  return { openGrants: grants.count, requests: requests.count }
}

async function due(db: Kysely<Tables>, now: Date, limit: number): Promise<RequestKey[]> {
  return db
    .selectFrom('requests')
    .select(['repository', 'issue'])
    .where('wake_at', '<=', now)
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .orderBy('urgent', 'desc')
    .orderBy('wake_at')
    .limit(limit)
    .execute()
}
