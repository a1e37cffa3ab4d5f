import { expect, test } from 'vitest'
import { findSecret } from '../../../src/config/secret-source.ts'

const held = (text: string) => findSecret('X', { X_PATH: '/run/secrets/x' }, () => text)

test.each([
  ['no newline', 'abc', 'abc'],
  ['the newline of an editor', 'abc\n', 'abc'],
  ['the newline of another system', 'abc\r\n', 'abc'],
  ['two newlines', 'abc\n\n', 'abc\n'],
  ['a blank at its end', 'abc ', 'abc '],
  ['a newline at its beginning', '\nabc', '\nabc'],
  ['a newline inside', 'abc\ndef\n', 'abc\ndef'],
])('of a file with %s, one newline at the end is taken off and nothing else', (_name, text, expected) => {
  expect(held(text)).toMatchObject({ text: expected, variable: 'X_PATH' })
})

test.each(['', '\n', ' \r\n', '\n\n\n'])('a file that holds %j is empty', (text) => {
  expect(held(text)).toMatchObject({ code: 'CONFIG_INVALID', complaint: expect.stringContaining('which is empty') })
})

test.each([
  ['/etc/secret', true],
  ['./secret', true],
  ['../secret', true],
  ['C:\\secret', true],
  ['b7d1f0c2a94e63588d20', false],
  ['postgres://u:p@db/x', false],
  ['{"keys":[]}', false],
  ['-----BEGIN PRIVATE KEY-----\nMII', false],
  ['/x\nsecond line', false],
])('whether the path %j is repeated: %s', (path, repeated) => {
  const lost = findSecret('X', { X_PATH: path }, () => {
    throw Object.assign(new Error('no'), { code: 'ENOENT' })
  })
  if (lost === undefined || !('complaint' in lost)) throw new Error('a file that is not there was found')
  expect(lost.complaint.includes(path)).toBe(repeated)
  expect(lost.code).toBe('CONFIG_MISSING')
})

test('nothing is set, and no file is read', () => {
  expect(findSecret('X', {}, () => expect.unreachable())).toBeUndefined()
  expect(findSecret('X', { X: ' a ' }, () => expect.unreachable())).toEqual({ text: ' a ', variable: 'X', opening: '' })
})
