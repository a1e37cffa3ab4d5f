import { expect, test } from 'vitest'
import { markerOf } from '../../../../../src/core/comment-marker.ts'
import { type DisplayRecord, nothingShown } from '../../../../../src/core/display/display-record.ts'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import type { Comment, Issue } from '../../../../../src/ports/issues.ts'
import { findForeign } from '../../../../../src/reconcile/request/observe/foreign.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { silentLog } from '../../../../open-test-store.ts'

const now = new Date('2026-11-21T19:14:00Z')
const store = 's'.repeat(22)
const key = { repository: 1, issue: 42 }
const issue = { number: 42, url: 'x', open: true, labels: [], comments: 1 } as unknown as Issue
const record = { key, state: 'pending', comments: { count: 0, last: 0 } } as unknown as RequestRecord
const status = {
  ...{ id: 9, body: markerOf('status', key, { store, signature: 'x'.repeat(40) }), ours: true },
  ...{ author: { id: 900, login: 'daypass[bot]', type: 'Bot' }, createdAt: now, updatedAt: now },
} as Comment

/** What a look makes of our status that read first `before`, then the comments, while the display has become `after`. */
const find = (before: DisplayRecord, after: DisplayRecord) =>
  findForeign(
    {
      displays: { find: async () => after },
      marks: { check: async () => true, isAdopted: async () => false },
      log: silentLog,
    } as unknown as Ports,
    record,
    issue,
    { display: before, listed: [status] },
  )

const shown: DisplayRecord = { ...nothingShown, status: { intended: true } }

test.each<[string, DisplayRecord, DisplayRecord, object | undefined]>([
  ['that this store never meant to write is another one’s', nothingShown, nothingShown, { kind: 'foreign', store }],
  ['that this store has written is its own', shown, shown, undefined],
  ['that this store writes while the look reads is its own (simulation, seed 1969)', nothingShown, shown, undefined],
])('a status %s', async (_, before, after, expected) => {
  const found = await find(before, after)
  if (expected === undefined) expect(found).toBeUndefined()
  else expect(found).toMatchObject(expected)
})
