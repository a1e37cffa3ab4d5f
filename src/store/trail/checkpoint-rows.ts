import { type Kysely, sql } from 'kysely'
import type { SignedCheckpoint } from '../../core/trail/checkpoint.ts'
import { beginning, type TrailPosition } from '../../core/trail/entry.ts'
import { inStore } from '../database/database-error.ts'
import type { Tables } from '../database/tables.ts'

/** A chain, and its last checkpoint. */
export type GrownChain = TrailPosition & {
  repository: number
  installation: number
  last: (TrailPosition & { at: string }) | undefined
}

/** What is kept of checkpoints in the database. Every method throws STORE_UNAVAILABLE. */
export type CheckpointRows = {
  /** Chains that grew since their last checkpoint. */
  grown(): Promise<GrownChain[]>
  /** Keeps a checkpoint; another one of the same entry stays. */
  keep(checkpoint: SignedCheckpoint, installation: number): Promise<void>
  /** Every checkpoint, by repository and entry. */
  all(): Promise<SignedCheckpoint[]>
  /** Up to which entry another history of each repository is lost. */
  givenUp(): Promise<Map<number, number>>
}

export function createCheckpointRows(db: Kysely<Tables>): CheckpointRows {
  return {
    grown: () => inStore(() => grown(db)),
    keep: ({ checkpoint, signature }, installation) =>
      inStore(async () => {
        await db
          .insertInto('checkpoints')
          .values({ ...checkpoint, installation, signature })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }),
    all: () => inStore(() => all(db)),
    givenUp: () => inStore(() => givenUp(db)),
  }
}

async function grown(db: Kysely<Tables>): Promise<GrownChain[]> {
  const found = await sql<{
    repository: number
    installation: number
    seq: number
    hash: string
    last_seq: number | null
    last_hash: string | null
    last_at: string | null
  }>`
    select c.repository, c.installation, c.seq, c.hash, p.seq as last_seq, p.hash as last_hash, p.at as last_at
    from daypass.chains c
    left join lateral (
      select seq, hash, at from daypass.checkpoints k where k.repository = c.repository order by seq desc limit 1
    ) p on true
    where (c.seq, c.hash) is distinct from (coalesce(p.seq, 0), coalesce(p.hash, ${beginning}))
    order by c.repository`.execute(db)
  return found.rows.map(({ last_seq: seq, last_hash: hash, last_at: at, ...chain }) => ({
    ...chain,
    last: seq === null || hash === null || at === null ? undefined : { seq, hash, at },
  }))
}

async function givenUp(db: Kysely<Tables>): Promise<Map<number, number>> {
  const found = await sql<{ repository: number; seq: number }>`
    select repository, max(seq) as seq from daypass.given_up group by repository`.execute(db)
  return new Map(found.rows.map(({ repository, seq }) => [repository, seq]))
}

async function all(db: Kysely<Tables>): Promise<SignedCheckpoint[]> {
  const rows = await db
    .selectFrom('checkpoints')
    .select(['repository', 'seq', 'hash', 'at', 'signature'])
    .orderBy('repository')
    .orderBy('seq')
    .execute()
  return rows.map(({ signature, ...checkpoint }) => ({ checkpoint, signature }))
}
