import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownersOf, readCodeowners, strangeLines } from '../../../../src/core/review/codeowners.ts'
import { mayMatch } from '../../../../src/core/review/codeowners-doubt.ts'
import { patternFault } from '../../../../src/core/review/codeowners-pattern.ts'
import { linear } from '../../../linear.ts'
import { runs } from '../../../runs.ts'
import { referenceMatches } from './codeowners-reference.ts'

type Case = { line: string; reads: string; owners?: string[]; strange?: true; mended?: string }

const corpus: Case[] = JSON.parse(
  readFileSync(new URL('../../../fixtures/corpus/codeowners.json', import.meta.url), 'utf8'),
)

const request = 'requests/orders-db/a1.yml'
const base = '/requests/ @acme/base'

const owned = (text: string, path = request) => {
  const found = ownersOf(readCodeowners(text), path)
  return found.kind === 'owned' ? found.owners : found.kind
}

describe('sixty lines as people write them (field.D5)', () => {
  test.each(corpus)('$reads: $line', ({ line, reads, owners, strange, mended }) => {
    const before = owned(`${line}\n${base}`)
    const after = owned(`${base}\n${line}`)
    if (reads === 'owners') expect([before, after]).toEqual([['@acme/base'], owners])
    else if (reads === 'closes') expect([before, after]).toEqual(['closed', 'closed'])
    else expect([before, after]).toEqual([['@acme/base'], ['@acme/base']])
    const found = strangeLines(readCodeowners(`${base}\n${line}`, 'CODEOWNERS'))
    if (reads !== 'closes') expect(found.map(({ where }) => where)).toEqual(strange ? ['CODEOWNERS:2'] : [])
    if (mended === undefined) return
    // Whoever does as the message says is not refused again.
    expect(strangeLines(readCodeowners(mended))).toEqual([])
    expect(owned(`${base}\n${mended}`)).not.toBe('closed')
  })

  test('there are sixty of them, of each kind', () => {
    const of = (kind: string) => corpus.filter(({ reads }) => reads === kind).length
    expect(corpus.length).toBeGreaterThanOrEqual(60)
    expect(Math.min(of('owners'), of('closes'), of('concerns not'))).toBeGreaterThan(10)
  })
})

test('a mark of the order of bytes before the first line is none of it (field.D5)', () => {
  expect(owned('\ufeff* @acme/all')).toEqual(['@acme/all'])
  expect(owned('\ufeff# owners\n/requests/ @acme/all')).toEqual(['@acme/all'])
  expect(strangeLines(readCodeowners('\ufeff* @acme/all'))).toEqual([])
  // Anywhere else nobody sees it.
  for (const text of ['\ufeff\ufeff* @acme/all', '* @acme/all\n\ufeff/requests/ @b']) expect(owned(text)).toBe('closed')
})

test('an unseen character is named with its line and its code point (field.D5)', () => {
  const found = ownersOf(readCodeowners('* @a\n\n/requests/ @a\u200b', 'CODEOWNERS'), request)
  const message = '`/requests/ @a\ufffd` holds U+200B, which nobody sees. Delete the line and type it again.'
  expect(found).toEqual({ kind: 'closed', findings: [{ code: 'OWNERS_INVALID', where: 'CODEOWNERS:3', message }] })
})

test('an end of line that only some readers see is one that nobody sees', () => {
  for (const end of ['\r', '\v', '\f', '\u0085', '\u2028', '\u2029']) {
    expect(owned(`* @a\n# a${end}/requests/ @b`), 'in a comment').toBe('closed')
    expect(owned(`* @a\n/docs/ @a${end}/requests/ @b`), 'behind owners').toBe('closed')
    expect(owned(`* @a\n/docs/ @a${end}# /requests/ @b`), 'before a comment').toEqual(['@a'])
    expect(owned(`* @a\n/docs/ @a${end}/docs/ @b`), 'about something else').toEqual(['@a'])
  }
})

test.each<[fault: string, said: string, mended: string]>([
  ['a\\b', 'Leave it out; between folders, write "/"', 'ab'],
  ['a\\\\b', 'Write one "?" in place of both', 'a?b'],
  ['a\\/b', 'Write "/" between folders, once', 'a/b'],
  ['a\\', 'Leave it out', 'a'],
  ['[a]', 'or "\\[" and "\\]" where they are part of one', '\\[a\\]'],
  ['\\!a', 'write "**/" before it, and leave out the backslash', '**/!a'],
  ['!a', 'write "**/" before it', '**/!a'],
  ['\\#a', 'write "**/" before it', '**/\\#a'],
  ['a#b', 'Write "\\#"', 'a\\#b'],
  ['a***', 'Write "*" or "**"', 'a**'],
  ['a//b', 'Write one "/"', 'a/b'],
])('the advice for %s leads to no other refusal (field.D5)', (pattern, said, mended) => {
  expect(patternFault(pattern, 0, pattern.length)).toContain(said)
  expect(patternFault(mended, 0, mended.length)).toBeUndefined()
})

// What the reader of such a pattern made of it nobody knows: it may be about all that any of them could have meant, and about no more.
test.each<[pattern: string, path: string, may: boolean]>([
  ['docs[x]', 'docs', true],
  ['docs[x]', 'doc', false],
  ['docs[x]', 'requests/docs', true],
  ['docs[x]', 'requests/adocs', false],
  ['/docs[x]', 'requests/docs', false],
  ['//docs[x]', 'docs', true],
  ['a/docs[x]', 'a/docs', true],
  ['a/docs[x]', 'requests/a/docs', false],
  ['a[x]/docs', 'aq/docs', true],
  ['a[x]/docs', 'requests/aq/docs', false],
  ['docs/]', 'requests/docs/x', true],
  ['docs/[x]', 'requests/docs/x', true],
  ['docs[a/b]', 'requests/docs', true],
  ['docs[a]b/c]x', 'requests/docsx', true],
  ['docs[a]b/c]x', 'docsy', false],
  ['docs/*]', 'docs/x', true],
  ['docs/*]', 'requests/docs/x', false],
  ['[x]b', 'ab', true],
  ['[x]b', 'ac', false],
  ['docs[', 'docs', true],
  ['docs[', 'requests/docs', true],
  ['docs[', 'doc', false],
  ['docs[a/b', 'requests/docs', true],
  ['ab[x]ab', 'abab', true],
  ['ab[x]ab', 'ab', false],
  ['ab]b', 'abcb', true],
  ['ab]bb', 'abb', false],
  ['ab]bb', 'abbb', true],
  ['ab[x]?*]b', 'abb', true],
  ['a/**/b[x]', 'a/b', true],
  ['a/**/b[x]', 'a/c', false],
  ['a//b', 'a/b', true],
  ['a//b', 'a/c', false],
  ['a///b', 'a/b', true],
  ['a//b', 'requests/a/b', false],
  ['ab//', 'requests/ab/c', true],
  ['a\\*b[x]', 'a*b', true],
  ['a\\*b[x]', 'acb', false],
  ['a\\ b[x]', 'a b', true],
  ['a\\ b[x]', 'ab', false],
  ['a\\[b]', 'a[b', true],
  ['a\\[b]', 'ab', false],
  ['a\\xb', 'ac', true],
  ['a\\xb', 'b', false],
  ['ab#c', 'abd', true],
  ['ab#c', 'c', false],
  ['a\u200bb', 'ac', true],
  ['a\u200bb', 'b', false],
  ['\u00fc[x]', '\u00fc', true],
  ['\u00fc[x]', 'u', false],
  ['\\!docs', '!docs', true],
  ['\\!docs', 'docs', true],
  ['\\!docs', 'adocs', false],
  ['!docs', '!docs', true],
  ['!docs', 'docs', true],
  ['!docs', 'adocs', false],
  // Control: what is understood is about what it says.
  ['*.md', 'a.md', true],
  ['*.md', 'a.md.txt', false],
])('%s could be about %s: %s', (pattern, path, may) => {
  expect(mayMatch(pattern, path.split('/'))).toBe(may)
})

const odd = ['\u200b', '\u202e', '\u00a0', '\ufeff', '\u2028', '\r', '\u0000', '\u00ad', '\u{e0020}', '\ud83d']
const piece = fc.constantFrom(
  ...['requests', 'orders-db', 'a1.yml', '/', '/', '/', '*', '**', '?', 'o', 'docs', '@a', ' ', ' ', '\t', '#', '!'],
  ...['\\', '\\[', '\\ ', '[', ']', 's', '-', ...odd],
)
const anyLine = fc.array(piece, { minLength: 1, maxLength: 10 }).map((pieces) => pieces.join(''))
const anyPath = fc
  .tuple(fc.constantFrom('orders-db', 'o', 'docs', 's-'), fc.constantFrom('a1.yml', 'o.yml', 'docs'))
  .map((names) => ['requests', ...names].join('/'))
const rest = fc.constantFrom('', '* @all', '/requests/ @a', '/requests/orders-db/ @b', '/requests/o/')

describe('nothing opens what it should not', () => {
  test('a line whose beginning cannot be that of requests changes no owner', () => {
    const foreign = fc.tuple(fc.constantFrom('/docs/', 'src/a/', '/r/', '/requestsx', '!/docs/', '/doc'), anyLine)
    fc.assert(
      fc.property(foreign, rest, rest, anyPath, ([begin, line], above, below, path) => {
        // What some reader takes for a line of its own is another matter, and tried below.
        fc.pre(!/[\r\u2028]/.test(line))
        expect(owned([above, begin + line, below].join('\n'), path)).toEqual(owned([above, below].join('\n'), path))
      }),
      { numRuns: runs(3000) },
    )
  })

  test('a line with a character that nobody sees adds no owner: it closes, or is as if it were not there', () => {
    const strange = fc.tuple(anyLine, fc.constantFrom(...odd), anyLine).map((parts) => parts.join(''))
    let closed = 0
    fc.assert(
      fc.property(strange, rest, rest, anyPath, (line, above, below, path) => {
        // A blank of another kind may stand in a comment; a carriage return may end the line.
        fc.pre(strangeLines(readCodeowners(`\n${line}`)).length > 0)
        const found = owned([above, line, below].join('\n'), path)
        if (found === 'closed') closed++
        else expect(found).toEqual(owned([above, below].join('\n'), path))
      }),
      { numRuns: runs(3000) },
    )
    expect(closed).toBeGreaterThan(100)
  })

  test('a pattern that is not understood could match what any reading of it matches', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 7 }), anyPath, (pieces, path) => {
        const pattern = pieces.join('').replace(/[ \t].*$/s, '')
        fc.pre(pattern !== '' && !pattern.startsWith('#') && patternFault(pattern, 0, pattern.length) !== undefined)
        for (const reading of readingsOf(pattern)) {
          if (!referenceMatches(reading, path)) continue
          compared++
          expect(mayMatch(pattern, path.split('/')), `${JSON.stringify(pattern)} as ${reading}, ${path}`).toBe(true)
        }
      }),
      {
        numRuns: runs(5000),
        examples: [[['docs', '[', '/', ']'], 'requests/docs/a1.yml']],
      },
    )
    expect(compared).toBeGreaterThan(100)
  })
})

/** What readers have made of such patterns: cut where it is strange, without what is strange, with a range as a star. */
function readingsOf(pattern: string): string[] {
  const strange = /[\p{C}\p{Z}\u00ad]/gu
  const cut = pattern.split(/(?<!\\)[\p{C}\p{Z}#]|\\(?![ #*?[\]])/u)[0] ?? ''
  const seen = pattern.replace(strange, '').replace(/^!/, '')
  const bare = (text: string) => text.replace(/\\(?![ #*?[\]])/g, '')
  const plain = bare(seen)
  const readings = [cut, seen, plain, plain.replace(/\/{2,}/g, '/'), bare(seen.replace(/(?<!\\)\[[^\]]*\]/g, '*'))]
  const asSlash = seen.replace(/\\(?![ #*?[\]])/g, '/').replace(/\/{2,}/g, '/')
  return [...readings, asSlash].map((one) => one.replace(/\*{3,}/g, '**')).filter((one) => one !== '' && one !== '/')
}

describe('a hostile file of lines about something else is read in linear time', () => {
  const size = 512 * 1024
  test.each<[name: string, text: string]>([
    ['ranges', '/docs/[a]\n'.repeat(size / 10)],
    ['a range', `/docs/${'[a]'.repeat(size / 3)}`],
    ['unseen characters', '/docs/\u200b @a\n'.repeat(size / 12)],
    ['unseen characters on one line', `/docs/${'\u200b'.repeat(size)}`],
    ['ends of lines that only some see', `/docs/${'\u2028/d'.repeat(size / 3)}`],
    ['backslashes', `${'\\['.repeat(size / 2)}\\x`],
    ['stars and a range', `${'*a'.repeat(size / 2)}[`],
    ['slashes', '/'.repeat(size)],
    ['comments', '# \u200b\n'.repeat(size / 4)],
  ])('%s', linear, (_name, text) => {
    const read = readCodeowners(Buffer.from(text).toString())
    ownersOf(read, request)
    strangeLines(read)
  })
})
