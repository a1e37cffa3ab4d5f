import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration, longestDuration, parseDuration } from '../../../src/core/duration.ts'

test.each([
  ['1s', 1],
  ['90s', 90],
  ['30m', 1800],
  ['2h', 7200],
  ['1d', 86_400],
  ['366d', longestDuration],
  ['02h', 7200],
])('reads %s', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds)
})

test.each([
  '',
  '0h',
  '00s',
  '2',
  'h',
  '-1h',
  '+1h',
  '1.5h',
  '1e9h',
  '2H',
  '2 h',
  ' 2h',
  '2h ',
  '2h\n',
  '1h30m',
  '2w',
  '1M',
  'NaNh',
  'Infinityd',
  '367d',
  '99999999d',
  '999999999s',
  '٢h',
  '２h',
  '0x1h',
])('refuses %j', (text) => {
  expect(() => parseDuration(text)).toThrow(expect.objectContaining({ code: 'REQUEST_DURATION_INVALID' }))
})

test.each([
  [86_400, '1d'],
  [7200, '2h'],
  [5400, '90m'],
  [90, '90s'],
])('writes %d seconds as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})

test('every duration comes back, and every text is refused or finite', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: longestDuration }), (n) => parseDuration(formatDuration(n)) === n))
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        const seconds = parseDuration(text)
        return Number.isSafeInteger(seconds) && seconds >= 1 && seconds <= longestDuration
      } catch (thrown) {
        return thrown instanceof Error
      }
    }),
  )
})
