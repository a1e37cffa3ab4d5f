import { describe, expect, test } from 'vitest'
import { isOurs, lookingAgain } from '../../../../src/cli/setup/new-repository.ts'
import type { State } from '../../../../src/cli/setup/state.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { accessRepository, asked } from './world.ts'

const state = (change: Partial<State>): State => ({ version: 1, asked, intended: {}, ...change })

describe('a repository that is there', () => {
  const begun = state({ intended: { repository: '2026-11-21T10:08:30.000Z' } })
  const noted = (id: number) => state({ repository: { id, owner: 'acme', name: 'access' } })
  test.each([
    ['was noted', noted(7), true],
    ['has the number of another one', noted(8), false],
    ['was made after we began to', begun, true],
    ['was there before we began to', state({ intended: { repository: '2026-11-21T10:09:30.000Z' } }), false],
    ['was never to be made', state({}), false],
    ['is of no set-up', undefined, false],
  ])('is ours or not where it %s', (_, before, ours) => {
    expect(isOurs(before, accessRepository)).toBe(ours)
  })

  test('that is none is not ours', () => {
    expect(isOurs(begun, undefined)).toBe(false)
  })
})

describe('something is done and looked at', () => {
  const lost = new DaypassError('GITHUB_UNAVAILABLE', 'GitHub gave no answer.')
  const refused = new DaypassError('GITHUB_REFUSED', 'GitHub does not take it.')
  test.each([
    ['it is there', undefined, 'there', 'there'],
    ['its answer was lost, and it is there', lost, 'there', 'there'],
    ['its answer was lost, and it is not there', lost, undefined, lost],
    ['it was refused, whatever is there', refused, 'there', refused],
  ])('%s', async (_, fault, seen, outcome) => {
    const act = async () => {
      if (fault) throw fault
    }
    const result = lookingAgain(act, async () => seen).catch((error) => error)
    expect(await result).toBe(outcome)
  })

  test('what is not there although nothing failed is a fault', async () => {
    await expect(
      lookingAgain(
        async () => undefined,
        async () => undefined,
      ),
    ).rejects.toThrow(/does not show/)
  })
})
