import { expect, test } from 'vitest'
import {
  type AskedAgain,
  findingOf,
  isRefuting,
  type PolicyReply,
  type ReplayFinding,
} from '../../../../src/core/policy/replay-rows.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'

const recorded: PolicyOutput = { outcome: 'deny', reasons: ['no'] }
const same: PolicyReply = { output: { reasons: ['no'], outcome: 'deny' } }
const other: PolicyReply = { output: { outcome: 'allow', reasons: ['yes'], max_duration: '1h' } }
const none: PolicyReply = { code: 'POLICY_UNDEFINED', message: 'nothing' }
const asked: AskedAgain = { recorded, isBlanked: false, unread: [], isOther: false }
const byOther = { ...asked, isOther: true }
const blanked = { ...asked, isBlanked: true }

type Answer = Parameters<typeof findingOf>[1]

test.each<[what: string, asked: AskedAgain, answer: Answer, finding: ReplayFinding | undefined]>([
  ['another answer', asked, { now: other }, { is: 'different', recorded, now: other }],
  ['no answer', asked, { now: none }, { is: 'different', recorded, now: none }],
  [
    'another answer of another policy',
    byOther,
    { now: other, before: same },
    { is: 'different', recorded, now: other },
  ],
  [
    'another answer of both',
    byOther,
    { now: other, before: none },
    { is: 'different', recorded, now: other, again: none },
  ],
  [
    'the answer of then by the other policy alone',
    byOther,
    { now: same, before: other },
    { is: 'not-reproduced', recorded, again: other },
  ],
  [
    'an answer that depends',
    { ...byOther, unread: ['x'] },
    { now: 'varies', before: same },
    { is: 'not-known-then', facts: ['x'] },
  ],
  ['another answer where somebody was forgotten', blanked, { now: other }, { is: 'forgotten' }],
  // The other policy reads nothing of what is gone: its answer is the answer, whatever the texts of then make of the gaps.
  [
    'another answer of another policy where somebody was forgotten',
    { ...blanked, isOther: true },
    { now: other, before: other },
    { is: 'different', recorded, now: other },
  ],
  [
    'the answer of then by the other policy where somebody was forgotten',
    { ...blanked, isOther: true },
    { now: same, before: other },
    undefined,
  ],
])('%s', (_what, question, answer, finding) => {
  expect(findingOf(question, answer)).toEqual(finding)
})

test.each<[finding: ReplayFinding, is: boolean]>([
  [{ is: 'different', recorded, now: other }, true],
  [{ is: 'not-reproduced', recorded, again: other }, true],
  [{ is: 'altered', part: 'output' }, true],
  [{ is: 'texts-missing' }, true],
  [{ is: 'not-known-then', facts: [] }, true],
  [{ is: 'unreadable', flaw: '' }, true],
  [{ is: 'not-kept' }, false],
  [{ is: 'forgotten' }, false],
])('that one %j is a no: %s', (finding, is) => {
  expect(isRefuting(finding)).toBe(is)
})
