import { DaypassError } from '../../src/core/error.ts'
import { addSeconds } from '../../src/core/instant.ts'
import { type Drill, planDrill } from '../../src/core/lifecycle/fire-drill.ts'
import type { NewEvent } from '../../src/core/trail/entry.ts'
import type { DrillClaim, Drills } from '../../src/ports/drills.ts'

type Row = { drill: Drill; fence: number; claimedUntil: Date | null }

/** The drills in memory. `said`: what was said in which chains, in order; `given`: the resource that each connector gave access to last. */
export type FakeDrills = Drills & {
  said: { event: NewEvent; repositories: readonly number[] }[]
  given: Map<string, string>
}

export function createFakeDrills(): FakeDrills {
  const rows = new Map<string, Row>()
  const isFree = ({ claimedUntil }: Row, now: Date) => claimedUntil === null || claimedUntil <= now
  const later = (a: Date, b: Date | null) => (b && b > a ? b : a)
  const heldRow = ({ drill: { connector }, fence }: DrillClaim): Row => {
    const row = rows.get(connector)
    if (row?.fence === fence && row.claimedUntil !== null) return row
    throw new DaypassError('FENCED_OFF', `another server goes on with the drill of ${connector}`)
  }
  const drills: FakeDrills = {
    said: [],
    given: new Map(),
    async plan(wanted, now, isStart) {
      const wants = new Map(wanted.map((one) => [one.connector, one]))
      for (const connector of new Set([...rows.keys(), ...wants.keys()])) {
        const row = rows.get(connector)
        const change = planDrill(row?.drill, wants.get(connector), now, isStart)
        if (!change || (row && !isFree(row, now))) continue
        const nothing = { held: null, canary: null, control: null, last: null, wakeAt: null, every: null }
        const before = row?.drill ?? { connector, connectorType: '', target: '', ...nothing }
        rows.set(connector, { fence: 0, claimedUntil: null, ...row, drill: { ...before, ...change, connector } })
      }
    },
    async claim(now) {
      const due = [...rows.values()].filter((row) => row.drill.wakeAt && row.drill.wakeAt <= now && isFree(row, now))
      const [row] = due.sort((a, b) => Number(a.drill.wakeAt) - Number(b.drill.wakeAt))
      if (!row) return undefined
      row.fence++
      row.claimedUntil = addSeconds(now, 60)
      return { drill: row.drill, fence: row.fence }
    },
    async save(claim, change, said) {
      const row = heldRow(claim)
      row.drill = { ...row.drill, ...change }
      if (said) drills.said.push(said)
      return { drill: row.drill, fence: row.fence }
    },
    async release({ drill: { connector }, fence }, wakeAt) {
      const row = rows.get(connector)
      if (row?.fence !== fence) return
      row.claimedUntil = null
      row.drill = { ...row.drill, wakeAt }
    },
    all: async () => [...rows.values()].map(({ drill }) => drill),
    async next() {
      const due = [...rows.values()].flatMap(({ drill: { wakeAt }, claimedUntil }) =>
        wakeAt ? [later(wakeAt, claimedUntil)] : [],
      )
      return due.sort((a, b) => a.getTime() - b.getTime())[0]
    },
    controlOf: async (connector, target) => {
      const drill = rows.get(connector)?.drill
      return (drill?.target === target && drill.control) || undefined
    },
    resourceOf: async (connector) => drills.given.get(connector),
  }
  return drills
}
