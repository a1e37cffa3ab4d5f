import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { match } from '../../../../src/core/review/matching.ts'
import { slotsOf } from '../../../../src/core/review/slots.ts'
import { runs } from '../../../runs.ts'

const accepts = (...people: number[]) => ({ accepts: new Set(people) })

/** The most slots that can be filled, found by trying everything. */
function mostFilled(people: readonly number[], slots: readonly { accepts: ReadonlySet<number> }[]): number {
  const [first, ...rest] = slots
  if (!first) return 0
  const without = mostFilled(people, rest)
  const withOne = people
    .filter((person) => first.accepts.has(person))
    .map(
      (person) =>
        1 +
        mostFilled(
          people.filter((other) => other !== person),
          rest,
        ),
    )
  return Math.max(without, ...withOne)
}

const people = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 6 })
const slots = fc.array(
  fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 4 }).map((ids) => accepts(...ids)),
  { maxLength: 5 },
)

describe('matching', () => {
  test.each<[name: string, people: number[], slots: ReturnType<typeof accepts>[], expected: [number, number][]]>([
    ['nobody', [], [accepts(1)], []],
    ['no slots', [1], [], []],
    ['one person fills one slot, not two', [1], [accepts(1), accepts(1)], [[0, 1]]],
    ['the same person twice is one person', [1, 1], [accepts(1), accepts(1)], [[0, 1]]],
    [
      'somebody makes room by moving',
      [1, 2],
      [accepts(1, 2), accepts(1)],
      [
        [0, 2],
        [1, 1],
      ],
    ],
    [
      'in a chain',
      [1, 2, 3],
      [accepts(1, 2), accepts(1, 3), accepts(1)],
      [
        [0, 2],
        [1, 3],
        [2, 1],
      ],
    ],
    ['who comes first has precedence', [2, 1], [accepts(1, 2)], [[0, 2]]],
    ['a stranger fills nothing', [9], [accepts(1)], []],
  ])('%s', (_name, voters, wanted, expected) => {
    expect([...match(voters, wanted)]).toEqual(expected)
  })

  test('fills as many slots as trying everything does, with distinct people who are accepted', () => {
    fc.assert(
      fc.property(people, slots, (voters, wanted) => {
        const matched = match(voters, wanted)
        expect(matched.size).toBe(mostFilled(voters, wanted))
        expect(new Set(matched.values()).size).toBe(matched.size)
        for (const [slot, person] of matched) {
          expect(voters).toContain(person)
          expect(wanted[slot]?.accepts.has(person)).toBe(true)
        }
      }),
      { numRuns: runs(3000) },
    )
  })

  test('whoever was matched stays matched when others come later', () => {
    fc.assert(
      fc.property(people, slots, (voters, wanted) => {
        for (let some = 0; some < voters.length; some++) {
          const before = [...match(voters.slice(0, some), wanted).values()]
          const after = [...match(voters, wanted).values()]
          expect(after).toEqual(expect.arrayContaining(before))
        }
      }),
    )
  })
})

describe('slots', () => {
  test('one for each person who must say yes', () => {
    expect(
      slotsOf([
        { name: 'owners', from: ['code-owners'], count: 2 },
        { name: 'security', from: ['@acme/security', '@acme/on-call'], count: 1 },
      ]),
    ).toEqual([
      { name: 'owners', from: ['code-owners'] },
      { name: 'owners', from: ['code-owners'] },
      { name: 'security', from: ['@acme/security', '@acme/on-call'] },
    ])
  })

  test('groups that a policy calls alike stay apart', () => {
    const group = (name: string, from: string) => ({ name, from: [from], count: 1 })
    const found = slotsOf([group('a', '@x'), group('a', '@y'), group('a (2)', '@z'), group('a', '@w')])
    expect(found.map(({ name }) => name)).toEqual(['a', 'a (2)', 'a (2) (2)', 'a (3)'])
  })

  test('none for a policy that asks nobody', () => {
    expect(slotsOf([])).toEqual([])
  })
})
