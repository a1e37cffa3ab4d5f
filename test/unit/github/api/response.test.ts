import { describe, expect, test } from 'vitest'
import { ResponseFields } from '../../../../src/github/api/response.ts'

describe('an id of 64 bits', () => {
  test.each<[unknown, string]>([
    [1, '1'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [1234567890123456789n, '1234567890123456789'],
    ['1234567890123456789', '1234567890123456789'],
  ])('%s is read as text (github.F2)', (id, text) => {
    expect(new ResponseFields({ id }, 'it').longId('id')).toBe(text)
  })

  test.each([
    // A number that lost its last digits would be another delivery's.
    2 ** 53,
    1e21,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1.5,
    0,
    -1,
    0n,
    -1n,
    10n ** 20n,
    '',
    '0',
    '01',
    '1e3',
    ' 1',
    '1\n',
    '1/2',
    '../1',
    true,
    null,
    undefined,
    {},
  ])('%s is none (github.F2)', (id) => {
    expect(() => new ResponseFields({ id }, 'it').longId('id')).toThrow(/lacks the number id/)
  })
})
