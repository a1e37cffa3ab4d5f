import { describe, expect, test } from 'vitest'
import { ownersOf, readCodeowners, strangeLines } from '../../../../src/core/review/codeowners.ts'

const request = 'requests/orders-db/x.yml'
const found = (text: string) => ownersOf(readCodeowners(text), request)
const owned = (owner: string) => {
  const { kind, ...rest } = found(`/requests/ ${owner}`)
  return kind === 'owned' && 'owners' in rest ? rest.owners : kind
}

describe('an owner', () => {
  test.each([
    ...['@a', '@z', '@A', '@Z', '@0', '@9', '@-', '@_', `@${'a'.repeat(100)}`],
    ...['@acme/a', '@acme/a.b', '@acme/A-Z_0', `@acme/${'t'.repeat(100)}`, '@acme/ent:a'],
  ])('%s is a name', (owner) => expect(owned(owner)).toEqual([owner]))

  test.each(['a@b', 'a.b@c', 'a+b@c', 'A9-_@x.y', 'a@b.'])('%s is an address, and nobody', (owner) => {
    expect(owned(owner)).toEqual([])
  })

  test.each([
    // The neighbours of letters, digits and signs in ASCII.
    ...['@`', '@{', '@[', '@/', '@:', '@,', '@.', '@^', '@+', '@a.b', '@a+b', '@@', '@'],
    ...['@acme/', '@acme/a/b', '@acme/+', `@acme/${'t'.repeat(101)}`, `@${'a'.repeat(101)}/t`, `@${'a'.repeat(101)}`],
    ...['@acme/ent:', '@acme/ent:/', '@acme/ent:a:b', '@acme:a'],
    ...['a@', 'a', 'a@b@c', 'a`@b', 'a@b{', 'a,b@c', '.'],
  ])('%s is none', (owner) => expect(owned(owner)).toBe('closed'))
})

test.each([
  ['a`@b', "a'@b"],
  [`@${'a'.repeat(79)}!`, `@${'a'.repeat(79)}…`],
  [`@${'a'.repeat(78)}!`, `@${'a'.repeat(78)}!`],
])('an owner that is none, %j, is shown as %j', (owner, shown) => {
  const message = `\`${shown}\` is no owner. Write @user or @organisation/team, with blanks between them.`
  expect(found(`/requests/ ${owner}\n`)).toMatchObject({ kind: 'closed', findings: [{ message }] })
})

test.each<[line: string, strange: boolean]>([
  ['# a\u00a0b', false],
  ['#\u00a0b', false],
  [' # a\u00a0b', false],
  ['/docs/ #\u00a0b', false],
  ['/docs/ @a @b # c\u00a0d', false],
  ['/docs/ @a#\u00a0b', true],
  ['/docs/ @a\u00a0#b', true],
  ['/docs/ @a @b\u00a0@c', true],
  ['/docs/\u00a0@a # b', true],
  ['\u00a0# a', true],
])('a blank of another kind is one in a comment only: %j is strange: %s', (line, strange) => {
  expect(strangeLines(readCodeowners(line))).toHaveLength(strange ? 1 : 0)
})

describe('a pattern that nobody understands', () => {
  const strange = (pattern: string) => strangeLines(readCodeowners(`${pattern}\n`)).map(({ message }) => message)
  const allowed = 'has a "\\", which may stand before a blank, "#", "*", "?", "[" and "]" only.'
  const first =
    'which GitHub does not take at the beginning of a pattern. Where a name begins so, write "**/" before it'
  test.each([
    ['//requests/orders-db', 'has "//". Write one "/"'],
    ['/requests//', 'has "//". Write one "/"'],
    ['/requests/***', 'has more than two "*" in a row. Write "*" or "**"'],
    ['!/requests/', `begins with "!", ${first}; to leave something out, list what is meant instead`],
    ['\\!requests/', `begins with "\\!", ${first}, and leave out the backslash`],
    ['\\#requests/', `begins with "\\#", ${first}`],
    [
      '/requests/[a]',
      'has "[" or "]", which is no range here. Write a line for each name, or "\\[" and "\\]" where they are part of one',
    ],
    [
      '/requests/[a',
      'has "[" or "]", which is no range here. Write a line for each name, or "\\[" and "\\]" where they are part of one',
    ],
    ['/requests/#', 'has "#" in it, which some take for the beginning of a comment. Write "\\#"'],
    ['/requests/\\\\', `${allowed} Write one "?" in place of both`],
    ['/requests\\/x', `${allowed} Write "/" between folders, once`],
    ['/requests\\x', `${allowed} Leave it out; between folders, write "/"`],
    ['/requests/\\', `${allowed} Leave it out; between folders, write "/"`],
  ])('%s', (pattern, words) => {
    expect(strange(pattern)).toStrictEqual([`\`${pattern}\` ${words}. Until then nobody can tell whom it means.`])
  })

  test.each([
    '/requests/**',
    '/requests/',
    '**/requests/',
    '/requests/\\#\\*\\?\\[\\]\\ x',
    '/a/b/c',
    'a!b',
    'a!',
    '/!a',
  ])('%s is none', (pattern) => {
    expect(strange(pattern)).toEqual([])
  })
})
