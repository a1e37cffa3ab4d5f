import { type DisplayRecord, nothingShown, type WaitingWord } from '../../../../src/core/display/display-record.ts'
import { leastUrgent } from '../../../../src/core/display/urgency.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { formatKey } from '../../../../src/core/request-key.ts'
import type { DisplayClaim, DisplayStore } from '../../../../src/ports/display-store.ts'
import { claim, dueKeys, keyOf, release, waitingRows } from '../database/claiming.ts'
import { inTransactions } from '../database/memory-database.ts'
import { type StoreParts, unit } from '../database/parts.ts'
import type { WordRow } from '../database/tables.ts'
import { noteAlerts } from '../notices.ts'
import { requestOf } from '../records.ts'
import { trailOf } from '../trail/trail.ts'

export function createDisplays({ tables, transaction, wakeUps, now: clock }: StoreParts): DisplayStore {
  const find: DisplayStore['find'] = async (key) => {
    const row = tables.displays.get(formatKey(key))
    return row ? (JSON.parse(row.record) as DisplayRecord) : nothingShown
  }
  return inTransactions<DisplayStore>(
    transaction,
    {
      async claim(key, now) {
        const row = claim(tables.displays, key, now)?.row
        if (!row) return undefined
        const { fence, compares: compare, reopens: reopen, closed_by: closedBy } = row
        const orders = { compare, reopen, ...(closedBy === null ? {} : { closedBy }) }
        return { key: keyOf(row), fence, orders, display: JSON.parse(row.record) as DisplayRecord }
      },
      async save(held, { set, begun, said, alert }) {
        const row = tables.displays.get(formatKey(held.key))
        if (row?.fence !== held.fence) throw fencedOff(held)
        const display = { ...held.display, ...set }
        tables.displays.change(row, { record: JSON.stringify(display) })
        const [first, spoken] = [tables.words.get(`${begun}`), tables.words.get(`${said}`)]
        if (first) tables.words.change(first, { begun: true })
        if (spoken) tables.words.delete(spoken)
        const { repository } = held.key
        if (alert) await noteAlerts({ tables, wakeUps }, [{ repository, alert, shared: false }], clock())
        return { ...held, display }
      },
      async release(held, wakeAt) {
        const { held: isHeld, again } = release(tables.displays, held, wakeAt)
        if (isHeld && !again && wakeAt !== null) await wakeUps.scheduleDisplay(unit, held.key, wakeAt, leastUrgent)
        return again
      },
      find,
      async wanted(key) {
        const record = requestOf(tables, key)
        if (!record) return undefined
        const words = tables.words.where((row) => formatKey(row) === formatKey(key)).sort((a, b) => a.id - b.id)
        return { record, entries: trailOf(tables, key), words: words.map(wordOf) }
      },
      due: async (now, limit) => dueKeys(tables.displays, ({ urgency }) => urgency, now, limit),
      waiting: async (keys, now) =>
        waitingRows(tables.displays, keys, now).map(({ row, waiting }) => ({ ...waiting, urgency: row.urgency })),
    },
    ['claim', 'save', 'wanted'],
  )
}

function wordOf({ id, body, begun, pull, caused_by: by }: WordRow): WaitingWord {
  return { id, body, begun, ...(pull === null ? {} : { on: pull }), ...(by === null ? {} : { by }) }
}

function fencedOff({ key }: DisplayClaim): DaypassError {
  return new DaypassError('FENCED_OFF', `what GitHub shows of request ${formatKey(key)} is written by another worker`)
}
