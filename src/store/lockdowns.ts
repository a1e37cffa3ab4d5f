import { type Kysely, sql, type Transaction } from 'kysely'
import { everywhere } from '../core/alerts/alert.ts'
import { lockdownAlert } from '../core/alerts/event-alerts.ts'
import { canonicalJson } from '../core/canonical-json.ts'
import { asError, DaypassError } from '../core/error.ts'
import { type Lockdown, type LockdownScope, scopeWords } from '../core/lockdown-scope.ts'
import type { NewEvent } from '../core/trail/entry.ts'
import type { Lockdowns } from '../ports/lockdowns.ts'
import type { Log } from '../ports/log.ts'
import type { WakeUps } from '../ports/unit-of-work.ts'
import { inStore } from './database/database-error.ts'
import type { Tables } from './database/tables.ts'
import { readLockdown } from './lockdowns-in-force.ts'
import { noteAlerts } from './notices/noting.ts'
import { wakeLocked } from './requests/wake-locked.ts'
import { appendToTrails, type SignTrail, withoutRequest } from './trail/append.ts'

type Parts = { sign: SignTrail; wakeUps: WakeUps; now: () => Date; log: Log }
type Telling = Pick<Parts, 'sign' | 'wakeUps'>

/** The lockdowns in the database, each with its entries in the trail, committed together. Lifting one wakes what waited for it. */
export function createLockdowns(db: Kysely<Tables>, { sign, wakeUps, now, log }: Parts): Lockdowns {
  return {
    lock: (scope, why) =>
      inStore(() => db.transaction().execute((trx) => lock(trx, { scope, why, at: now() }, { sign, wakeUps }))),
    async lift(which, why) {
      const lifted = await inStore(() =>
        db.transaction().execute((trx) => lift(trx, { which, why, at: now() }, { sign, wakeUps })),
      )
      // It is lifted, whatever becomes of this: who is not woken looks again within a minute.
      await inStore(() => wakeLocked(db, lifted, wakeUps, now())).catch((err: unknown) =>
        log.warn({ err: asError(err) }, 'not all that waited for a lockdown was woken; it goes on within a minute'),
      )
      return lifted
    },
    list: () => inStore(() => list(db)),
  }
}

async function lock(
  trx: Transaction<Tables>,
  { scope, why, at }: { scope: LockdownScope; why: string; at: Date },
  parts: Telling,
): Promise<Lockdown> {
  await oneAtATime(trx)
  const known = (await list(trx)).find((one) => canonicalJson(one.scope) === canonicalJson(scope))
  if (known) return known
  const columns = {
    connector: scope.of === 'connector' ? scope.name : null,
    resource: scope.of === 'resource' ? scope.name : null,
    person: scope.of === 'person' ? scope.id : null,
  }
  // Waits for every statement that writes a grant now, and makes the next ones wait until this one commits: those see the lockdown.
  await sql`lock table daypass.grants in share row exclusive mode`.execute(trx)
  const row = await trx
    .insertInto('lockdowns')
    .values({ ...columns, why, since: at })
    .returningAll()
    .executeTakeFirstOrThrow()
  const lockdown = readLockdown(row)
  await tell(trx, [lockdown], { kind: 'locked', why, at }, parts)
  return lockdown
}

async function lift(
  trx: Transaction<Tables>,
  { which, why, at }: { which: number | 'all'; why: string; at: Date },
  parts: Telling,
): Promise<Lockdown[]> {
  await oneAtATime(trx)
  const those = trx.deleteFrom('lockdowns')
  const rows = await (which === 'all' ? those : those.where('id', '=', which)).returningAll().execute()
  if (rows.length === 0 && which !== 'all') {
    const message = `There is no lockdown ${which} in force. \`daypass lockdown --list\` shows those that are.`
    throw new DaypassError('LOCKDOWN_UNKNOWN', message)
  }
  const lifted = rows.map(readLockdown).sort((a, b) => a.id - b.id)
  await tell(trx, lifted, { kind: 'lifted', why, at }, parts)
  return lifted
}

async function list(db: Kysely<Tables>): Promise<Lockdown[]> {
  return (await db.selectFrom('lockdowns').selectAll().orderBy('id').execute()).map(readLockdown)
}

/** Keeps other lockdowns waiting, and nobody who asks for them: the numbers of their entries in the trail follow one another. */
async function oneAtATime(trx: Transaction<Tables>): Promise<void> {
  await sql`lock table daypass.lockdowns in share row exclusive mode`.execute(trx)
}

/** Each repository's chain holds what concerned it, and a lockdown may concern all: every chain gets an entry, of no request. */
async function tell(
  trx: Transaction<Tables>,
  lockdowns: readonly Lockdown[],
  { kind, why, at }: { kind: 'locked' | 'lifted'; why: string; at: Date },
  { sign, wakeUps }: Telling,
): Promise<void> {
  if (lockdowns.length === 0) return
  const news = lockdowns.map(
    ({ id, scope }): NewEvent => ({
      at: at.toISOString(),
      kind,
      actor: { kind: 'operator' },
      facts: { lockdown: id, scope: scopeWords(scope), why },
      ...(scope.of === 'person' ? { people: { person: [scope.id] } } : {}),
    }),
  )
  const repositories = await trx.selectFrom('repositories').select(['id', 'installation']).execute()
  const appendings = repositories.map(({ id, installation }) => withoutRequest(id, installation, news))
  await appendToTrails(trx, appendings, sign)
  const ids = repositories.map(({ id }) => id)
  const alerts = news.flatMap((event) => {
    const alert = lockdownAlert(event)
    return alert ? everywhere(ids, alert) : []
  })
  await noteAlerts(trx, alerts, at, wakeUps)
}
