import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownersOf, readCodeowners, strangeLines } from '../../../../src/core/review/codeowners.ts'
import { linear } from '../../../linear.ts'
import { runs } from '../../../runs.ts'
import { referenceMatches } from './codeowners-reference.ts'

const request = 'requests/orders-db/a1.yml'

function owners(text: string, path = request): string[] | string {
  const found = ownersOf(readCodeowners(text), path)
  return found.kind === 'owned' ? found.owners : found.kind
}

describe('the patterns that GitHub documents', () => {
  test.each<[pattern: string, path: string, matches: boolean]>([
    ['*', 'a', true],
    ['*', 'a/b/c', true],
    ['*.js', 'a/b.js', true],
    ['*.js', 'a/b.jsx', false],
    ['/build/logs/', 'build/logs/a', true],
    ['/build/logs/', 'build/logs/a/b', true],
    ['/build/logs/', 'x/build/logs/a', false],
    ['/build/logs/', 'build/logs', false],
    ['docs/*', 'docs/getting-started.md', true],
    ['docs/*', 'docs/build-app/troubleshooting.md', false],
    ['docs/*', 'x/docs/a.md', false],
    ['apps/', 'apps/a', true],
    ['apps/', 'x/y/apps/z/a', true],
    ['apps/', 'x/apps', false],
    ['docs/', 'docs/a/b', true],
    ['/docs/', 'docs/a/b', true],
    ['/docs/', 'x/docs/a', false],
    ['/docs', 'docs', true],
    ['/docs', 'docs/a/b', true],
    ['docs', 'x/docs/a', true],
    ['**/logs', 'logs', true],
    ['**/logs', 'build/logs', true],
    ['**/logs', 'deeply/nested/logs/a', true],
    ['**/logs', 'logs2', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'x/a/b', false],
    ['a/**', 'a/b/c', true],
    ['a/**', 'a', false],
    ['**', 'a/b', true],
    ['/**', 'a/b', true],
    ['/*', 'a', true],
    ['/*', 'a/b', false],
    ['/*/', 'a/b', true],
    ['a/*/c', 'a/b/c', true],
    ['a/*/c', 'a/b/b/c', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a/?', 'a/b/c', true],
    ['my\\ file', 'my file', true],
    ['pages/\\[id\\].tsx', 'pages/[id].tsx', true],
    ['pages/\\[id\\].tsx', 'pages/i.tsx', false],
    ['f\\*o', 'f*o', true],
    ['f\\*o', 'foo', false],
    ['f\\?o', 'f?o', true],
    ['f\\?o', 'foo', false],
    ['c\\#/', 'x/c#/a', true],
    ['foo/**/', 'foo', false],
    ['foo/**/', 'foo/bar', true],
    ['foo/**/', 'foo/bar/baz', true],
    ['foo/**/', 'x/foo/bar', false],
    ['**/', 'a', true],
    ['/', 'a', false],
    ['/Requests/', request, false],
    ['/requests/orders-db/', 'requests/orders-db2/a1.yml', false],
    ['/requests/orders-*', request, true],
    ['requests/*', request, false],
    ['orders-db', request, true],
    ['/orders-db/', request, false],
  ])('%s and %s: %s', (pattern, path, matches) => {
    expect(owners(`${pattern} @a`, path)).toEqual(matches ? ['@a'] : 'unowned')
    expect(referenceMatches(pattern, path)).toBe(matches)
  })

  test('agree with a slow and obvious matcher', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      'ab',
      '*',
      '?',
      '/',
      '/',
      '**',
      '/**/',
      'a*',
      '*b',
      '\\ ',
      '\\*',
      '\\?',
      '.',
    )
    const pattern = fc
      .array(piece, { minLength: 1, maxLength: 9 })
      .map((pieces) => pieces.join(''))
      .filter((text) => !/(?<!\\)\*{3}|\/\/|\\\*{4}/.test(text))
    const name = fc.array(fc.constantFrom('a', 'b', 'ab', ' ', '.', '*', '?'), { minLength: 1, maxLength: 4 })
    const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.map((n) => n.join('')).join('/'))
    let hits = 0
    fc.assert(
      fc.property(pattern, path, (text, asked) => {
        const expected = referenceMatches(text, asked)
        if (expected) hits++
        expect(owners(`${text} @a`, asked)).toEqual(expected ? ['@a'] : 'unowned')
      }),
      { numRuns: runs(5000) },
    )
    // A test in which nearly nothing matches would compare nothing.
    expect(hits).toBeGreaterThan(450)
  })
})

describe('the lines', () => {
  test.each<[name: string, text: string, expected: string[] | string]>([
    ['the last that matches wins', '* @all\n/requests/ @a\n/requests/orders-db/ @b\n/docs/ @c', ['@b']],
    ['also when it says less', '/requests/orders-db/ @b\n* @all', ['@all']],
    ['no owner unsets', '/requests/ @a\n/requests/orders-db\n', 'unowned'],
    ['no owner but a comment unsets', '/requests/ @a\n/requests/orders-db # nobody @x', 'unowned'],
    ['no line matches', '/docs/ @a', 'unowned'],
    ['an empty file', '', 'unowned'],
    ['comments and blank lines', '# /requests/ @x\n\n   \n\t# @y\n  /requests/ @a', ['@a']],
    ['inline comments', '/requests/ @a #This is @b\n', ['@a']],
    ['several owners, each once', '/requests/ @a\t@acme/orders   @a @b_acme\r\n', ['@a', '@acme/orders', '@b_acme']],
    ['an e-mail address is nobody', '/requests/ docs@example.com', []],
    ['an e-mail address beside a person', '/requests/ docs@example.com @a', ['@a']],
    ['a file without a line feed at its end', '/requests/ @a', ['@a']],
    ['carriage returns', '/requests/ @a\r\n/docs/ @b\r\n', ['@a']],
    ['carriage returns, twice', '/requests/ @a\r\r\n/docs/ @b\r\r\n', ['@a']],
    ['lines of blanks and carriage returns', '/requests/ @a\r\n \t\r\n\r\n', ['@a']],
    ['a blank before a carriage return', '/requests/ @a \r\n', ['@a']],
    ['upper case is another path', '/REQUESTS/ @a', 'unowned'],
  ])('%s', (_name, text, expected) => {
    expect(owners(text)).toEqual(expected)
  })

  test('a file is called what GitHub calls it, unless it is said to lie elsewhere', () => {
    expect(strangeLines(readCodeowners('[')).map(({ where }) => where)).toEqual(['.github/CODEOWNERS:1'])
    expect(strangeLines(readCodeowners('[', 'docs/CODEOWNERS')).map(({ where }) => where)).toEqual([
      'docs/CODEOWNERS:1',
    ])
  })

  test('a comment is none, even where a path is called like it', () => {
    expect(owners('#requests @x', '#requests')).toBe('unowned')
    expect(owners('\\#requests @x', '#requests')).toBe('closed')
    expect(owners('**/\\#requests @x', '#requests')).toEqual(['@x'])
  })

  test('the line that decides is named', () => {
    expect(ownersOf(readCodeowners('# a\n\n* @a\n'), request)).toEqual({ kind: 'owned', owners: ['@a'], line: 3 })
  })
})

describe('what cannot be understood closes what it could be about', () => {
  test.each<[name: string, line: string, words: string]>([
    ['a negation', '!/requests/ @a', 'begins with "!"'],
    ['a range', '/requests/[op]* @a', 'has "["'],
    ['half a range', '/requests/orders-db] @a', 'has "["'],
    ['a comment inside a pattern', '/requests/orders-db/#x @a', 'has "#"'],
    ['another backslash', '\\requests @a', 'has a "\\"'],
    ['a backslash at the end', '/requests/\\', 'has a "\\"'],
    ['three stars', '/requests/*** @a', 'more than two'],
    ['two slashes', '/requests//orders-db @a', 'has "//"'],
    ['an unseen character', '/requests\u0000 @a', 'U+0000, which nobody sees'],
  ])('%s, wherever it stands', (_name, line, words) => {
    for (const text of [`${line}\n* @a`, `* @a\n${line}`]) {
      const found = ownersOf(readCodeowners(text, 'CODEOWNERS'), request)
      if (found.kind !== 'closed') throw new TypeError(`${text} is ${found.kind}`)
      const number = text.startsWith('* @a') ? 2 : 1
      expect(found.findings).toMatchObject([{ code: 'OWNERS_INVALID', where: `CODEOWNERS:${number}` }])
      expect(found.findings[0]?.message).toContain(words)
    }
  })

  // GitHub separates words at a blank and a tab. Where somebody sees two words and it sees one, nobody can tell who was meant.
  test.each([
    ...['\u00a0', '\ufeff', '\u0085', '\u1680', '\u2000', '\u2003', '\u200a', '\u200b', '\u2028', '\u2029', '\u202f'],
    ...['\u205f', '\u3000', '\u00ad', '\u2060', '\u3164', '\u202e', '\u{e0020}', '\ud83d', '\u000b', '\u000c'],
  ])('%j in a line instead of a blank (security.W8)', (blank) => {
    for (const line of [
      `/requests/orders-db/${blank}@b`,
      `/requests/orders-db/ @b${blank}`,
      `/requests/orders-db/ @b${blank}@c`,
      `${blank}/requests/orders-db/ @b`,
      `/requests/${blank}orders-db/ @b`,
    ]) {
      const found = ownersOf(readCodeowners(`/requests/ @a\n${line}\n`, 'CODEOWNERS'), request)
      expect(found).toMatchObject({ kind: 'closed', findings: [{ code: 'OWNERS_INVALID', where: 'CODEOWNERS:2' }] })
    }
    expect(owners(`/requests/ @a\n# a${blank}b`), 'in a comment').toEqual(['@a'])
    // What looks like a blank is one, in a comment.
    const shows = /[\p{Zs}]/u.test(blank)
    expect(owners(`/requests/ @a #${blank}b`), 'behind owners').toEqual(shows ? ['@a'] : 'closed')
  })

  test('the blank is named', () => {
    const found = ownersOf(readCodeowners('/requests/\u00a0@b\n* @a'), request)
    if (found.kind !== 'closed') throw new TypeError(found.kind)
    expect(found.findings[0]?.message).toContain(
      'holds U+00A0, which looks like a blank or like nothing. Type the line again with plain spaces.',
    )
  })

  test.each(['/übergröße/', '/日本語/', '/❤️/', '/👨‍👩‍👧/'])(
    'letters and emoji of others close nothing: %s',
    (pattern) => {
      expect(owners(`${pattern} @b\n/requests/ @a`)).toEqual(['@a'])
      expect(owners(`${pattern} @b`, `${pattern.slice(1)}a`)).toEqual(['@b'])
    },
  )

  test.each([
    'acme',
    '@',
    '@acme/',
    '@acme/a/b',
    '@a@b',
    '@@a',
    '@a,@b',
    '@a#x',
    '@\u0430cme',
    'a@',
    '@a\u200b',
    `@${'a'.repeat(101)}`,
    '<@a>',
    'a@b@c',
  ])('the owner %j, on a line that matches', (owner) => {
    expect(owners(`/requests/ ${owner} @b`)).toBe('closed')
    expect(owners(`/requests/ @b ${owner}\n`)).toBe('closed')
    expect(owners(`/requests/ ${owner}\n/requests/orders-db/ @b`)).toBe('closed')
    // Control: nobody asks about this path.
    expect(owners(`/docs/ ${owner}\n/requests/ @b`)).toEqual(['@b'])
  })

  test('a file that GitHub does not load', () => {
    const filler = `${'#'.repeat(99)}\n`.repeat(31_457)
    expect(filler.length).toBeLessThan(3 * 1024 * 1024 - 20)
    const sized = (size: number) => `${filler}${'#'.repeat(size - filler.length - 5)}\n* @a`
    expect(owners(sized(3 * 1024 * 1024 - 1))).toEqual(['@a'])
    expect(owners(sized(3 * 1024 * 1024))).toBe('closed')
    const large = readCodeowners(`${'ä'.repeat(1.5 * 1024 * 1024)}\n* @a`, 'CODEOWNERS')
    const message =
      'The file is 3 MB or larger, and GitHub does not load it. Shorten it: a pattern such as `docs/` does for many.'
    const findings = [{ code: 'OWNERS_INVALID', where: 'CODEOWNERS', message }]
    expect(ownersOf(large, request)).toEqual({ kind: 'closed', findings })
  })

  test('at most twenty findings are made, and hostile words stay short and on one line', () => {
    const found = ownersOf(readCodeowners(`![\`\u202e${'x'.repeat(500)} @a\n`.repeat(50)), request)
    if (found.kind !== 'closed') throw new TypeError(found.kind)
    expect(found.findings).toHaveLength(20)
    expect(strangeLines(readCodeowners('![\n'.repeat(50)))).toHaveLength(20)
    expect(ownersOf(readCodeowners(`* ${'@ '.repeat(50)}`), request)).toMatchObject({ findings: { length: 20 } })
    for (const { message } of found.findings) expect(message).not.toMatch(/\u202e|\n|x{81}|`!\[`/)
  })
})

describe('a hostile file is read in linear time', () => {
  const size = 512 * 1024
  const fill = (line: string): string => line.repeat(Math.floor(size / line.length))

  test.each<[name: string, text: string]>([
    ['lines', fill('a\n')],
    ['lines that match', fill('* @a\n')],
    ['e-mail addresses', fill('* a@b\n')],
    ['owners without a sign', fill('* a\n')],
    ['owners on one line', `* ${fill('@a ')}`.slice(0, size)],
    ['bad owners on one line', `* ${fill('@ ')}`.slice(0, size)],
    ['stars and letters', `${fill('*r')}x @a`.slice(0, size)],
    ['stars and letters in lines', fill('*r*e*q*u*e*s*t*s*x*/ @a\n')],
    ['directories', `/${fill('**/a/')}x @a`.slice(0, size)],
    ['directories of any name', `/${fill('**/*/')}x @a`.slice(0, size)],
    ['double stars', fill('**/')],
    ['slashes', fill('/')],
    ['backslashes', fill('\\')],
    ['escaped blanks', fill('\\ ')],
    ['blanks', fill(' ')],
    ['empty lines', fill('\n')],
    ['bad patterns', fill('!\n')],
    ['brackets', fill('[')],
    ['comments', fill('#\n')],
  ])('%s', linear, (_name, text) => {
    // As a file is read: in one piece.
    ownersOf(readCodeowners(Buffer.from(text).toString()), request)
  })
})
