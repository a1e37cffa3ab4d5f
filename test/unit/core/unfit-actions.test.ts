import { expect, test } from 'vitest'
import { unfitActions } from '../../../src/core/targets/unfit-actions.ts'
import type { Resource } from '../../../src/generated/catalog.ts'

const resource = (
  id: string,
  sensitivity: Resource['sensitivity'],
  actions: Resource['actions'],
  connector = 'db',
): Resource => ({
  ...{ id, title: id, kind: 'database', sensitivity, connector, team: '@acme/orders', actions },
})

const orders = resource('orders', 'low', {
  read: { scope: 'orders:read' },
  dump: { scope: 'orders:dump', sensitivity: 'high' },
})
const terms = {
  check: () => [],
  right: (action: string) => ({ read: 'the group reader', peek: 'the group reader', dump: 'the group dumper' })[action],
}

test.each<[string, Resource[], string[]]>([
  ['the same action, worth the same', [resource('billing', 'low', { read: { scope: 'b' } })], []],
  ['the same action, worth more', [resource('billing', 'critical', { read: { scope: 'b' } })], ['actions.read']],
  [
    'another action of the same right, worth more',
    [resource('billing', 'high', { peek: { scope: 'b' } })],
    ['actions.read'],
  ],
  [
    'an action that is worth the same by itself',
    [resource('billing', 'high', { peek: { scope: 'b', sensitivity: 'low' } })],
    [],
  ],
  ['the same action of another connector', [resource('billing', 'high', { read: { scope: 'b' } }, 'other')], []],
  ['an action without a right', [resource('billing', 'high', { constructor: { scope: 'b' } })], []],
])('beside %s', (_, others, where) => {
  expect(unfitActions(terms, orders, ['read', 'dump'], [orders, ...others]).map((one) => one.where)).toEqual(where)
})

test.each<[Resource['row_security'], boolean, string[]]>([
  ['claims', true, ['row_security']],
  ['claims', false, []],
  ['login', true, []],
  [undefined, true, []],
])('rows told apart by %s, where a login is given: %s', (by, givesLogin, where) => {
  const rows = { ...orders, ...(by ? { row_security: by } : {}) }
  expect(unfitActions({ ...terms, givesLogin }, rows, ['read'], [rows]).map((one) => one.where)).toEqual(where)
})

test('says what the connector says, of the actions that are asked for', () => {
  const problem = { code: 'CATALOG_INVALID' as const, where: 'actions.read', message: 'no' }
  const asked: unknown[] = []
  const strict = {
    check: (...of: unknown[]) => {
      asked.push(of)
      return [problem]
    },
  }
  expect(unfitActions(strict, orders, ['read'], [orders])).toEqual([problem])
  expect(asked).toEqual([[{ read: { scope: 'orders:read' } }, 'low']])
})
