import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { everywhere } from '../core/alerts/alert.ts'
import { drillAlert } from '../core/alerts/event-alerts.ts'
import { DaypassError } from '../core/error.ts'
import { addSeconds } from '../core/instant.ts'
import { type Drill, type DrillWanted, planDrill } from '../core/lifecycle/fire-drill.ts'
import { ofNoRequest } from '../core/trail/entry.ts'
import type { DrillChange, DrillClaim, Drills } from '../ports/drills.ts'
import type { WakeUps } from '../ports/unit-of-work.ts'
import { inStore } from './database/database-error.ts'
import type { DrillsTable } from './database/drill-table.ts'
import type { Tables } from './database/tables.ts'
import { noteAlerts } from './notices/noting.ts'
import { appendToTrails, type SignTrail, withoutRequest } from './trail/append.ts'

/** After this long (seconds) without a save, whoever claimed a row is taken to be dead. */
const claimSeconds = 60

type Parts = { sign: SignTrail; wakeUps: WakeUps }

export function createDrills(db: Kysely<Tables>, parts: Parts): Drills {
  return {
    plan: (wanted, now, isStart) => inStore(() => plan(db, wanted, now, isStart)),
    claim: (now) => inStore(() => claim(db, now)),
    save: (held, change, said) =>
      inStore(() => db.transaction().execute((trx) => save(trx, { held, change, said }, parts))),
    release: ({ drill: { connector }, fence }, wakeAt) =>
      inStore(async () => {
        const row = db.updateTable('drills').set({ claimed_until: null, wake_at: wakeAt })
        await row.where('connector', '=', connector).where('fence', '=', fence).execute()
      }),
    all: () => inStore(() => drillsIn(db)),
    next: () =>
      inStore(async () => {
        const { rows } = await sql<{ next: Date | null }>`
          select min(greatest(wake_at, claimed_until)) as next from daypass.drills`.execute(db)
        return rows[0]?.next ?? undefined
      }),
    controlOf: (connector, target) =>
      inStore(async () => {
        const found = db
          .selectFrom('drills')
          .selectAll()
          .where('connector', '=', connector)
          .where('target', '=', target)
        const row = await found.executeTakeFirst()
        return (row && readDrill(row).control) ?? undefined
      }),
    resourceOf: (connector) =>
      inStore(async () => {
        const given = db.selectFrom('grants').select('resource').where('connector', '=', connector)
        const row = await given.where('issue', '!=', ofNoRequest).orderBy('place', 'desc').limit(1).executeTakeFirst()
        return row?.resource
      }),
  }
}

/** What is known of each connector's drills, by name. */
export async function drillsIn(db: Kysely<Tables>): Promise<Drill[]> {
  return (await db.selectFrom('drills').selectAll().orderBy('connector').execute()).map(readDrill)
}

async function plan(db: Kysely<Tables>, wanted: readonly DrillWanted[], now: Date, isStart: boolean): Promise<void> {
  const rows = new Map((await drillsIn(db)).map((row) => [row.connector, row]))
  const wants = new Map(wanted.map((one) => [one.connector, one]))
  for (const connector of new Set([...rows.keys(), ...wants.keys()])) {
    const change = planDrill(rows.get(connector), wants.get(connector), now, isStart)
    if (!change) continue
    const { connectorType = '', target = '' } = rows.get(connector) ?? wants.get(connector) ?? {}
    const columns = columnsOf(change)
    await db
      .insertInto('drills')
      .values({ connector, connector_type: connectorType, target, fence: 0, ...columns })
      .onConflict((conflict) =>
        conflict
          .column('connector')
          .doUpdateSet(columns)
          .where((eb) => eb.or([eb('drills.claimed_until', 'is', null), eb('drills.claimed_until', '<=', now)])),
      )
      .execute()
  }
}

async function claim(db: Kysely<Tables>, now: Date): Promise<DrillClaim | undefined> {
  const { rows } = await sql<Selectable<DrillsTable>>`
    update daypass.drills d set fence = d.fence + 1, claimed_until = ${addSeconds(now, claimSeconds)}
    from (
      select connector from daypass.drills
      where wake_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
      order by wake_at, connector limit 1
      for update skip locked) due
    where d.connector = due.connector
    returning d.*`.execute(db)
  return rows[0] && claimOf(rows[0])
}

type Saving = { held: DrillClaim; change: DrillChange; said: Parameters<Drills['save']>[2] }

async function save(
  trx: Transaction<Tables>,
  { held, change, said }: Saving,
  { sign, wakeUps }: Parts,
): Promise<DrillClaim> {
  const { connector } = held.drill
  const row = await trx
    .updateTable('drills')
    .set(columnsOf(change))
    .where('connector', '=', connector)
    .where('fence', '=', held.fence)
    .where('claimed_until', 'is not', null)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new DaypassError('FENCED_OFF', `another server goes on with the drill of ${connector}`)
  if (said) {
    const { event, repositories } = said
    const known = trx.selectFrom('repositories').select(['id', 'installation']).orderBy('id')
    const chains = repositories.length === 0 ? [] : await known.where('id', 'in', [...repositories]).execute()
    const appendings = chains.map(({ id, installation }) => withoutRequest(id, installation, [event]))
    await appendToTrails(trx, appendings, sign)
    const alert = drillAlert(event)
    const told = alert
      ? everywhere(
          chains.map(({ id }) => id),
          alert,
        )
      : []
    await noteAlerts(trx, told, new Date(event.at), wakeUps)
  }
  return claimOf(row)
}

function claimOf(row: Selectable<DrillsTable>): DrillClaim {
  return { drill: readDrill(row), fence: row.fence }
}

function readDrill(row: Selectable<DrillsTable>): Drill {
  const { connector, connector_type, target, every, wake_at, held } = row
  const { canary, repository, resource, begun, used, asked, why, cut, told } = row
  const isRunning = canary !== null && repository !== null && resource !== null && begun !== null
  return {
    ...{ connector, connectorType: connector_type, target, every, wakeAt: wake_at, held },
    canary: isRunning ? { grant: canary, repository, resource, begun, used, asked, why, cut, told } : null,
    control: row.control && row.control_at ? { is: row.control, at: row.control_at } : null,
    last:
      row.last_at === null
        ? null
        : {
            at: row.last_at,
            passed: row.last_passed === true,
            used: row.last_used,
            proved: row.last_proved,
            why: row.last_why,
          },
  }
}

/** The columns of the members that are there. */
function columnsOf({ connector: _name, connectorType, wakeAt, canary, control, last, ...same }: Partial<Drill>) {
  const { grant, ...running } = canary ?? { grant: null, ...nothingRuns }
  return {
    ...same,
    ...(connectorType === undefined ? {} : { connector_type: connectorType }),
    ...(wakeAt === undefined ? {} : { wake_at: wakeAt }),
    ...(canary === undefined ? {} : { ...running, canary: grant }),
    ...(control === undefined ? {} : { control: control?.is ?? null, control_at: control?.at ?? null }),
    ...(last === undefined
      ? {}
      : {
          last_at: last?.at ?? null,
          last_passed: last?.passed ?? null,
          last_used: last?.used ?? null,
          last_proved: last?.proved ?? null,
          last_why: last?.why ?? null,
        }),
  }
}

const nothingRuns = {
  ...{ repository: null, resource: null, begun: null, used: null, asked: null, why: null },
  ...{ cut: false, told: false },
}
