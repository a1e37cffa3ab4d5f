import { formatKey } from '../../../../src/core/request-key.ts'
import type { Enqueue, Wake } from '../../../../src/ports/wake.ts'
import { noticeColumns } from '../../../../src/store/database/tables.ts'
import { newRecord, requestColumns } from '../../../../src/store/requests/request-rows.ts'
import { isEnding, woken } from '../database/claiming.ts'
import { copyOf } from '../database/copy.ts'
import { type MemoryTables, type StoreParts, unit } from '../database/parts.ts'
import { beginRow } from '../database/request-row.ts'
import type { RequestRow } from '../database/tables.ts'

export function createEnqueue(store: Pick<StoreParts, 'tables' | 'transaction' | 'wakeUps' | 'now'>): Enqueue {
  return async (wake) => {
    const taken = copyOf(wake)
    await store.transaction(() => enqueue(store, taken, store.now()))
  }
}

type Parts = Pick<StoreParts, 'tables' | 'wakeUps'>

async function enqueue({ tables, wakeUps }: Parts, wake: Wake, now: Date): Promise<void> {
  const { id, owner, name, installation } = wake.repository
  tables.repositories.put({ id, owner, name, installation })
  const known = tables.requests.get(formatKey(wake.key))
  if (known) tables.requests.put(woke(known, wake, now))
  else if (wake.looksLikeRequest) tables.requests.put(begun(wake, now))
  else return wakeByPull({ tables, wakeUps }, wake, now)
  noteWriter(tables, wake)
  noteComment(tables, wake)
  await wakeUps.schedule(unit, wake.key, now, known !== undefined && isEnding(known, now))
}

function woke(row: RequestRow, { review, changed, notice }: Wake, now: Date): RequestRow {
  const next = { ...row, ...woken(row, now) }
  if (review) next.newest_review = Math.max(row.newest_review ?? review, review)
  if (changed) {
    const told = new Date(changed)
    next.told_change = row.told_change !== null && row.told_change > told ? row.told_change : told
  }
  if (notice) next[noticeColumns[notice]] += 1
  return next
}

function begun({ key, repository: { installation }, changed }: Wake, now: Date): RequestRow {
  const told_change = changed ? new Date(changed) : null
  const columns = { ...requestColumns(newRecord(key, now)), told_change, wake_at: now, wanted: 1 }
  return beginRow(key, installation, columns, now)
}

/** What is said on a pull request of ours is said to its request; who wrote it is kept where it stands. */
async function wakeByPull(parts: Parts, wake: Wake, now: Date): Promise<void> {
  const { repository, issue } = wake.key
  const found = parts.tables.grant_pulls.get(`${repository} ${issue}`)
  if (!found || !wake.comment) return
  noteComment(parts.tables, wake)
  const key = { repository, issue: found.issue }
  await enqueue(parts, { key, repository: wake.repository, looksLikeRequest: false, notice: 'words' }, now)
}

/** The first to write it is its writer; whoever changed it later, or before that was told, spoils it for good. */
function noteComment({ comment_hands }: MemoryTables, { key, repository, comment }: Wake): void {
  if (!comment) return
  const { id, written } = comment
  const known = comment_hands.get(`${formatKey(key)} ${id}`)
  comment_hands.put({
    ...{ repository: key.repository, issue: key.issue, comment: id },
    installation: known?.installation ?? repository.installation,
    person: known?.person ?? written?.person ?? null,
    body_sha: known?.body_sha ?? written?.body ?? null,
    edited: written === undefined || known?.edited === true,
  })
}

function noteWriter({ hands }: MemoryTables, { key, repository: { installation }, writtenBy }: Wake): void {
  if (!writtenBy) return
  const { repository, issue } = key
  hands.add({ repository, issue, installation, body_sha: writtenBy.body, person: writtenBy.person })
}
