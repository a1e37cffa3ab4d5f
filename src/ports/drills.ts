import type { Control, Drill, DrillWanted } from '../core/lifecycle/fire-drill.ts'
import type { NewEvent } from '../core/trail/entry.ts'

/** The right to work on the drill of one connector, for 60 seconds from the claim or the last save. */
export type DrillClaim = { drill: Drill; fence: number }

/** What of a row a save sets; what the deployment wants of it is planned. `wakeAt`: should this server die before it gives the row back. */
export type DrillChange = Partial<Pick<Drill, 'held' | 'canary' | 'control' | 'last' | 'wakeAt'>>

/** The drills of the deployment, one row a connector, whichever server runs them. Every method throws STORE_UNAVAILABLE. */
export interface Drills {
  /** Brings the rows to what the deployment wants; `isStart`: what failed last is drilled at once. Rows that somebody works on wait. */
  plan(wanted: readonly DrillWanted[], now: Date, isStart: boolean): Promise<void>
  /** Claims a row that is due and that nobody works on; undefined: there is none. Until it is released it stays due. */
  claim(now: Date): Promise<DrillClaim | undefined>
  /** Throws FENCED_OFF where somebody else has claimed it since. `event`: said in the chains of these repositories, in the same transaction. */
  save(
    claim: DrillClaim,
    change: DrillChange,
    said?: { event: NewEvent; repositories: readonly number[] },
  ): Promise<DrillClaim>
  /** Gives it back, to be looked at then; null: when it is planned anew. Whoever was overtaken gives nothing back. */
  release(claim: DrillClaim, wakeAt: Date | null): Promise<void>
  all(): Promise<Drill[]>
  /** When a row is to be looked at next. */
  next(): Promise<Date | undefined>
  /** What the control call found last at this target; undefined: nothing yet. */
  controlOf(connector: string, target: string): Promise<{ is: Control; at: Date } | undefined>
  /** The resource that access was given to last by this connector; undefined: none. */
  resourceOf(connector: string): Promise<string | undefined>
}
