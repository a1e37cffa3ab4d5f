import type { Kysely } from 'kysely'
import { isVotedInRequestPull, type RequestRecord } from '../../core/record.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { Tables } from '../database/tables.ts'

/** Keeps which pull requests of ours belong to these requests, those of extensions and of reviews that are owed too; they are never forgotten. */
export async function noteGrantPulls(
  db: Kysely<Tables>,
  requests: readonly { record: RequestRecord; installation: number }[],
): Promise<void> {
  const rows = requests.flatMap(({ record, installation }) => {
    const own = isVotedInRequestPull(record) ? undefined : record.pull?.number
    const pulls = [own, record.extension?.pull?.number, record.debt?.pull?.number]
    return pulls.flatMap((pull) => (pull ? [{ ...record.key, pull, installation }] : []))
  })
  if (rows.length === 0) return
  await db
    .insertInto('grant_pulls')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The request that a pull request of ours is about. */
export async function requestOfPull(
  db: Kysely<Tables>,
  { repository, issue }: RequestKey,
): Promise<RequestKey | undefined> {
  const found = await db
    .selectFrom('grant_pulls')
    .select('issue')
    .where('repository', '=', repository)
    .where('pull', '=', issue)
    .executeTakeFirst()
  return found && { repository, issue: found.issue }
}
