import type { Instant } from './columns.ts'

/** What lies in a place of checkpoints, as far as is remembered; `ahead_…`: what was seen there that our chain does not go through. */
export type PlacementsTable = {
  place: string
  repository: number
  installation: number
  seq: number | null
  hash: string | null
  at: Instant | null
  ahead_seq: number | null
  ahead_hash: string | null
}

/** Checkpoints of what an operator has said is lost for good. */
export type GivenUpTable = { repository: number; seq: number; hash: string; at: Instant }

export const placements = [
  `create table daypass.placements (
     place text, repository bigint, installation bigint not null,
     seq bigint, hash text, at timestamptz, ahead_seq bigint, ahead_hash text,
     primary key (repository, place),
     check (num_nonnulls(seq, hash, at) in (0, 3)), check (num_nonnulls(ahead_seq, ahead_hash) in (0, 2)))`,
  `create table daypass.given_up (
     repository bigint, seq bigint, hash text, at timestamptz not null, primary key (repository, seq, hash))`,
]
