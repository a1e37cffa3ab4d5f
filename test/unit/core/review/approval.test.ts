import { expect, test } from 'vitest'
import { grantPullOf } from '../../../../src/core/rendering/grant-pull.ts'
import { type Approval, approvalOf, keptWith, type Progress } from '../../../../src/core/review/approval.ts'
import { pending, pull } from '../lifecycle/approval-samples.ts'
import { extended, waits } from '../lifecycle/extension-samples.ts'

test('a request is voted on as its row has it', () => {
  expect(approvalOf(pending, undefined)).toBe(pending)
})

test('more time is voted on by what was asked for then, with nothing of what was given before', () => {
  const before = { ...pull, number: 41, voidedUpTo: 9 }
  const record = {
    ...extended,
    pull: before,
    tally: { filled: [], open: [], blockedBy: [] },
    eligibleThen: { 9: ['x'] },
  }
  const approval: Approval = approvalOf(record, 'extension')
  expect(approval).toMatchObject({ key: record.key, requester: record.requester, resource: record.resource, ...waits })
  for (const name of ['state', 'grant', 'sealed', 'ownPull', 'extension', 'tally', 'eligibleThen'])
    expect(approval, name).not.toHaveProperty([name])
  expect(grantPullOf(approval).file).not.toBe(grantPullOf(pending).file)
})

const progress: Progress = { findings: [{ code: 'KEY_NONE', message: 'x' }], pull: { ...pull, closed: true } }

test('what becomes of a vote is kept with what was voted on, and leaves the other as it is', () => {
  expect(keptWith(extended, undefined, progress)).toEqual(progress)
  expect(keptWith(extended, 'extension', progress)).toEqual({ extension: { ...waits, ...progress } })
})

test('nobody’s vote on more time is taken for one on the request', () => {
  expect(() => approvalOf(pending, 'extension')).toThrow('a step was planned for an extension that nobody asked for')
  expect(() => keptWith(pending, 'extension', progress)).toThrow(TypeError)
})
