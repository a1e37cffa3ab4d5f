import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandNames, readCommand } from '../../../../src/core/request/command.ts'
import { linear } from '../../../linear.ts'

test.each([
  ['/done', { name: 'done', rest: '' }],
  ['/done  ', { name: 'done', rest: '' }],
  ['/done\r\nthanks', { name: 'done', rest: '' }],
  ['/revoke left the company', { name: 'revoke', rest: 'left the company' }],
  ['/extend 1h still looking', { name: 'extend', rest: '1h still looking' }],
  ['/extend\t1h', { name: 'extend', rest: '1h' }],
  ['/cancel\n/done', { name: 'cancel', rest: '' }],
  ['/retry', { name: 'retry', rest: '' }],
  ['/explain', { name: 'explain', rest: '' }],
  ['/stop', { name: 'unknown', text: '/stop' }],
  ['/Done', { name: 'unknown', text: '/Done' }],
  ['/constructor', { name: 'unknown', text: '/constructor' }],
])('reads %j', (comment, command) => {
  expect(readCommand(comment)).toEqual(command)
})

test.each([
  '',
  'done',
  ' /done',
  '\n/done',
  '> /done',
  '`/done`',
  '- /done',
  '/ done',
  '//done',
  '/done!',
  '/done/now',
  '/usr/bin is full',
  'please /done',
  '\u200b/done',
  '/do\u200bne',
  '/done\u00a0now',
  '/done\u2028now',
  '／done',
  '/',
])('sees no command in %j', (comment) => {
  expect(readCommand(comment)).toBeUndefined()
})

test('only the first line can hold a command, whatever follows', () => {
  fc.assert(
    fc.property(fc.constantFrom(...commandNames), fc.string(), (name, text) => {
      expect(readCommand(`/${name}\n${text}`)).toEqual({ name, rest: '' })
      expect(readCommand(`a word\n/${name} ${text}`)).toBeUndefined()
    }),
  )
})

const long = 200_000
test.each([
  ['slashes', '/'.repeat(long), undefined],
  ['blanks before a word', `/done ${' '.repeat(long)}x`, { name: 'done', rest: 'x' }],
  [
    'blanks before a line that is not read',
    `/done${' \t'.repeat(long / 2)}\n${' '.repeat(long)}x`,
    { name: 'done', rest: '' },
  ],
  ['words', `/done ${'a '.repeat(long / 2)}`, { name: 'done', rest: 'a '.repeat(long / 2).trim() }],
  ['a name', `/${'a'.repeat(long)}`, undefined],
  ['dashes', `/a${'-'.repeat(long)}`, undefined],
])('a long comment of %s is read in linear time', linear, (_name, text, command) => {
  expect(readCommand(text)).toEqual(command)
})
