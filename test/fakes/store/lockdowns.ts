import { everywhere } from '../../../src/core/alerts/alert.ts'
import { lockdownAlert } from '../../../src/core/alerts/event-alerts.ts'
import { canonicalJson } from '../../../src/core/canonical-json.ts'
import { asError, DaypassError } from '../../../src/core/error.ts'
import { type Lockdown, type LockdownScope, scopeWords } from '../../../src/core/lockdown-scope.ts'
import type { NewEvent } from '../../../src/core/trail/entry.ts'
import type { Lockdowns } from '../../../src/ports/lockdowns.ts'
import { readLockdown } from '../../../src/store/lockdowns-in-force.ts'
import { withoutRequest } from '../../../src/store/trail/append.ts'
import { inTransactions } from './database/memory-database.ts'
import type { MemoryTables, StoreParts } from './database/parts.ts'
import { noteAlerts } from './notices.ts'
import { wakeLocked } from './requests/waking.ts'
import type { StoreId } from './trail/store-id.ts'
import { append } from './trail/trail.ts'

type Parts = StoreParts & { id: StoreId }

export function createLockdowns(store: Parts): Lockdowns {
  const { tables, transaction, now, log } = store
  const calls = inTransactions<Lockdowns>(transaction, {
    async lock(scope, why) {
      const known = list(tables).find((one) => canonicalJson(one.scope) === canonicalJson(scope))
      if (known) return known
      const lockdown = { id: tables.lockdowns.number(), scope, why, since: now() }
      tables.lockdowns.put({ id: lockdown.id, ...columnsOf(scope), why, since: lockdown.since })
      await tell(store, [lockdown], 'locked', why)
      return lockdown
    },
    async lift(which, why) {
      const lifted = list(tables).filter(({ id }) => which === 'all' || id === which)
      if (lifted.length === 0 && which !== 'all')
        throw new DaypassError('LOCKDOWN_UNKNOWN', `There is no lockdown ${which} in force.`)
      for (const { id } of lifted) {
        const row = tables.lockdowns.get(`${id}`)
        if (row) tables.lockdowns.delete(row)
      }
      await tell(store, lifted, 'lifted', why)
      return lifted
    },
    list: async () => list(tables),
  })
  return {
    ...calls,
    async lift(which, why) {
      const lifted = await calls.lift(which, why)
      // It is lifted, whatever becomes of this.
      await wakeLocked(store, lifted, now()).catch((err: unknown) =>
        log.warn({ err: asError(err) }, 'not all that waited for a lockdown was woken'),
      )
      return lifted
    },
  }
}

export function columnsOf(scope: LockdownScope) {
  return {
    connector: scope.of === 'connector' ? scope.name : null,
    resource: scope.of === 'resource' ? scope.name : null,
    person: scope.of === 'person' ? scope.id : null,
  }
}

function list({ lockdowns }: MemoryTables): Lockdown[] {
  return lockdowns
    .rows()
    .map(readLockdown)
    .sort((a, b) => a.id - b.id)
}

/** A lockdown may concern all repositories: every chain gets an entry, of no request. */
async function tell(store: Parts, lockdowns: readonly Lockdown[], kind: 'locked' | 'lifted', why: string) {
  if (lockdowns.length === 0) return
  const news = lockdowns.map(
    ({ id, scope }): NewEvent => ({
      ...{ at: store.now().toISOString(), kind, actor: { kind: 'operator' } },
      facts: { lockdown: id, scope: scopeWords(scope), why },
      ...(scope.of === 'person' ? { people: { person: [scope.id] } } : {}),
    }),
  )
  const repositories = store.tables.repositories.rows()
  const appendings = repositories.map(({ id, installation }) => withoutRequest(id, installation, news))
  await append(store.tables, appendings, store)
  const ids = repositories.map(({ id }) => id)
  const alerts = news.flatMap((event) => {
    const alert = lockdownAlert(event)
    return alert ? everywhere(ids, alert) : []
  })
  await noteAlerts(store, alerts, store.now())
}
