import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { declinedBy, readRecord, recordLine } from '../../../../src/core/catalog/declined.ts'

const record = (proposed: string[], declined: string[] = []): string =>
  `${recordLine({ proposed, declined })}\n\n### What people read`

describe('what is not proposed again', () => {
  test.each([
    ['nothing before there was one', undefined, [], false],
    ['what was closed unmerged', { body: record(['a', 'b:write']), merged: false }, ['a', 'b:write'], false],
    ['nothing of what was merged', { body: record(['a']), merged: true }, [], false],
    ['what was declined before a later one', { body: record(['b'], ['a']), merged: false }, ['a', 'b'], false],
    ['what was declined before one that was merged', { body: record(['b'], ['a']), merged: true }, ['a'], false],
    ['nothing that cannot be read, and that is said', { body: 'mine', merged: false }, [], true],
    ['nothing of a text that is no record of ours', { body: record(['../x']), merged: false }, [], true],
  ])('%s', (_, newest, declined, unreadable) => {
    expect(declinedBy(newest)).toEqual({ declined, unreadable })
  })
})

test('a record is read back, also with the line ends of a browser', () => {
  const key = fc.stringMatching(/^-?[a-z0-9][a-z0-9-]{0,20}(:[a-z0-9][a-z0-9_-]{0,20}|=expires)?$/)
  fc.assert(
    fc.property(fc.array(key), fc.array(key), (proposed, declined) => {
      const line = recordLine({ proposed, declined })
      expect(readRecord(`${line}\r\nmore`)).toEqual({ proposed, declined })
      // Nothing ends the comment before its end.
      expect(line.indexOf('-->')).toBe(line.length - 3)
    }),
  )
})

test.each([
  '<!-- daypass:catalog null -->',
  '<!-- daypass:catalog {"proposed":"a","declined":[]} -->',
  '<!-- daypass:catalog {"proposed":[1],"declined":[]} -->',
  '<!-- daypass:catalog {"proposed":["a"]} -->',
  '<!-- daypass:catalog {"proposed":["a"],"declined":[]',
])('reads nothing from %s', (line) => {
  expect(readRecord(line)).toBeUndefined()
})
