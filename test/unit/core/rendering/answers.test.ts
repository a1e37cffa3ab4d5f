import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMarker } from '../../../../src/core/comment-marker.ts'
import type { RequestRecord, RequestState } from '../../../../src/core/record.ts'
import {
  renderExplanation,
  renderExtended,
  renderExtensionWaits,
  renderNotEntitled,
  renderNotExtended,
  renderNothingToExtend,
  renderReopened,
  renderRestored,
  renderSecond,
  renderUnknownCommand,
} from '../../../../src/core/rendering/answers.ts'
import { longestComment } from '../../../../src/core/rendering/page.ts'
import { recordOf } from '../../../record-of.ts'
import { runs } from '../../../runs.ts'
import { awkward, decided, ends, granted } from '../record-samples.ts'
import { hostileText } from '../request/form-samples.ts'
import { offencesIn, scanMarkdown } from './gfm-scan.ts'
import { approved, oneOfThree, waiting } from './review-samples.ts'

/** The number of our own pull request, in bold, is the only reference. */
function unmeant(text: string): string[] {
  return offencesIn(text.replaceAll('**#43**', ''))
}

const keyless = { code: 'KEY_NONE', message: 'You have no SSH key on GitHub. Add one.' } as const
const unreadable = {
  code: 'POLICY_TIMEOUT',
  where: 'policies/main.rego',
  message: `The policy gave no answer within 100 ms. ${awkward}`,
} as const
const malformed = { code: 'REQUEST_DURATION_INVALID', where: 'line 11', message: 'Write `2h`, not `@acme/x`.' } as const
const pull = waiting().pull

const explanations: [name: string, record: RequestRecord][] = [
  ['submitted', { ...decided('submitted', 'allow'), decision: undefined as never }],
  ['invalid', { ...decided('invalid', 'allow'), findings: [malformed] }],
  ['undecided', { ...decided('undecided', 'allow'), findings: [unreadable] }],
  ['waiting', waiting(oneOfThree)],
  ['waiting-for-a-key', { ...decided('granting', 'allow'), findings: [keyless] }],
  ['being-granted', decided('granting', 'allow')],
  ['allowed', granted('active')],
  ['approved', approved('active')],
  [
    'extension-waits',
    recordOf({
      ...granted('active'),
      extension: { pull } as NonNullable<RequestRecord['extension']>,
    }),
  ],
  ['denied', decided('denied', 'deny')],
  ['ending', granted('ending')],
  ['ended', granted('ended')],
  ['cancelled', recordOf({ ...decided('cancelled', 'review'), outcome: 'cancelled' })],
]

const answers: [name: string, text: string][] = [
  ['unknown-command', renderUnknownCommand('/stop')],
  ['unknown-command-hostile', renderUnknownCommand(awkward)],
  ['not-entitled', renderNotEntitled('done')],
  ['reopened', renderReopened()],
  ['restored', renderRestored(['the status was edited', 'labels of Daypass were changed'])],
  ['written-twice', renderSecond()],
  ['nothing-to-extend', renderNothingToExtend()],
  ['not-extended', renderNotExtended(`The policy limits this to 4 h. ${awkward}`, ends)],
  ['extension-waits', renderExtensionWaits(43, 3 * 3600, ends)],
  ['extended', renderExtended(5400, ends)],
]

describe('every answer is as it was agreed', () => {
  test.each([
    ...answers,
    ...explanations.map(([name, record]) => [`explained-${name}`, renderExplanation(record)] as [string, string]),
  ])('%s', async (name, text) => {
    await expect(text).toMatchFileSnapshot(`../../../golden/answer-${name}.md`)
    expect(unmeant(text)).toEqual([])
    expect(text).toMatch(/^### [^\n]+\n\n/)
    expect(text.endsWith('\n') && !text.endsWith('\n\n')).toBe(true)
    // An answer must never be taken for the status, the receipt or a credential.
    expect(findMarker(text)).toBeUndefined()
    expect(text).not.toContain('AGE ENCRYPTED FILE')
  })
})

test.each([
  'submitted',
  'invalid',
  'undecided',
  'pending',
  'granting',
  'active',
  'ending',
  'ended',
  'denied',
  'rejected',
  'cancelled',
  'lapsed',
  'failed',
] satisfies RequestState[])('%s is explained even of the barest record', (state) => {
  const bare: RequestRecord = recordOf({
    key: { repository: 1, issue: 2 },
    state,
    findings: [],
    comments: { count: 0, last: 0 },
    tries: 0,
    wakeAt: null,
  })
  expect(renderExplanation(bare)).toMatch(/^### Why · [a-z]/i)
})

test('nothing that people wrote becomes more than text', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (one, two) => {
      const finding = { code: 'POLICY_FAILED', where: one, message: two } as const
      const output = {
        outcome: 'review' as const,
        reasons: [one, two],
        approvals: [{ name: one, from: [two], count: 1 }],
      }
      const decision = { at: '2026-11-21T19:13:59Z', policy: 'p', output }
      const tally = {
        filled: [{ slot: one, person: { id: 1, login: two }, review: 1 }],
        open: [{ slot: two, from: ['@acme/x'], canFill: [{ id: 2, login: one }], note: two }],
        blockedBy: [{ id: 3, login: one }],
      }
      const texts = [
        renderUnknownCommand(one),
        renderNotEntitled(one),
        renderNotExtended(one, ends),
        ...explanations.map(([, record]) =>
          renderExplanation({ ...record, findings: [finding], decision, ...(record.tally ? { tally } : {}) }),
        ),
      ]
      for (const text of texts) expect(unmeant(text)).toEqual([])
    }),
    { numRuns: runs(200) },
  )
})

test('an answer is never longer than GitHub takes, and shows who may act in code only', () => {
  const long = awkward.repeat(400)
  const findings = Array.from({ length: 200 }, () => ({ ...unreadable, message: long }))
  for (const [, record] of explanations) {
    const text = renderExplanation({ ...record, findings })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longestComment)
    expect(scanMarkdown(text).outside.join('\n')).not.toContain('@')
  }
  expect(Buffer.byteLength(renderNotExtended(long.repeat(10), ends))).toBeLessThanOrEqual(longestComment)
  expect(Buffer.byteLength(renderUnknownCommand(long))).toBeLessThanOrEqual(longestComment)
})
