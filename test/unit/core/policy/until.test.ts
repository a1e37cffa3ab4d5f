import { describe, expect, test } from 'vitest'
import { checkUntil, endBy, untilOf } from '../../../../src/core/policy/until.ts'
import type { PolicyOutput } from '../../../../src/generated/policy-output.ts'

const nowNs = Date.parse('2026-11-30T12:00:00Z') * 1_000_000
const until = (text: string): PolicyOutput => ({ outcome: 'allow', reasons: ['so'], max_duration: '8h', until: text })

describe('until', () => {
  test.each([
    ['2026-12-24T08:00:00Z', '2026-12-24T08:00:00.000Z'],
    ['2026-12-24T08:00:00+01:00', '2026-12-24T07:00:00.000Z'],
    ['2028-02-29T23:59:59.5Z', '2028-02-29T23:59:59.000Z'],
  ])('%s', (text, read) => expect(untilOf(until(text))?.toISOString()).toBe(read))

  test('none is none', () => {
    expect(untilOf({})).toBeUndefined()
    expect(checkUntil({ ...until('x'), until: undefined } as never, nowNs)).toBeUndefined()
  })

  test.each([
    ['the thirtieth of February', '2026-02-30T08:00:00Z'],
    ['a leap day of no leap year', '2026-02-29T08:00:00Z'],
    ['the thirteenth month', '2026-13-01T08:00:00Z'],
    ['an hour that no day has', '2026-12-24T24:00:00Z'],
    ['a leap second', '2026-12-31T23:59:60Z'],
    ['a zone that is none', '2026-12-24T08:00:00+24:00'],
    ['a plain day', '2026-12-24'],
    ['no zone', '2026-12-24T08:00:00'],
    ['words', 'tomorrow'],
    ['nothing', ''],
  ])('%s is no answer', (_name, text) => {
    expect(() => untilOf(until(text))).toThrow(expect.objectContaining({ code: 'POLICY_OUTPUT_INVALID' }))
    expect(() => checkUntil(until(text), nowNs)).toThrow(expect.objectContaining({ code: 'POLICY_OUTPUT_INVALID' }))
  })

  test.each([
    ['a year ago', '2025-11-30T12:00:00Z', nowNs],
    ['this very instant', '2026-11-30T12:00:00Z', nowNs],
    ['where nobody knows what time it is', '2026-12-24T12:00:00Z', null],
  ])('%s is over', (_name, text, at) => {
    expect(() => checkUntil(until(text), at)).toThrow(expect.objectContaining({ code: 'POLICY_UNTIL_PAST' }))
  })

  test('the next second is not', () => expect(checkUntil(until('2026-11-30T12:00:01Z'), nowNs)).toBeUndefined())
})

test('what would last longer ends then, and nothing else does', () => {
  const at = (text: string) => new Date(text)
  expect(endBy(until('2026-12-01T00:00:00Z'), at('2026-12-02T00:00:00Z'))).toEqual(at('2026-12-01T00:00:00Z'))
  expect(endBy(until('2026-12-03T00:00:00Z'), at('2026-12-02T00:00:00Z'))).toEqual(at('2026-12-02T00:00:00Z'))
  expect(endBy({ outcome: 'allow', reasons: ['so'] }, at('2026-12-02T00:00:00Z'))).toEqual(at('2026-12-02T00:00:00Z'))
})
