import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMarker } from '../../../../src/core/comment-marker.ts'
import type { Explained } from '../../../../src/core/effect/explained.ts'
import type { Move, Way } from '../../../../src/core/effect/moves.ts'
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

const instead: Way[] = [
  { moves: [{ about: 'actions', without: ['dump'] }], access: 'reviewed' },
  { moves: [{ about: 'duration', seconds: 1800 }, { about: 'ticket' }], access: 'at-once' },
  { moves: [{ about: 'time', at: '2026-11-23T08:00:00.000Z' }], access: 'reviewed' },
  { moves: [{ about: 'member', team: '@acme/orders' }], access: 'at-once' },
]
const everyMove: Move[] = [
  { about: 'actions', without: ['dump', 'write', 'drop'] },
  { about: 'duration', seconds: 5400 },
  { about: 'ticket' },
  { about: 'time', at: '2026-11-23T08:00:00.000Z' },
  { about: 'grants', ended: 1 },
  { about: 'grants', ended: 3 },
  { about: 'day' },
  { about: 'key' },
  { about: 'member' },
  { about: 'member', team: '@acme/orders' },
  { about: 'permission', level: 'write' },
]
const [write, shorter] = [
  { about: 'actions', without: ['write'] },
  { about: 'duration', seconds: 3600 },
] as Move[]
if (!write || !shorter) throw new TypeError('there are two')
const denied = (ways: Way[], reasons?: string[]): RequestRecord => {
  const record = decided('denied', 'deny')
  const { decision } = record
  if (!decision) throw new TypeError('it was decided')
  const output = { ...decision.output, ...(reasons ? { reasons } : {}) }
  return recordOf({ ...record, ways, decision: { ...decision, output } })
}
const groups = [
  { name: 'owners', from: ['code-owners'], count: 2 },
  { name: 'security', from: ['@acme/security', '@otto'], count: 1 },
]

const explanations: [name: string, record: RequestRecord, explained?: Explained][] = [
  ['denied-ways', denied(instead)],
  ['denied-others-only', denied(instead.slice(3))],
  [
    'denied-said-by-the-rule',
    denied(
      [{ moves: [shorter], access: 'reviewed' }],
      ['`write` is limited to 1 h. Open a new request for 1 h or less.'],
    ),
  ],
  ['denied-and-today', denied(instead.slice(0, 1)), { today: { access: 'reviewed', approvals: groups } }],
  ['denied-and-at-once-today', denied([]), { today: { access: 'at-once', approvals: [] } }],
  [
    'waiting-needs-none',
    waiting(oneOfThree),
    { atOnce: [{ moves: [write, shorter], access: 'at-once' }, ...instead.slice(1)] },
  ],
  ['waiting-denied-today', waiting(oneOfThree), { today: { access: 'none', approvals: [] } }],
  ['waiting-gone-today', waiting(oneOfThree), { today: 'gone' }],
  ['waiting-unknown-today', waiting(oneOfThree), { today: 'unknown' }],
  ['waiting-every-move', waiting(oneOfThree), { atOnce: [{ moves: everyMove, access: 'at-once' }] }],
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
    ...explanations.map(([name, record, explained]): [string, string] => [
      `explained-${name}`,
      renderExplanation(record, explained),
    ]),
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
        ...explanations.map(([, record, explained]) =>
          renderExplanation(
            { ...record, findings: [finding], decision, ...(record.tally ? { tally } : {}) },
            explained,
          ),
        ),
        renderExplanation(denied([{ moves: [{ about: 'actions', without: [one, two] }], access: 'reviewed' }])),
        renderExplanation(denied([{ moves: [{ about: 'member', team: one }], access: 'reviewed' }])),
        renderExplanation(denied([]), { today: { access: 'reviewed', approvals: output.approvals } }),
      ]
      for (const text of texts) expect(unmeant(text)).toEqual([])
    }),
    { numRuns: runs(200) },
  )
})

test('an answer is never longer than GitHub takes, and shows who may act in code only', () => {
  const long = awkward.repeat(400)
  const findings = Array.from({ length: 200 }, () => ({ ...unreadable, message: long }))
  for (const [, record, explained] of explanations) {
    const text = renderExplanation({ ...record, findings }, explained)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longestComment)
    expect(scanMarkdown(text).outside.join('\n')).not.toContain('@')
  }
  expect(Buffer.byteLength(renderNotExtended(long.repeat(10), ends))).toBeLessThanOrEqual(longestComment)
  expect(Buffer.byteLength(renderUnknownCommand(long))).toBeLessThanOrEqual(longestComment)
})
