import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
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
  ['/constructor', { name: 'unknown', text: '/constructor' }],
])('reads %j', (comment, command) => {
  expect(readCommand(comment)).toEqual(command)
})

describe('orders that end access are heard however they are spelled (field.D1)', () => {
  test.each([
    ['/Done', 'done', ''],
    ['/DONE', 'done', ''],
    ['/done.', 'done', ''],
    ['/done!', 'done', ''],
    [' /done', 'done', ''],
    ['\t/cancel', 'cancel', ''],
    ['\n\n/done', 'done', ''],
    ['\r\n/done\r\n', 'done', ''],
    ['**/done**', 'done', ''],
    ['_/cancel_ changed my mind', 'cancel', 'changed my mind'],
    ['`/done`', 'done', ''],
    ['/revoke: token leaked', 'revoke', 'token leaked'],
    ['/revoke, laptop stolen', 'revoke', 'laptop stolen'],
    ['/Revoke leaked', 'revoke', 'leaked'],
    ['/done\u00a0now', 'done', 'now'],
    ['/done\u2028now', 'done', 'now'],
    ['Done, thanks\n/done', 'done', ''],
    ['thanks!\n\n/done', 'done', ''],
    ['Hi all,\n/revoke leaked', 'revoke', 'leaked'],
    ['> please end it\n\n/done', 'done', ''],
    ['/done\n\nOn Mon, Nov 23, 2026, otto wrote:\n> /revoke', 'done', ''],
    ['thanks\n/done\n--\nrita', 'done', ''],
  ])('%j', (comment, name, rest) => {
    expect(readCommand(comment)).toEqual({ name, rest })
  })

  test.each([
    ['a line of talk and more', 'a\nb\n/done'],
    ['what leads over to it', 'To end it, comment:\n/done'],
    ['another command, not in its spelling', ' /extend 1h why', '/extend'],
    ['another command in capitals', '/Retry', '/Retry'],
    ['another command with a full stop', '/explain.', '/explain'],
    ['a character that nobody sees', '/do\u200bne', '/do'],
    ['a character that nobody sees before it', '\u200b/done'],
    ['a blank behind the slash', '/ Done.'],
    ['another slash', '／done'],
    ['a list', '- /done'],
    ['quotes', '“/done”'],
  ])('%s: its writer is asked', (_, comment, text = '/done') => {
    expect(readCommand(comment)).toEqual({ name: 'unknown', text })
  })
})

test.each([
  '',
  'done',
  '> /done',
  '> a\n> /done',
  '```\n/done\n```',
  '~~~\n/done\n~~~',
  '<!--\n/done\n-->',
  '<details>\n/done\n</details>',
  '| a |\n/done/x',
  '- /done',
  '/ done',
  '//done',
  '/done/now',
  '/usr/bin is full',
  'please /done',
  'please\nplease /done',
  '`/done` ends your access',
  '\u200b/done',
  '／done',
  '/',
])('sees no order in %j (field.D19)', (comment) => {
  expect(readCommand(comment)?.name ?? 'unknown').toBe('unknown')
})

test.each(['LGTM', 'lgtm!', 'LGTM, approved', 'approve', 'Yes.', 'ok', '+1', '👍', 'I approve', 'looks good to me'])(
  'hears a yes in %j, which approves nothing (people.U15)',
  (comment) => {
    expect(readCommand(comment)).toEqual({ name: 'yes' })
  },
)

test.each(['yes but not today', 'ok thanks, I look at it later', 'is it approved?', 'okapi', '> LGTM'])(
  'hears no yes in %j',
  (comment) => {
    expect(readCommand(comment)).toBeUndefined()
  },
)

test('what begins anything is read from the first line alone, whatever follows', () => {
  const others = commandNames.filter((name) => !['done', 'cancel', 'revoke'].includes(name))
  fc.assert(
    fc.property(fc.constantFrom(...others), fc.string(), (name, text) => {
      expect(readCommand(`/${name}\n${text}`)).toEqual({ name, rest: '' })
      expect(others).not.toContain(readCommand(`a word\n/${name} ${text}`)?.name)
      expect(others).not.toContain(readCommand(` /${name} ${text}`)?.name)
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
  ['blanks before a line separator', `/done ${' '.repeat(long)}\u2028x`, { name: 'done', rest: '\u2028x' }],
  ['blanks before an order', `${' \t'.repeat(long / 2)}/done`, undefined],
  ['marks before an order', `${'*_'.repeat(long / 2)}/done`, undefined],
  ['empty lines', `${'\n'.repeat(long)}/done`, undefined],
  ['commas in agreement', `${'yes, '.repeat(long / 5)}`, undefined],
  ['words', `/done ${'a '.repeat(long / 2)}`, { name: 'done', rest: 'a '.repeat(long / 2).trim() }],
  ['a name', `/${'a'.repeat(long)}`, undefined],
  ['dashes', `/a${'-'.repeat(long)}`, undefined],
])('a long comment of %s is read in linear time', linear, (_name, text, command) => {
  expect(readCommand(text)).toEqual(command)
})
