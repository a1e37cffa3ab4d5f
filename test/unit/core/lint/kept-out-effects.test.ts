import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareEffects } from '../../../../src/core/effect/compare-effects.ts'
import { accessOf } from '../../../../src/core/lint/access-of.ts'
import { PeopleKnown } from '../../../../src/core/lint/people-known.ts'
import type { Question } from '../../../../src/core/policy/grid.ts'
import { runs } from '../../../runs.ts'
import { limits } from '../effect/effect-samples.ts'

const teams: Record<string, number[]> = {
  '@acme/a': [1, 2, 3],
  '@acme/b': [3, 4],
  '@acme/c': [2, 5, 6],
  '@acme/all': [1, 2, 3, 4, 5, 6],
}
const asPeople = (ids: number[]) => ids.map((id) => ({ id }))
const known = new Map<string, { people: { id: number }[]; nobody?: string; members?: { id: number }[] }>([
  ...Object.entries(teams).map(([name, ids]) => [name, { people: asPeople(ids) }] as const),
  ['@acme/readers', { people: [], nobody: 'no write access', members: asPeople([2, 3]) }],
  ['@acme/gone', { people: [], nobody: 'no such team' }],
])

const input = {
  request: { actions: ['read'], duration: 3600 },
  facts: { now_ns: 1_795_276_800_000_000_000, requester: { id: 9 } },
}
const question = { resource: limits.resource, input } as unknown as Question

type Slot = { from: string[]; except?: string[] }

/** Both sides as a pull request would compare them. */
function compared(before: Slot[], after: Slot[], names = known) {
  const excepted = [...before, ...after].flatMap(({ except = [] }) => except)
  const people = new PeopleKnown(names, undefined, excepted)
  const effect = (slots: Slot[]) => {
    const approvals = slots.map((slot, index) => ({ name: `${index}`, count: 1, ...slot }))
    const output = { outcome: 'review' as const, reasons: ['so'], max_duration: '8h', approvals }
    return accessOf(question, { output }, {}, people)
  }
  return compareEffects(effect(before), effect(after))
}

describe('keeping people out', () => {
  test.each<[name: string, before: Slot, after: Slot, expected: string]>([
    ['is stricter', { from: ['@acme/all'] }, { from: ['@acme/all'], except: ['@acme/b'] }, 'stricter'],
    ['of more is stricter', only('@acme/b'), only('@acme/b', '@acme/c'), 'stricter'],
    ['no more is looser', only('@acme/b'), { from: ['@acme/all'] }, 'looser'],
    ['of others is neither', only('@acme/b'), only('@acme/c'), 'other-approvers'],
    ['of who is not there is words', { from: ['@acme/a'] }, { from: ['@acme/a'], except: ['@x'] }, 'words'],
    ['of those who may not vote counts', { from: ['@acme/all'] }, only('@acme/readers'), 'stricter'],
    ['of everybody is no access', { from: ['@acme/a'] }, { from: ['@acme/a'], except: ['@acme/all'] }, 'stricter'],
    ['of whom nobody knows is stricter', { from: ['@acme/all'] }, only('@acme/gone'), 'stricter'],
    ['of whom nobody knows no more is looser', only('@acme/gone'), { from: ['@acme/all'] }, 'looser'],
    ['of others whom nobody knows is neither', only('@acme/gone'), only('@acme/lost'), 'other-approvers'],
  ])('%s', (_name, before, after, expected) => expect(compared([before], [after])).toBe(expected))

  test('is compared without anybody to ask', () => {
    expect(compared([{ from: ['@acme/all'] }], [only('@acme/b')], new Map())).toBe('stricter')
    expect(compared([only('@acme/b')], [{ from: ['@acme/all'] }], new Map())).toBe('looser')
    expect(compared([only('@acme/b')], [only('@acme/c')], new Map())).toBe('other-approvers')
  })
})

function only(...except: string[]): Slot {
  return { from: ['@acme/all'], except }
}

const someNames = fc.subarray(Object.keys(teams))
const someSlot = fc.record({ from: fc.subarray(Object.keys(teams), { minLength: 1 }), except: someNames })

/** Whether these people saying yes fill the slots, by trying. */
function fills(voters: readonly number[], slots: Slot[]): boolean {
  const [first, ...rest] = slots
  if (!first) return true
  const may = (voter: number, names: string[] = []) => names.some((name) => teams[name]?.includes(voter))
  return voters.some((voter) => {
    const others = voters.filter((one) => one !== voter)
    return may(voter, first.from) && !may(voter, first.except) && fills(others, rest)
  })
}

const everySet = [1, 2, 3, 4, 5, 6].reduce<number[][]>((sets, one) => sets.flatMap((set) => [set, [...set, one]]), [[]])

test('the order with people kept out is what trying all sets of six people finds', () => {
  const some = fc.array(someSlot, { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(some, some, (before, after) => {
      const gains = everySet.some((voters) => fills(voters, after) && !fills(voters, before))
      const loses = everySet.some((voters) => fills(voters, before) && !fills(voters, after))
      const found = compared(before, after)
      if (gains && !loses) expect(found).toBe('looser')
      else if (loses && !gains) expect(found).toBe('stricter')
      else if (gains) expect(found).toBe('other-approvers')
      else expect(['equal', 'words']).toContain(found)
    }),
    { numRuns: runs(800) },
  )
})
