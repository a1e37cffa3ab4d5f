import type { Process } from '../process.ts'
import type { SimulatedStore } from '../store.ts'
import type { Secrets } from '../targets/secrets.ts'
import type { Target } from '../targets/target.ts'
import type { ToldAlerts } from '../world/told-alerts.ts'
import type { World } from '../world/world.ts'
import type { Observation } from './observation.ts'

/** A run as the oracle looks at it. `numbers`: the issues that were opened, by their place in the schedule. */
export type Subject = {
  readonly observation: Observation
  readonly world: World
  readonly target: Target
  readonly secrets: Secrets
  readonly store: SimulatedStore['store']
  readonly numbers: ReadonlyMap<number, number>
  /** The pull requests against the default branch, by their places. */
  readonly proposals: ReadonlyMap<number, number>
  readonly process: Process
  readonly told: ToldAlerts
  /** Milliseconds since 1970: as it is, and as the process takes it to be. */
  readonly clock: number
  readonly now: number
}
