import { type Kysely, sql, type Transaction } from 'kysely'
import { DaypassError } from '../../core/error.ts'
import { nothingJudged, type ProposalRecord, type Queued } from '../../core/proposal/proposal-record.ts'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import type { ProposalClaim, ProposalStore, ProposalWake } from '../../ports/proposal-store.ts'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import { type ClaimedRow, claimAll, dueKeys, releaseAll, waitingKeys } from '../database/claiming.ts'
import { inStore } from '../database/database-error.ts'
import type { Tables } from '../database/tables.ts'
import { noteRepository } from '../requests/enqueue.ts'

type ProposalRow = ClaimedRow & { reruns: number; queued: Queued[] }

export function createProposalStore(db: Kysely<Tables>, wakeUps: WakeUps, now: () => Date): ProposalStore {
  const inTransaction = <Result>(work: (trx: Transaction<Tables>) => Promise<Result>) =>
    inStore(() => db.transaction().execute(work))
  const schedule = (trx: Transaction<Tables>, key: RequestKey, at: Date) =>
    wakeUps.scheduleProposal({ transaction: trx }, key, at)
  return {
    wake: (wake) =>
      inTransaction(async (trx) => {
        await noteRepository(trx, wake.repository)
        await wakeOne(trx, wake, now())
        await schedule(trx, { repository: wake.repository.id, issue: wake.pull }, now())
      }),
    wakeAll: (repository, rerun) =>
      inTransaction(async (trx) => {
        const woken = await sql<RequestKey>`
          update daypass.proposals set wanted = wanted + 1, wake_at = least(wake_at, ${now()}::timestamptz),
            reruns = reruns + ${rerun ? 1 : 0}
          where repository = ${repository} and not over
          returning repository, issue`.execute(trx)
        for (const { issue } of woken.rows) await schedule(trx, { repository, issue }, now())
      }),
    notePush: ({ repository, commit, person }) =>
      inStore(async () => {
        await db
          .insertInto('pushes')
          .values({ repository: repository.id, installation: repository.installation, commit, person })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }),
    pushersOf: (repository, commit) =>
      inStore(async () => {
        const rows = await db
          .selectFrom('pushes')
          .select('person')
          .where('repository', '=', repository)
          .where('commit', '=', commit)
          .orderBy('person')
          .execute()
        return rows.map(({ person }) => person)
      }),
    claim: (key, at) =>
      inStore(async () => {
        const rows = await claimAll<ProposalRow>(db, 'proposals', [{ key, now: at }])
        const row = rows.get(formatKey(key))
        return (
          row && {
            key,
            fence: row.fence,
            reruns: row.reruns,
            queued: row.queued,
            proposal: row.record as ProposalRecord,
          }
        )
      }),
    save: (held, set) => inStore(() => save(db, held, set)),
    release: (held, wakeAt) =>
      inTransaction(async (trx) => {
        const [outcome] = await releaseAll(trx, 'proposals', [{ held, wakeAt }], ({ key }, at) =>
          schedule(trx, key, at),
        )
        return outcome !== undefined && 'result' in outcome && outcome.result
      }),
    find: (key) =>
      inStore(async () => {
        const row = await db
          .selectFrom('proposals')
          .select('record')
          .where('repository', '=', key.repository)
          .where('issue', '=', key.issue)
          .executeTakeFirst()
        return (row?.record as ProposalRecord | undefined) ?? nothingJudged
      }),
    unfinished: (repository) =>
      inStore(async () => {
        const rows = await db
          .selectFrom('proposals')
          .select('issue')
          .where('repository', '=', repository)
          .where('over', '=', false)
          .orderBy('issue')
          .execute()
        return rows.map(({ issue }) => issue)
      }),
    judgedTo: (repository, digest) =>
      inStore(async () => {
        const found = await sql<{ issue: number; record: ProposalRecord }>`
          select issue, record from daypass.proposals
          where repository = ${repository} and record -> 'run' ->> 'to' = ${digest}
            and record -> 'run' ->> 'conclusion' = 'success'
          order by issue`.execute(db)
        return found.rows.flatMap(({ issue, record: { run } }) => (run ? [{ pull: issue, run }] : []))
      }),
    due: (at, limit) => inStore(() => dueKeys(db, 'proposals', 'urgency', at, limit)),
    waiting: (keys, at) =>
      inStore(async () => {
        const rows = await waitingKeys<number>(db, 'proposals', keys, at)
        return rows.map(({ rank, ...row }) => ({ ...row, urgency: rank }))
      }),
  }
}

async function wakeOne(trx: Transaction<Tables>, wake: ProposalWake, now: Date): Promise<void> {
  const { repository, pull, rerun } = wake
  const queued = JSON.stringify(wake.queued ? [wake.queued] : [])
  await sql`
    insert into daypass.proposals as p (repository, issue, installation, record, wake_at, wanted, seen, fence, reruns, queued)
    values (${repository.id}, ${pull}, ${repository.installation}, ${JSON.stringify(nothingJudged)}, ${now}, 1, 0, 0, ${rerun ? 1 : 0},
      ${queued}::text::jsonb)
    on conflict (repository, issue) do update set
      wanted = p.wanted + 1, wake_at = least(p.wake_at, excluded.wake_at), reruns = p.reruns + excluded.reruns,
      queued = case when p.queued @> excluded.queued then p.queued else p.queued || excluded.queued end`.execute(trx)
}

async function save(db: Kysely<Tables>, held: ProposalClaim, set: Partial<ProposalRecord>): Promise<ProposalClaim> {
  const proposal = { ...held.proposal, ...set }
  const { numUpdatedRows } = await db
    .updateTable('proposals')
    .set({ record: JSON.stringify(proposal), over: proposal.over === true })
    .where('repository', '=', held.key.repository)
    .where('issue', '=', held.key.issue)
    .where('fence', '=', held.fence)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw new DaypassError(
      'FENCED_OFF',
      `pull request ${formatKey(held.key)} is judged by another worker, which took over while this one was held up; nothing was written here, and the other one carries on`,
    )
  return { ...held, proposal }
}
