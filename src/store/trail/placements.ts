import { type Kysely, sql } from 'kysely'
import type { TrailPosition } from '../../core/trail/entry.ts'
import type { AheadOfUs, ChainPlacement, Placements, TrailElsewhere } from '../../ports/placements.ts'
import { inStore } from '../database/database-error.ts'
import type { Tables } from '../database/tables.ts'

/** What is remembered of the places in which checkpoints lie, and of those that are ahead of our chains. */
export function createPlacements(db: Kysely<Tables>): Placements {
  return {
    chains: (place) => inStore(() => chains(db, place)),
    hashAt: (repository, seq) =>
      inStore(async () => {
        const found = db.selectFrom('trail').select('hash').where('repository', '=', repository).where('seq', '=', seq)
        return (await found.executeTakeFirst())?.hash
      }),
    isGivenUp: (repository, { seq, hash }) =>
      inStore(async () => {
        const found = db.selectFrom('given_up').select('seq').where('repository', '=', repository)
        return (await found.where('seq', '=', seq).where('hash', '=', hash).executeTakeFirst()) !== undefined
      }),
    setLast: (place, repository, { seq, hash, at }) =>
      inStore(() =>
        write(db, place, repository, { seq, hash, at: at.toISOString(), ahead_seq: undefined, ahead_hash: undefined }),
      ),
    setAhead: (place, repository, seen) =>
      inStore(() => write(db, place, repository, { ahead_seq: seen?.seq ?? null, ahead_hash: seen?.hash ?? null })),
    elsewhere: () => inStore(() => trailsElsewhere(db)),
    ahead: (repository) => inStore(() => ahead(db, repository)),
    giveUp: (repository, at) =>
      inStore(() =>
        db.transaction().execute(async (trx) => {
          const lost = await ahead(trx, repository)
          for (const { seq, hash } of lost)
            await trx
              .insertInto('given_up')
              .values({ repository, seq, hash, at })
              .onConflict((conflict) => conflict.doNothing())
              .execute()
          await trx
            .updateTable('placements')
            .set({ ahead_seq: null, ahead_hash: null })
            .where('repository', '=', repository)
            .execute()
          return lost
        }),
      ),
  }
}

type Written = {
  seq?: number
  hash?: string
  at?: string
  ahead_seq: number | null | undefined
  ahead_hash: string | null | undefined
}

/** Members that are undefined stay as they are. */
async function write(db: Kysely<Tables>, place: string, repository: number, given: Written): Promise<void> {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const { installation } = await db
    .selectFrom('chains')
    .select('installation')
    .where('repository', '=', repository)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('placements')
    .values({ place, repository, installation, ...set })
    .onConflict((conflict) => conflict.columns(['place', 'repository']).doUpdateSet(set))
    .execute()
}

async function ahead(db: Kysely<Tables>, repository?: number): Promise<AheadOfUs[]> {
  const all = db.selectFrom('placements').select(['place', 'repository', 'ahead_seq as seq', 'ahead_hash as hash'])
  const chosen = repository === undefined ? all : all.where('repository', '=', repository)
  const rows = await chosen.where('ahead_seq', 'is not', null).orderBy('repository').orderBy('place').execute()
  return rows.map(({ seq, hash, ...where }) => ({ ...where, seq: seq ?? 0, hash: hash ?? '' }))
}

/** How far each trail is placed, and what is ahead of it; of several places the furthest. */
export async function trailsElsewhere(db: Kysely<Tables>): Promise<TrailElsewhere[]> {
  const found = await sql<{ repository: number; placed: number | null; at: Date | null; ahead: number | null }>`
    select repository, max(seq) as placed, max(at) as at, max(ahead_seq) as ahead
    from daypass.placements group by repository order by repository`.execute(db)
  return found.rows.map(({ repository, placed, at, ahead }) => ({
    repository,
    ...(placed === null ? {} : { placed }),
    ...(at === null ? {} : { at }),
    ...(ahead === null ? {} : { ahead }),
  }))
}

async function chains(db: Kysely<Tables>, place: string): Promise<ChainPlacement[]> {
  const found = await sql<{
    repository: number
    seq: number
    hash: string
    at: string
    signature: string
    last_seq: number | null
    last_hash: string | null
    last_at: Date | null
    ahead_seq: number | null
    ahead_hash: string | null
  }>`
    select k.repository, k.seq, k.hash, k.at, k.signature, p.seq as last_seq, p.hash as last_hash, p.at as last_at, p.ahead_seq, p.ahead_hash
    from daypass.chains c
    join lateral (
      select * from daypass.checkpoints k where k.repository = c.repository order by k.seq desc limit 1
    ) k on true
    left join daypass.placements p on p.repository = c.repository and p.place = ${place}
    order by c.repository`.execute(db)
  return found.rows.map((row) => {
    const { repository, seq, hash, at, signature } = row
    const ahead = positionOf(row.ahead_seq, row.ahead_hash)
    const last = positionOf(row.last_seq, row.last_hash)
    return {
      repository,
      newest: { checkpoint: { repository, seq, hash, at }, signature },
      ...(last && row.last_at ? { last: { ...last, at: row.last_at } } : {}),
      ...(ahead ? { ahead } : {}),
    }
  })
}

const positionOf = (seq: number | null, hash: string | null): TrailPosition | undefined =>
  seq === null || hash === null ? undefined : { seq, hash }
