import type { Cleared } from '../../ports/deposits.ts'
import type { Instant } from './columns.ts'

/** The secret of each grant that is delivered into one; `place`: which, as it is told apart. `due`: when it is looked at once its grant has ended. */
export type DepositsTable = {
  grant_id: string
  place: string
  github: string
  repository: number
  environment: string | null
  secret: string
  intended: Instant | null
  answered: Instant | null
  updated: string | null
  taken: boolean
  tries: number
  why: string | null
  due: Instant
  fence: number
  claimed_until: Instant | null
  over_at: Instant | null
  over_how: Cleared | null
}

/** At most one that is not over has a place. */
export const deposits = [
  `create table daypass.deposits (
     grant_id text primary key, place text not null, github text not null, repository bigint not null, environment text, secret text not null,
     intended timestamptz check (isfinite(intended)), answered timestamptz check (isfinite(answered)), updated text,
     taken boolean not null default false, tries integer not null default 0, why text,
     due timestamptz not null check (isfinite(due)), fence bigint not null default 0, claimed_until timestamptz,
     over_at timestamptz check (isfinite(over_at)), over_how text,
     check (num_nonnulls(over_at, over_how) in (0, 2)))`,
  'create unique index deposits_by_place on daypass.deposits (place) where over_at is null',
]
