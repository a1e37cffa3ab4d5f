import { sql, type Transaction } from 'kysely'
import { canonicalJson } from '../core/canonical-json.ts'
import type { RequestKey } from '../core/request-key.ts'
import { beginning, type NewEvent, trailBytes, trailHash } from '../core/trail.ts'
import type { TrailEvent } from '../generated/trail-event.ts'
import { records } from './rows.ts'
import type { Tables } from './tables.ts'

/** Signs the bytes of a trail entry: a detached JWS. */
export type SignTrail = (bytes: string) => Promise<string>

export type Appending = { key: RequestKey; installation: number; news: NewEvent }

type Head = { seq: number; hash: string }

/**
 * Appends events to their repositories' chains, in this order, within the transaction that makes them true. The heads are
 * locked until it commits, so that numbers have no gaps and no two entries the same predecessor.
 */
export async function appendToTrails(
  trx: Transaction<Tables>,
  appendings: readonly Appending[],
  sign: SignTrail,
): Promise<void> {
  if (appendings.length === 0) return
  const heads = await lockHeads(trx, appendings)
  const entries = appendings.map(({ key, installation, news }) => {
    const { repository, issue } = key
    const head = heads.get(repository) ?? { seq: 0, hash: beginning }
    const event: TrailEvent = { ...news, version: 1, repository, issue, seq: head.seq + 1, previous: head.hash }
    const hash = trailHash(event)
    heads.set(repository, { seq: event.seq, hash })
    return { event, hash, installation }
  })
  const rows = await Promise.all(
    entries.map(async ({ event, hash, installation }) => {
      const { repository, issue, seq } = event
      const signature = await sign(trailBytes(event))
      return { repository, issue, seq, installation, event: canonicalJson(event), hash, signature }
    }),
  )
  await insertEntries(trx, rows)
  await moveHeads(trx, heads)
}

async function lockHeads(trx: Transaction<Tables>, appendings: readonly Appending[]): Promise<Map<number, Head>> {
  const tenants = new Map(appendings.map(({ key, installation }) => [key.repository, installation]))
  const ids = [...tenants.keys()]
  // In one order, so that two groups cannot wait for each other.
  const lock = () =>
    trx
      .selectFrom('chains')
      .select(['repository', 'seq', 'hash'])
      .where('repository', 'in', ids)
      .orderBy('repository')
      .forUpdate()
      .execute()
  const found = await lock()
  if (found.length === ids.length) return headsOf(found)
  await trx
    .insertInto('chains')
    .values(
      ids
        .toSorted((a, b) => a - b)
        .map((repository) => ({ repository, installation: tenants.get(repository) ?? 0, seq: 0, hash: beginning })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return headsOf(await lock())
}

function headsOf(rows: (Head & { repository: number })[]): Map<number, Head> {
  return new Map(rows.map(({ repository, seq, hash }) => [repository, { seq, hash }]))
}

async function insertEntries(trx: Transaction<Tables>, entries: readonly Record<string, unknown>[]): Promise<void> {
  const rows = records(
    entries,
    'repository bigint, seq bigint, issue integer, installation bigint, event text, hash text, signature text',
  )
  await sql`
    insert into daypass.trail (repository, seq, issue, installation, event, hash, signature)
    select repository, seq, issue, installation, event, hash, signature from ${rows} as given`.execute(trx)
}

async function moveHeads(trx: Transaction<Tables>, heads: Map<number, Head>): Promise<void> {
  const rows = records(
    [...heads].map(([repository, head]) => ({ repository, ...head })),
    'repository bigint, seq bigint, hash text',
  )
  await sql`
    update daypass.chains c set seq = given.seq, hash = given.hash
    from ${rows} as given where c.repository = given.repository`.execute(trx)
}
