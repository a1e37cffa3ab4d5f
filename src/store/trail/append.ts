import { sql, type Transaction } from 'kysely'
import type { RequestRecord } from '../../core/record.ts'
import { beginning, type NewEvent, newestVersion, ofNoRequest, sealedEvent } from '../../core/trail/entry.ts'
import { needsRequester, type Pseudonymiser, peopleIn, pseudonymised } from '../../core/trail/pseudonyms.ts'
import type { TrailEvent } from '../../generated/trail-event.ts'
import { isTrailEvent } from '../../generated/validators.js'
import { records } from '../database/json-rows.ts'
import type { Tables } from '../database/tables.ts'
import { storeId } from '../identity.ts'
import { type Known, loginsIn, pseudonymiserOf, secretsOf } from './pseudonym-keys.ts'

/** Signs the bytes of a trail entry: a detached JWS. */
export type SignTrail = (bytes: string) => Promise<string>

/** What of a record tells whose events they are, and who is named in them. */
export type TrailSubject = Pick<RequestRecord, 'key' | 'requester' | 'tally' | 'pull'>

/**
 * Events of one request, in order; `step` is the number of the first of them within their request. Those of no request are numbered
 * here, since only whoever holds the chain's end knows how many there are.
 */
export type Appending = { record: TrailSubject; installation: number; step: number | 'next'; news: readonly NewEvent[] }

/** What concerns a repository as a whole, as it is appended. */
export function withoutRequest(repository: number, installation: number, news: readonly NewEvent[]): Appending {
  return { record: { key: { repository, issue: ofNoRequest } }, installation, step: 'next', news }
}

/** The last entry of a chain; `at`: empty before the first. */
export type Head = { seq: number; hash: string; at: string }

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
  const isNew = [...heads.values()].some(({ seq }) => seq === 0)
  const store = isNew ? await storeId(trx) : undefined
  const secrets = await secretsOf(trx, appendings.flatMap(knownIn))
  const taken = await stepsWithoutRequest(trx, appendings)
  const entries = appendings.flatMap(({ record, installation, step, news }) => {
    const pseudonymise = pseudonymiserOf(secrets, installation, record.requester?.id)
    const before = taken.get(record.key.repository) ?? 0
    if (step === 'next') taken.set(record.key.repository, before + news.length)
    const from = step === 'next' ? before + 1 : step
    return news.map((one, index) => {
      const { repository, issue } = record.key
      const head = heads.get(repository) ?? { seq: 0, hash: beginning, at: '' }
      // Whose chain it is stands in its first entry.
      const first = head.seq === 0 && store ? { ...one, facts: { ...one.facts, store } } : one
      const event = eventAfter(head, { ...record.key, step: from + index }, first, pseudonymise)
      const { text, bytes, hash } = sealedEvent(event)
      heads.set(repository, { seq: event.seq, hash, at: event.at })
      return { row: { event: text, hash, installation, repository, issue, seq: event.seq }, bytes }
    })
  })
  const rows = await Promise.all(entries.map(async ({ row, bytes }) => ({ ...row, signature: await sign(bytes) })))
  await insertEntries(trx, rows)
  await moveHeads(trx, heads)
}

/** Everybody whose secret the events of a request need, with the logins that are known. */
export function knownIn({ record, installation, news }: Appending): Known[] {
  const logins = loginsIn(record)
  const requester = record.requester && news.some(needsRequester) ? [record.requester.id] : []
  return [...new Set([...news.flatMap(peopleIn), ...requester])].map((person) => ({
    installation,
    person,
    login: logins.get(person),
  }))
}

/**
 * The event as it follows the head. Workers take their instants before they get here, so one may be a little earlier than the head's:
 * it is noted now, at the head's. Throws TypeError for what is no event: a chain with such an entry could never be checked again.
 */
export function eventAfter(
  head: Head,
  place: { repository: number; issue: number; step: number },
  news: NewEvent,
  pseudonymise: Pseudonymiser,
): TrailEvent {
  const { kind, digest } = news
  const at = head.at !== '' && Date.parse(news.at) < Date.parse(head.at) ? head.at : news.at
  const known = { version: newestVersion, ...place, seq: head.seq + 1, previous: head.hash, at, kind }
  const event = { ...known, ...pseudonymised(news, pseudonymise), ...(digest === undefined ? {} : { digest }) }
  if (!isTrailEvent(event))
    throw new TypeError(`an event of kind ${kind} has facts that the trail's schema does not know`)
  return event
}

/** How many events of no request each of the chains has, counted while its end is held. */
async function stepsWithoutRequest(
  trx: Transaction<Tables>,
  appendings: readonly Appending[],
): Promise<Map<number, number>> {
  const ids = appendings.filter(({ step }) => step === 'next').map(({ record }) => record.key.repository)
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('trail')
    .select((eb) => ['repository', eb.fn.countAll<number>().as('count')])
    .where('repository', 'in', [...new Set(ids)])
    .where('issue', '=', ofNoRequest)
    .groupBy('repository')
    .execute()
  return new Map(rows.map(({ repository, count }) => [repository, Number(count)]))
}

async function lockHeads(trx: Transaction<Tables>, appendings: readonly Appending[]): Promise<Map<number, Head>> {
  const tenants = new Map(appendings.map(({ record, installation }) => [record.key.repository, installation]))
  const ids = [...tenants.keys()]
  // In one order, so that two groups cannot wait for each other.
  const lock = () =>
    trx
      .selectFrom('chains')
      .select(['repository', 'seq', 'hash', 'at'])
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
        .map((repository) => ({
          repository,
          installation: tenants.get(repository) ?? 0,
          seq: 0,
          hash: beginning,
          at: '',
        })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return headsOf(await lock())
}

function headsOf(rows: (Head & { repository: number })[]): Map<number, Head> {
  return new Map(rows.map(({ repository, seq, hash, at }) => [repository, { seq, hash, at }]))
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
    'repository bigint, seq bigint, hash text, at text',
  )
  await sql`
    update daypass.chains c set seq = given.seq, hash = given.hash, at = given.at
    from ${rows} as given where c.repository = given.repository`.execute(trx)
}
