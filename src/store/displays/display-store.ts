import { type Kysely, sql, type Transaction } from 'kysely'
import type { RepositoryAlert } from '../../core/alerts/alert.ts'
import { type DisplayRecord, nothingShown } from '../../core/display/display-record.ts'
import { leastUrgent } from '../../core/display/urgency.ts'
import { DaypassError } from '../../core/error.ts'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import type { DisplayChange, DisplayClaim, DisplayStore } from '../../ports/display-store.ts'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import {
  type ClaimedRow,
  type Claiming,
  claimAll,
  dueKeys,
  type Releasing,
  releaseAll,
  waitingKeys,
} from '../database/claiming.ts'
import { inStore } from '../database/database-error.ts'
import { createGroupCommit, type Outcome } from '../database/group-commit.ts'
import { records } from '../database/json-rows.ts'
import type { Tables } from '../database/tables.ts'
import { noteAlerts } from '../notices/noting.ts'
import { requestOf, trailOf } from '../queries.ts'

type Saving = { held: DisplayClaim; change: DisplayChange }

export function createDisplayStore(db: Kysely<Tables>, wakeUps: WakeUps, now: () => Date): DisplayStore {
  const claim = createGroupCommit<Claiming, DisplayClaim | undefined>({
    names: ({ key }) => [formatKey(key)],
    write: (claimings) => inStore(() => claimDisplays(db, claimings)),
  })
  const save = createGroupCommit<Saving, DisplayClaim>({
    names: ({ held }) => [formatKey(held.key)],
    write: (savings) => inStore(() => db.transaction().execute((trx) => saveAll(trx, savings, { wakeUps, now }))),
  })
  const release = createGroupCommit<Releasing<DisplayClaim>, boolean>({
    names: ({ held }) => [formatKey(held.key)],
    write: (releasings) =>
      inStore(() =>
        db
          .transaction()
          .execute((trx) =>
            releaseAll(trx, 'displays', releasings, ({ key }, at) =>
              wakeUps.scheduleDisplay({ transaction: trx }, key, at, leastUrgent),
            ),
          ),
      ),
  })
  return {
    claim: (key, now) => claim({ key, now }),
    save: (held, change) => save({ held, change }),
    release: (held, wakeAt) => release({ held, wakeAt }),
    find: (key) => inStore(() => find(db, key)),
    wanted: (key) => inStore(() => wanted(db, key)),
    due: (now, limit) => inStore(() => dueKeys(db, 'displays', 'urgency', now, limit)),
    waiting: (keys, now) =>
      inStore(async () => {
        const rows = await waitingKeys<number>(db, 'displays', keys, now)
        return rows.map(({ rank, ...row }) => ({ ...row, urgency: rank }))
      }),
  }
}

type DisplayRow = ClaimedRow & { compares: number; reopens: number; closed_by: number | null }

async function claimDisplays(
  db: Kysely<Tables>,
  claimings: readonly Claiming[],
): Promise<Outcome<DisplayClaim | undefined>[]> {
  const rows = await claimAll<DisplayRow>(db, 'displays', claimings)
  return claimings.map(({ key }) => {
    const row = rows.get(formatKey(key))
    return { result: row && claimOf(key, row) }
  })
}

function claimOf(key: RequestKey, { fence, record, compares, reopens, closed_by }: DisplayRow): DisplayClaim {
  const orders = { compare: compares, reopen: reopens, ...(closed_by === null ? {} : { closedBy: closed_by }) }
  return { key, fence, orders, display: record as DisplayRecord }
}

/** Commits changes whose claims still hold, with what became of the words. The others are FENCED_OFF. */
async function saveAll(
  trx: Transaction<Tables>,
  savings: readonly Saving[],
  { wakeUps, now }: { wakeUps: WakeUps; now: () => Date },
): Promise<Outcome<DisplayClaim>[]> {
  const claims = savings.map(({ held, change }) => ({ ...held, display: { ...held.display, ...change.set } }))
  const rows = records(
    claims.map(({ key, fence, display }) => ({ ...key, fence, record: JSON.stringify(display) })),
    'repository bigint, issue integer, fence bigint, record text',
  )
  const { rows: saved } = await sql<RequestKey>`
    update daypass.displays d set record = given.record::json from ${rows} as given
    where d.repository = given.repository and d.issue = given.issue and d.fence = given.fence
    returning d.repository, d.issue`.execute(trx)
  const written = new Set(saved.map(formatKey))
  const changes = savings.flatMap(({ held, change }) => (written.has(formatKey(held.key)) ? [change] : []))
  const begun = changes.flatMap((change) => change.begun ?? [])
  const said = changes.flatMap((change) => change.said ?? [])
  if (begun.length > 0) await trx.updateTable('words').set({ begun: true }).where('id', 'in', begun).execute()
  if (said.length > 0) await trx.deleteFrom('words').where('id', 'in', said).execute()
  const alerts = savings.flatMap(({ held: { key }, change: { alert } }): RepositoryAlert[] =>
    alert && written.has(formatKey(key)) ? [{ repository: key.repository, alert, shared: false }] : [],
  )
  await noteAlerts(trx, alerts, now(), wakeUps)
  return claims.map((claim) =>
    written.has(formatKey(claim.key)) ? { result: claim } : { error: fencedOff(claim.key) },
  )
}

function fencedOff(key: RequestKey): DaypassError {
  const message = `what GitHub shows of request ${formatKey(key)} is written by another worker, which took over while this one was held up; nothing was written here, and the other one carries on`
  return new DaypassError('FENCED_OFF', message)
}

async function find(db: Kysely<Tables>, { repository, issue }: RequestKey): Promise<DisplayRecord> {
  const row = await db
    .selectFrom('displays')
    .select('record')
    .where('repository', '=', repository)
    .where('issue', '=', issue)
    .executeTakeFirst()
  return (row?.record as DisplayRecord | undefined) ?? nothingShown
}

async function wanted(db: Kysely<Tables>, key: RequestKey) {
  const record = await requestOf(db, key)
  if (!record) return undefined
  const words = await db
    .selectFrom('words')
    .select(['id', 'body', 'pull', 'caused_by', 'begun'])
    .where('repository', '=', key.repository)
    .where('issue', '=', key.issue)
    .orderBy('id')
    .execute()
  return {
    record,
    entries: await trailOf(db, key),
    words: words.map(({ pull, caused_by: by, ...word }) => ({
      ...word,
      ...(pull === null ? {} : { on: pull }),
      ...(by === null ? {} : { by }),
    })),
  }
}
