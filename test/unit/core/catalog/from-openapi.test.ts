import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readYaml } from '../../../../src/config/yaml.ts'
import { resourcesOfOpenApi } from '../../../../src/core/catalog/from-openapi.ts'
import { idOf, renderCatalog, titleOf } from '../../../../src/core/catalog/offered.ts'
import { checkCatalog } from '../../../../src/core/request/check-catalog.ts'

const document = {
  openapi: '3.1.0',
  tags: [{ name: 'Orders', description: 'Orders of customers\nand what became of them' }],
  security: [{ oauth: ['orders.read'] }],
  paths: {
    '/orders': {
      get: { tags: ['Orders'] },
      post: { tags: ['Orders'], security: [{ oauth: ['orders.write'] }] },
      parameters: [],
    },
    '/orders/{id}': {
      put: { tags: ['Orders'], security: [{ oauth: ['orders.write', 'orders.admin'] }] },
      delete: { tags: ['Orders'], security: [] },
      trace: { tags: ['Orders'] },
    },
    '/{tenant}/invoicesV2/{id}': { get: { security: [{ oauth: ['daypass:probe', 'two words'] }] } },
    '/odd': 7,
  },
}

test('a resource for each tag or first part of a path, with a scope where there is just one', () => {
  expect(resourcesOfOpenApi(document)).toEqual([
    {
      id: 'invoices-v2',
      title: 'invoicesV2',
      kind: 'api',
      sensitivity: 'low',
      actions: { read: { scope: 'invoices-v2:read' } },
    },
    {
      ...{ id: 'orders', title: 'Orders of customers and what became of them', kind: 'api', sensitivity: 'low' },
      actions: {
        read: { scope: 'orders.read' },
        write: { scope: 'orders:write', sensitivity: 'medium' },
        delete: { scope: 'orders:delete', sensitivity: 'high' },
      },
    },
  ])
})

test.each([undefined, null, 7, [], {}, { openapi: '3.0.0' }, { openapi: 3, paths: {} }, { swagger: '2.0', paths: {} }])(
  '%j is no such document',
  (other) => {
    expect(resourcesOfOpenApi(other)).toBeUndefined()
  },
)

test('whatever a document holds, what is proposed is a catalog', () => {
  const paths = fc.dictionary(
    fc.string({ unit: 'binary' }),
    fc.dictionary(
      fc.constantFrom('get', 'post', 'delete', '__proto__'),
      fc.record({ tags: fc.array(fc.string({ unit: 'binary' })) }),
    ),
  )
  fc.assert(
    fc.property(paths, (some) => {
      const offered = resourcesOfOpenApi({ openapi: '3.1.0', paths: some }) ?? []
      if (offered.length === 0) return
      const text = renderCatalog(offered, { connector: 'api', team: '@acme/orders' })
      const checked = checkCatalog([{ path: 'catalog/x.yml', data: readYaml(text, 'catalog/x.yml') }])
      expect(checked).toMatchObject({ resources: { length: offered.length } })
    }),
  )
})

test.each([
  ['Orders v2', 'orders-v2'],
  ['ordersV2', 'orders-v2'],
  ['--Über  Uns--', 'uber-uns'],
  ['日本', ''],
  [`${'x'.repeat(62)}-y`, 'x'.repeat(62)],
])('%j is called %j', (text, id) => {
  expect(idOf(text)).toBe(id)
})

test('a title is one line', () => {
  expect(titleOf(` a\u0000b\n\tc\u202e `)).toBe('a b c')
  expect(titleOf('x'.repeat(81))).toHaveLength(80)
})
