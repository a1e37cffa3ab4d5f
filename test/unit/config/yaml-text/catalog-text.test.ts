import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogText } from '../../../../src/config/yaml-text/catalog-text.ts'
import type { CatalogEdit } from '../../../../src/core/catalog/catalog-change.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'

const written = `# What can be asked for.
resources:
  # The orders.
  - id: orders                 # unique
    title: "Orders"
    kind: api
    sensitivity: low
    connector: public-api
    actions:
      read:  { scope: "orders:read",  max_duration: 8h }   # all day
      # Careful with this one.
      write: { scope: "orders:write", max_duration: 1h }

  # What is owed.
  - id: invoices # daypass: deployments acme/orders "x"
    title: Invoices
    kind: api
    sensitivity: low
    environment: x
    expires: 2026-12-01T00:00:00Z # soon
    connector: public-api
    actions: { read: { scope: "invoices:read" } }
# The end.
`
const stock: Resource = {
  ...{ id: 'stock', title: 'Stock: "all" # of it', kind: 'api', sensitivity: 'low', connector: 'public-api' },
  ...{ team: '@acme/orders', actions: { read: { scope: 'stock:read', max_duration: '8h' } } },
}
const edit = (edits: CatalogEdit[], text: string | undefined = written) =>
  catalogText.edit(text, edits, 'catalog/x.yml')

/** The lines that differ, as a diff shows them. */
function diff(after: string): string[] {
  const [a, b] = [written.split('\n'), after.split('\n')]
  const [gone, come] = [a.filter((line) => !b.includes(line)), b.filter((line) => !a.includes(line))]
  return [...gone.map((line) => `-${line}`), ...come.map((line) => `+${line}`)]
}

describe('every character stays, but for', () => {
  test('a resource at the end, as the others stand there', () => {
    const after = edit([{ add: stock, note: 'daypass: deployments acme/orders "y"' }])
    expect(after).toContain('    actions: { read: { scope: "invoices:read" } }\n\n  - id: stock # daypass: ')
    expect(after.endsWith('    actions:\n      read: { scope: "stock:read", max_duration: 8h }\n# The end.\n')).toBe(
      true,
    )
    expect(diff(after).filter((line) => line.startsWith('-'))).toEqual([])
  })

  test('an action below the others', () => {
    expect(diff(edit([{ resource: 'orders', actions: { delete: { scope: 'x', sensitivity: 'high' } } }]))).toEqual([
      '+      delete: { scope: "x", sensitivity: high }',
    ])
  })

  test('an action among others on one line', () => {
    expect(diff(edit([{ resource: 'invoices', actions: { delete: { scope: 'x' } } }]))).toEqual([
      '-    actions: { read: { scope: "invoices:read" } }',
      '+    actions: { read: { scope: "invoices:read" }, delete: { scope: "x" } }',
    ])
  })

  test('an end', () => {
    expect(diff(edit([{ resource: 'invoices', expires: '2027-01-01T00:00:00Z' }]))).toEqual([
      '-    expires: 2026-12-01T00:00:00Z # soon',
      '+    expires: "2027-01-01T00:00:00Z" # soon',
    ])
  })

  test('what is taken out; what people wrote above it stays', () => {
    const after = edit([{ remove: 'invoices' }])
    expect(after).toContain('  # What is owed.\n# The end.\n')
    expect(edit([{ remove: 'orders' }], after)).toBe(
      '# What can be asked for.\nresources:\n  # The orders.\n  []\n\n  # What is owed.\n# The end.\n',
    )
  })
})

test('a new file says what it is, and takes what comes', () => {
  const text = catalogText.edit(undefined, [{ add: stock }, { add: { ...stock, id: 'more' } }], 'x')
  expect(text.startsWith('# ')).toBe(true)
  expect(catalogText.read(catalogText.edit(undefined, [{ add: stock }], 'x'), 'x').resources).toEqual([stock])
})

test('notes are those on the line of an id', () => {
  expect(catalogText.read(written, 'x').noted).toEqual([
    { id: 'orders', note: 'unique' },
    { id: 'invoices', note: 'daypass: deployments acme/orders "x"' },
  ])
})

describe('what is not written as people write it is left to them', () => {
  const flow = (item: string) => `resources: [${item}]\n`
  const one = '{ id: a, title: A, kind: api, sensitivity: low, connector: c, actions: { read: { scope: x } } }'
  test.each<[string, string, CatalogEdit]>([
    ['a list on one line', flow(one), { add: stock }],
    ['an entry that is not there', written, { remove: 'nobody' }],
    ['an id that is there twice', `resources:\n  - ${one}\n  - ${one}\n`, { remove: 'a' }],
    ['an end that is not there', written, { resource: 'orders', expires: '2027-01-01T00:00:00Z' }],
    ['anchors', 'resources: &a []\n', { add: stock }],
    ['a catalog that is none', 'resources: 7\n', { add: stock }],
    ['a key twice', 'resources: []\nresources: []\n', { add: stock }],
  ])('%s', (_, text, change) => {
    expect(() => edit([change], text)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/_INVALID$|^CATALOG_BY_HAND$/) }),
    )
  })
  test.each<[string, string, CatalogEdit]>([
    ['an entry on one line takes an action', `resources:\n- ${one}`, { resource: 'a', actions: { w: { scope: 'y' } } }],
    ['a file without a last line end', `resources:\n- ${one}`, { add: stock }],
    ['an empty list', 'resources: []', { add: stock }],
    ['an empty list with a comment', 'resources: [] # none\n', { add: stock }],
    ['line ends of Windows', written.replaceAll('\n', '\r\n'), { add: stock }],
  ])('%s', (_, text, change) => {
    expect(() => edit([change], text)).not.toThrow()
  })
})

/** Texts that mean something to YAML, to GitHub or to nobody. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
  fc.constantFrom(
    '- id: x',
    '# no',
    "it's: {",
    '"',
    '%YAML',
    '---',
    '&a *a !b',
    'yes',
    '0x1f',
    '@team',
    '\u2028',
    '`',
    '<<',
  ),
)

test('any resource is read back as it was written, beside whatever was there', () => {
  const title = nasty.map((text) =>
    text
      .toWellFormed()
      .replaceAll(/\p{Cc}/gu, '?')
      .slice(0, 80)
      .toWellFormed(),
  )
  const scope = fc.stringMatching(/^[\x21\x23-\x5B\x5D-\x7E]{1,20}$/)
  const name = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/)
  const resource = fc.record({
    ...{ id: name.map((one) => `r-${one}`), title, kind: fc.constant('api' as const), connector: name },
    ...{
      sensitivity: fc.constantFrom('low' as const, 'high' as const),
      environment: title.map((one) => one.slice(0, 40).toWellFormed()),
    },
    actions: fc.dictionary(name, fc.record({ scope }), { minKeys: 1, maxKeys: 4 }),
  })
  fc.assert(
    fc.property(fc.uniqueArray(resource, { selector: ({ id }) => id, minLength: 1, maxLength: 5 }), (all) => {
      const before = catalogText.read(written, 'x').resources
      const after = edit(all.map((add) => ({ add })))
      expect(catalogText.read(after, 'x').resources).toEqual([...before, ...all])
      const bare = edit(
        all.map(({ id }) => ({ remove: id })),
        after,
      )
      expect(catalogText.read(bare, 'x').resources).toEqual(before)
    }),
  )
})
