import { describe, expect, test } from 'vitest'
import { checkCatalog, resolveAction } from '../../../../src/core/request/check-catalog.ts'
import { startsLikeRequest } from '../../../../src/core/request/form-start.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'

const orders: Resource = {
  id: 'orders-db',
  title: 'Orders database',
  kind: 'database',
  sensitivity: 'high',
  connector: 'orders-postgres',
  actions: {
    read: { scope: 'orders:read', max_duration: '8h' },
    dump: { scope: 'orders:dump', sensitivity: 'critical' },
  },
}
const other: Resource = { ...orders, id: 'orders-copy', connector: 'copy' }
const file = (path: string, ...resources: object[]) => ({ path, data: { resources } })
const problems = (...files: { path: string; data: unknown }[]) => {
  const checked = checkCatalog(files)
  return 'problems' in checked ? checked.problems : []
}

test('the resources of all files together, by id', () => {
  const checked = checkCatalog([file('catalog/b.yml', orders), file('catalog/a.yml', other)])
  expect(checked).toEqual({ resources: [other, orders] })
})

describe('a catalog is refused as a whole', () => {
  test.each<[string, { path: string; data: unknown }[], string, RegExp]>([
    ['no file', [], 'CATALOG_MISSING', /catalog\//],
    ['no resource', [file('catalog/a.yml')], 'CATALOG_MISSING', /catalog\//],
    [
      'an empty file',
      [file('catalog/a.yml', orders), { path: 'catalog/b.yml', data: null }],
      'CATALOG_INVALID',
      /^catalog\/b\.yml$/,
    ],
    ['a list', [{ path: 'catalog/a.yml', data: [] }], 'CATALOG_INVALID', /^catalog\/a\.yml$/],
    ['an unknown member', [file('catalog/a.yml', { ...orders, owner: 'x' })], 'CATALOG_INVALID', /resources\[0\]$/],
    [
      'a member that lacks',
      [file('catalog/a.yml', { ...orders, connector: undefined })],
      'CATALOG_INVALID',
      /resources\[0\]/,
    ],
    ['an odd id', [file('catalog/a.yml', { ...orders, id: 'Orders DB' })], 'CATALOG_INVALID', /resources\[0\]\.id$/],
    [
      'an odd action',
      [file('catalog/a.yml', { ...orders, actions: { 'Read all': { scope: 'x' } } })],
      'CATALOG_INVALID',
      /resources\[0\]\.actions$/,
    ],
    [
      '__proto__ as an action',
      [file('catalog/a.yml', { ...orders, actions: JSON.parse('{"__proto__": {"scope": "x"}}') })],
      'CATALOG_INVALID',
      /actions$/,
    ],
    ['no action', [file('catalog/a.yml', { ...orders, actions: {} })], 'CATALOG_INVALID', /actions$/],
    [
      'a scope with a blank',
      [file('catalog/a.yml', { ...orders, actions: { read: { scope: 'a b' } } })],
      'CATALOG_INVALID',
      /scope$/,
    ],
    ['a team without organisation', [file('catalog/a.yml', { ...orders, team: 'orders' })], 'CATALOG_INVALID', /team$/],
    [
      'a duration in words',
      [file('catalog/a.yml', { ...orders, actions: { read: { scope: 'a', max_duration: 'long' } } })],
      'CATALOG_INVALID',
      /max_duration$/,
    ],
    [
      'a duration without end',
      [file('catalog/a.yml', { ...orders, actions: { read: { scope: 'a', max_duration: '367d' } } })],
      'CATALOG_INVALID',
      /orders-db\.actions\.read\.max_duration$/,
    ],
    [
      'a day that does not exist',
      [file('catalog/a.yml', { ...orders, expires: '2026-02-30T00:00:00Z' })],
      'CATALOG_INVALID',
      /orders-db\.expires$/,
    ],
    [
      'an hour that does not exist',
      [file('catalog/a.yml', { ...orders, expires: '2026-02-20T25:00:00Z' })],
      'CATALOG_INVALID',
      /orders-db\.expires$/,
    ],
    ['an id twice in a file', [file('catalog/a.yml', orders, orders)], 'CATALOG_INVALID', /orders-db$/],
    [
      'an id twice in two files',
      [file('catalog/a.yml', orders), file('catalog/b.yml', orders)],
      'CATALOG_INVALID',
      /^catalog\/b\.yml: orders-db$/,
    ],
    [
      'one scope of one connector with two sensitivities',
      [file('catalog/a.yml', orders, { ...orders, id: 'orders-easy', sensitivity: 'low' })],
      'CATALOG_INVALID',
      /orders-easy\.actions\.read$/,
    ],
    [
      'the same within one resource',
      [
        file('catalog/a.yml', {
          ...orders,
          actions: { read: { scope: 'a' }, peek: { scope: 'a', sensitivity: 'low' } },
        }),
      ],
      'CATALOG_INVALID',
      /orders-db\.actions\.peek$/,
    ],
  ])('%s', (_, files, code, where) => {
    const [first] = problems(...files)
    expect(first?.code).toBe(code)
    expect(first?.where).toMatch(where)
    expect(checkCatalog(files)).not.toHaveProperty('resources')
  })

  test('with everything that is wrong at once, in words', () => {
    const found = problems(
      file('catalog/a.yml', { ...orders, id: 'X', kind: 'car' }, { ...orders, team: 'x' }),
      file('catalog/b.yml', orders, orders),
    )
    expect(found.map(({ where, message }) => `${where} ${message}`)).toEqual([
      'catalog/a.yml: resources[0].id is not a plain name. Use lower-case letters, digits and hyphens.',
      'catalog/a.yml: resources[0].kind is not one of api, function, database, team, repository, cloud-role.',
      'catalog/a.yml: resources[1].team is not a team. Write "@organisation/team", in quotes.',
      'catalog/b.yml: orders-db This id is used twice, first in catalog/b.yml: orders-db. Rename one of the two.',
    ])
  })
})

test('one scope with one sensitivity may stand in several resources, and of several connectors with several', () => {
  expect(problems(file('catalog/a.yml', orders, { ...orders, id: 'again' }, { ...other, sensitivity: 'low' }))).toEqual(
    [],
  )
})

describe('an action', () => {
  test('has the sensitivity of its resource unless it has its own', () => {
    expect(resolveAction(orders, 'read')).toEqual({ scope: 'orders:read', maxDuration: 28_800, sensitivity: 'high' })
    expect(resolveAction(orders, 'dump')).toEqual({
      scope: 'orders:dump',
      maxDuration: undefined,
      sensitivity: 'critical',
    })
  })

  test.each(['write', 'constructor', 'toString', '__proto__', ''])('%j is unknown', (action) => {
    expect(() => resolveAction(orders, action)).toThrow(expect.objectContaining({ code: 'REQUEST_ACTION_UNKNOWN' }))
  })
})

describe('a body begins like a request', () => {
  test.each<[string, boolean]>([
    ['### Resource\n\nx', true],
    ['### Resource\r\n\r\nx', true],
    ['\n \r\n### Resource\nx', true],
    ['### Resource  \nx', true],
    ['### Resource', true],
    ['### Resources\nx', false],
    ['### Resource: x\n', false],
    ['## Resource\n', false],
    ['#### Resource\n', false],
    ['###Resource\n', false],
    ['### resource\n', false],
    ['hello\n### Resource\n', true],
    ['<!-- x -->\n### Resource\n', true],
    ['# Help\n\n### Resource\n', false],
    ['```\n### Resource\n```\n', false],
    ['```\nlog\n```\n### Resource\n', true],
    ['## Resource\nx\n## Actions\nread\n', true],
    ['### resource:\nx\n### actions:\nread\n', true],
    ['**Resource**\nx\n**Actions**\nread\n', true],
    ['**Resource:** x\n**Actions:** read\n', true],
    ['hello\n**Resource:** x\n**Actions:** read\n', false],
    ['### Duration\n2h\n### Resource\nx\n### Actions\nread\n### Reason\ny\n', true],
    ['### Duration\n2h\n### Resource\nx\n', false],
    ['> ### Resource\n', false],
    ['\u200b### Resource\n', false],
    ['', false],
    [' '.repeat(60_000), false],
  ])('%j', (text, expected) => {
    expect(startsLikeRequest(text)).toBe(expected)
  })
})
