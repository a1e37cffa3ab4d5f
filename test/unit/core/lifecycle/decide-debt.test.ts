import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../../../src/core/lifecycle/decide.ts'
import { debtLook, debtOf, decideDebt, isOwed } from '../../../../src/core/lifecycle/decide-debt.ts'
import type { Plan, Seen, Voting } from '../../../../src/core/lifecycle/plan.ts'
import type { Decided } from '../../../../src/core/lifecycle/steps.ts'
import { withYoungKeys } from '../../../../src/core/lifecycle/young-keys.ts'
import { standingAnswer } from '../../../../src/core/policy/standing-answer.ts'
import type { Debt, RequestRecord } from '../../../../src/core/record.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'
import { recordOf } from '../../../record-of.ts'
import { runs } from '../../../runs.ts'
import {
  head,
  later,
  nora,
  now,
  otto,
  pending,
  pull,
  reading,
  review,
  rita,
  sam,
  seenPull,
} from './approval-samples.ts'
import { grant } from './extension-samples.ts'

const { pull: _none, ...begun } = pending
const glass = { review_within: '24h', tell: ['@acme/security'] }
const allow: PolicyOutput = { outcome: 'allow', reasons: ['emergency'], max_duration: '1h', break_glass: glass }
const debt: Debt = { since: now, due: later(86_400), tell: glass.tell, pull }
const withDebt = (set: Partial<Debt> | 'none' = {}, more: object = {}): RequestRecord =>
  recordOf({ ...begun, state: 'active', grant, ...(set === 'none' ? {} : { debt: { ...debt, ...set } }), ...more })

/** The one place: its owners are otto and rita, who asked. */
const voting = (reviews: Parameters<typeof seenPull>[0], set: Parameters<typeof seenPull>[1] = {}): Voting => ({
  slots: [
    { name: 'review', from: ['code-owners'], eligible: [rita, otto].map((one) => ({ ...one, from: 'code-owners' })) },
  ],
  pull: seenPull(reviews, set),
})

const kindsIn = (steps: Plan): string[] =>
  steps.flatMap((step) => ('change' in step ? (step.change.events ?? []).map(({ kind }) => kind) : []))
const lineOf = (steps: Plan): string =>
  steps.map((step) => ('on' in step && step.on ? `${step.do}@${step.on}` : step.do)).join(' ')
const isPaid = (steps: Plan): boolean => steps.some((step) => step.do === 'save' && step.change.set?.debt?.paid)

test('it begins with what was given in an emergency, and with nothing else', () => {
  const of = (output: PolicyOutput) =>
    debtOf(now, reading({ decision: { at: now.toISOString(), policy: 'p', output } }) as Decided)
  expect(of(allow)?.debt).toEqual({ since: now, due: later(86_400), tell: glass.tell })
  expect(of(allow)?.event).toMatchObject({ kind: 'break-glass', facts: { review_until: later(86_400).toISOString() } })
  const { break_glass: _, ...plain } = allow
  expect(of(plain)).toBeUndefined()
})

describe('a review that is owed', () => {
  test.each<[name: string, record: RequestRecord, owed: Voting | undefined, line: string, paid: boolean]>([
    [
      'is asked for in a pull request',
      withDebt({ pull: undefined as never }),
      voting([]),
      'openPull@debt publish',
      false,
    ],
    ['waits', withDebt(), voting([]), 'save', false],
    ['waits while it cannot be looked at', withDebt(), undefined, '', false],
    ['is paid by an owner', withDebt(), voting([review(1, otto)]), 'save merge@debt save publish closePull@debt', true],
    ['not by the requester', withDebt(), voting([review(1, rita)]), 'save', false],
    ['not by who is no owner', withDebt(), voting([review(1, nora), review(2, sam)]), 'save', false],
    ['not by a comment', withDebt(), voting([review(1, otto, { state: 'COMMENTED' })]), 'save', false],
    [
      'not by who asks for changes',
      withDebt(),
      voting([review(1, otto, { state: 'CHANGES_REQUESTED' })]),
      'save',
      false,
    ],
    ['not for another commit', withDebt(), voting([review(1, otto, { commit: 'x'.repeat(40) })]), 'save', false],
    [
      'not at another head',
      withDebt(),
      voting([review(1, otto, { commit: 'x'.repeat(40) })], { head: 'x'.repeat(40) }),
      'save closePull@debt openPull@debt publish',
      false,
    ],
    [
      'not where another text was shown',
      withDebt(),
      voting([review(1, otto)], { textIntact: false }),
      'save rewrite@debt',
      false,
    ],
    [
      'not where somebody closes it',
      withDebt(),
      voting([], { open: false, closedBy: otto.id }),
      'save openPull@debt publish',
      false,
    ],
    [
      'nor where they had approved it',
      withDebt(),
      voting([review(1, otto)], { open: false, closedBy: rita.id }),
      'save openPull@debt publish',
      false,
    ],
    [
      'by an owner’s yes, whoever has merged it',
      withDebt(),
      voting([review(1, otto)], { open: false, merged: true }),
      'save publish closePull@debt',
      true,
    ],
    ...(
      [
        ['without anybody’s', [], {}],
        ['without an owner’s', [review(1, rita), review(2, nora)], {}],
        ['with one to another commit', [review(1, otto, { commit: 'x'.repeat(40) })], {}],
        ['at another head', [review(1, otto)], { head: 'x'.repeat(40) }],
        ['into another branch', [review(1, otto)], { baseRef: 'main' }],
        ['with other words', [review(1, otto)], { textIntact: false }],
        ['with words that were other ones for a while', [review(1, otto)], { disturbances: 9 }],
        ['with one taken back', [review(1, otto), review(2, otto, { state: 'CHANGES_REQUESTED' })], {}],
      ] as const
    ).map(([how, reviews, set]): [string, RequestRecord, Voting, string, boolean] => [
      `not where somebody else has merged it ${how}`,
      withDebt(),
      voting([...reviews], { open: false, merged: true, ...set }),
      'save closePull@debt openPull@debt publish',
      false,
    ]),
    [
      'goes on after a crash behind the merge',
      withDebt({ pull: { ...pull, merge: { intended: true, commit: 'm'.repeat(40) } } }),
      voting([review(1, otto)], { open: false, merged: true, mergedByUs: true }),
      'save recount@debt save publish closePull@debt',
      true,
    ],
    ['is nothing where nothing is owed', withDebt('none'), voting([review(1, otto)]), '', false],
    ['is paid once', withDebt({ paid: { at: now, by: [otto] } }), voting([review(1, otto)]), 'closePull@debt', false],
    [
      'and then it is over',
      withDebt({ paid: { at: now, by: [otto] }, pull: { ...pull, closed: true } }),
      undefined,
      '',
      false,
    ],
  ])('%s', (_name, record, owed, line, paid) => {
    const steps = decideDebt(record, now, owed)
    expect(lineOf(steps)).toBe(line)
    expect(isPaid(steps)).toBe(paid)
    expect(kindsIn(steps).includes('debt-paid')).toBe(paid)
  })

  test('says who paid it, and whether in time', () => {
    const steps = decideDebt(withDebt(), now, voting([review(1, otto)]))
    const event = steps.flatMap((step) => ('change' in step ? (step.change.events ?? []) : []))[0]
    expect(event).toMatchObject({ facts: { by: [otto.id], reviews: [1], in_time: true }, actor: { id: otto.id } })
  })

  test('is said to be late once, when its time is over, whether or not it can be looked at', () => {
    for (const owed of [undefined, voting([])]) {
      const steps = decideDebt(withDebt(), later(86_400), owed)
      expect(kindsIn(steps)).toEqual(['debt-overdue'])
      expect(steps[0]).toMatchObject({ change: { set: { debt: { overdue: true } } } })
    }
    expect(kindsIn(decideDebt(withDebt(), later(86_399), voting([])))).toEqual([])
    expect(kindsIn(decideDebt(withDebt({ overdue: true }), later(90_000), voting([])))).toEqual([])
  })

  test('is paid late all the same, and stays known as late', () => {
    const steps = decideDebt(withDebt(), later(90_000), voting([review(1, otto)]))
    expect(kindsIn(steps)).toEqual(['debt-overdue', 'debt-paid'])
    const last = steps.findLast((step) => step.do === 'save' && step.change.set?.debt?.paid)
    expect(last).toMatchObject({ change: { set: { debt: { overdue: true, paid: { by: [otto] } } } } })
  })

  test('is looked at until it is paid, and at its time', () => {
    expect(debtLook(withDebt('none'), now)).toBeNull()
    expect(debtLook(withDebt({ pull: undefined as never }), now)).toEqual(later(1))
    expect(debtLook(withDebt({ pull: undefined as never }), later(60))).toEqual(later(120))
    expect(debtLook(withDebt({ pull: { ...pull, closed: true } }), now)).toEqual(later(60))
    expect(debtLook(withDebt({ due: later(60) }), now)).toEqual(later(60))
    expect(debtLook(withDebt({ due: later(-60), overdue: true }), now)?.getTime()).toBeGreaterThan(now.getTime())
    expect(debtLook(withDebt({ paid: { at: now, by: [] }, pull: { ...pull, closed: true } }), now)).toBeNull()
    expect(isOwed(withDebt())).toBe(true)
    expect(isOwed(withDebt({ paid: { at: now, by: [] } }))).toBe(false)
  })

  test('is never paid but by an owner other than the requester, at our head, whatever else is said', () => {
    const people = [rita, otto, sam, nora]
    const someReview = fc.record({
      id: fc.integer({ min: 1, max: 50 }),
      person: fc.constantFrom(...people),
      state: fc.constantFrom(
        'APPROVED' as const,
        'CHANGES_REQUESTED' as const,
        'COMMENTED' as const,
        'DISMISSED' as const,
      ),
      commit: fc.constantFrom(head, 'x'.repeat(40)),
    })
    const reviews = fc.uniqueArray(someReview, { selector: ({ id }) => id, maxLength: 8 })
    const shown = fc.record({ open: fc.boolean(), merged: fc.boolean(), textIntact: fc.boolean() })
    fc.assert(
      fc.property(reviews, shown, (given, seen) => {
        const sorted = [...given].sort((a, b) => a.id - b.id)
        const all = sorted.map(({ id, person, state, commit }) => review(id, person, { state, commit }))
        const steps = decideDebt(withDebt(), now, voting(all, seen))
        const last = sorted.filter(({ person, state }) => person === otto && state !== 'COMMENTED').at(-1)
        const may = last?.state === 'APPROVED' && last.commit === head
        if (isPaid(steps)) expect(may && (seen.open || seen.merged) && seen.textIntact).toBe(true)
      }),
      { numRuns: runs(500) },
    )
  })
})

describe('a review that is owed for an issue that is out of sight', () => {
  const over = (set: Partial<Debt> | 'none' = {}, more: object = {}) =>
    withDebt(set, { state: 'ended', outcome: 'void', end: { cause: 'deleted', asked: now, attempts: 1 }, ...more })
  const unseen = { kind: 'unseen' as const, what: 'issue' as const, told: false }
  const yes = voting([review(1, otto)])
  test.each<[name: string, record: RequestRecord, seen: Seen, line: string]>([
    [
      'is paid as any other',
      over(),
      { kind: 'gone', owed: yes },
      'save merge@debt save publish closePull@debt publish',
    ],
    [
      'once it is known to be gone',
      over({}, { gone: true }),
      { ...unseen, owed: yes },
      'save merge@debt save publish closePull@debt publish',
    ],
    ['while that is in doubt', over(), { ...unseen, owed: yes }, 'save save merge@debt save publish closePull@debt'],
    [
      'is asked for again',
      over(),
      { kind: 'gone', owed: voting([], { open: false, closedBy: rita.id }) },
      'save openPull@debt publish publish',
    ],
    ['waits', over({}, { gone: true }), { kind: 'gone', owed: voting([]) }, 'save publish'],
    ['waits while nobody lets Daypass in', over(), { ...unseen, what: 'access' }, 'save'],
    ['is nothing where nothing is owed', over('none'), { kind: 'gone', owed: yes }, 'publish'],
  ])('%s', (_name, record, seen, line) => {
    const steps = decide({ now, record, seen, freshId: 'f'.repeat(22) })
    expect(lineOf(steps)).toBe(line)
    expect(isPaid(steps)).toBe(line.includes('merge'))
  })
})

test('where an owner has to see young keys first, nothing is owed afterwards', () => {
  const keys = [{ line: 'l', fingerprint: 'f', type: 'ssh-ed25519' as const, since: now.toISOString() }]
  const { output } = withYoungKeys(
    allow,
    { at: now.toISOString(), keys, left: [] },
    { asked: now, minAge: 86_400, voted: false },
  )
  expect(output).toMatchObject({ outcome: 'review' })
  expect(output.break_glass).toBeUndefined()
})

test('what lives and was given plainly has less than what would owe a review by now', () => {
  const by = {
    resource: { id: 'r', title: 'R', kind: 'api' as const, sensitivity: 'low' as const, connector: 'c', actions: {} },
    floors: {},
    settings: {},
  }
  const question = { request: { actions: [], duration: 60 } } as never
  const before = (output: PolicyOutput) => ({ at: now.toISOString(), policy: 'p', output })
  const { break_glass: _, ...plain } = allow
  expect(standingAnswer(question, allow, before(plain), by)).toMatchObject({ is: 'more' })
  expect(standingAnswer(question, allow, before(allow), by)).toEqual({ is: 'fine' })
  expect(standingAnswer(question, plain, before(allow), by)).toEqual({ is: 'fine' })
})
