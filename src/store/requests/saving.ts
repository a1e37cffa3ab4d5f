import { sql, type Transaction } from 'kysely'
import { DaypassError } from '../../core/error.ts'
import type { RequestRecord } from '../../core/record.ts'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import type { Change, Claim } from '../../ports/request-store.ts'
import type { Outcome } from '../database/group-commit.ts'
import { records } from '../database/json-rows.ts'
import type { Tables } from '../database/tables.ts'
import { appendToTrails, type SignTrail } from '../trail/append.ts'
import { noteGrantPulls } from './grant-pulls.ts'
import { requestColumns } from './request-rows.ts'

export type Saving = { held: Claim; change: Change }

type Written = { installation: number; entries: number }

type Saved = { claim: Claim; change: Change } & Written

/** Commits changes whose claims still hold, with their events and decisions. The others are FENCED_OFF. */
export async function saveAll(
  trx: Transaction<Tables>,
  savings: readonly Saving[],
  sign: SignTrail,
): Promise<Outcome<Claim>[]> {
  const claims = savings.map(({ held, change }) => ({ ...held, record: changed(held.record, change) }))
  const written = await writeRecords(
    trx,
    claims.map((claim, index) => ({ ...claim, news: savings[index]?.change.events?.length ?? 0 })),
  )
  const saved = savings.flatMap(({ change }, index): Saved[] => {
    const claim = claims[index]
    const row = claim && written.get(formatKey(claim.key))
    return claim === undefined || row === undefined ? [] : [{ claim, change, ...row }]
  })
  await appendToTrails(
    trx,
    saved.flatMap(({ claim: { record }, change: { events: news = [] }, installation, entries }) =>
      news.length === 0 ? [] : [{ record, installation, news, step: entries - news.length + 1 }],
    ),
    sign,
  )
  await keepDecisions(trx, saved)
  const withPulls = saved.filter(({ change: { set } }) => set?.pull || set?.extension?.pull)
  await noteGrantPulls(
    trx,
    withPulls.map(({ claim: { record }, installation }) => ({ record, installation })),
  )
  return claims.map((claim) =>
    written.has(formatKey(claim.key)) ? { result: claim } : { error: fencedOff(claim.key) },
  )
}

function changed(record: RequestRecord, change: Change): RequestRecord {
  const next: RequestRecord = { ...record, ...change.set, key: record.key }
  for (const member of change.clear ?? []) delete (next as Partial<RequestRecord>)[member]
  return next
}

function fencedOff(key: RequestKey): DaypassError {
  return new DaypassError(
    'FENCED_OFF',
    `request ${formatKey(key)} was taken over by another worker while this one was held up; nothing was written, and the other one carries on`,
  )
}

/** Writes what may be written. Returns, by key, whose those requests are and how many trail entries they have with the new ones. */
async function writeRecords(
  trx: Transaction<Tables>,
  claims: readonly (Claim & { news: number })[],
): Promise<Map<string, Written>> {
  const rows = records(
    claims.map(({ key, fence, record, news }) => ({ ...key, fence, news, ...requestColumns(record) })),
    `repository bigint, issue integer, fence bigint, news integer, state text, record text, requester bigint, resource text,
     submitted timestamptz, urgent boolean, changed_at text, voted integer, connector text, connector_type text,
     foreign_store text`,
  )
  const written = await sql<RequestKey & Written>`
    update daypass.requests r
    set state = given.state, record = given.record::json, requester = given.requester, resource = given.resource,
        submitted = given.submitted, urgent = given.urgent, entries = r.entries + given.news,
        changed_at = given.changed_at, voted = given.voted, connector = given.connector, connector_type = given.connector_type, foreign_store = given.foreign_store
    from ${rows} as given
    where r.repository = given.repository and r.issue = given.issue and r.fence = given.fence
    returning r.repository, r.issue, r.installation, r.entries`.execute(trx)
  return new Map(written.rows.map((row) => [formatKey(row), row]))
}

async function keepDecisions(trx: Transaction<Tables>, saved: readonly Saved[]): Promise<void> {
  const rows = saved.flatMap(({ claim, change, installation }) => {
    if (change.decision === undefined) return []
    const { input, decision } = change.decision
    return [{ ...claim.key, installation, input: JSON.stringify(input), decision: JSON.stringify(decision) }]
  })
  if (rows.length > 0) await trx.insertInto('decisions').values(rows).execute()
}
