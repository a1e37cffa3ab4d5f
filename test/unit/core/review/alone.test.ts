import { expect, test } from 'vitest'
import { aloneNote } from '../../../../src/core/review/alone.ts'

const rita = { id: 7 }
const otto = { id: 8 }

const named = (names: string) =>
  `${names} is the requester, and nobody approves their own request: whoever keeps CODEOWNERS and the policy names another.`
const inTeam = (names: string) =>
  `the requester is the only one behind ${names}, and nobody approves their own request: its maintainers add somebody with write access, or whoever keeps CODEOWNERS and the policy names another.`

test.each<[name: string, each: Parameters<typeof aloneNote>[0], words: string | undefined]>([
  ['named alone', [{ name: '@rita', people: [rita] }], named('`@rita`')],
  ['in a team alone', [{ name: '@acme/a', people: [rita], team: 1 }], inTeam('`@acme/a`')],
  [
    'beside a name that is nobody',
    [
      { name: '@gone', people: [] },
      { name: '@rita', people: [rita] },
    ],
    named('`@rita`'),
  ],
  [
    'in several',
    ['a', 'b', 'c', 'd'].map((name) => ({ name: `@acme/${name}`, people: [rita], team: 1 })),
    inTeam('`@acme/a`, `@acme/b`, `@acme/c` and 1 more'),
  ],
  [
    'in person and in a team',
    [
      { name: '@rita', people: [rita] },
      { name: '@acme/a', people: [rita], team: 1 },
    ],
    inTeam('`@rita`, `@acme/a`'),
  ],
  ['not alone in the team', [{ name: '@acme/a', people: [rita, otto], team: 1 }], undefined],
  [
    'beside another',
    [
      { name: '@rita', people: [rita] },
      { name: '@otto', people: [otto] },
    ],
    undefined,
  ],
  ['nobody at all', [{ name: '@gone', people: [] }], undefined],
  ['no names', [], undefined],
])('the requester %s (field.D12)', (_name, each, words) => {
  expect(aloneNote(each, rita.id)).toBe(words)
})
