import { describe, expect, test } from 'vitest'
import type { Plan, Voting } from '../../../../src/core/lifecycle/plan.ts'
import { nextLook } from '../../../../src/core/lifecycle/timing/next-look.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import {
  both,
  type Given,
  later,
  lineOf,
  nora,
  now,
  otto,
  output,
  pending,
  plan,
  pull,
  reading,
  review,
  rita,
  sam,
  seenPull,
  slots,
} from './approval-samples.ts'

const table: [string, Given, string][] = [
  [
    'void already, crashed before it was closed: it is closed, however good it looks by now',
    {
      record: { findings: [{ code: 'PULL_TAMPERED', message: 'x' }] },
      voting: { slots, pull: seenPull(both) },
      reading: reading(),
    },
    'closePull publish',
  ],
  ['nobody has voted', { voting: { slots, pull: seenPull([]) } }, 'publish'],
  ['one of two', { voting: { slots, pull: seenPull([review(1, otto)]) } }, 'publish'],
  [
    'both: merged, granted, delivered',
    { voting: { slots, pull: seenPull(both) }, reading: reading() },
    'merge save:granting deliver publish closePull publish',
  ],
  ['one person in both teams fills one slot only', { voting: { slots, pull: seenPull([review(1, sam)]) } }, 'publish'],
  ['the requester does not count', { voting: { slots, pull: seenPull([review(1, rita), review(2, sam)]) } }, 'publish'],
  ['nobody else does', { voting: { slots, pull: seenPull([review(1, nora), review(2, sam)]) } }, 'publish'],
  [
    'a bot does not',
    { voting: { slots, pull: seenPull([review(1, otto, { person: { ...otto, type: 'Bot' } }), review(2, sam)]) } },
    'publish',
  ],
  [
    'a vote on another commit does not',
    { voting: { slots, pull: seenPull([review(1, otto, { commit: 'x'.repeat(40) }), review(2, sam)]) } },
    'publish',
  ],
  [
    'one who asks for changes blocks',
    { voting: { slots, pull: seenPull([...both, review(3, otto, { state: 'CHANGES_REQUESTED' })]) } },
    'publish',
  ],
  [
    'and may say yes again',
    {
      voting: {
        slots,
        pull: seenPull([review(1, otto, { state: 'CHANGES_REQUESTED' }), review(2, sam), review(3, otto)]),
      },
      reading: reading(),
    },
    'merge save:granting deliver publish closePull publish',
  ],
  [
    'who became eligible after the vote was seen',
    { record: { eligibleThen: { '1': [] } }, voting: { slots, pull: seenPull(both) } },
    'publish',
  ],
  [
    'who is not eligible any more',
    {
      record: { eligibleThen: { '1': ['owners'] } },
      voting: { slots: [{ ...slots[0], eligible: [sam] } as never, slots[1] as never], pull: seenPull(both) },
    },
    'publish',
  ],
  ['no slots at all are nobody', { voting: { slots: [], pull: seenPull(both) } }, 'publish'],
  [
    'no key: waits, merges nothing',
    {
      voting: { slots, pull: seenPull(both) },
      reading: reading({ key: { ok: false, finding: { code: 'KEY_NONE', message: 'x' } } }),
    },
    'save:KEY_NONE publish',
  ],
  [
    'policy denies by now',
    { voting: { slots, pull: seenPull(both) }, reading: reading({}, { outcome: 'deny', reasons: ['no more'] }) },
    'save:denied closePull publish',
  ],
  [
    'the deployment forbids by now',
    {
      voting: { slots, pull: seenPull(both) },
      reading: reading({ forbidden: [{ code: 'FLOOR_FORBIDS', message: 'x' }] }),
    },
    'save:denied closePull publish',
  ],
  [
    'policy wants more by now: nothing is granted',
    {
      voting: { slots, pull: seenPull(both) },
      reading: reading({}, { ...output, approvals: [{ name: 'owners', from: ['code-owners'], count: 2 }] }),
    },
    'rewrite commentOnPull publish',
  ],
  [
    'policy gives other reasons and another limit, and wants the same approvals',
    {
      voting: { slots, pull: seenPull(both) },
      reading: reading({}, { ...output, reasons: ['it ends soon'], max_duration: '4123s' }),
    },
    'merge save:granting deliver publish closePull publish',
  ],
  [
    'policy needs nobody any more',
    {
      voting: { slots, pull: seenPull(both) },
      reading: reading({}, { outcome: 'allow', reasons: ['x'], max_duration: '8h' }),
    },
    'merge save:granting deliver publish closePull publish',
  ],
  [
    'policy denies, and nobody can be found any more who approved',
    { voting: { slots: [], pull: seenPull(both) }, reading: reading({}, { outcome: 'deny', reasons: ['no more'] }) },
    'save:denied closePull publish',
  ],
  [
    'merged by us, crashed before that was noted, and a vote is gone',
    {
      record: { pull: { ...pull, merge: { intended: true } } },
      voting: { slots, pull: seenPull([review(1, otto)], { open: false, merged: true, mergedByUs: true }) },
    },
    'save:PULL_TAMPERED closePull publish',
  ],
  [
    'policy cannot be evaluated now',
    {
      voting: { slots, pull: seenPull(both) },
      reading: { kind: 'undecided', findings: [{ code: 'POLICY_TIMEOUT', message: 'x' }] },
    },
    'save:POLICY_TIMEOUT publish',
  ],
  [
    'a push to the branch',
    { voting: { slots, pull: seenPull(both, { head: 'e'.repeat(40) }) } },
    'save:PULL_TAMPERED closePull publish',
  ],
  [
    'another base',
    { voting: { slots, pull: seenPull(both, { baseRef: 'main' }) } },
    'save:PULL_TAMPERED closePull publish',
  ],
  [
    'merged by hand',
    { voting: { slots, pull: seenPull(both, { open: false, merged: true }) } },
    'save:PULL_TAMPERED closePull publish',
  ],
  [
    'merged by us without having meant to',
    { voting: { slots, pull: seenPull(both, { open: false, merged: true, mergedByUs: true }) } },
    'save:PULL_TAMPERED closePull publish',
  ],
  [
    'merged by us, crashed before the grant',
    {
      record: { pull: { ...pull, merge: { intended: true, commit: 'c' } } },
      voting: { slots, pull: seenPull(both, { open: false, merged: true, mergedByUs: true }) },
      reading: reading(),
    },
    'recount save:granting deliver publish closePull publish',
  ],
  [
    'text changed: written again, votes so far void',
    { voting: { slots, pull: seenPull(both, { textIntact: false }) } },
    'rewrite commentOnPull publish',
  ],
  [
    'text changed and changed back',
    { voting: { slots, pull: seenPull(both, { disturbances: 1 }) } },
    'rewrite commentOnPull publish',
  ],
  [
    'votes from before that do not count',
    {
      record: { pull: { ...pull, voidedUpTo: 2, disturbances: 1 } },
      voting: { slots, pull: seenPull(both, { disturbances: 1 }) },
    },
    'publish',
  ],
  [
    'votes from after that do',
    {
      record: { pull: { ...pull, voidedUpTo: 2, disturbances: 1 } },
      voting: { slots, pull: seenPull([...both, review(3, otto), review(4, sam)], { disturbances: 1 }) },
      reading: reading(),
    },
    'merge save:granting deliver publish closePull publish',
  ],
  [
    'closed by an owner',
    { voting: { slots, pull: seenPull([], { open: false, closedBy: otto.id }) } },
    'save:rejected closePull publish',
  ],
  [
    'closed by the requester',
    { voting: { slots, pull: seenPull([], { open: false, closedBy: rita.id }) } },
    'save:cancelled closePull publish',
  ],
  [
    'closed by somebody else',
    { voting: { slots, pull: seenPull(both, { open: false, closedBy: nora.id }) } },
    'save:PULL_TAMPERED closePull publish',
  ],
  [
    'tampered with: nothing by itself',
    {
      record: { pull: { ...pull, closed: true }, findings: [{ code: 'PULL_TAMPERED', message: 'x' }] },
      voting: { slots },
    },
    'publish',
  ],
  [
    'tampered with, and the requester wants a new one',
    {
      record: { pull: { ...pull, closed: true }, findings: [{ code: 'PULL_TAMPERED', message: 'x' }] },
      voting: { slots },
      reading: reading(),
      seen: { commands: [{ name: 'retry', by: rita.id, rest: '' }] },
    },
    'save:pending openPull publish',
  ],
  [
    'could not be merged, and the requester wants a new one',
    {
      record: { findings: [{ code: 'PULL_NOT_MERGEABLE', message: 'x' }] },
      voting: { slots },
      reading: reading(),
      seen: { commands: [{ name: 'retry', by: rita.id, rest: '' }] },
    },
    'closePull save:pending openPull publish',
  ],
  [
    'nothing is wrong, and the requester wants a new one all the same',
    { voting: { slots }, reading: reading(), seen: { commands: [{ name: 'retry', by: rita.id, rest: '' }] } },
    'save:pending publish',
  ],
  [
    'edited by the requester: a new digest, a new pull request',
    { voting: { slots }, reading: reading({ digest: 'e'.repeat(64) }), seen: { body: 'b2' } },
    'closePull save:pending openPull publish',
  ],
  [
    'edited by somebody else',
    { reading: reading({ digest: 'e'.repeat(64) }), seen: { body: 'b2', writtenBy: otto.id } },
    'closePull save:invalid publish',
  ],
  [
    'edited into something wrong',
    { reading: { kind: 'invalid', findings: [{ code: 'REQUEST_FIELD_EMPTY', message: 'x' }] }, seen: { body: 'b2' } },
    'closePull save:invalid publish',
  ],
  [
    'edited into something that needs nobody',
    {
      reading: reading({ digest: 'e'.repeat(64) }, { outcome: 'allow', reasons: ['x'], max_duration: '8h' }),
      seen: { body: 'b2' },
    },
    'closePull save:granting deliver publish',
  ],
  [
    'lapsed, however many said yes too late',
    { now: later(86_400), voting: { slots, pull: seenPull(both) }, reading: reading() },
    'save:lapsed closePull publish',
  ],
  [
    'taken back',
    {
      voting: { slots, pull: seenPull(both) },
      reading: reading(),
      seen: { commands: [{ name: 'cancel', by: rita.id, rest: '' }] },
    },
    'save:cancelled closePull publish',
  ],
  [
    'quiet for four hours: two more are asked',
    {
      now: later(4 * 3600),
      voting: { slots: [{ ...slots[0], eligible: [otto, sam, nora] } as never, slots[1] as never], pull: seenPull([]) },
    },
    'commentOnPull publish',
  ],
]

describe('a request that waits for its reviewers', () => {
  test.each(table)('%s', (_name, given, expected) => {
    expect(lineOf(plan(given))).toBe(expected)
  })
})

test('the trail names who approved, in which slot, by which review', () => {
  const events = plan({ voting: { slots, pull: seenPull(both) }, reading: reading() }).flatMap((step) =>
    step.do === 'save' ? (step.change.events ?? []) : [],
  )
  expect(events.map(({ kind, facts }) => ({ kind, facts }))).toEqual([
    {
      kind: 'approved',
      facts: {
        by: [otto.id, sam.id],
        slots: ['owners', 'security'],
        reviews: [1, 2],
        bases: ['code-owners', '@acme/security'],
        policy: 'p'.repeat(64),
        texts: 'e'.repeat(64),
        input: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    },
  ])
})

test.each([
  [['requests: update'], ['requests: update']],
  [['not known'], ['not known']],
  [[], undefined],
])('the trail says what others might have written meanwhile: %j', (unguarded, expected) => {
  const voting = { slots, pull: seenPull(both), unguarded }
  const [event] = plan({ voting, reading: reading() }).flatMap((step) =>
    step.do === 'save' ? (step.change.events ?? []) : [],
  )
  expect(event?.facts.unguarded).toEqual(expected)
})

const changesOf = (steps: Plan) =>
  steps.flatMap((step) => (step.do === 'save' || step.do === 'commentOnPull' ? [step.change.set ?? {}] : []))

test('where the text was changed, the void votes are not shown any more', () => {
  const record: Partial<RequestRecord> = {
    tally: { filled: [{ slot: 'owners', person: otto, review: 1 }], open: [], blockedBy: [] },
  }
  const sets = changesOf(plan({ record, voting: { slots, pull: seenPull([review(1, otto)], { textIntact: false }) } }))
  expect(sets.findLast((set) => set.tally)?.tally?.filled).toEqual([])
})

test('where policy wants other approvals by now, it starts again with those', () => {
  const approvals = [{ name: 'owners', from: ['code-owners'], count: 2 }]
  const voting = { slots: [slots[0], slots[0]] as Voting['slots'], pull: seenPull(both) }
  const [set] = changesOf(plan({ voting, reading: reading({}, { ...output, approvals }) })).filter(
    (one) => one.decision,
  )
  expect(set?.decision?.output.approvals).toEqual(approvals)
  expect(set?.pull?.voidedUpTo).toBe(2)
  expect(set?.tally).toMatchObject({ filled: [], open: [{ slot: 'owners' }, { slot: 'owners' }] })
})

test('what cannot be evaluated once all have said yes is tried again soon', () => {
  const findings = [{ code: 'POLICY_TIMEOUT' as const, message: 'x' }]
  const voting = { slots, pull: seenPull(both) }
  const sets = changesOf(plan({ voting, reading: { kind: 'undecided', findings } }))
  const after = { ...pending, ...Object.assign({}, ...sets) } as RequestRecord
  expect(after).toMatchObject({ state: 'pending', findings, tries: 1 })
  expect(nextLook(after, now)).toEqual(later(2))
  // What waits for people is looked at less often, whatever failed before.
  const key = reading({ key: { ok: false, finding: { code: 'KEY_NONE', message: 'x' } } })
  const waits = changesOf(plan({ record: { tries: 3 }, voting, reading: key }))
  expect(nextLook({ ...pending, ...Object.assign({}, ...waits) }, now)).toEqual(later(60))
})

test('that votes were for another text is stored before the text is put back, which nothing tells afterwards', () => {
  for (const reviews of [[], both]) {
    const steps = plan({ voting: { slots, pull: seenPull(reviews, { textIntact: false }) } })
    const rewritten = steps.findIndex((step) => step.do === 'rewrite')
    const [first] = changesOf(steps.slice(0, rewritten))
    expect(first?.pull?.voidedUpTo).toBe(reviews.length)
  }
})

test('nobody is asked again while all have said yes, and what they wait for is not looked at without a pause', () => {
  const when = later(4 * 3600)
  const findings = [{ code: 'KEY_NONE' as const, message: 'x' }]
  expect(nextLook({ ...pending, findings }, when)).toEqual(later(4 * 3600 + 60))
  expect(nextLook({ ...pending, lapsesAt: when }, when)).toEqual(later(4 * 3600 + 60))
})

test('the next look: more people to ask, then the reminder, then the lapse', () => {
  expect(nextLook(pending, now)).toEqual(later(4 * 3600))
  expect(nextLook({ ...pending, pull: { ...pull, widened: 1 } }, now)).toEqual(later(43_200))
  expect(nextLook({ ...pending, pull: { ...pull, widened: 1, reminded: now } }, now)).toEqual(later(86_400))
})

test('the one reminder calls those who were asked, and those whom the settings name; they get no say by it', () => {
  const quiet = { ...pull, widened: 1 }
  const at = later(43_200)
  const told = (escalateTo: string[], canSay = slots) =>
    plan({ now: at, record: { pull: quiet, escalateTo }, voting: { slots: canSay, pull: seenPull([]) } }).flatMap(
      (step) => (step.do === 'commentOnPull' ? [step.body] : []),
    )
  expect(told([])).toEqual([expect.stringMatching(/^@otto @sam: approve/m)])
  expect(told(['@acme/leads'])).toEqual([expect.stringContaining('nobody has decided yet: @acme/leads.')])
  const nobody = slots.map((slot) => ({ ...slot, eligible: [] }))
  expect(told(['@acme/leads'], nobody)).toEqual([expect.stringContaining('@acme/leads')])
  expect(told([], nobody)).toEqual([])
  const votes = plan({
    now: at,
    record: { pull: quiet, escalateTo: ['@nora'] },
    voting: { slots, pull: seenPull([review(1, nora)]) },
  })
  expect(votes.some((step) => step.do === 'merge')).toBe(false)
})

test('votes for one digest never grant another, however it came about', () => {
  const other = plan({ voting: { slots, pull: seenPull(both) }, reading: reading({ digest: 'e'.repeat(64) }) })
  expect(lineOf(other)).toBe('save:PULL_TAMPERED closePull publish')
})

test('whose yes was seen before they could give it is named, and nobody else (field.D21)', () => {
  const record = { eligibleThen: { '1': [] } }
  const seen = [review(1, otto), review(2, sam), review(3, nora), review(4, rita)]
  const early = (given: Given) =>
    plan(given).flatMap((step) => (step.do === 'save' ? (step.change.set?.tally?.early ?? []) : []))
  expect(early({ record, voting: { slots, pull: seenPull(seen) } })).toEqual([{ id: otto.id, login: otto.login }])
  const no = [review(1, otto, { state: 'CHANGES_REQUESTED' }), review(2, sam)]
  expect(early({ record, voting: { slots, pull: seenPull(no) } })).toEqual([])
  expect(early({ record, voting: { slots, pull: seenPull([...seen, review(5, otto)]) } })).toEqual([])
})
