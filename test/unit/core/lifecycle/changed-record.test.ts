import { expect, test } from 'vitest'
import { type Change, changedRecord } from '../../../../src/core/lifecycle/change.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { granted } from '../record-samples.ts'

const active = granted('active')
const at = new Date('2026-11-21T12:00:00Z')
const end = { cause: 'time', asked: at, attempts: 0 } as const

test.each<[what: string, change: Change, there: (keyof RequestRecord)[], gone: (keyof RequestRecord)[]]>([
  ['what exists in both states stays', { set: { state: 'ending', end } }, ['grant', 'sealed', 'end', 'request'], []],
  ['what is cleared goes', { clear: ['sealed'] }, ['grant'], ['sealed']],
  ['nothing else goes while the state stays', { set: { url: 'u' } }, ['grant', 'sealed', 'url'], []],
])('%s', (_what, change, there, gone) => {
  const next = changedRecord(active, change)
  for (const member of there) expect(next).toHaveProperty(member)
  for (const member of gone) expect(next).not.toHaveProperty(member)
  expect(next.key).toEqual(active.key)
})

test('what exists only in the state before goes with it', () => {
  const ending = changedRecord(active, { set: { state: 'ending', end, probeAgain: at } })
  const proof = { how: 'refused', at: at.toISOString(), words: 'x' } as const
  const ended = changedRecord(ending, {
    set: { state: 'ended', outcome: 'expired', end: { ...end, effective: at, proof } },
  })
  expect(ended).not.toHaveProperty('probeAgain')
  expect(ended.grant).toEqual(active.grant)
})

test.each(['denied', 'cancelled', 'pending', 'submitted'] as const)(
  'a grant is not forgotten by becoming %s',
  (state) => {
    expect(() => changedRecord(active, { set: { state } })).toThrow(TypeError)
  },
)

test('the key is nothing that a change can change', () => {
  expect(changedRecord(active, { set: { key: { repository: 1, issue: 1 } } as never }).key).toEqual(active.key)
})
