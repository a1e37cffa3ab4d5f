import type { Generated } from 'kysely'
import type { Instant } from './columns.ts'

/** The fire drills of each connector; `canary`: the grant of the one that runs, with how far it is; `last_…`: how the last one came out. */
export type DrillsTable = {
  connector: string
  connector_type: string
  target: string
  every: number | null
  wake_at: Instant | null
  fence: number
  claimed_until: Instant | null
  held: string | null
  canary: string | null
  repository: number | null
  resource: string | null
  begun: Instant | null
  used: Instant | null
  asked: Instant | null
  why: string | null
  cut: Generated<boolean>
  told: Generated<boolean>
  control: 'let-in' | 'kept-out' | null
  control_at: Instant | null
  last_at: Instant | null
  last_passed: boolean | null
  last_used: number | null
  last_proved: number | null
  last_why: string | null
}
