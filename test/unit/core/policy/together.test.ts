import { describe, expect, test } from 'vitest'
import { type Answered, gridOf } from '../../../../src/core/policy/grid.ts'
import { togetherOf } from '../../../../src/core/policy/together.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import { isPolicyInput } from '../../../../src/generated/validators.js'

const context = {
  ...{ repository: { id: 7, fullName: 'acme/access', private: true }, now: new Date('2026-11-30T12:00:00Z') },
  ...{ reads: () => false, teams: [] },
}
const resource = (id: string, actions: number): Resource => ({
  ...{ id, title: id, kind: 'database', sensitivity: 'low', connector: 'orders' },
  actions: Object.fromEntries(Array.from({ length: actions }, (_, at) => [`act-${at}`, { scope: `s${at}` }])),
})
const answered = (...resources: Resource[]): Answered[] =>
  gridOf(resources, context, 1e6).questions.map((question) => ({
    question,
    answer: { output: { outcome: 'allow', reasons: [] } },
  }))
const ask = (most: number, ...resources: Resource[]) => togetherOf(answered(...resources), context.reads, most)

describe('several actions at once', () => {
  test.each<[actions: number, each: string[]]>([
    [1, []],
    [2, ['act-0 act-1']],
    [3, ['act-0 act-1', 'act-0 act-2', 'act-1 act-2', 'act-0 act-1 act-2']],
  ])('of %s actions each pair, and all, by every role', (actions, each) => {
    const { questions, all } = ask(1e6, resource('a', actions))
    const asked = questions.map(({ role, input }) => `${role} ${input.request.actions.join(' ')}`)
    expect(asked).toStrictEqual(['outsider', 'bot', 'member'].flatMap((role) => each.map((one) => `${role} ${one}`)))
    expect(all).toBe(questions.length)
    expect(questions.every(({ kind, input }) => kind === 'together' && isPolicyInput(input))).toBe(true)
  })

  test('are asked of each resource, and of very many that are answered alike of one', () => {
    expect(ask(1e6, resource('a', 3), resource('b', 3)).questions).toHaveLength(24)
    const many = Array.from({ length: 200 }, (_, at) => resource(`r${at}`, 3))
    const { questions, all } = ask(1e6, ...many, resource('other', 4))
    expect(questions).toHaveLength(12 + 21)
    expect(all).toBe(33)
  })

  test('that are left out are counted', () => {
    const { questions, all } = ask(1e6, resource('a', 10))
    expect(questions).toHaveLength(3 * (28 + 1))
    expect(all - questions.length).toBe(3 * (45 - 28))
    const few = ask(2, resource('a', 3))
    expect([few.questions.length, few.all]).toStrictEqual([2, 12])
  })
})
