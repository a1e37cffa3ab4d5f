import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readYaml } from '../../../src/config/yaml.ts'
import { isDaypassError } from '../../../src/core/error.ts'
import { linear } from '../../linear.ts'
import { runs } from '../../runs.ts'

function refusal(text: string): string {
  try {
    readYaml(text, 'f.yml')
  } catch (error) {
    if (isDaypassError(error, 'YAML_INVALID')) return error.where ?? ''
    throw error
  }
  return 'read'
}

describe('is read', () => {
  test.each<[string, string, unknown]>([
    ['a mapping', 'a: 1\nb: [x, "y"]\n', { a: 1, b: ['x', 'y'] }],
    ['nothing', '', null],
    ['comments alone', '# a\n# b\n', null],
    ['one document with its marks', '---\na: 1\n...\n', { a: 1 }],
    ['words that older YAML takes for booleans', '[yes, no, on, off]', ['yes', 'no', 'on', 'off']],
    ['a date as text', 'a: 2026-01-01', { a: '2026-01-01' }],
    ['sexagesimals as text', 'a: 1:30', { a: '1:30' }],
    ['an ampersand and an asterisk inside text', 'a: "&x *y !z"\nb: x&y', { a: '&x *y !z', b: 'x&y' }],
    ['a team in quotes', 'team: "@acme/orders"', { team: '@acme/orders' }],
    ['block text', 'a: |\n  one\n  two\n', { a: 'one\ntwo\n' }],
    ['Windows line ends', 'a: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['twenty levels', `${'['.repeat(20)}${']'.repeat(20)}`, JSON.parse(`${'['.repeat(20)}${']'.repeat(20)}`)],
    ['constructor as an ordinary key', 'constructor: 1', { constructor: 1 }],
  ])('%s', (_, text, expected) => {
    expect(readYaml(text, 'f.yml')).toEqual(expected)
  })
})

describe('is refused, with its place', () => {
  test.each<[string, string, string]>([
    ['an anchor', 'a: 1\nb: &x 1', 'f.yml:2'],
    ['an alias', 'a: 1\nb: *x', 'f.yml:2'],
    ['an anchor and its alias', 'a: &x [1]\nb: *x', 'f.yml:1'],
    ['a merge key', 'a:\n  <<: {b: 1}', 'f.yml'],
    ['a merge key in quotes', '"<<": {b: 1}', 'f.yml'],
    ['a tag', 'a: 1\nb: !!binary AAAA', 'f.yml:2'],
    ['a tag of a standard kind', 'a: !!str 1', 'f.yml:1'],
    ['a tag of its own', 'a: !secret x', 'f.yml:1'],
    ['a tagged mapping', '!!map {a: 1}', 'f.yml:1'],
    ['a key twice', 'a: 1\nb: 1\na: 2', 'f.yml:3'],
    ['a key twice, once in quotes', 'a: 1\n"a": 2', 'f.yml:2'],
    ['a key twice, once as a number', '1: a\n"1": b', 'f.yml:2'],
    ['two documents', 'a: 1\n---\nb: 2', 'f.yml'],
    ['a directive', '%TAG ! x\n---\na: 1', 'f.yml'],
    ['a complex key', '? [a]\n: b', 'f.yml:1'],
    ['__proto__', '__proto__: {polluted: 1}', 'f.yml'],
    ['__proto__ deep and in quotes', 'a: [{"__proto__": {polluted: 1}}]', 'f.yml'],
    ['infinity', 'a: .inf', 'f.yml'],
    ['not a number', 'a: .nan', 'f.yml'],
    ['a number that would be another one', 'a: 9007199254740993', 'f.yml'],
    ['a broken line', 'a: 1\nb: [', 'f.yml'],
    ['tabs', 'a:\n\t- b', 'f.yml:2'],
    ['a null byte', 'a: "\0"', 'f.yml:1'],
    ['half a surrogate pair', 'a: "\ud800"', 'f.yml'],
    ['twenty-one levels', `${'['.repeat(21)}${']'.repeat(21)}`, 'f.yml:1'],
    ['more than 20 000 values', `[${'1,'.repeat(20_001)}]`, 'f.yml'],
    ['more than 64 KiB', `a: "${'x'.repeat(65_536)}"`, 'f.yml'],
    ['more than 64 KiB in fewer letters', `a: "${'\u{1f511}'.repeat(16_400)}"`, 'f.yml'],
  ])('%s', (_, text, where) => {
    expect(refusal(text)).toMatch(new RegExp(`^${where}`))
  })

  test('and nothing is polluted', () => {
    refusal('__proto__: {polluted: 1}')
    refusal('constructor: {prototype: {polluted: 1}}')
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('bombs do no harm', () => {
  const bombs: [name: string, text: string, where?: string][] = [
    [
      'a million laughs',
      `a: &a [x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*a, *a, *a]`).join('\n')}`,
      'f.yml:1',
    ],
    ['a million nodes', `[${'a,'.repeat(1_000_000)}]`, 'f.yml'],
    ['as many nodes as fit', `[${'1,'.repeat(32_000)}]`, 'f.yml'],
    ['as many nodes as are read', `[${'1,'.repeat(19_990)}]`],
    ['as many keys as fit', Array.from({ length: 6_000 }, (_, i) => `k${i}: 1`).join('\n')],
    ['deep brackets', '['.repeat(60_000), 'f.yml:1'],
    ['deep braces', '{a: '.repeat(15_000), 'f.yml:1'],
    ['deep dashes', '- '.repeat(30_000), 'f.yml:1'],
    ['deep questions', '? '.repeat(30_000), 'f.yml:1'],
    ['many anchors', '&a '.repeat(20_000), 'f.yml:1'],
    ['many quotes', "'".repeat(65_000)],
    ['many escapes', `"${'\\n'.repeat(32_000)}"`],
    ['many lines', 'a\n'.repeat(32_000)],
    ['many blanks', ' '.repeat(65_000)],
    ['many colons', 'a:'.repeat(32_000)],
    ['many exclamation marks', '!'.repeat(65_000), 'f.yml:1'],
  ]
  test.each(bombs)('%s', linear, (_, text, where = 'read') => {
    // No file is larger than 64 KiB: what is not linear takes seconds each time.
    for (let copy = 0; copy < 20; copy++) expect(refusal(text)).toBe(where)
  })
})

test('what JSON says is read as JSON reads it', () => {
  const plainKey = fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/)
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.stringMatching(/^[ -~]{0,20}$/),
      tie('list'),
      tie('map'),
    ),
    list: fc.array(tie('any'), { maxLength: 4 }),
    map: fc.dictionary(plainKey, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  })).any
  fc.assert(
    fc.property(value, (data) => {
      expect(readYaml(JSON.stringify(data), 'f.yml')).toEqual(data)
    }),
    { numRuns: runs(200) },
  )
})

test('any text is read or refused with our code, never anything else', () => {
  const letters = fc.constantFrom(...'{}[]&*!|>%@`"\'#-?:,. \n\tab01~<'.split(''))
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 80 }), (text) => {
      expect(refusal(text)).toMatch(/^(?:read|f\.yml(?::\d+)?)$/)
    }),
    { numRuns: runs(2000) },
  )
})
