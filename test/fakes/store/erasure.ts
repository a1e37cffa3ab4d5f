import { isTerminal, type RequestState } from '../../../src/core/record.ts'
import { formatKey } from '../../../src/core/request-key.ts'
import { type Forgotten, nobody, without, withoutReason } from '../../../src/store/erasure.ts'
import { withoutRequest } from '../../../src/store/trail/append.ts'
import { byKey, keyOf } from './database/claiming.ts'
import type { MemoryTables, StoreParts } from './database/parts.ts'
import type { RequestRow } from './database/tables.ts'
import type { StoreId } from './trail/store-id.ts'
import { append } from './trail/trail.ts'

type Parts = StoreParts & { id: StoreId }

/** Forgets a person wherever they stand in what is over; the chains that knew them say so. */
export function createForget(store: Parts): (person: number) => Promise<Forgotten> {
  return (person) => store.transaction(() => forget(store, person))
}

const isOver = ({ state }: RequestRow): boolean => isTerminal(state as RequestState)

async function forget(store: Parts, person: number): Promise<Forgotten> {
  const { tables } = store
  const found = tables.requests.where((row) => isOver(row) && isNamed(row, person)).sort(byKey)
  for (const row of found) blankDecisions(tables, row, person)
  const blanked = found.filter((row) => blankRecord(tables, row, person))
  for (const row of tables.grants.where(({ requester, ended }) => requester === person && ended !== null))
    tables.grants.change(row, { requester: nobody })
  dropHands(tables, person)
  await tell(store, person, blanked)
  for (const table of ['people', 'members', 'seen_keys', 'pushes'] as const) dropOf(tables[table], person)
  for (const row of tables.words.where((one) => one.caused_by === person))
    tables.words.change(row, { caused_by: nobody })
  for (const row of tables.notices.where((one) => one.person === person))
    tables.notices.change(row, { person: null, login: null })
  // That the issue was answered stays.
  for (const row of tables.form_answers.where((one) => one.person === person))
    tables.form_answers.change(row, { person: 0 })
  const open = tables.requests.where((row) => row.requester === person && !isOver(row))
  return { requests: blanked.length, open: open.map(keyOf).sort(byKey) }
}

function isNamed({ requester, record }: RequestRow, person: number): boolean {
  return requester === person || record.includes(`:${person}`) || record.includes(`[${person}`)
}

function blankDecisions({ decisions }: MemoryTables, request: RequestRow, person: number): void {
  const isOwn = request.requester === person
  for (const row of decisions.where((one) => formatKey(one) === formatKey(request))) {
    const asked = JSON.parse(row.input) as Record<string, unknown>
    decisions.change(row, {
      input: JSON.stringify(without(isOwn ? withoutReason(asked) : asked, person)),
      decision: JSON.stringify(without(JSON.parse(row.decision), person)),
    })
  }
}

/** Says whether the person was named. A worker that still holds the request is fenced off. */
function blankRecord({ requests, words }: MemoryTables, row: RequestRow, person: number): boolean {
  const isOwn = row.requester === person
  const all = JSON.parse(row.record) as Record<string, unknown>
  const { sealed: _cipher, body: _text, keys: _theirs, ...rest } = all
  const record = JSON.stringify(without(isOwn ? withoutReason(rest) : all, person))
  if (!isOwn && record === JSON.stringify(all)) return false
  requests.change(row, { record, fence: row.fence + 1, requester: isOwn ? null : row.requester })
  // What was still to be said of it may call people by their names.
  for (const word of words.where((one) => formatKey(one) === formatKey(row))) words.delete(word)
  return true
}

/** What they wrote into what is over, and on its pull requests. */
function dropHands(tables: MemoryTables, person: number): void {
  for (const table of [tables.hands, tables.comment_hands] as const)
    for (const row of table.where((one: { person: number | null }) => one.person === person)) {
      const about = tables.grant_pulls.get(`${row.repository} ${row.issue}`)?.issue
      const requests = [row.issue, about ?? row.issue].flatMap(
        (issue) => tables.requests.get(formatKey({ repository: row.repository, issue })) ?? [],
      )
      if (requests.some(isOver)) (table as { delete(row: unknown): void }).delete(row)
    }
}

function dropOf(table: MemoryTables['people' | 'members' | 'seen_keys' | 'pushes'], person: number): void {
  for (const row of table.where((one: { person: number }) => one.person === person))
    (table as { delete(row: unknown): void }).delete(row)
}

/** Nobody is named, neither who was forgotten nor who asked for it. */
async function tell(store: Parts, person: number, blanked: readonly RequestRow[]): Promise<void> {
  const { tables, now } = store
  const tenants = tables.people.where((row) => row.person === person).map(({ installation }) => installation)
  const repositories = tables.repositories.rows().sort((a, b) => a.id - b.id)
  const appendings = repositories.flatMap(({ id, installation }) => {
    const requests = blanked.filter(({ repository }) => repository === id).length
    if (requests === 0 && !tenants.includes(installation)) return []
    const event = { at: now().toISOString(), kind: 'forgot' as const, actor: { kind: 'operator' as const } }
    return [withoutRequest(id, installation, [{ ...event, facts: { requests } }])]
  })
  await append(tables, appendings, store)
}
