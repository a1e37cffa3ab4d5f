import { type Kysely, sql, type Transaction } from 'kysely'
import { terminalStates } from '../core/record.ts'
import type { RequestKey } from '../core/request-key.ts'
import { records } from './database/json-rows.ts'
import type { Tables } from './database/tables.ts'
import { appendToTrails, type SignTrail, withoutRequest } from './trail/append.ts'

/** What was blanked, and the requests of the person that still live: those stay readable, and are to be forgotten once they ended. */
export type Forgotten = { requests: number; open: RequestKey[] }

type Row = RequestKey & { own: boolean; record: string }

/**
 * Forgets a person: their secrets and logins, which tie them to the chain's keyed hashes, and in requests that are over their names,
 * numbers, reasons and keys, wherever they stand. The chain itself is not touched and goes on fitting. Whoever acts again begins
 * anew, with another secret. The chains that knew the person say that somebody was forgotten, and of how many of their requests.
 */
export async function forget(
  db: Kysely<Tables>,
  person: number,
  { sign, at }: { sign: SignTrail; at: Date },
): Promise<Forgotten> {
  return db.transaction().execute(async (trx) => {
    const found = await mentioning(trx, person)
    await blankDecisions(trx, found, person)
    const rows = await blankRecords(trx, found, person)
    await trx
      .updateTable('grants')
      .set({ requester: nobody })
      .where('requester', '=', person)
      .where('ended', 'is not', null)
      .execute()
    for (const table of ['hands', 'comment_hands'])
      await sql`
        delete from daypass.${sql.table(table)} h using daypass.requests r
        where h.person = ${person} and r.repository = h.repository
          and (r.issue = h.issue or r.issue = (
            select p.issue from daypass.grant_pulls p where p.repository = h.repository and p.pull = h.issue))
          and r.state in (${sql.join([...terminalStates])})`.execute(trx)
    const knew = await trx.selectFrom('people').select('installation').where('person', '=', person).execute()
    // In the order of those who save: the ends of the chains first, then the secrets of people.
    await tell(trx, { rows, tenants: knew.map(({ installation }) => installation) }, { sign, at })
    await trx.deleteFrom('people').where('person', '=', person).execute()
    await trx.deleteFrom('members').where('person', '=', person).execute()
    await trx.deleteFrom('seen_keys').where('person', '=', person).execute()
    await trx.deleteFrom('pushes').where('person', '=', person).execute()
    await trx.updateTable('words').set({ caused_by: nobody }).where('caused_by', '=', person).execute()
    await trx.updateTable('notices').set({ person: null, login: null }).where('person', '=', person).execute()
    // That the issue was answered stays.
    await trx.updateTable('form_answers').set({ person: 0 }).where('person', '=', person).execute()
    const open = await trx
      .selectFrom('requests')
      .select(['repository', 'issue'])
      .where('requester', '=', person)
      .where('state', 'not in', [...terminalStates])
      .orderBy('repository')
      .orderBy('issue')
      .execute()
    return { requests: rows.length, open }
  })
}

/** Nobody is named, neither who was forgotten nor who asked for it: it would be what is to be forgotten. */
async function tell(
  trx: Transaction<Tables>,
  { rows, tenants }: { rows: readonly Row[]; tenants: readonly number[] },
  { sign, at }: { sign: SignTrail; at: Date },
): Promise<void> {
  const repositories = await trx.selectFrom('repositories').select(['id', 'installation']).orderBy('id').execute()
  const appendings = repositories.flatMap(({ id, installation }) => {
    const requests = rows.filter(({ repository }) => repository === id).length
    if (requests === 0 && !tenants.includes(installation)) return []
    const event = { at: at.toISOString(), kind: 'forgot' as const, actor: { kind: 'operator' as const } }
    return [withoutRequest(id, installation, [{ ...event, facts: { requests } }])]
  })
  await appendToTrails(trx, appendings, sign)
}

/** Requests that are over and may name the person; the text is only searched, so some are found that do not. */
async function mentioning(trx: Transaction<Tables>, person: number): Promise<Row[]> {
  const found = await sql<RequestKey & { own: boolean | null; record: string }>`
    select repository, issue, requester = ${person} as own, record::text as record
    from daypass.requests
    where state in (${sql.join([...terminalStates])})
      and (requester = ${person} or record::text like ${`%:${person}%`} or record::text like ${`%[${person}%`})
    order by repository, issue
    for update`.execute(trx)
  return found.rows.map((row) => ({ ...row, own: row.own === true }))
}

/**
 * Returns those that did name the person. A worker that still holds one of them is fenced off: it must not write back what it read
 * before.
 */
async function blankRecords(trx: Transaction<Tables>, rows: readonly Row[], person: number): Promise<Row[]> {
  const blanked = rows.flatMap(({ repository, issue, own, record }): Row[] => {
    const all = JSON.parse(record) as Record<string, unknown>
    const { sealed: _cipher, body: _text, keys: _theirs, ...rest } = all
    const kept = JSON.stringify(without(own ? withoutReason(rest) : all, person))
    return own || kept !== JSON.stringify(all) ? [{ repository, issue, own, record: kept }] : []
  })
  await sql`
    update daypass.requests r
    set record = given.record::json, fence = r.fence + 1, requester = case when given.own then null else r.requester end
    from ${records(blanked, 'repository bigint, issue integer, own boolean, record text')} as given
    where r.repository = given.repository and r.issue = given.issue`.execute(trx)
  // What was still to be said of them may call people by their names.
  await sql`
    delete from daypass.words w using ${records(blanked, 'repository bigint, issue integer')} as given
    where w.repository = given.repository and w.issue = given.issue`.execute(trx)
  return blanked
}

async function blankDecisions(trx: Transaction<Tables>, rows: readonly Row[], person: number): Promise<void> {
  for (const { repository, issue, own } of rows) {
    const decisions = await sql<{ id: number; input: string; decision: string }>`
      select id, input::text as input, decision::text as decision from daypass.decisions
      where repository = ${repository} and issue = ${issue}`.execute(trx)
    for (const { id, input, decision } of decisions.rows) {
      const asked = JSON.parse(input) as Record<string, unknown>
      const blanked = JSON.stringify(without(own ? withoutReason(asked) : asked, person))
      await trx
        .updateTable('decisions')
        .set({ input: blanked, decision: JSON.stringify(without(JSON.parse(decision), person)) })
        .where('id', '=', id)
        .execute()
    }
  }
}

/** Stands where a person's number was. */
export const nobody = 0

/** Every request in it, those of extensions too, has a reason no more. */
export function withoutReason(document: Record<string, unknown>): Record<string, unknown> {
  const inner = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inner)
    return isObject(value) ? withoutReason(value) : value
  }
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) =>
      name === 'request' && isObject(value) ? [name, { ...value, reason: '' }] : [name, inner(value)],
    ),
  )
}

/** The value with this person's names and numbers blanked, as deep as they stand. */
export function without(value: unknown, person: number): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, person))
  if (!isObject(value)) return value
  const them = value.id === person && 'login' in value
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => {
      if (them && member === 'login') return [member, '']
      const isNumber = inner === person && (them || member === 'requester' || member === 'by')
      return [member, isNumber ? nobody : without(inner, person)]
    }),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
