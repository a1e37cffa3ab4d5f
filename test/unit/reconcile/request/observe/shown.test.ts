import { expect, test } from 'vitest'
import { nothingShown } from '../../../../../src/core/display/display-record.ts'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import type { Comment, Issue } from '../../../../../src/ports/issues.ts'
import { newComments, othersAmong } from '../../../../../src/reconcile/request/observe/shown.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { decided } from '../../../core/record-samples.ts'

const by = (...ours: boolean[]): Comment[] => ours.map((one, index) => ({ id: index + 1, ours: one }) as Comment)

/** A look at these comments, of which Daypass knows to have written so many. Returns what it lists, and the record after it. */
async function look(before: RequestRecord, comments: Comment[], said: number, isMissed = false) {
  const ports = { issues: { comments: async () => comments } } as unknown as Ports
  const [issue, display] = [{ comments: comments.length } as Issue, { ...nothingShown, said }]
  const listed = await newComments(ports, before, issue, { display, isMissed })
  const count = othersAmong(issue, display, listed)
  return { listed, record: { ...before, comments: { ...before.comments, count } } }
}

const unseen: RequestRecord = { ...decided('pending', 'review'), comments: { count: 0, last: 0 } }

test('what GitHub took without saying so hides nobody else’s word (simulation, seed 4183)', async () => {
  // Ours are two, and we know of one.
  const { record } = await look(unseen, by(true, true), 1)
  expect(record.comments.count).toBe(0)
  // Now we know of both, and somebody has said something.
  expect((await look(record, by(true, true, false), 2)).listed).toHaveLength(3)
})

test.each<[string, boolean[], number, number, boolean, boolean]>([
  ['as many as before', [true, false], 1, 1, false, false],
  ['one more', [true, false, false], 1, 1, false, true],
  ['one less', [true], 1, 1, false, true],
  ['one of ours is gone', [false], 1, 1, false, true],
  ['as many, and a webhook told of one that was not seen', [true, false], 1, 1, true, true],
])(
  'comments are listed where there are others than we know of: %s',
  async (_what, ours, said, known, missed, listed) => {
    const before = { ...unseen, comments: { count: known, last: 0 } }
    expect((await look(before, by(...ours), said, missed)).listed !== undefined).toBe(listed)
  },
)
