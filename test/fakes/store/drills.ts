import { everywhere } from '../../../src/core/alerts/alert.ts'
import { drillAlert } from '../../../src/core/alerts/event-alerts.ts'
import { DaypassError } from '../../../src/core/error.ts'
import { addSeconds } from '../../../src/core/instant.ts'
import { planDrill } from '../../../src/core/lifecycle/fire-drill.ts'
import { ofNoRequest } from '../../../src/core/trail/entry.ts'
import type { DrillClaim, Drills } from '../../../src/ports/drills.ts'
import { withoutRequest } from '../../../src/store/trail/append.ts'
import { inTransactions } from './database/memory-database.ts'
import type { MemoryTables, StoreParts } from './database/parts.ts'
import type { DrillRow } from './database/tables.ts'
import { noteAlerts } from './notices.ts'
import { append } from './trail/trail.ts'

type Said = NonNullable<Parameters<Drills['save']>[2]>

const claimSeconds = 60

export function createDrills(store: StoreParts & Parameters<typeof append>[2]): Drills {
  const { tables } = store
  return createDrillsThatSay(store, async ({ event, repositories }) => {
    const known = tables.repositories.where(({ id }) => repositories.includes(id)).sort((a, b) => a.id - b.id)
    const appendings = known.map(({ id, installation }) => withoutRequest(id, installation, [event]))
    await append(tables, appendings, store)
    const alert = drillAlert(event)
    const told = alert
      ? everywhere(
          known.map(({ id }) => id),
          alert,
        )
      : []
    await noteAlerts(store, told, new Date(event.at))
  })
}

/** `say`: what is done with an event, in the transaction that saves what it tells of. */
export function createDrillsThatSay(
  { tables, transaction }: Pick<StoreParts, 'tables' | 'transaction'>,
  say: (said: Said) => Promise<void>,
): Drills {
  const rows = tables.drills
  const isFree = ({ claimed_until }: DrillRow, now: Date) => claimed_until === null || claimed_until <= now
  const soonest = (a: Date, b: Date) => a.getTime() - b.getTime()
  const heldRow = ({ drill: { connector }, fence }: DrillClaim): DrillRow => {
    const row = rows.get(connector)
    if (row?.fence === fence && row.claimed_until !== null) return row
    throw new DaypassError('FENCED_OFF', `another server goes on with the drill of ${connector}`)
  }
  return inTransactions<Drills>(transaction, {
    async plan(wanted, now, isStart) {
      const wants = new Map(wanted.map((one) => [one.connector, one]))
      const known = rows.rows().map(({ connector }) => connector)
      for (const connector of new Set([...known, ...wants.keys()])) {
        const row = rows.get(connector)
        const change = planDrill(row?.drill, wants.get(connector), now, isStart)
        if (!change || (row && !isFree(row, now))) continue
        const nothing = { held: null, canary: null, control: null, last: null, wakeAt: null, every: null }
        const drill = { connectorType: '', target: '', ...nothing, ...row?.drill, ...change, connector }
        rows.put({ fence: 0, claimed_until: null, ...row, connector, drill })
      }
    },
    async claim(now) {
      const due = rows.where((row) => row.drill.wakeAt !== null && row.drill.wakeAt <= now && isFree(row, now))
      const [first] = due.sort((a, b) => soonest(a.drill.wakeAt ?? now, b.drill.wakeAt ?? now))
      if (!first) return undefined
      const { drill, fence } = rows.change(first, {
        fence: first.fence + 1,
        claimed_until: addSeconds(now, claimSeconds),
      })
      return { drill, fence }
    },
    async save(claim, change, said) {
      const row = heldRow(claim)
      const { drill, fence } = rows.change(row, { drill: { ...row.drill, ...change } })
      if (said) await say(said)
      return { drill, fence }
    },
    async release({ drill: { connector }, fence }, wakeAt) {
      const row = rows.get(connector)
      if (row?.fence === fence) rows.change(row, { claimed_until: null, drill: { ...row.drill, wakeAt } })
    },
    all: async () => rows.rows().map(({ drill }) => drill),
    async next() {
      const instants = rows.rows().flatMap(({ drill: { wakeAt }, claimed_until: until }) => {
        if (wakeAt === null) return until ? [until] : []
        return [until && until > wakeAt ? until : wakeAt]
      })
      return instants.sort(soonest)[0]
    },
    controlOf: async (connector, target) => {
      const drill = rows.get(connector)?.drill
      return (drill?.target === target && drill.control) || undefined
    },
    resourceOf: async (connector) => lastGiven(tables, connector),
  })
}

function lastGiven({ grants }: MemoryTables, connector: string): string | undefined {
  const given = grants.where((row) => row.connector === connector && row.issue !== ofNoRequest)
  return given.sort((a, b) => b.place - a.place)[0]?.resource
}
