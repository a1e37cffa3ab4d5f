import { governanceAlert } from '../../../src/core/alerts/event-alerts.ts'
import { DaypassError } from '../../../src/core/error.ts'
import { type GovernanceRecord, nothingInForce } from '../../../src/core/governance/governance-record.ts'
import { isTerminal } from '../../../src/core/record.ts'
import { formatKey } from '../../../src/core/request-key.ts'
import { type GovernanceStore, governanceKey } from '../../../src/ports/governance-store.ts'
import { readIfPossible } from '../../../src/store/requests/stored-record.ts'
import { withoutRequest } from '../../../src/store/trail/append.ts'
import { claim, dueKeys, keyOf, release, waitingRows, woken } from './database/claiming.ts'
import { inTransactions } from './database/memory-database.ts'
import { type StoreParts, unit } from './database/parts.ts'
import type { GovernanceRow } from './database/tables.ts'
import { noteAlerts } from './notices.ts'
import type { StoreId } from './trail/store-id.ts'
import { append } from './trail/trail.ts'

export function createGovernances(store: StoreParts & { id: StoreId }): GovernanceStore {
  const { tables, transaction, wakeUps, now } = store
  const { governances } = tables
  const rowOf = (repository: number) => governances.get(formatKey(governanceKey(repository)))
  return inTransactions<GovernanceStore>(transaction, {
    async wake({ id, owner, name, installation }) {
      tables.repositories.put({ id, owner, name, installation })
      const row = rowOf(id) ?? {
        ...{ ...governanceKey(id), installation, record: JSON.stringify(nothingInForce), texts: null, released: null },
        ...{ wake_at: null, urgency: 0, wanted: 0, seen: 0, fence: 0, claimed_until: null },
      }
      governances.put({ ...row, ...woken(row, now()) })
      await wakeUps.scheduleGovernance(unit, governanceKey(id), now())
    },
    async claim(key, at) {
      const row = claim(governances, key, at)?.row
      return row && { key: keyOf(row), fence: row.fence, governance: recordOf(row) }
    },
    async save(held, { released: _, ...record }, { event, texts } = {}) {
      const { repository } = held.key
      const row = rowOf(repository)
      if (row?.fence !== held.fence)
        throw new DaypassError(
          'FENCED_OFF',
          `what is in force in repository ${repository} is looked at by another worker`,
        )
      const put = texts ? { texts: JSON.stringify([...texts]), released: null } : {}
      const saved = governances.change(row, { record: JSON.stringify(record), ...put })
      if (event?.facts.verdict === 'in-force')
        tables.stated.put({ repository, kind: 'governed', what: String(event.facts.to) })
      if (event) await append(tables, [withoutRequest(repository, row.installation, [event])], store)
      const alert = event && governanceAlert(recordOf(saved), event)
      if (alert) await noteAlerts(store, [{ repository, alert, shared: false }], new Date(alert.spell))
      return { ...held, governance: recordOf(saved) }
    },
    async release(held, wakeAt) {
      const { held: isHeld, again } = release(governances, held, wakeAt)
      if (isHeld && !again && wakeAt !== null) await wakeUps.scheduleGovernance(unit, held.key, wakeAt)
      return again
    },
    async find(repository) {
      const row = rowOf(repository)
      return row && recordOf(row)
    },
    all: async () =>
      governances.where(() => true).map((row) => ({ repository: row.repository, governance: recordOf(row) })),
    async texts(repository, digest) {
      const row = rowOf(repository)
      if (!row?.texts || recordOf(row).inForce?.digest !== digest) return undefined
      return new Map(JSON.parse(row.texts) as [string, string][])
    },
    async letIn(repository, digest) {
      const row = rowOf(repository)
      if (!row) return false
      governances.change(row, { ...woken(row, now()), released: digest })
      await wakeUps.scheduleGovernance(unit, governanceKey(repository), now())
      return true
    },
    async live(repository, after, limit) {
      const rows = tables.requests.where(
        (row) => row.repository === repository && row.issue > after && row.ends_at !== null && row.ends_at > now(),
      )
      return rows
        .filter(({ state }) => state !== 'ending' && !isTerminal(state as never))
        .sort((a, b) => a.issue - b.issue)
        .slice(0, limit)
        .map((row) => {
          const read = readIfPossible(keyOf(row), JSON.parse(row.record), row.wake_at)
          const asked = tables.decisions.where((one) => one.repository === repository && one.issue === row.issue)
          const last = asked.sort((a, b) => Number(b.id) - Number(a.id))[0]
          return {
            key: keyOf(row),
            record: 'result' in read ? read.result : undefined,
            input: last ? JSON.parse(last.input) : undefined,
          }
        })
    },
    due: async (at, limit) => dueKeys(governances, ({ urgency }) => urgency, at, limit),
    waiting: async (keys, at) =>
      waitingRows(governances, keys, at).map(({ row, waiting }) => ({ ...waiting, urgency: row.urgency })),
  })
}

function recordOf({ record, released }: GovernanceRow): GovernanceRecord {
  const stored = JSON.parse(record) as GovernanceRecord
  return released === null ? stored : { ...stored, released }
}
