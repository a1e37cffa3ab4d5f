import { type Kysely, sql, type Transaction } from 'kysely'
import { canonicalJson } from '../../core/canonical-json.ts'
import type { NewFacts } from '../../core/trail/entry.ts'
import { inStore } from '../database/database-error.ts'
import type { Tables } from '../database/tables.ts'
import { appendToTrails, type SignTrail, withoutRequest } from './append.ts'
import { holdStated, noteStated } from './stated.ts'

/** What is true of this server, and of every repository that it knows: what started, and which keys sign (kids by purpose, the first signs). */
export type SelfStatement = {
  started: { version: string; configuration: string }
  keys: Readonly<Record<string, readonly string[]>>
}

/** So many chains are held at once. */
const atOnce = 100

type Repository = { id: number; installation: number }

/**
 * Says it in the chain of each repository in which it was not said last; with `new`, only where nothing of the kind was ever said. Done
 * again, it says nothing. Returns how many entries were made.
 */
export async function recordSelfStatement(
  db: Kysely<Tables>,
  statement: SelfStatement,
  which: 'all' | 'new',
  { sign, now }: { sign: SignTrail; now: () => Date },
): Promise<number> {
  const told = [['started', statement.started] as const, ['keys', statement.keys] as const]
  let entries = 0
  for (const [kind, facts] of told) {
    const what = canonicalJson(facts)
    const untold = await inStore(() => without(db, kind, which === 'all' ? what : undefined))
    for (let from = 0; from < untold.length; from += atOnce) {
      const some = untold.slice(from, from + atOnce)
      const say = (trx: Transaction<Tables>) => tell(trx, some, { kind, facts, what, at: now(), sign })
      entries += await inStore(() => db.transaction().execute(say))
    }
  }
  return entries
}

/** Repositories whose chains say something else of this kind, or, where nothing is named, nothing at all. */
async function without(db: Kysely<Tables>, kind: string, what: string | undefined): Promise<Repository[]> {
  const other = what === undefined ? sql`s.what is null` : sql`s.what is distinct from ${what}`
  const found = await sql<Repository>`
    select r.id, r.installation from daypass.repositories r
    left join daypass.stated s on s.repository = r.id and s.kind = ${kind}
    where ${other} order by r.id`.execute(db)
  return found.rows
}

async function tell(
  trx: Transaction<Tables>,
  repositories: readonly Repository[],
  {
    kind,
    facts,
    what,
    at,
    sign,
  }: { kind: 'started' | 'keys'; facts: NewFacts; what: string; at: Date; sign: SignTrail },
): Promise<number> {
  const ids = repositories.map(({ id }) => id)
  const said = await holdStated(trx, kind, ids)
  const untold = repositories.filter(({ id }) => said.get(id) !== what)
  const event = { at: at.toISOString(), kind, actor: { kind: 'daypass' as const }, facts }
  for (const { id } of untold) await noteStated(trx, { repository: id, kind, what })
  await appendToTrails(
    trx,
    untold.map(({ id, installation }) => withoutRequest(id, installation, [event])),
    sign,
  )
  return untold.length
}
