import { expect, test } from 'vitest'
import { isBlanked, liftInput } from '../../../../src/core/policy/lift-input.ts'
import { without, withoutReason } from '../../../../src/store/erasure.ts'
import { policyInput } from '../../policy/fixture.ts'

test('an input of the first version is asked as it is: nothing is put in that nobody knew', () => {
  const input = policyInput()
  expect(liftInput(input)).toEqual({ ok: true, input })
  for (const version of [1, 2])
    expect(liftInput({ ...input, version })).toEqual({ ok: true, input: { ...input, version } })
})

test.each<[what: string, recorded: unknown, why: string]>([
  ['a newer Daypass', { ...policyInput(), version: 5, another: {} }, 'is of version 5'],
  ['no version that there is', { ...policyInput(), version: 0 }, 'has not the shape'],
  ['a version in words', { ...policyInput(), version: 'one' }, 'has not the shape'],
  ['facts that nobody knows', { ...policyInput(), another: {} }, 'has not the shape'],
  ['half a record', { request: {} }, 'has not the shape'],
  ['nothing', null, 'has not the shape'],
  ['a text', '{}', 'has not the shape'],
])('what is of %s is not asked', (_what, recorded, why) => {
  expect(liftInput(recorded)).toEqual({ ok: false, why: expect.stringContaining(why) })
})

test('who was forgotten is seen, and nobody else', () => {
  const input = policyInput()
  expect(isBlanked(input)).toBe(false)
  const forgotten = liftInput(without(withoutReason(JSON.parse(JSON.stringify(input))), 1001))
  expect(forgotten.ok && isBlanked(forgotten.input)).toBe(true)
  expect(isBlanked(policyInput(({ request }) => Object.assign(request, { reason: '' })))).toBe(false)
})
