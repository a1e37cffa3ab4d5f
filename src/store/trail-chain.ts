import type { Transaction } from 'kysely'
import { canonicalJson } from '../core/canonical-json.ts'
import type { RequestKey } from '../core/request-key.ts'
import { beginning, type NewEvent, trailBytes, trailHash } from '../core/trail.ts'
import type { TrailEvent } from '../generated/trail-event.ts'
import type { Tables } from './tables.ts'

/** Signs the bytes of a trail entry: a detached JWS. */
export type SignTrail = (bytes: string) => Promise<string>

/**
 * Appends events to the repository's chain within the transaction that makes them true. The chain's head is locked, so that
 * numbers have no gaps and no two entries the same predecessor.
 */
export async function appendToTrail(
  trx: Transaction<Tables>,
  place: { key: RequestKey; installation: number },
  events: readonly NewEvent[],
  sign: SignTrail,
): Promise<void> {
  if (events.length === 0) return
  const { repository, issue } = place.key
  let head = await lockHead(trx, repository, place.installation)
  for (const news of events) {
    const event: TrailEvent = { ...news, version: 1, repository, issue, seq: head.seq + 1, previous: head.hash }
    const hash = trailHash(event)
    const signature = await sign(trailBytes(event))
    await trx
      .insertInto('trail')
      .values({
        repository,
        issue,
        installation: place.installation,
        seq: event.seq,
        event: canonicalJson(event),
        hash,
        signature,
      })
      .execute()
    head = { seq: event.seq, hash }
  }
  await trx.updateTable('chains').set(head).where('repository', '=', repository).execute()
}

async function lockHead(
  trx: Transaction<Tables>,
  repository: number,
  installation: number,
): Promise<{ seq: number; hash: string }> {
  const head = () =>
    trx.selectFrom('chains').select(['seq', 'hash']).where('repository', '=', repository).forUpdate().executeTakeFirst()
  const found = await head()
  if (found !== undefined) return found
  await trx
    .insertInto('chains')
    .values({ repository, installation, seq: 0, hash: beginning })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const created = await head()
  if (created === undefined) throw new Error('a chain that was just begun cannot be found')
  return created
}
