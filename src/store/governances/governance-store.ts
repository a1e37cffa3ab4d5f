import { type Kysely, sql, type Transaction } from 'kysely'
import { governanceAlert } from '../../core/alerts/event-alerts.ts'
import { DaypassError } from '../../core/error.ts'
import { type GovernanceRecord, nothingInForce } from '../../core/governance/governance-record.ts'
import { terminalStates } from '../../core/record.ts'
import { formatKey } from '../../core/request-key.ts'
import {
  type GovernanceClaim,
  type GovernanceStore,
  type GovernedTexts,
  governanceKey,
  type LiveGrant,
} from '../../ports/governance-store.ts'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import type { Wake } from '../../ports/wake.ts'
import { type ClaimedRow, claimAll, dueKeys, releaseAll, waitingKeys } from '../database/claiming.ts'
import { inStore } from '../database/database-error.ts'
import type { Tables } from '../database/tables.ts'
import { noteAlerts } from '../notices/noting.ts'
import { noteRepository } from '../requests/enqueue.ts'
import { readIfPossible } from '../requests/stored-record.ts'
import { appendToTrails, type SignTrail, withoutRequest } from '../trail/append.ts'
import { holdStated, noteStated } from '../trail/stated.ts'

type GovernanceRow = ClaimedRow & { installation: number; released: string | null }
type Row = { record: unknown; released: string | null }

type Options = { sign: SignTrail; wakeUps: WakeUps; now: () => Date }

export function createGovernanceStore(db: Kysely<Tables>, options: Options): GovernanceStore {
  const { wakeUps, now } = options
  const inTransaction = <Result>(work: (trx: Transaction<Tables>) => Promise<Result>) =>
    inStore(() => db.transaction().execute(work))
  const schedule = (trx: Transaction<Tables>, repository: number, at: Date) =>
    wakeUps.scheduleGovernance({ transaction: trx }, governanceKey(repository), at)
  const rowOf = (repository: number) =>
    db.selectFrom('governances').select(['record', 'released']).where('repository', '=', repository).executeTakeFirst()
  return {
    wake: (repository) =>
      inTransaction(async (trx) => {
        await noteRepository(trx, repository)
        await wakeOne(trx, repository, now())
        await schedule(trx, repository.id, now())
      }),
    claim: (key, at) =>
      inStore(async () => {
        const rows = await claimAll<GovernanceRow>(db, 'governances', [{ key, now: at }])
        const row = rows.get(formatKey(key))
        return row && { key, fence: row.fence, governance: recordOf(row) }
      }),
    save: (held, governance, more = {}) => inTransaction((trx) => save(trx, held, governance, more, options)),
    release: (held, wakeAt) =>
      inTransaction(async (trx) => {
        const [outcome] = await releaseAll(trx, 'governances', [{ held, wakeAt }], ({ key }, at) =>
          schedule(trx, key.repository, at),
        )
        return outcome !== undefined && 'result' in outcome && outcome.result
      }),
    find: (repository) =>
      inStore(async () => {
        const row = await rowOf(repository)
        return row && recordOf(row)
      }),
    all: () => inStore(async () => (await governancesIn(db)).map(({ texts: _, ...row }) => row)),
    texts: (repository, digest) =>
      inStore(async () => {
        const row = await db
          .selectFrom('governances')
          .select(['record', 'texts'])
          .where('repository', '=', repository)
          .executeTakeFirst()
        const { inForce } = (row?.record ?? nothingInForce) as GovernanceRecord
        return row?.texts && inForce?.digest === digest ? new Map(row.texts) : undefined
      }),
    letIn: (repository, digest) =>
      inTransaction(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('governances')
          .set((eb) => ({
            released: digest,
            wanted: eb('wanted', '+', 1),
            wake_at: sql<Date>`least(wake_at, ${now()}::timestamptz)`,
          }))
          .where('repository', '=', repository)
          .executeTakeFirst()
        if (numUpdatedRows > 0n) await schedule(trx, repository, now())
        return numUpdatedRows > 0n
      }),
    live: (repository, after, limit) => inStore(() => live(db, { repository, after, limit, now: now() })),
    due: (at, limit) => inStore(() => dueKeys(db, 'governances', 'urgency', at, limit)),
    waiting: (keys, at) =>
      inStore(async () => {
        const rows = await waitingKeys<number>(db, 'governances', keys, at)
        return rows.map(({ rank, ...row }) => ({ ...row, urgency: rank }))
      }),
  }
}

/** What is known of every repository, with the texts that are in force. */
export async function governancesIn(
  db: Kysely<Tables>,
): Promise<{ repository: number; governance: GovernanceRecord; texts?: GovernedTexts }[]> {
  const rows = await db.selectFrom('governances').select(['repository', 'record', 'released', 'texts']).execute()
  return rows.map(({ repository, texts, ...row }) => ({
    repository,
    governance: recordOf(row),
    ...(texts ? { texts: new Map(texts) } : {}),
  }))
}

function recordOf({ record, released }: Row): GovernanceRecord {
  const { released: _, ...stored } = record as GovernanceRecord
  return released === null ? stored : { ...stored, released }
}

async function wakeOne(trx: Transaction<Tables>, { id, installation }: Wake['repository'], now: Date): Promise<void> {
  await sql`
    insert into daypass.governances as g (repository, issue, installation, record, wake_at, wanted, seen, fence)
    values (${id}, 0, ${installation}, ${JSON.stringify(nothingInForce)}, ${now}, 1, 0, 0)
    on conflict (repository, issue) do update set
      wanted = g.wanted + 1, wake_at = least(g.wake_at, excluded.wake_at)`.execute(trx)
}

async function save(
  trx: Transaction<Tables>,
  held: GovernanceClaim,
  governance: GovernanceRecord,
  { event, texts }: Parameters<GovernanceStore['save']>[2] & {},
  { sign, wakeUps }: Options,
): Promise<GovernanceClaim> {
  const { released: _, ...record } = governance
  const { repository } = held.key
  // Before the chain's end is held, as by whoever saves a decision.
  if (event) await holdStated(trx, 'governed', [repository])
  const put = texts ? { texts: JSON.stringify([...texts]), released: null } : {}
  const row = await trx
    .updateTable('governances')
    .set({ record: JSON.stringify(record), ...put })
    .where('repository', '=', repository)
    .where('fence', '=', held.fence)
    .returning('installation')
    .executeTakeFirst()
  if (row === undefined)
    throw new DaypassError(
      'FENCED_OFF',
      `what is in force in repository ${repository} is looked at by another worker, which took over while this one was held up; nothing was written here, and the other one carries on`,
    )
  if (event && event.facts.verdict === 'in-force')
    await noteStated(trx, { repository, kind: 'governed', what: String(event.facts.to) })
  if (event) await appendToTrails(trx, [withoutRequest(repository, row.installation, [event])], sign)
  const alert = event && governanceAlert(governance, event)
  if (alert) await noteAlerts(trx, [{ repository, alert, shared: false }], new Date(alert.spell), wakeUps)
  return { ...held, governance: texts ? record : governance }
}

type Page = { repository: number; after: number; limit: number; now: Date }

async function live(db: Kysely<Tables>, { repository, after, limit, now }: Page): Promise<LiveGrant[]> {
  const { rows } = await sql<{
    repository: number
    issue: number
    record: unknown
    wake_at: Date | null
    input: unknown
  }>`
    select r.repository, r.issue, r.record, r.wake_at, d.input from daypass.requests r
    left join lateral (
      select input from daypass.decisions d
      where d.repository = r.repository and d.issue = r.issue order by d.id desc limit 1) d on true
    where r.repository = ${repository} and r.issue > ${after} and r.ends_at > ${now}
      and r.state not in (${sql.join([...terminalStates, 'ending'])})
    order by r.issue limit ${limit}`.execute(db)
  return rows.map(({ input, issue, record, wake_at }) => {
    const key = { repository, issue }
    const read = readIfPossible(key, record, wake_at)
    return { key, record: 'result' in read ? read.result : undefined, input: input ?? undefined }
  })
}
