import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { DaypassError } from '../core/error.ts'
import { addSeconds } from '../core/instant.ts'
import { placeKey, type SecretPlace } from '../core/lending/secret-place.ts'
import { secretTaken } from '../core/lending/secret-taken.ts'
import type { DepositClaim, Deposits, StoredDeposit } from '../ports/deposits.ts'
import type { WakeUps } from '../ports/unit-of-work.ts'
import { inStore } from './database/database-error.ts'
import type { DepositsTable } from './database/deposit-table.ts'
import type { Tables } from './database/tables.ts'

/** After this long (seconds) whoever claimed a row is taken to be dead. */
const claimSeconds = 60

type Row = Selectable<DepositsTable> & { request_repository: number; issue: number }

/** With the request that each is of. */
const columns = sql.raw('d.*, g.repository as request_repository, g.issue')

export function createDeposits(db: Kysely<Tables>, wakeUps: WakeUps): Deposits {
  return {
    holderOf: (place) => inStore(() => holderOf(db, place)),
    take: (grant, place, at) => inStore(() => take(db, grant, place, at)),
    intend: (grant, at) => inStore(() => intend(db, grant, at)),
    put: (grant, answered, updated) =>
      inStore(async () => {
        // Whoever has taken the place meanwhile has written over it.
        await sql`
          update daypass.deposits d
          set answered = ${answered}, updated = ${updated}, over_at = null, over_how = null, due = ${answered}, taken = false,
            fence = d.fence + 1, claimed_until = null
          where d.grant_id = ${grant} and not exists (
            select from daypass.deposits o where o.place = d.place and o.over_at is null and o.grant_id <> d.grant_id)`.execute(
          db,
        )
      }),
    find: (grant) => inStore(() => find(db, grant)),
    claim: (now) => inStore(() => claim(db, now)),
    release: ({ deposit, fence }, { due, tries, taken, why }) =>
      inStore(async () => {
        const set = { due, tries, claimed_until: null, why: why ?? null, ...(taken === undefined ? {} : { taken }) }
        const row = db.updateTable('deposits').set(set).where('grant_id', '=', deposit.grant)
        await row.where('fence', '=', fence).execute()
      }),
    settle: (held, over) => inStore(() => db.transaction().execute((trx) => settle(trx, wakeUps, held, over))),
  }
}

async function holderOf(db: Kysely<Tables>, place: SecretPlace): ReturnType<Deposits['holderOf']> {
  const { rows } = await sql<{ id: string; request_url: string; ends: Date }>`
    select g.id, g.request_url, g.ends from daypass.deposits d join daypass.grants g on g.id = d.grant_id
    where d.place = ${placeKey(place)} and d.over_at is null`.execute(db)
  const [row] = rows
  return row && { grant: row.id, requestUrl: row.request_url, ends: row.ends }
}

async function take(db: Kysely<Tables>, grant: string, place: SecretPlace, at: Date): Promise<StoredDeposit> {
  const { github, repository, environment = null, secret } = place
  await sql`
    insert into daypass.deposits (grant_id, place, github, repository, environment, secret, due)
    select g.id, ${placeKey(place)}::text, ${github}::text, ${repository}::bigint, ${environment}::text, ${secret}::text, ${at}::timestamptz
    from daypass.grants g where g.id = ${grant} and g.ended is null
    on conflict do nothing`.execute(db)
  const own = await find(db, grant)
  if (own?.over) throw ended(grant)
  if (own && placeKey(own.place) === placeKey(place)) return own
  const holder = await holderOf(db, place)
  if (holder) throw secretTaken(place, holder)
  // Whoever had it has just given it back.
  if ((await liveGrant(db, grant)) && !own)
    throw new DaypassError('STORE_UNAVAILABLE', 'A secret was given back this moment. It is taken at the next look.')
  throw ended(grant)
}

async function liveGrant(db: Kysely<Tables>, grant: string): Promise<boolean> {
  const found = db.selectFrom('grants').select('id').where('id', '=', grant).where('ended', 'is', null)
  return (await found.executeTakeFirst()) !== undefined
}

/** One statement: nothing is put for what has ended, and what is put is known before. */
async function intend(db: Kysely<Tables>, grant: string, at: Date): Promise<void> {
  const { rows } = await sql`
    update daypass.deposits d set intended = ${at}, answered = null, updated = null
    from daypass.grants g
    where d.grant_id = ${grant} and d.over_at is null and g.id = d.grant_id and g.ended is null
    returning d.grant_id`.execute(db)
  if (rows.length === 0) throw ended(grant)
}

async function find(db: Kysely<Tables>, grant: string): Promise<StoredDeposit | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from daypass.deposits d join daypass.grants g on g.id = d.grant_id
    where d.grant_id = ${grant}`.execute(db)
  return rows[0] && readDeposit(rows[0])
}

async function claim(db: Kysely<Tables>, now: Date): Promise<DepositClaim | undefined> {
  const { rows } = await sql<Row>`
    update daypass.deposits d set fence = d.fence + 1, claimed_until = ${addSeconds(now, claimSeconds)}
    from (
      select o.grant_id, g.repository, g.issue
      from daypass.deposits o join daypass.grants g on g.id = o.grant_id
      where o.over_at is null and g.ended is not null and o.due <= ${now} and (o.claimed_until is null or o.claimed_until <= ${now})
      order by o.due, o.grant_id limit 1
      for update of o skip locked) g
    where d.grant_id = g.grant_id
    returning ${columns}`.execute(db)
  return rows[0] && { deposit: readDeposit(rows[0]), fence: rows[0].fence }
}

async function settle(
  trx: Transaction<Tables>,
  wakeUps: WakeUps,
  { deposit: { grant, key }, fence }: DepositClaim,
  { at, how }: NonNullable<StoredDeposit['over']>,
): Promise<void> {
  const over = { over_at: at, over_how: how, claimed_until: null, why: null }
  const row = trx.updateTable('deposits').set(over).where('grant_id', '=', grant).where('fence', '=', fence)
  if ((await row.returning('grant_id').executeTakeFirst()) === undefined) return
  const woken = await trx
    .updateTable('requests')
    .set((eb) => ({ wanted: eb('wanted', '+', 1), wake_at: sql<Date>`least(wake_at, ${at}::timestamptz)` }))
    .where('repository', '=', key.repository)
    .where('issue', '=', key.issue)
    .returning('issue')
    .executeTakeFirst()
  if (woken) await wakeUps.schedule({ transaction: trx }, key, at, false)
}

function ended(grant: string): DaypassError {
  return new DaypassError('GRANT_ENDED', `grant ${grant} has ended, or its secret was cleared: nothing is put there`)
}

function readDeposit(row: Row): StoredDeposit {
  const { github, repository, environment, secret, over_at, over_how } = row
  return {
    grant: row.grant_id,
    key: { repository: row.request_repository, issue: row.issue },
    place: { github, repository, ...(environment === null ? {} : { environment }), secret },
    ...{ intended: row.intended, answered: row.answered, updated: row.updated, taken: row.taken },
    ...{ tries: row.tries, why: row.why },
    over: over_at && over_how ? { at: over_at, how: over_how } : null,
  }
}
