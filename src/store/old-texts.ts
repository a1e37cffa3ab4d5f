import { type Kysely, sql } from 'kysely'
import { terminalStates } from '../core/record.ts'
import { records } from './database/json-rows.ts'
import type { Tables } from './database/tables.ts'
import { withoutReason } from './erasure.ts'

/** Entries of a trail that are looked at in one transaction. */
const atOnce = 500

/** How far the trail of this repository was looked through. */
export const textsCursor = (repository: number): string => `texts ${repository}`

/** A request without what people wrote into it, and without what was sealed and to whom; who it was stays. */
export function withoutTexts(document: Record<string, unknown>): Record<string, unknown> {
  const { sealed: _cipher, body: _text, keys: _theirs, ...rest } = document
  return withoutReason(rest)
}

/**
 * Blanks the texts of requests that are over and of which nothing was noted since then: reasons, bodies, keys and what was sealed. The trail is
 * looked through once, from entry to entry: it says when something happened last. Returns how many requests.
 */
export async function forgetOldTexts(db: Kysely<Tables>, before: Date): Promise<number> {
  const chains = await db.selectFrom('chains').select('repository').orderBy('repository').execute()
  let all = 0
  for (const { repository } of chains)
    for (let found = atOnce; found === atOnce; ) {
      const part = await db.transaction().execute((trx) => forgetPart(trx, repository, before))
      found = part.looked
      all += part.blanked
    }
  return all
}

async function forgetPart(
  trx: Kysely<Tables>,
  repository: number,
  before: Date,
): Promise<{ looked: number; blanked: number }> {
  const name = textsCursor(repository)
  const after = Number(
    (await trx.selectFrom('cursors').select('value').where('name', '=', name).executeTakeFirst())?.value ?? 0,
  )
  const next = trx
    .selectFrom('trail')
    .select(['seq', 'issue', 'event'])
    .where('repository', '=', repository)
    .where('seq', '>', after)
  const entries = await next.orderBy('seq').limit(atOnce).execute()
  // Their times never run backwards.
  const old = entries.filter(({ event }) => new Date((JSON.parse(event) as { at: string }).at) < before)
  const last = old.at(-1)?.seq
  if (last === undefined) return { looked: 0, blanked: 0 }
  const issues = [...new Set(old.map(({ issue }) => issue))]
  const rows = await trx
    .selectFrom('requests')
    .select(['issue', sql<string>`record::text`.as('record')])
    .where('repository', '=', repository)
    .where('issue', 'in', issues)
    .where('state', 'in', [...terminalStates])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('trail')
            .select('trail.seq')
            .where('trail.repository', '=', repository)
            .whereRef('trail.issue', '=', 'requests.issue')
            .where('trail.seq', '>', last),
        ),
      ),
    )
    .forUpdate()
    .execute()
  const blanked = rows.map(({ issue, record }) => ({
    ...{ repository, issue },
    record: JSON.stringify(withoutTexts(JSON.parse(record) as Record<string, unknown>)),
  }))
  await sql`
    update daypass.requests r set record = given.record::json, fence = r.fence + 1
    from ${records(blanked, 'repository bigint, issue integer, record text')} as given
    where r.repository = given.repository and r.issue = given.issue`.execute(trx)
  await blankDecisions(
    trx,
    repository,
    blanked.map(({ issue }) => issue),
  )
  const set = { name, value: String(last) }
  await trx
    .insertInto('cursors')
    .values(set)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(set))
    .execute()
  return { looked: old.length, blanked: blanked.length }
}

async function blankDecisions(trx: Kysely<Tables>, repository: number, issues: readonly number[]): Promise<void> {
  if (issues.length === 0) return
  const rows = await trx
    .selectFrom('decisions')
    .select(['id', sql<string>`input::text`.as('input')])
    .where('repository', '=', repository)
    .where('issue', 'in', issues)
    .execute()
  for (const { id, input } of rows) {
    const blank = JSON.stringify(withoutReason(JSON.parse(input) as Record<string, unknown>))
    await trx.updateTable('decisions').set({ input: blank }).where('id', '=', id).execute()
  }
}
