// What rows of earlier versions get when there is a new column for what they say already.
import { type Kysely, sql } from 'kysely'
import { terminalStates } from '../../core/record.ts'
import { noteGrantPulls } from '../requests/grant-pulls.ts'
import { requestColumns } from '../requests/request-rows.ts'
import { readIfPossible } from '../requests/stored-record.ts'
import { records } from './json-rows.ts'
import type { Tables } from './tables.ts'

/** By key, so that a record which cannot be read leaves its own columns empty and no others. */
export async function fillPlainFacts(db: Kysely<unknown>): Promise<void> {
  const tables = db as Kysely<Tables>
  const open = await tables
    .selectFrom('requests')
    .select(['repository', 'issue', 'installation', 'record', 'wake_at'])
    .where((eb) => eb.or([eb('state', 'not in', [...terminalStates]), eb('wake_at', 'is not', null)]))
    .execute()
  for (const { repository, issue, installation, record, wake_at } of open) {
    const reading = readIfPossible({ repository, issue }, record, wake_at)
    if ('error' in reading) continue
    const read = reading.result
    const { changed_at, voted, connector, connector_type } = requestColumns(read)
    await noteGrantPulls(tables, [{ record: read, installation }])
    await tables
      .updateTable('requests')
      .set({ changed_at, voted, connector, connector_type })
      .where('repository', '=', repository)
      .where('issue', '=', issue)
      .execute()
  }
}

/** So many decisions are read at once. */
const decisionsAtOnce = 1_000

/** A decision has said from the first day on when it was made: within a text that PostgreSQL cannot always take apart. */
export async function dateDecisions(db: Kysely<unknown>): Promise<void> {
  const tables = db as Kysely<Tables>
  for (let after = 0; ; ) {
    const rows = await tables
      .selectFrom('decisions')
      .select(['id', 'decision'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(decisionsAtOnce)
      .execute()
    const dated = rows.map(({ id, decision }) => ({ id, at: new Date((decision as { at?: string }).at ?? '') }))
    const known = records(
      dated.filter(({ at }) => !Number.isNaN(at.getTime())),
      'id bigint, at timestamptz',
    )
    await sql`update daypass.decisions d set at = given.at from ${known} as given where d.id = given.id`.execute(db)
    if (rows.length < decisionsAtOnce) return
    after = rows.at(-1)?.id ?? after
  }
}

/** So many requests are parted from their displays at once. */
const requestsAtOnce = 1_000

type Earlier = {
  status?: unknown
  delivery?: unknown
  receipt?: unknown
  mark?: unknown
  rest?: unknown
  shown?: string
}

/** What GitHub shows stood in the request's record. How many comments are ours was not known: the requests count them with the others. */
export async function partDisplays(db: Kysely<unknown>): Promise<void> {
  const tables = db as Kysely<Tables>
  for (let after = { repository: 0, issue: 0 }; ; ) {
    const rows = await tables
      .selectFrom('requests')
      .select(['repository', 'issue', 'installation', 'state', 'record'])
      .where(sql<boolean>`(repository, issue) > (${after.repository}, ${after.issue})`)
      .orderBy('repository')
      .orderBy('issue')
      .limit(requestsAtOnce)
      .execute()
    const isOver = (state: string): boolean => (terminalStates as readonly string[]).includes(state)
    const parted = records(
      rows.map(({ record, state, ...row }) => ({
        ...row,
        record: JSON.stringify(shownBefore(record as Earlier, isOver(state))),
      })),
      'repository bigint, issue integer, installation bigint, record text',
    )
    await sql`
      insert into daypass.displays (repository, issue, installation, record, urgency, wanted, seen, fence)
      select repository, issue, installation, record::json, 4, 0, 0, 0 from ${parted} as given`.execute(db)
    if (rows.length < requestsAtOnce) return
    after = rows.at(-1) ?? after
  }
}

function shownBefore({ status, delivery, receipt, mark, rest, shown }: Earlier, isOver: boolean) {
  const digests = shown?.split(' ') ?? []
  const parts = ['status', 'receipt', 'delivery', 'issue'].flatMap((part, index) => {
    const digest = digests[index]
    return digest && digest !== '-' ? [[part, digest] as const] : []
  })
  const written = { shown: Object.fromEntries(parts), open: !isOver }
  return { ...{ status, delivery, receipt, mark, rest }, ...(shown ? written : {}), said: 0, tries: 0 }
}
