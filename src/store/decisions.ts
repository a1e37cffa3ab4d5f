import { type Kysely, sql } from 'kysely'
import { terminalStates } from '../core/record.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { DecisionArchive, KeptDecision } from '../ports/decision-archive.ts'
import { inStore } from './database/database-error.ts'
import type { Tables } from './database/tables.ts'
import { pseudonymiserOf, type Secrets } from './trail/pseudonym-keys.ts'

/** So many are forgotten in one transaction. */
const atOnce = 1_000

export function createDecisionArchive(db: Kysely<Tables>): DecisionArchive {
  return {
    decisions: (key) => inStore(() => decisions(db, key)),
    decisionsBefore: (id, limit, repository) => inStore(() => decisionsBefore(db, id, limit, repository)),
    policyTexts: (digest) =>
      inStore(async () => {
        const row = await db.selectFrom('policies').select('files').where('digest', '=', digest).executeTakeFirst()
        return row?.files
      }),
    keyedInput: (key, digest) => inStore(() => keyedInput(db, key, digest)),
  }
}

const kept = (db: Kysely<Tables>) =>
  db
    .selectFrom('decisions')
    .select(['id', 'repository', 'issue', 'input', 'decision', 'at', 'why', 'policy', 'receipt'])

type Row = Omit<KeptDecision, 'key'> & RequestKey

const keptDecision = ({ repository, issue, ...row }: Row): KeptDecision => ({ key: { repository, issue }, ...row })

async function decisions(db: Kysely<Tables>, key: RequestKey): Promise<KeptDecision[]> {
  const own = kept(db).where('repository', '=', key.repository).where('issue', '=', key.issue)
  return (await own.orderBy('id').execute()).map(keptDecision)
}

async function decisionsBefore(
  db: Kysely<Tables>,
  id: number | undefined,
  limit: number,
  repository: number | undefined,
): Promise<KeptDecision[]> {
  let older = kept(db)
  if (id !== undefined) older = older.where('id', '<', id)
  if (repository !== undefined) older = older.where('repository', '=', repository)
  return (await older.orderBy('id', 'desc').limit(limit).execute()).map(keptDecision)
}

async function keyedInput(db: Kysely<Tables>, { repository, issue }: RequestKey, digest: string) {
  const row = await db
    .selectFrom('requests')
    .innerJoin('people', (join) =>
      join.onRef('people.installation', '=', 'requests.installation').onRef('people.person', '=', 'requests.requester'),
    )
    .select(['people.installation', 'people.person', 'people.key'])
    .where('requests.repository', '=', repository)
    .where('requests.issue', '=', issue)
    .executeTakeFirst()
  if (!row) return undefined
  const { installation, person, key } = row
  const secrets: Secrets = new Map([[`${installation} ${person}`, key]])
  const hidden = pseudonymiserOf(secrets, installation, person)
  return { requester: hidden.person(person), input: hidden.input(digest) }
}

/**
 * Forgets decisions that were made before then, but for those of requests that still live; and texts that were first used before then and
 * that no decision names any more. The trail keeps their digests. Returns how many decisions.
 */
export async function forgetDecisions(db: Kysely<Tables>, before: Date): Promise<number> {
  for (let all = 0; ; ) {
    const gone = await sql<{ id: number }>`
      delete from daypass.decisions where id in (
        select d.id from daypass.decisions d
        where d.at < ${before} and not exists (
          select from daypass.requests r where r.repository = d.repository and r.issue = d.issue
            and r.state not in (${sql.join([...terminalStates])}))
        order by d.at limit ${atOnce})
      returning id`.execute(db)
    all += gone.rows.length
    if (gone.rows.length === atOnce) continue
    await forgetTexts(db, before)
    return all
  }
}

/** Whoever keeps a decision holds its texts until that is committed: they are waited for, and then asked about once more. */
async function forgetTexts(db: Kysely<Tables>, before: Date): Promise<void> {
  const unused = sql<boolean>`not exists (select from daypass.decisions d where d.policy = policies.digest)`
  await db.transaction().execute(async (trx) => {
    const found = await trx
      .selectFrom('policies')
      .select('digest')
      .where('first_at', '<', before)
      .where(unused)
      .orderBy('digest')
      .limit(atOnce)
      .forUpdate()
      .execute()
    if (found.length === 0) return
    const digests = found.map(({ digest }) => digest)
    await trx.deleteFrom('policies').where('digest', 'in', digests).where(unused).execute()
  })
}
