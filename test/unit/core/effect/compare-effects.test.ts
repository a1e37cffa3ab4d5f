import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Comparison, compareEffects, loosens } from '../../../../src/core/effect/compare-effects.ts'
import { type Effect, effectOf } from '../../../../src/core/effect/effect.ts'
import { covers, isWithin, type Slots } from '../../../../src/core/effect/ways-in.ts'
import { match } from '../../../../src/core/review/matching.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'
import { runs } from '../../../runs.ts'
import { allow, circles, deny, electorate, limits, review } from './effect-samples.ts'

const owners = (count: number, most?: string): PolicyOutput => review([['code-owners', count]], most)

const glass = (within = '1h', ...tell: string[]): PolicyOutput => ({
  ...allow(),
  break_glass: { review_within: within, tell: tell.length > 0 ? tell : ['@a'] },
})

describe('a change of the answer', () => {
  test.each<[name: string, before: PolicyOutput, after: PolicyOutput, expected: Comparison]>([
    ['nothing', owners(1), owners(1), 'equal'],
    ['an hour, written as minutes', owners(1, '1h'), owners(1, '60m'), 'equal'],
    ['beyond the limit of the catalog', allow('9h'), allow('12h'), 'equal'],
    ['reasons alone', allow('8h', ['yes']), allow('8h', ['indeed']), 'words'],
    ['reasons of a denial', deny, { ...deny, reasons: ['never'] }, 'words'],
    ['reasons in another order', allow('8h', ['a', 'b']), allow('8h', ['b', 'a']), 'equal'],
    ['other names for the same people', review([['@two+@acme/dba', 1]]), review([['@acme/dba+@two', 1]]), 'words'],
    ['one more name in a group', review([['@acme/dba', 1]]), review([['@acme/dba+@acme/security', 1]]), 'looser'],
    ['denied before, reviewed now', deny, owners(1), 'looser'],
    ['denied before, at once now', deny, allow(), 'looser'],
    ['denied now', owners(1), deny, 'stricter'],
    ['reviewed before, at once now', owners(1), allow(), 'looser'],
    ['at once before, reviewed now', allow(), owners(1), 'stricter'],
    ['one vote fewer', owners(2), owners(1), 'looser'],
    ['one vote more', owners(1), owners(2), 'stricter'],
    ['more votes than people: nobody gets it', owners(1), owners(3), 'stricter'],
    [
      'a second group',
      owners(1),
      review([
        ['code-owners', 1],
        ['@acme/security', 1],
      ]),
      'stricter',
    ],
    [
      'a group fewer',
      review([
        ['code-owners', 1],
        ['@acme/security', 1],
      ]),
      owners(1),
      'looser',
    ],
    ['a larger circle', owners(1), review([['@acme/all', 1]]), 'looser'],
    ['a smaller circle', review([['@acme/all', 1]]), review([['@two', 1]]), 'stricter'],
    ['another circle', owners(1), review([['@acme/security', 1]]), 'other-approvers'],
    ['another circle that overlaps', owners(1), review([['@acme/dba', 1]]), 'other-approvers'],
    ['for longer', owners(1, '2h'), owners(1, '4h'), 'looser'],
    ['denied before, in an emergency now', deny, glass(), 'looser'],
    ['reviewed before, in an emergency now', owners(1), glass(), 'looser'],
    ['in an emergency before, at once now', glass(), allow(), 'looser'],
    ['at once before, in an emergency now', allow(), glass(), 'stricter'],
    ['reviewed later', glass('1h'), glass('2h'), 'looser'],
    ['reviewed sooner', glass('2h'), glass('1h'), 'stricter'],
    ['fewer are told', glass('1h', '@a', '@b'), glass('1h', '@a'), 'looser'],
    ['others are told', glass('1h', '@a'), glass('1h', '@b'), 'other-approvers'],
    ['told in another order', glass('1h', '@a', '@B'), glass('1h', '@b', '@a'), 'equal'],
    ['until sooner', owners(1, '8h'), { ...owners(1, '8h'), until: '2026-11-30T14:00:00Z' }, 'stricter'],
    ['until later', { ...allow('8h'), until: '2026-11-30T14:00:00Z' }, allow('8h'), 'looser'],
    ['until beyond the limit', allow('8h'), { ...allow('8h'), until: '2026-12-30T14:00:00Z' }, 'equal'],
    ['for less time', owners(1, '4h'), owners(1, '2h'), 'stricter'],
    ['at once, and for less time', owners(1, '8h'), allow('2h'), 'mixed'],
    ['more votes, and for longer', owners(1, '2h'), owners(2, '4h'), 'mixed'],
    ['another circle, and for less time', owners(1, '4h'), review([['@acme/security', 1]], '2h'), 'mixed'],
    ['less than what is asked for: no access', owners(1, '2h'), owners(1, '30m'), 'stricter'],
    // Two owners are 2 and 3, and the person `@two` is one of them.
    [
      'one of two is named: the same people',
      owners(2),
      review([
        ['code-owners', 1],
        ['@two', 1],
      ]),
      'words',
    ],
  ])('%s', (_name, before, after, expected) => {
    const [one, other] = [before, after].map((output) =>
      effectOf(output, { ...limits, now: new Date('2026-11-30T12:00:00Z') }, electorate),
    )
    if (!one || !other) throw new TypeError('two answers were given')
    expect(compareEffects(one, other)).toBe(expected)
    expect(loosens(expected)).toBe(['looser', 'mixed', 'other-approvers'].includes(expected))
  })

  test('the same answer under another CODEOWNERS is compared by people', () => {
    const under = (people: number[]) => effectOf(owners(1), limits, { ...electorate, resolve: () => people })
    expect(compareEffects(under([2, 3]), under([2, 3, 4]))).toBe('looser')
    expect(compareEffects(under([2, 3]), under([2]))).toBe('stricter')
    expect(compareEffects(under([2, 3]), under([1, 3, 2]))).toBe('equal')
    expect(compareEffects(under([2, 3]), under([]))).toBe('stricter')
    expect(compareEffects(under([2]), under([3]))).toBe('other-approvers')
  })
})

const everybody = Object.values(circles).flat().concat(7)
const voterSets = subsetsOf([2, 3, 4, 5, 6, 7])
const durations = [1_800, 3_600, 7_200]

function subsetsOf(people: readonly number[]): number[][] {
  return people.reduce<number[][]>((sets, person) => sets.flatMap((set) => [set, [...set, person]]), [[]])
}

/** Whether these people saying yes give access for so long, by trying. */
function permits(effect: Effect, voters: readonly number[], seconds: number): boolean {
  if (effect.access === 'none' || seconds > effect.seconds) return false
  return effect.access === 'at-once' || fills(voters, effect.slots)
}

function fills(voters: readonly number[], slots: Slots): boolean {
  const [first, ...rest] = slots
  if (!first) return true
  return voters.some(
    (voter) =>
      first.has(voter) &&
      fills(
        voters.filter((other) => other !== voter),
        rest,
      ),
  )
}

/** What the definition says, over all sets of the six people and all durations that occur. */
function byTrying(before: Effect, after: Effect): Comparison {
  let [gains, loses] = [false, false]
  for (const voters of voterSets) {
    for (const seconds of durations) {
      const [was, is] = [permits(before, voters, seconds), permits(after, voters, seconds)]
      gains ||= is && !was
      loses ||= was && !is
    }
  }
  if (!gains && !loses) return before.words === after.words ? 'equal' : 'words'
  if (gains !== loses) return gains ? 'looser' : 'stricter'
  return before.access !== 'none' && after.access !== 'none' && before.seconds === after.seconds
    ? 'other-approvers'
    : 'mixed'
}

const circle = fc.uniqueArray(fc.integer({ min: 2, max: 7 }), { minLength: 1, maxLength: 6 })
const slots = fc
  .array(fc.tuple(circle, fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 4 })
  .map((groups) => groups.flatMap(([people, count]) => Array.from({ length: count }, () => new Set(people))))
  .filter(
    (all) =>
      match(
        everybody,
        all.map((accepts) => ({ accepts })),
      ).size === all.length,
  )
const seconds = fc.constantFrom(...durations)
const words = fc.constantFrom('a', 'b')
const effect: fc.Arbitrary<Effect> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ access: fc.constant('none' as const), words }) },
  { weight: 1, arbitrary: fc.record({ access: fc.constant('at-once' as const), seconds, words }) },
  { weight: 6, arbitrary: fc.record({ access: fc.constant('reviewed' as const), slots, seconds, words }) },
)

describe('the order', () => {
  test('is what trying all sets of six people finds: never a new way in that it does not see', () => {
    fc.assert(
      fc.property(effect, effect, (before, after) => {
        expect(compareEffects(before, after)).toBe(byTrying(before, after))
      }),
      { numRuns: runs(1500) },
    )
  })

  test('an effect is equal to itself', () => {
    fc.assert(
      fc.property(effect, (one) => {
        expect(compareEffects(one, one)).toBe('equal')
      }),
      { numRuns: runs(300) },
    )
  })

  test('two changes that loosen nothing loosen nothing together, and it reads the other way round', () => {
    const turned: Partial<Record<Comparison, Comparison>> = { looser: 'stricter', stricter: 'looser' }
    fc.assert(
      fc.property(effect, effect, effect, (one, two, three) => {
        const [first, second] = [compareEffects(one, two), compareEffects(two, three)]
        if (!loosens(first) && !loosens(second)) expect(loosens(compareEffects(one, three))).toBe(false)
        if (!loosens(first) && second === 'stricter') expect(compareEffects(one, three)).toBe('stricter')
        expect(compareEffects(two, one)).toBe(turned[first] ?? first)
      }),
      { numRuns: runs(1500) },
    )
  })

  test('what is quick to see is true', () => {
    fc.assert(
      fc.property(slots, slots, (outer, inner) => {
        if (!covers(outer, inner)) return
        for (const voters of voterSets) if (fills(voters, inner)) expect(fills(voters, outer)).toBe(true)
      }),
      { numRuns: runs(1000) },
    )
  })
})

describe('circles that are too many to try', () => {
  const from = (first: number): Set<number> => new Set(Array.from({ length: 60 }, (_, index) => first + index))
  const ten = Array.from({ length: 10 }, (_, circle) => Array.from({ length: 10 }, () => from(circle))).flat()

  test('are compared slot by slot', () => {
    expect(isWithin(ten, ten)).toBe('yes')
    expect(isWithin([...ten, from(3)], ten)).toBe('yes')
    expect(isWithin(ten, [...ten.slice(1), from(20)])).toBe('unproved')
  })

  test('and what is not shown there counts as loosening', () => {
    const effects = [ten, [...ten.slice(1), from(20)]].map((slots) => ({
      access: 'reviewed' as const,
      slots,
      seconds: 60,
      words: '',
    }))
    const [before, after] = effects
    if (!before || !after) throw new TypeError('there are two')
    expect(loosens(compareEffects(before, after))).toBe(true)
  })
})
