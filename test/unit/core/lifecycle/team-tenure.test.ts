import { describe, expect, test } from 'vitest'
import type { Seen, Voting } from '../../../../src/core/lifecycle/plan.ts'
import { basesOf, type Candidate, eligibleByTenure, memberSince } from '../../../../src/core/lifecycle/team-tenure.ts'
import { ageOf } from '../../../../src/core/review/tenure.ts'
import type { Eligible } from '../../../../src/core/review/votes.ts'
import {
  lineOf,
  now,
  otto,
  plan,
  pull,
  reading,
  review,
  rita,
  sam,
  seenPull,
  slots as standing,
} from './approval-samples.ts'

const week = 7 * 86_400
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000)
const member = (since: Candidate['since'], set: Partial<Candidate> = {}): Candidate => ({
  ...otto,
  name: '@acme/orders',
  ...(since === undefined ? {} : { since }),
  ...set,
})
const by = { age: week, now, requester: rita.id }
const { since: _none, ...named } = member(undefined, { name: '@otto' })

describe('who has been in a team for a week', () => {
  test.each<[string, Candidate[], boolean]>([
    ['counts at the very second', [member(ago(week))], true],
    ['does not count a second before', [member(ago(week - 1))], false],
    ['does not count a minute after joining', [member(ago(60))], false],
    ['does not count where the look began before the listing', [member(ago(-2))], false],
    ['counts when they were there before Daypass first looked', [member('before')], true],
    ['counts when a name means them as a person', [named], true],
    ['counts by the other team', [member(ago(60)), member(ago(week), { name: '@acme/security' })], true],
    ['counts by the other team, whatever comes first', [member('before'), member(ago(60))], true],
    ['counts as a person, however new in the team', [member(ago(60)), named], true],
  ])('%s', (_name, candidates, counts) => {
    const { eligible, note } = eligibleByTenure(candidates, by)
    expect(eligible.map(({ id }) => id)).toEqual(counts ? [otto.id] : [])
    expect(note === undefined).toBe(counts)
    // Control: without the setting everybody counts.
    expect(eligibleByTenure(candidates, { ...by, age: undefined }).eligible).toHaveLength(1)
  })

  test('is said of those who are too new: who, where, from when on; nobody is called', () => {
    const { note } = eligibleByTenure([member(ago(60.5)), member('before', sam)], by)
    expect(note).toBe('`otto` is too new in `@acme/orders` and counts with a review from `2026-11-28 19:13 UTC` on.')
    const crowd = Array.from({ length: 5 }, (_, index) => member(ago(60), { id: 100 + index, login: `p${index}` }))
    expect(eligibleByTenure(crowd, by).note).toMatch(/^`p0` .* `p2` [^`]*`@acme\/orders`.* on\. 2 more are too new\.$/)
  })

  test('is not said of the requester, who never counts', () => {
    expect(eligibleByTenure([member(ago(60), rita)], by)).toEqual({ eligible: [] })
  })
})

describe('the setting', () => {
  test.each<[string, Parameters<typeof ageOf>[0], ReturnType<typeof ageOf>]>([
    ['is absent: no age', {}, undefined],
    ['is a duration', { member_for: '7d' }, week],
    ['is longer than anything', { member_for: '400d' }, 'unreadable'],
    ['is among settings that cannot be used', undefined, 'unreadable'],
  ])('%s', (_name, settings, age) => {
    expect(ageOf(settings)).toBe(age)
  })

  test('that cannot be read lets only those count who were there before anybody looked', () => {
    const people = [member(ago(10 * week)), member('before', sam)]
    const { eligible, note } = eligibleByTenure(people, { ...by, age: 'unreadable' })
    expect(eligible).toEqual([{ ...sam, since: 'before' }])
    expect(note).toContain('cannot be read from `.github/daypass.yml`')
  })
})

const slotsWith = (...owners: Eligible[]): Voting['slots'] => [
  { name: 'owners', from: ['code-owners'], eligible: owners },
  { name: 'security', from: ['@acme/security'], eligible: [{ ...sam, since: 'before' }] },
]
const both = [review(1, otto), review(2, sam)]

describe('a vote of somebody who is too new', () => {
  const ofSlot = (candidates: Candidate[]): Voting['slots'] => {
    const [owners, security] = standing as [Voting['slots'][number], Voting['slots'][number]]
    return [{ ...owners, ...eligibleByTenure(candidates, by) }, security]
  }

  test.each<[string, Candidate[], typeof both, string]>([
    ['fills no slot', [member(ago(60))], both, 'publish'],
    [
      'blocks nothing either',
      [member('before', { id: 11, login: 'olga' }), member(ago(60))],
      [review(1, otto, { state: 'CHANGES_REQUESTED' }), review(2, sam), review(3, { id: 11, login: 'olga' })],
      'merge save:granting deliver publish closePull publish',
    ],
    ['counts a week later', [member(ago(week))], both, 'merge save:granting deliver publish closePull publish'],
  ])('%s', (_name, candidates, reviews, expected) => {
    expect(lineOf(plan({ voting: { slots: ofSlot(candidates), pull: seenPull(reviews) }, reading: reading() }))).toBe(
      expected,
    )
  })

  test('does not begin to count by itself: what they could fill when it was first seen is what counts', () => {
    const record = { eligibleThen: { '1': [] } }
    const late = plan({ record, voting: { slots: ofSlot([member(ago(week))]), pull: seenPull(both) } })
    expect(lineOf(late)).toBe('publish')
    const again = [...both, review(3, otto)]
    const voting = { slots: ofSlot([member(ago(week))]), pull: seenPull(again) }
    expect(lineOf(plan({ record, voting, reading: reading() }))).toContain('save:granting')
  })

  test('shows in the open slot why', () => {
    const steps = plan({ voting: { slots: ofSlot([member(ago(60))]), pull: seenPull(both) } })
    const tallies = steps.flatMap((step) => (step.do === 'save' ? (step.change.set?.tally ?? []) : []))
    expect(tallies.at(-1)?.open).toMatchObject([{ slot: 'owners', note: expect.stringContaining('`otto` is too new') }])
  })
})

describe('the trail says from what voters were eligible', () => {
  test.each<[from: string | undefined, basis: string]>([
    ['code-owners', 'code-owners'],
    ['@acme/orders', '@acme/orders'],
    // A login is a name: who it is, the keyed hash in `by` says.
    ['@otto', '@user'],
    [undefined, 'not known'],
  ])('from %s: %s', (from, basis) => {
    const eligible = [{ ...otto, ...(from === undefined ? {} : { from }) }]
    const seen = { kind: 'issue', voting: { slots: [{ name: 'owners', from: [], eligible }] } } as unknown as Seen
    expect(basesOf(seen, [{ slot: 'owners', person: otto, review: 1 }])).toEqual([basis])
  })

  test('by the name under which they stand longest', () => {
    const of = (name: string, from: string, since?: Date) => ({ ...otto, name, from, ...(since ? { since } : {}) })
    const both = [of('@acme/new', '@acme/new', ago(60)), of('@acme/old', 'code-owners', ago(week))]
    expect(eligibleByTenure(both, { age: undefined, now, requester: rita.id }).eligible).toEqual([
      { ...otto, from: 'code-owners', since: ago(week) },
    ])
  })
})

describe('the trail says since when voters were in the team', () => {
  const factsOf = (...owners: Eligible[]) =>
    plan({ record: { pull }, voting: { slots: slotsWith(...owners), pull: seenPull(both) }, reading: reading() })
      .flatMap((step) => (step.do === 'save' ? (step.change.events ?? []) : []))
      .map(({ facts }) => facts)

  test('in the order of those who said yes, when somebody came after Daypass first looked', () => {
    const since = ago(60)
    expect(factsOf({ ...otto, since })).toMatchObject([
      { by: [otto.id, sam.id], member_since: [since.toISOString(), 'before'] },
    ])
  })

  test('and nothing where nobody did', () => {
    for (const owner of [otto, { ...otto, since: 'before' as const }])
      expect(factsOf(owner)[0]).not.toHaveProperty('member_since')
  })

  test('with who is named as a person told apart', () => {
    const filled = [
      { slot: 'owners', person: otto, review: 1 },
      { slot: 'security', person: sam, review: 2 },
    ]
    const slots: Voting['slots'] = [
      { name: 'owners', from: ['@otto'], eligible: [otto] },
      { name: 'security', from: ['@acme/security'], eligible: [{ ...sam, since: ago(5) }] },
    ]
    const seen = { kind: 'issue', voting: { slots } } as unknown as Parameters<typeof memberSince>[0]
    expect(memberSince(seen, filled)).toEqual({ member_since: ['named', ago(5).toISOString()] })
    expect(memberSince({ kind: 'nothing' }, filled)).toEqual({})
  })
})
