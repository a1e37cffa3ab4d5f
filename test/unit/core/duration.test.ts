import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalDuration,
  formatDuration,
  longestDuration,
  parseDuration,
  readDuration,
} from '../../../src/core/duration.ts'
import corpus from '../../fixtures/corpus/durations.json' with { type: 'json' }
import { linear } from '../../linear.ts'
import { runs } from '../../runs.ts'

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

describe('what people write (field.D8, people.U10)', () => {
  const read = corpus.flatMap(({ written, read }) => (read === undefined ? [] : [[written, read] as const]))
  const refused = corpus.flatMap(({ written, proposed }) => (proposed ? [[written, proposed] as const] : []))

  test('the corpus is large enough to mean something', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(40)
    expect(refused.length).toBeGreaterThanOrEqual(15)
  })

  test.each(read)('%j is %s', (written, canonical) => {
    expect(readDuration(written)).toEqual({ ok: true, seconds: parseDuration(canonical) })
  })

  test.each(refused)('%j is quoted and refused; proposed: %j', (written, proposed) => {
    const reading = readDuration(written)
    if (reading.ok) throw new TypeError('it was read')
    const own = reading.message.split('The duration is a whole number')[0] ?? ''
    expect(own).toContain(`\`${written.replaceAll('\u00a0', ' ').trim()}\``)
    const quoted = own.slice(own.indexOf('` ') + 1)
    expect([...quoted.matchAll(/`([^`]+)`/g)].map(([, text]) => text)).toEqual(proposed)
    expect(canonicalDuration(written)).toBe(written)
  })

  test('what one unit says is read as policies read it, and shown as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.constantFrom('s', 'm', 'h', 'd'), (count, unit) => {
        const text = `${count}${unit}`
        if (count * { s: 1, m: 60, h: 3600, d: 86_400 }[unit] > longestDuration) return
        expect(readDuration(text)).toEqual({ ok: true, seconds: parseDuration(text) })
        expect(canonicalDuration(text)).toBe(text)
      }),
    )
  })

  test('what is shown back is read as the same, and shown as the same', () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 99 }).map(String), fc.constantFrom('one', 'an', '1.5', '1,25'))
    const unit = fc.constantFrom('s', 'sec', 'm', 'M', 'min', 'minutes', 'h', 'H', 'hrs.', 'hours', 'd', 'days', 'w')
    const joint = fc.constantFrom('', ' ', ', ', ' and ', '-', ' or ')
    const parts = fc.array(fc.tuple(number, fc.constantFrom('', ' ', '\u00a0'), unit, joint), { maxLength: 4 })
    let accepted = 0
    fc.assert(
      fc.property(
        fc.oneof(
          parts.map((all) => all.flat().join('')),
          fc.string(),
        ),
        (text) => {
          const reading = readDuration(text)
          if (!reading.ok) return
          accepted++
          const shown = canonicalDuration(text)
          expect(readDuration(shown)).toEqual(reading)
          expect(canonicalDuration(shown)).toBe(shown)
        },
      ),
      { numRuns: runs(2000) },
    )
    expect(accepted).toBeGreaterThan(50)
  })

  test.each(['1', 'h', '1h', ' ', '\u00a0', 'a', 'an ', ',', 'and ', '１', '1.', 'until '])(
    'any length of %j is answered at once',
    linear,
    (repeated) => {
      expect(readDuration(repeated.repeat(300_000)).ok).toBe(false)
    },
  )
})
