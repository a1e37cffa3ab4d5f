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

// Of the deployment, and of no repository: a connector may serve many.
export const drills = `create table daypass.drills (
  connector text primary key, connector_type text not null, target text not null,
  every integer check (every > 0), wake_at timestamptz check (isfinite(wake_at)),
  fence bigint not null, claimed_until timestamptz,
  held text,
  canary text, repository bigint, resource text, begun timestamptz, used timestamptz, asked timestamptz, why text,
  cut boolean not null default false, told boolean not null default false,
  control text check (control in ('let-in', 'kept-out')), control_at timestamptz,
  last_at timestamptz, last_passed boolean, last_used double precision, last_proved double precision, last_why text,
  check (num_nonnulls(canary, repository, resource, begun) in (0, 4)), check (num_nonnulls(control, control_at) in (0, 2)),
  check (num_nonnulls(last_at, last_passed) in (0, 2)))`
