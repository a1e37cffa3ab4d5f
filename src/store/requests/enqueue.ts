import { type Kysely, sql, type Transaction } from 'kysely'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import type { Enqueue, Wake } from '../../ports/wake.ts'
import { isEnding } from '../database/claiming.ts'
import { inStore } from '../database/database-error.ts'
import { noticeColumns, type Tables } from '../database/tables.ts'
import { requestOfPull } from './grant-pulls.ts'
import { newRecord, requestColumns } from './request-rows.ts'

export function createEnqueue(db: Kysely<Tables>, wakeUps: WakeUps, now: () => Date): Enqueue {
  return (wake) => inStore(() => db.transaction().execute((trx) => enqueue(trx, wake, wakeUps, now())))
}

async function enqueue(trx: Transaction<Tables>, wake: Wake, wakeUps: WakeUps, now: Date): Promise<void> {
  await noteRepository(trx, wake.repository)
  const urgent = (await wakeKnown(trx, wake, now)) ?? (await begin(trx, wake, now))
  if (urgent === undefined) return wake.comment && wakeByPull(trx, wake, wakeUps, now)
  await noteWriter(trx, wake)
  await noteComment(trx, wake)
  await wakeUps.schedule({ transaction: trx }, wake.key, now, urgent)
}

/** Written only when something changed: an upsert would make all events of a repository wait for each other. */
export async function noteRepository(trx: Transaction<Tables>, repository: Wake['repository']): Promise<void> {
  const known = await trx.selectFrom('repositories').selectAll().where('id', '=', repository.id).executeTakeFirst()
  const { id, owner, name, installation } = repository
  if (known?.owner === owner && known.name === name && known.installation === installation) return
  await trx
    .insertInto('repositories')
    .values({ id, owner, name, installation })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ owner, name, installation }))
    .execute()
}

/** Makes a known request due and says whether an end is what is to be done; undefined: it is not known. */
async function wakeKnown(trx: Transaction<Tables>, wake: Wake, now: Date): Promise<boolean | undefined> {
  const row = await trx
    .updateTable('requests')
    .set((eb) => ({
      wanted: eb('wanted', '+', 1),
      wake_at: sql<Date>`least(wake_at, ${now}::timestamptz)`,
      ...(wake.review ? { newest_review: sql<number>`greatest(newest_review, ${wake.review}::bigint)` } : {}),
      ...(wake.changed ? { told_change: sql<Date>`greatest(told_change, ${wake.changed}::timestamptz)` } : {}),
      ...(wake.notice ? { [noticeColumns[wake.notice]]: eb(noticeColumns[wake.notice], '+', 1) } : {}),
    }))
    .where('repository', '=', wake.key.repository)
    .where('issue', '=', wake.key.issue)
    .returning(isEnding('requests', now).as('ending'))
    .executeTakeFirst()
  return row?.ending
}

async function begin(trx: Transaction<Tables>, wake: Wake, now: Date): Promise<false | undefined> {
  if (!wake.looksLikeRequest) return undefined
  const { repository, issue } = wake.key
  await trx
    .insertInto('requests')
    .values({
      repository,
      issue,
      installation: wake.repository.installation,
      ...requestColumns(newRecord(wake.key, now)),
      newest_review: null,
      told_change: wake.changed ? new Date(wake.changed) : null,
      wake_at: now,
      wanted: 1,
      seen: 0,
      fence: 0,
      claimed_until: null,
      created: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['repository', 'issue']).doUpdateSet((eb) => ({
        wanted: eb('requests.wanted', '+', 1),
        wake_at: sql<Date>`least(requests.wake_at, ${now}::timestamptz)`,
      })),
    )
    .execute()
  return false
}

/** What is said on a pull request of ours is said to its request; who wrote it is kept where it stands. */
async function wakeByPull(trx: Transaction<Tables>, wake: Wake, wakeUps: WakeUps, now: Date): Promise<void> {
  const key = await requestOfPull(trx, wake.key)
  if (!key) return
  await noteComment(trx, wake)
  await enqueue(trx, { key, repository: wake.repository, looksLikeRequest: false, notice: 'words' }, wakeUps, now)
}

/** The first to write it is its writer; whoever changed it later, or before that was told, spoils it for good. */
async function noteComment(trx: Transaction<Tables>, { key, repository, comment }: Wake): Promise<void> {
  if (!comment) return
  const { id, written } = comment
  const edited = written === undefined
  await trx
    .insertInto('comment_hands')
    .values({
      ...key,
      installation: repository.installation,
      comment: id,
      person: written?.person ?? null,
      body_sha: written?.body ?? null,
      edited,
    })
    .onConflict((conflict) =>
      conflict.columns(['repository', 'issue', 'comment']).doUpdateSet((eb) => ({
        edited: sql<boolean>`${eb.ref('comment_hands.edited')} or excluded.edited`,
        person: sql<number | null>`coalesce(${eb.ref('comment_hands.person')}, excluded.person)`,
        body_sha: sql<string | null>`coalesce(${eb.ref('comment_hands.body_sha')}, excluded.body_sha)`,
      })),
    )
    .execute()
}

async function noteWriter(trx: Transaction<Tables>, wake: Wake): Promise<void> {
  if (wake.writtenBy === undefined) return
  await trx
    .insertInto('hands')
    .values({
      ...wake.key,
      installation: wake.repository.installation,
      body_sha: wake.writtenBy.body,
      person: wake.writtenBy.person,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
