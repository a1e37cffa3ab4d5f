import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Ballot, countVotes, type IgnoredBecause, type Review } from '../../../../src/core/review/votes.ts'
import { runs } from '../../../runs.ts'
import { referenceVotes } from './votes-reference.ts'

const head = 'c0ffee'.padEnd(40, '0')
const at = new Date('2026-11-21T19:14:00Z')
const requester = 7

function person(id: number) {
  return { id, login: `person-${id}` }
}

function review(id: number, who: number, state: Review['state'] = 'APPROVED', more: Partial<Review> = {}): Review {
  return { id, person: { ...person(who), type: 'User' }, state, commit: head, submittedAt: at, ...more }
}

function slot(name: string, ...eligible: number[]) {
  return { name, from: [`@acme/${name}`], eligible: eligible.map(person) }
}

/** A ballot in which everybody was eligible for everything when they voted, unless it says otherwise. */
function ballot(slots: Ballot['slots'], reviews: Review[], more: Partial<Ballot> = {}): Ballot {
  const names = slots.map(({ name }) => name)
  const eligibleThen = Object.fromEntries(reviews.map(({ id }) => [String(id), names]))
  return { reviews, head, requester, slots, eligibleThen, voidedUpTo: 0, ...more }
}

const owner = slot('owners', 1, 2)

describe('a yes counts', () => {
  test('of somebody eligible, on our head', () => {
    expect(countVotes(ballot([owner], [review(1, 1)]))).toEqual({
      filled: [{ slot: 'owners', person: person(1), review: 1 }],
      open: [],
      blockedBy: [],
      ignored: [],
      complete: true,
    })
  })

  test('also when comments follow', () => {
    const reviews = [review(1, 1), review(2, 1, 'COMMENTED'), review(3, 1, 'PENDING')]
    expect(countVotes(ballot([owner], reviews)).complete).toBe(true)
  })

  test('of different people for different slots', () => {
    const slots = [slot('owners', 1, 2), slot('security', 1)]
    expect(countVotes(ballot(slots, [review(1, 1), review(2, 2)])).complete).toBe(true)
  })

  test('as the last of 101 reviews', () => {
    const talk = Array.from({ length: 100 }, (_, index) => review(index + 1, 1 + (index % 5), 'COMMENTED'))
    expect(countVotes(ballot([owner], talk)).complete).toBe(false)
    expect(countVotes(ballot([owner], [...talk, review(101, 2)])).complete).toBe(true)
    const approved = [
      ...Array.from({ length: 100 }, (_, index) => review(index + 1, 1)),
      review(101, 1, 'CHANGES_REQUESTED'),
    ]
    expect(countVotes(ballot([owner], approved))).toMatchObject({ complete: false, blockedBy: [person(1)] })
  })
})

describe('a yes does not count', () => {
  test.each<[name: string, why: IgnoredBecause, reviews: Review[], more: Partial<Ballot>]>([
    ['of the requester', 'requester', [review(1, 1)], { requester: 1 }],
    ['of a bot', 'not-a-person', [review(1, 1, 'APPROVED', { person: { ...person(1), type: 'Bot' } })], {}],
    [
      'of an organisation',
      'not-a-person',
      [review(1, 1, 'APPROVED', { person: { ...person(1), type: 'Organization' } })],
      {},
    ],
    ['of somebody without the right', 'not-eligible-now', [review(1, 3)], {}],
    [
      'of somebody who had no right when they voted',
      'not-eligible-then',
      [review(1, 1)],
      { eligibleThen: { '1': [] } },
    ],
    ['whose voter was never looked up', 'not-eligible-then', [review(1, 1)], { eligibleThen: {} }],
    [
      'of somebody who had the right for another slot',
      'not-eligible-then',
      [review(1, 1)],
      { eligibleThen: { '1': ['x'] } },
    ],
    ['on another commit', 'other-commit', [review(1, 1, 'APPROVED', { commit: 'd'.repeat(40) })], {}],
    [
      'on an earlier commit that asked for the same',
      'other-commit',
      [review(1, 1, 'APPROVED', { commit: 'd'.repeat(40) })],
      { before: ['d'.repeat(40)] },
    ],
    ['on a commit that is gone', 'other-commit', [review(1, 1, 'APPROVED', { commit: undefined })], {}],
    ['on a part of the head', 'other-commit', [review(1, 1, 'APPROVED', { commit: head.slice(0, 7) })], {}],
    ['given to a text that was not ours', 'void', [review(1, 1)], { voidedUpTo: 1 }],
    ['that was dismissed', 'dismissed', [review(1, 1, 'DISMISSED')], {}],
    ['that is only a comment', 'comment', [review(1, 1, 'COMMENTED')], {}],
    ['that is only a draft', 'pending', [review(1, 1, 'PENDING')], {}],
  ])('%s', (_name, why, reviews, more) => {
    const tally = countVotes(ballot([owner], reviews, more))
    expect(tally.ignored).toEqual([{ review: 1, why }])
    expect(tally).toMatchObject({ complete: false, filled: [], blockedBy: [] })
    // Control: the same vote, only right.
    expect(countVotes(ballot([owner], [review(1, 1)])).complete).toBe(true)
  })

  test('when the same person then asks for changes, with a comment after it', () => {
    const reviews = [review(1, 1), review(2, 1, 'CHANGES_REQUESTED'), review(3, 1, 'COMMENTED')]
    const tally = countVotes(ballot([owner], reviews))
    expect(tally).toMatchObject({ complete: false, filled: [], blockedBy: [person(1)] })
    expect(tally.ignored).toEqual([
      { review: 1, why: 'superseded' },
      { review: 3, why: 'comment' },
    ])
  })

  test.each<[name: string, last: Review]>([
    ['dismissed', review(2, 1, 'DISMISSED')],
    ['on another commit', review(2, 1, 'APPROVED', { commit: 'd'.repeat(40) })],
    ['on another commit, and no', review(2, 1, 'CHANGES_REQUESTED', { commit: 'd'.repeat(40) })],
  ])('again when a later one of the same person is %s', (_name, last) => {
    expect(countVotes(ballot([owner], [review(1, 1), last]))).toMatchObject({
      complete: false,
      filled: [],
      blockedBy: [],
    })
  })

  test('twice, for two slots', () => {
    const tally = countVotes(ballot([slot('owners', 1), slot('security', 1, 2)], [review(1, 1)]))
    expect(tally.filled).toHaveLength(1)
    expect(tally.complete).toBe(false)
    expect(tally.open).toEqual([{ slot: 'security', from: ['@acme/security'], canFill: [person(2)] }])
  })

  test('where nobody is asked: no slots are nobody, not everybody', () => {
    expect(countVotes(ballot([], [review(1, 1)])).complete).toBe(false)
    expect(countVotes(ballot([slot('owners')], [review(1, 1)])).complete).toBe(false)
  })

  test('for a name that every object has', () => {
    const slots = [slot('constructor', 1)]
    expect(countVotes(ballot(slots, [review(1, 1)], { eligibleThen: {} })).complete).toBe(false)
  })
})

describe('a no', () => {
  const approved = [review(1, 1)]

  test.each<[name: string, reviews: Review[], more: Partial<Ballot>, blocks: boolean]>([
    ['of somebody eligible blocks', [...approved, review(2, 2, 'CHANGES_REQUESTED')], {}, true],
    ['given before the yes of others blocks too', [review(1, 2, 'CHANGES_REQUESTED'), review(2, 1)], {}, true],
    ['is taken back by a yes', [review(1, 2, 'CHANGES_REQUESTED'), review(2, 2), review(3, 1)], {}, false],
    [
      'is not taken back by a comment',
      [review(1, 2, 'CHANGES_REQUESTED'), review(2, 2, 'COMMENTED'), review(3, 1)],
      {},
      true,
    ],
    ['that was dismissed does not block', [...approved, review(2, 2, 'DISMISSED')], {}, false],
    ['of a stranger does not block', [...approved, review(2, 3, 'CHANGES_REQUESTED')], {}, false],
    [
      'of a bot does not block',
      [...approved, review(2, 2, 'CHANGES_REQUESTED', { person: { ...person(2), type: 'Bot' } })],
      {},
      false,
    ],
    ['of the requester does not block', [...approved, review(2, 2, 'CHANGES_REQUESTED')], { requester: 2 }, false],
    [
      'on another commit does not block',
      [...approved, review(2, 2, 'CHANGES_REQUESTED', { commit: 'd'.repeat(40) })],
      {},
      false,
    ],
    [
      'on an earlier commit that asked for the same does',
      [...approved, review(2, 2, 'CHANGES_REQUESTED', { commit: 'd'.repeat(40) })],
      { before: ['d'.repeat(40)] },
      true,
    ],
    [
      'on one of several earlier commits that asked for the same does',
      [...approved, review(2, 2, 'CHANGES_REQUESTED', { commit: 'd'.repeat(40) })],
      { before: ['d'.repeat(40), 'e'.repeat(40)] },
      true,
    ],
    [
      'on a commit that is gone does not, whatever there was before',
      [...approved, review(2, 2, 'CHANGES_REQUESTED', { commit: undefined })],
      { before: ['d'.repeat(40)] },
      false,
    ],
    [
      'of somebody who had no right does not block',
      [...approved, review(2, 2, 'CHANGES_REQUESTED')],
      { eligibleThen: { '1': ['owners'] } },
      false,
    ],
    ['cannot be made void by others', [review(1, 2, 'CHANGES_REQUESTED'), review(2, 1)], { voidedUpTo: 1 }, true],
  ])('%s', (_name, reviews, more, blocks) => {
    const tally = countVotes(ballot([owner], reviews, more))
    expect(tally.blockedBy).toEqual(blocks ? [person(2)] : [])
    expect(tally.complete).toBe(!blocks)
  })
})

describe('what is still open', () => {
  test('names all who can fill it, never the requester and nobody who said yes', () => {
    const tally = countVotes(ballot([slot('a', 3, 1, requester, 3), slot('b', 1)], [review(1, 1)]))
    expect(tally.filled).toMatchObject([{ slot: 'b', person: { id: 1 } }])
    expect(tally.open).toEqual([{ slot: 'a', from: ['@acme/a'], canFill: [person(3)] }])
  })

  test('is the slot that others can fill, where a voter could fill several', () => {
    const tally = countVotes(ballot([slot('owners', 1, 2), slot('security', 1)], [review(1, 1)]))
    expect(tally.filled).toMatchObject([{ slot: 'security' }])
    expect(tally.open).toMatchObject([{ slot: 'owners', canFill: [{ id: 2 }] }])
  })

  test('says so when there are too few people', () => {
    const open = countVotes(ballot([slot('owners', 1), slot('security', 1)], [])).open
    expect(open.map(({ note }) => note)).toEqual([undefined, expect.stringContaining('One person fills one slot')])
  })

  test('names them in one order, however they are listed', () => {
    const { open } = countVotes(ballot([slot('owners', 5, 3, 4)], []))
    expect(open).toMatchObject([{ canFill: [person(3), person(4), person(5)] }])
  })

  test('says nothing more where nobody can fill it at all', () => {
    const { open } = countVotes(ballot([slot('owners'), slot('security', requester)], []))
    expect(open).toStrictEqual([
      { slot: 'owners', from: ['@acme/owners'], canFill: [] },
      { slot: 'security', from: ['@acme/security'], canFill: [] },
    ])
  })

  test('can be filled by whoever said yes when they had the right for another slot only', () => {
    const slots = [slot('owners', 2), slot('security', 1)]
    const tally = countVotes(ballot(slots, [review(1, 1)], { eligibleThen: { '1': ['owners'] } }))
    expect(tally.ignored).toEqual([{ review: 1, why: 'not-eligible-now' }])
    expect(tally.open).toMatchObject([{ canFill: [person(2)] }, { canFill: [person(1)] }])
  })

  test('carries the note of why nobody can fill it', () => {
    const tally = countVotes(ballot([{ ...slot('owners'), note: 'mend `CODEOWNERS`' }], []))
    expect(tally.open).toEqual([{ slot: 'owners', from: ['@acme/owners'], canFill: [], note: 'mend `CODEOWNERS`' }])
  })
})

const someReview = fc.record({
  who: fc.integer({ min: 1, max: 5 }),
  state: fc.constantFrom<Review['state']>(
    'APPROVED',
    'APPROVED',
    'CHANGES_REQUESTED',
    'COMMENTED',
    'DISMISSED',
    'PENDING',
  ),
  commit: fc.constantFrom(head, head, head, head, 'd'.repeat(40), undefined),
  type: fc.constantFrom('User', 'User', 'User', 'User', 'User', 'Bot'),
  seen: fc.option(fc.subarray(['a', 'b', 'c']), { freq: 9 }),
})
const someSlots = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.subarray([1, 2, 3, 4, 5])).map(([name, ids]) => slot(name, ...ids)),
  { maxLength: 4 },
)
const someBallot = fc
  .record({
    reviews: fc.array(someReview, { maxLength: 10 }),
    slots: someSlots,
    requester: fc.integer({ min: 4, max: 8 }),
    voidedUpTo: fc.constantFrom(0, 0, 0, 1, 3),
  })
  .map(
    ({ reviews, ...rest }): Ballot => ({
      ...rest,
      head,
      reviews: reviews.map(({ who, state, commit, type }, index) =>
        review(index + 1, who, state, { commit, person: { ...person(who), type } }),
      ),
      eligibleThen: Object.fromEntries(
        reviews.flatMap(({ seen }, index) => (seen === null ? [] : [[String(index + 1), seen]])),
      ),
    }),
  )

describe('any vote at all', () => {
  test('comes out as the plain rules say', () => {
    let complete = 0
    fc.assert(
      fc.property(someBallot, (some) => {
        const tally = countVotes(some)
        const found = {
          filled: tally.filled.length,
          blockedBy: tally.blockedBy.map(({ id }) => id),
          complete: tally.complete,
        }
        expect(found).toEqual(referenceVotes(some))
        if (tally.complete) complete++
      }),
      { numRuns: runs(5000) },
    )
    expect(complete).toBeGreaterThan(20)
  })

  test('gives no person two slots, and none to the requester; every slot is either filled or open', () => {
    fc.assert(
      fc.property(someBallot, (some) => {
        const { filled, open } = countVotes(some)
        const ids = filled.map(({ person: { id } }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids).not.toContain(some.requester)
        expect(filled.length + open.length).toBe(some.slots.length)
        for (const { canFill } of open) {
          expect(canFill.map(({ id }) => id)).not.toContain(some.requester)
          for (const { id } of canFill) expect(ids).not.toContain(id)
        }
      }),
      { numRuns: runs(2000) },
    )
  })

  test('accounts for every review once: it counts, or it is said why not', () => {
    fc.assert(
      fc.property(someBallot, (some) => {
        const { filled, ignored } = countVotes(some)
        const told = ignored.map(({ review: id }) => id)
        expect(new Set(told).size).toBe(told.length)
        for (const { review: id } of filled) expect(told).not.toContain(id)
      }),
    )
  })

  test('is never completed by one more request for changes, nor by a dismissal', () => {
    fc.assert(
      fc.property(
        someBallot,
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom('CHANGES_REQUESTED', 'DISMISSED'),
        (some, who, state) => {
          const added = review(99, who, state)
          const eligibleThen = { ...some.eligibleThen, '99': ['a', 'b', 'c'] }
          const before = countVotes(some)
          // A dismissal takes back a no as well: then nothing was added but taken away.
          fc.pre(state === 'CHANGES_REQUESTED' || before.blockedBy.length === 0)
          if (before.complete) return
          expect(countVotes({ ...some, reviews: [...some.reviews, added], eligibleThen }).complete).toBe(false)
        },
      ),
    )
  })

  test('does not depend on the order in which different people voted', () => {
    fc.assert(
      fc.property(someBallot, (some) => {
        const byPerson = [...some.reviews].sort((a, b) => b.person.id - a.person.id)
        expect(countVotes({ ...some, reviews: byPerson })).toEqual(countVotes(some))
      }),
    )
  })

  test('says who can still do it: if all who can fill open slots say yes, only what nobody can fill stays open', () => {
    fc.assert(
      fc.property(someBallot, (some) => {
        const { open } = countVotes(some)
        const voters = new Map(open.flatMap(({ canFill }) => canFill.map(({ id }) => [id, id])))
        const added = [...voters.keys()].map((id) => review(100 + id, id))
        const names = some.slots.map(({ name }) => name)
        const eligibleThen = { ...some.eligibleThen, ...Object.fromEntries(added.map(({ id }) => [String(id), names])) }
        const after = countVotes({ ...some, reviews: [...some.reviews, ...added], eligibleThen })
        const hopeless = open.filter(({ canFill, note }) => canFill.length === 0 || note !== undefined)
        expect(after.open.length).toBe(hopeless.length)
      }),
      { numRuns: runs(2000) },
    )
  })
})
