import { expect, test } from 'vitest'
import { aloneNote } from '../../../../src/core/review/alone.ts'

const rita = { id: 7 }
const otto = { id: 8 }

test.each<[name: string, each: Parameters<typeof aloneNote>[0], words: string | undefined]>([
  ['named alone', [{ name: '@rita', people: [rita] }], '`@rita` is the requester, and nobody approves'],
  ['in a team alone', [{ name: '@acme/a', people: [rita], team: 1 }], 'the only one behind `@acme/a`'],
  [
    'beside a name that is nobody',
    [
      { name: '@gone', people: [] },
      { name: '@rita', people: [rita] },
    ],
    '`@rita` is the requester',
  ],
  [
    'in several',
    ['a', 'b', 'c', 'd'].map((name) => ({ name: `@acme/${name}`, people: [rita], team: 1 })),
    '`@acme/a`, `@acme/b`, `@acme/c` and 1 more',
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
  const note = aloneNote(each, rita.id)
  if (words === undefined) expect(note).toBeUndefined()
  else expect(note).toContain(words)
})
