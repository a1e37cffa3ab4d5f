import { expect, test } from 'vitest'
import { highest, isBelow, sensitivities } from '../../../src/core/sensitivity.ts'

test('the highest of several levels counts, in any order', () => {
  expect(highest(['low'])).toBe('low')
  expect(highest(['critical', 'low', 'high'])).toBe('critical')
  expect(highest(['medium', 'high', 'medium'])).toBe('high')
})

test('no level at all is a mistake, not the lowest', () => {
  expect(() => highest([])).toThrow(TypeError)
})

test('a level is below a floor exactly when it comes earlier', () => {
  for (const [i, level] of sensitivities.entries()) {
    for (const [j, floor] of sensitivities.entries()) expect(isBelow(level, floor)).toBe(i < j)
  }
})
