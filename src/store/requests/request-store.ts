import { type Kysely, sql } from 'kysely'
import type { AlertKind } from '../../core/alerts/alert-kinds.ts'
import { terminalStates } from '../../core/record.ts'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import type { StoredGrant } from '../../ports/grants.ts'
import type { BodyWriter, Claim, CommentWriter, RequestStore, Show, WebhookNews } from '../../ports/request-store.ts'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import type { Notice } from '../../ports/wake.ts'
import { type Claiming, claimAll, dueKeys, type Releasing, releaseAll } from '../database/claiming.ts'
import { inStore } from '../database/database-error.ts'
import { createGroupCommit, type Outcome } from '../database/group-commit.ts'
import { noticeColumns, type Tables } from '../database/tables.ts'
import { wakeDisplays } from '../displays/waking.ts'
import { trailOf } from '../queries.ts'
import type { SignTrail } from '../trail/append.ts'
import { debtorOf, debtsFor } from './debts-owed.ts'
import { earlierAccess } from './earlier-access.ts'
import { endSome, endsAtOnce } from './ends-in-bulk.ts'
import { ledgerFor } from './ledger-facts.ts'
import { endsAt, isEndAt } from './request-rows.ts'
import { type Saving, saveAll } from './saving.ts'
import { readIfPossible } from './stored-record.ts'

export type RequestStoreParts = {
  sign: SignTrail
  wakeUps: WakeUps
  now: () => Date
  /** Hears how many trail entries were committed. */
  grown: (entries: number) => void
  /** The common kinds of alerts that somebody wants to hear of. */
  common?: readonly AlertKind[]
}

export function createRequestStore(db: Kysely<Tables>, parts: RequestStoreParts): RequestStore {
  const { wakeUps, now, grown } = parts
  const claim = createGroupCommit<Claiming, Claim | undefined>({
    names: ({ key }) => [formatKey(key)],
    write: (claimings) => inStore(() => claimRequests(db, claimings)),
  })
  const save = createGroupCommit<Saving, Claim>({
    names: (saving) => [formatKey(saving.held.key), debtorOf(saving) ?? []].flat(),
    write: async (savings) => {
      const saved = await inStore(() => db.transaction().execute((trx) => saveAll(trx, savings, parts)))
      grown(savings.reduce((sum, { change }) => sum + (change.events?.length ?? 0), 0))
      return saved
    },
  })
  const release = createGroupCommit<Releasing<Claim> & { show: Show | undefined }, boolean>({
    names: ({ held }) => [formatKey(held.key)],
    write: (releasings) =>
      inStore(() =>
        db.transaction().execute(async (trx) => {
          const released = await releaseAll(trx, 'requests', releasings, async ({ key, record }, at) => {
            // An end has its timer already.
            if (endsAt(record)?.getTime() !== at.getTime())
              await wakeUps.schedule({ transaction: trx }, key, at, isEndAt(record, at))
          })
          const shown = releasings.flatMap(({ held, show }) => (show ? [{ record: held.record, ...show }] : []))
          await wakeDisplays(trx, shown, now(), wakeUps)
          return released
        }),
      ),
  })
  return {
    claim: (key, now) => claim({ key, now }),
    save: (held, change) => save({ held, change }),
    release: (held, wakeAt, show) => release({ held, wakeAt, show }),
    async endDue(types, at, begin) {
      const all: StoredGrant[] = []
      for (;;) {
        const { ended, entries } = await inStore(() =>
          db.transaction().execute((trx) => endSome(trx, { types, at, begin }, parts)),
        )
        grown(entries)
        all.push(...ended)
        if (ended.length < endsAtOnce) return all
      }
    },
    writerOf: (key, body) => inStore(() => writerOf(db, key, body)),
    commentWriters: (key, comments) => inStore(() => commentWriters(db, key, comments)),
    told: (key, after) => inStore(() => told(db, key, after.comment)),
    notices: (key) => inStore(() => notices(db, key)),
    countsFor: (key, person, resource, since) => inStore(() => countsFor(db, key, person, resource, since)),
    ledgerFor: (key, person, resource, since) => inStore(() => ledgerFor(db, key, person, resource, since)),
    earlierAccess: (key, person, resource, at) => inStore(() => earlierAccess(db, key, person, resource, at)),
    debtsFor: (key, person, since) => inStore(() => debtsFor(db, key, person, since)),
    earlierRequests: (key, person, since) => inStore(() => earlierRequests(db, key, person, since)),
    repository: (id) =>
      inStore(() => db.selectFrom('repositories').selectAll().where('id', '=', id).executeTakeFirst()),
    trailOf: (key) => inStore(() => trailOf(db, key)),
    due: (now, limit) => inStore(() => dueKeys(db, 'requests', 'urgent desc', now, limit)),
  }
}

async function claimRequests(
  db: Kysely<Tables>,
  claimings: readonly Claiming[],
): Promise<Outcome<Claim | undefined>[]> {
  const rows = await claimAll(db, 'requests', claimings)
  return claimings.map(({ key }) => {
    const row = rows.get(formatKey(key))
    if (!row) return { result: undefined }
    const read = readIfPossible(key, row.record, row.due_at)
    return 'error' in read ? read : { result: { key, fence: row.fence, record: read.result } }
  })
}

async function writerOf(db: Kysely<Tables>, key: RequestKey, body: string): Promise<BodyWriter> {
  const writers = await db
    .selectFrom('hands')
    .select(['person', 'body_sha'])
    .where('repository', '=', key.repository)
    .where('issue', '=', key.issue)
    .execute()
  if (writers.length === 0) return 'unheard'
  const wrote = writers.filter(({ body_sha }) => body_sha === body)
  // Two people wrote the same text: webhooks come in any order, so nobody can say who wrote it last.
  return wrote.length === 1 ? (wrote[0]?.person ?? 'unknown') : 'unknown'
}

async function commentWriters(db: Kysely<Tables>, { repository, issue }: RequestKey, comments: readonly number[]) {
  if (comments.length === 0) return new Map()
  const rows = await db
    .selectFrom('comment_hands')
    .select(['comment', 'person', 'body_sha', 'edited'])
    .where('repository', '=', repository)
    .where('issue', '=', issue)
    .where('comment', 'in', [...comments])
    .execute()
  return new Map(
    rows.map(({ comment, person, body_sha, edited }): [number, CommentWriter] => {
      const isKnown = !edited && person !== null && body_sha !== null
      return [comment, isKnown ? { person, body: body_sha } : 'changed']
    }),
  )
}

async function told(db: Kysely<Tables>, { repository, issue }: RequestKey, after: number): Promise<WebhookNews> {
  const row = await db
    .selectFrom('requests')
    .select(['newest_review', 'told_change'])
    .where('repository', '=', repository)
    .where('issue', '=', issue)
    .executeTakeFirst()
  const comments = await db
    .selectFrom('comment_hands')
    .select('comment')
    .where('repository', '=', repository)
    .where('issue', '=', issue)
    .where('comment', '>', after)
    .where('edited', '=', false)
    .orderBy('comment')
    .execute()
  return {
    comments: comments.map(({ comment }) => comment),
    review: row?.newest_review ?? 0,
    changed: row?.told_change ?? undefined,
  }
}

async function notices(db: Kysely<Tables>, { repository, issue }: RequestKey): Promise<Record<Notice, number>> {
  const { pull, comments, person, words, gone } = noticeColumns
  const row = await db
    .selectFrom('requests')
    .select([
      `${pull} as pull`,
      `${comments} as comments`,
      `${person} as person`,
      `${words} as words`,
      `${gone} as gone`,
    ])
    .where('repository', '=', repository)
    .where('issue', '=', issue)
    .executeTakeFirst()
  return row ?? { pull: 0, comments: 0, person: 0, words: 0, gone: 0 }
}

async function countsFor(db: Kysely<Tables>, key: RequestKey, person: number, resource: string, since: Date) {
  const grants = await db
    .selectFrom('grants')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('repository', '=', key.repository)
    .where('issue', '!=', key.issue)
    .where('requester', '=', person)
    .where('resource', '=', resource)
    .where('ended', 'is', null)
    .executeTakeFirstOrThrow()
  const requests = await db
    .selectFrom('requests')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('repository', '=', key.repository)
    .where('issue', '!=', key.issue)
    .where('requester', '=', person)
    .where('submitted', '>=', since)
    .executeTakeFirstOrThrow()
  return { openGrants: grants.count, requests: requests.count }
}

/** A request that no look has read yet is its opener's, as the signed webhook said. */
async function earlierRequests(db: Kysely<Tables>, { repository, issue }: RequestKey, person: number, since: Date) {
  const found = await sql<{ open: number; last_day: number }>`
    select count(*) filter (where (earlier and not (r.state = any (${[...terminalStates]}::text[]))) or lives)::int as open,
           count(*) filter (where (earlier or lives) and coalesce(r.submitted, r.created) >= ${since})::int as last_day
    from daypass.requests r
    left join daypass.requests own on own.repository = ${repository} and own.issue = ${issue}
    cross join lateral (select
      (r.created, r.issue) < (coalesce(own.created, 'infinity'), ${issue}::integer) as earlier,
      exists (select from daypass.grants g
        where g.repository = r.repository and g.issue = r.issue and g.ended is null) as lives) as standing
    where r.repository = ${repository} and r.issue <> ${issue} and (r.requester = ${person} or (r.requester is null and exists (
      select from daypass.hands h
      where h.repository = r.repository and h.issue = r.issue and h.person = ${person})))`.execute(db)
  const [counts] = found.rows
  return { open: counts?.open ?? 0, lastDay: counts?.last_day ?? 0 }
}
