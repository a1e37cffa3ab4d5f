import { describe, expect, test } from 'vitest'
import { keptOut, keptOutNote } from '../../../../src/core/review/kept-out.ts'

const people = (...ids: number[]) => ids.map((id) => ({ id }))
const names: Record<string, Parameters<typeof keptOut>[1] extends (name: string) => infer Behind ? Behind : never> = {
  '@acme/deployers': { people: people(1, 2) },
  '@acme/readers': { people: [], nobody: 'no write access', members: people(3) },
  '@acme/empty': { people: [], nobody: 'nobody in it', members: [] },
  '@acme/gone': { people: [], nobody: 'there is no such team' },
}
const leftOf = (...except: string[]) =>
  keptOut(except, (name) => names[name] ?? { people: [], nobody: 'unknown' })
    .left(people(1, 2, 3, 4))
    .map(({ id }) => id)

describe('who is left', () => {
  test.each<[name: string, except: string[], left: number[]]>([
    ['nobody is kept out', [], [1, 2, 3, 4]],
    ['those of a team', ['@acme/deployers'], [3, 4]],
    ['those who may not vote themselves', ['@acme/readers'], [1, 2, 4]],
    ['nobody of a team that has nobody', ['@acme/empty'], [1, 2, 3, 4]],
    ['those of either', ['@acme/deployers', '@acme/readers'], [4]],
    ['a team that is not known may be anybody', ['@acme/gone'], []],
    ['beside one that is', ['@acme/deployers', '@acme/gone'], []],
  ])('%s', (_name, except, left) => expect(leftOf(...except)).toEqual(left))
})

test('why nobody is left is said', () => {
  const behind = (name: string) => names[name] ?? { people: [] }
  expect(keptOut(['@acme/gone'], behind).note).toMatch(/`@acme\/gone` keeps out cannot be told: there is no such team/)
  expect(keptOut(['@acme/deployers'], behind).note).toBeUndefined()
  expect(keptOutNote(['@acme/deployers'], 2, 0)).toMatch(/kept out as one of `@acme\/deployers`/)
  expect(keptOutNote(['@acme/deployers'], 2, 1)).toBeUndefined()
  expect(keptOutNote(['@acme/deployers'], 0, 0)).toBeUndefined()
})
