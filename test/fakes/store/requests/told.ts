import { formatKey, type RequestKey } from '../../../../src/core/request-key.ts'
import type { BodyWriter, CommentWriter, WebhookNews } from '../../../../src/ports/request-store.ts'
import type { Notice } from '../../../../src/ports/wake.ts'
import type { MemoryTables } from '../database/parts.ts'

const isOf = (key: RequestKey) => (row: RequestKey) => row.repository === key.repository && row.issue === key.issue

export function writerOf({ hands }: MemoryTables, key: RequestKey, body: string): BodyWriter {
  const writers = hands.where(isOf(key))
  if (writers.length === 0) return 'unheard'
  const wrote = writers.filter(({ body_sha }) => body_sha === body)
  // Two people wrote the same text: webhooks come in any order, so nobody can say who wrote it last.
  return wrote.length === 1 ? (wrote[0]?.person ?? 'unknown') : 'unknown'
}

export function commentWriters(
  { comment_hands }: MemoryTables,
  key: RequestKey,
  comments: readonly number[],
): Map<number, CommentWriter> {
  const found = comment_hands.where((row) => isOf(key)(row) && comments.includes(row.comment))
  return new Map(
    found.map(({ comment, person, body_sha, edited }): [number, CommentWriter] => {
      const isKnown = !edited && person !== null && body_sha !== null
      return [comment, isKnown ? { person, body: body_sha } : 'changed']
    }),
  )
}

export function told(
  { requests, comment_hands }: MemoryTables,
  key: RequestKey,
  after: { comment: number },
): WebhookNews {
  const row = requests.get(formatKey(key))
  const comments = comment_hands
    .where((one) => isOf(key)(one) && one.comment > after.comment && !one.edited)
    .map(({ comment }) => comment)
  return {
    comments: comments.sort((a, b) => a - b),
    review: row?.newest_review ?? 0,
    changed: row?.told_change ?? undefined,
  }
}

export function notices({ requests }: MemoryTables, key: RequestKey): Record<Notice, number> {
  const row = requests.get(formatKey(key))
  return {
    pull: row?.disturbances ?? 0,
    comments: row?.comment_notices ?? 0,
    person: row?.person_notices ?? 0,
    words: row?.word_notices ?? 0,
    gone: row?.gone_notices ?? 0,
  }
}
