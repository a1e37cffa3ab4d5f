import type { Kysely, Transaction } from 'kysely'
import type { TrailEvent } from '../../generated/trail-event.ts'
import type { Tables } from '../database/tables.ts'

/** Something that holds for a repository until something else does; `what`: nothing where it was never said. */
export type Stated = { repository: number; kind: TrailEvent['kind']; what: string }

/** What the chains of these repositories said last of this kind, by repository. */
export async function statedOf(
  db: Kysely<Tables>,
  kind: Stated['kind'],
  repositories: readonly number[],
): Promise<Map<number, string>> {
  if (repositories.length === 0) return new Map()
  const rows = await db
    .selectFrom('stated')
    .select(['repository', 'what'])
    .where('kind', '=', kind)
    .where('repository', 'in', [...repositories])
    .execute()
  return new Map(rows.map(({ repository, what }) => [repository, what]))
}

/**
 * The same, kept from everybody else until the transaction ends: of two who want to say the same thing, one does. Whoever wants the end of a
 * chain as well takes this first.
 */
export async function holdStated(
  trx: Transaction<Tables>,
  kind: Stated['kind'],
  repositories: readonly number[],
): Promise<Map<number, string>> {
  if (repositories.length === 0) return new Map()
  // In one order, so that two groups cannot wait for each other.
  const ids = [...new Set(repositories)].sort((a, b) => a - b)
  await trx
    .insertInto('stated')
    .values(ids.map((repository) => ({ repository, kind, what: '' })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const rows = await trx
    .selectFrom('stated')
    .select(['repository', 'what'])
    .where('kind', '=', kind)
    .where('repository', 'in', ids)
    .orderBy('repository')
    .forUpdate()
    .execute()
  return new Map(rows.map(({ repository, what }) => [repository, what]))
}

export async function noteStated(trx: Transaction<Tables>, { repository, kind, what }: Stated): Promise<void> {
  await trx.updateTable('stated').set({ what }).where('repository', '=', repository).where('kind', '=', kind).execute()
}
