import { expect, it } from 'vitest'
import { asksNoMore } from '../../../../src/core/review/asks-no-more.ts'

const owners = { name: 'owners', from: ['code-owners'], count: 1 }
const security = { name: 'security', from: ['@acme/security'], count: 1 }
const kept = { ...owners, except: ['@acme/deployers'] }
const either = { name: 'either', from: ['code-owners', '@acme/security'], count: 1 }

it.each([
  ['the same', [owners], [owners], true],
  ['fewer', [owners, security], [owners], true],
  ['none', [owners], [], true],
  ['one where two were', [{ ...owners, count: 2 }], [owners], true],
  ['from more people', [owners], [either], true],
  ['under another name', [owners], [{ ...owners, name: 'x' }], true],
  ['more', [owners], [{ ...owners, count: 2 }], false],
  ['another', [owners], [security], false],
  ['from fewer people', [either], [owners], false],
  ['one more beside it', [owners], [owners, security], false],
  ['any where none was', [], [owners], false],
  ['two that one had filled', [either], [owners, security], false],
  ['whom nobody was kept from, with somebody kept out', [owners], [kept], false],
  ['the same kept out', [kept], [kept], true],
  ['nobody kept out any more', [kept], [owners], true],
  ['others kept out', [kept], [{ ...owners, except: ['@acme/others'] }], false],
  ['more kept out', [kept], [{ ...owners, except: ['@acme/deployers', '@acme/others'] }], false],
  ['both, in another order, each its own', [security, owners], [either, security], true],
] as const)('%s: %#', (_, before, after, expected) =>
  expect(asksNoMore(before as never, after as never)).toBe(expected),
)
