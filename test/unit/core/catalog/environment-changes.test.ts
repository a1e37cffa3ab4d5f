import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogText } from '../../../../src/config/yaml-text/catalog-text.ts'
import type { CatalogEdit, Known } from '../../../../src/core/catalog/catalog-change.ts'
import {
  type DeploymentsAt,
  deploymentChanges,
  type Environment,
} from '../../../../src/core/catalog/environment-changes.ts'
import { fitsGlob } from '../../../../src/core/catalog/glob.ts'

const path = 'catalog/orders.yml'
const template = `resources:
  - id: orders
    title: Orders
    kind: api
    sensitivity: medium
    team: "@acme/orders"
    environment: production
    guests: { until: "2027-01-01T00:00:00Z" }
    connector: public-api
    actions: { read: { scope: "orders:read" } }
`
const at = (
  environments: Environment[],
  now = '2026-12-01T10:00:00Z',
  change: Partial<DeploymentsAt> = {},
): DeploymentsAt => ({
  ...{ repository: 'acme/orders', template: 'orders', environments, days: 7, now: new Date(now) },
  fits: (name) => fitsGlob('*', name),
  ...change,
})
const active = (...names: string[]): Environment[] => names.map((name) => ({ name, state: 'active' }))

function known(text: string): Known[] {
  const { resources, noted } = catalogText.read(text, path)
  const notes = new Map(noted.map(({ id, note }) => [id, note]))
  return resources.map((resource) => ({
    resource,
    path,
    ...(notes.has(resource.id) ? { note: notes.get(resource.id) ?? '' } : {}),
  }))
}
const changes = (text: string, now: DeploymentsAt, proposed: string = template) =>
  deploymentChanges(known(text), known(proposed), now).changes
/** The text once what is proposed is merged. */
function merged(text: string, now: DeploymentsAt): string {
  const edits: CatalogEdit[] = changes(text, now).map(({ edit }) => edit)
  return edits.length === 0 ? text : catalogText.edit(text, edits, path)
}
const keys = (text: string, now: DeploymentsAt) => changes(text, now).map(({ key }) => key)

describe('an environment in use', () => {
  test('gets a copy of the template, which ends, and lets no guests in', () => {
    const after = merged(template, at(active('preview-17')))
    expect(after.startsWith(template)).toBe(true)
    expect(after.slice(template.length)).toBe(`  - id: orders-preview-17 # daypass: deployments acme/orders "preview-17"
    title: "Orders (preview-17)"
    kind: api
    sensitivity: medium
    team: "@acme/orders"
    environment: preview-17
    connector: public-api
    expires: "2026-12-08T10:00:00Z"
    actions:
      read: { scope: "orders:read" }
`)
    expect(keys(after, at(active('preview-17')))).toEqual([])
  })

  test.each([
    ['keeps its end while that is far off', '2026-12-04T21:00:00Z', []],
    ['gets another one when it comes near', '2026-12-04T23:00:00Z', ['orders-preview-17=expires']],
    ['also when it is past', '2026-12-24T00:00:00Z', ['orders-preview-17=expires']],
  ])('%s', (_, now, expected) => {
    expect(keys(merged(template, at(active('preview-17'))), at(active('preview-17'), now))).toEqual(expected)
  })

  test('has the same end in a rerun before anybody has merged it', () => {
    const proposed = merged(template, at(active('preview-17')))
    const [again] = changes(template, at(active('preview-17'), '2026-12-02T10:00:00Z'), proposed)
    expect(again?.edit).toMatchObject({ add: { expires: '2026-12-08T10:00:00Z' } })
  })
})

describe('an environment that is not in use', () => {
  const made = merged(template, at(active('preview-17')))
  test.each<[string, Environment[], string[]]>([
    ['is retired where nothing of it is in use', [{ name: 'preview-17', state: 'over' }], ['-orders-preview-17']],
    ['is retired where it is gone', [], ['-orders-preview-17']],
    ['stays while nobody knows', [{ name: 'preview-17', state: 'between' }], []],
  ])('%s', (_, environments, expected) => {
    expect(keys(made, at(environments))).toEqual(expected)
    expect(keys(template, at(environments))).toEqual([])
  })

  test.each([
    ['of another repository', { repository: 'acme/other' }],
    ['of another template', { template: 'orders-preview' }],
    ['that the pattern leaves out', { fits: () => false }],
  ])('is left where it is one %s', (_, change) => {
    expect(keys(made, at([], undefined, change))).toEqual([])
  })

  test.each([
    ['carries no note', made.replace(/ # daypass.*/, '')],
    ['carries the note of another', made.replace('id: orders-preview-17', 'id: by-hand')],
    ['is for another environment by now', made.replace('environment: preview-17', 'environment: staging')],
    ['carries a note of the same beginning', made.replace('"preview-17"\n', '"preview-17" x\n')],
  ])('is left where its entry %s', (_, text) => {
    expect(keys(text, at([]))).toEqual([])
  })
})

test('an id that a person has taken is left to them', () => {
  const text = merged(template, at(active('x'))).replace(/ # daypass.*/, '')
  const { changes: none, remarks } = deploymentChanges(known(text), [], at(active('x')))
  expect([none, remarks.join()]).toEqual([[], expect.stringContaining('was not made for the environment `x`')])
})

test.each([
  ['no template', at(active('x'), undefined, { template: 'nobody' })],
  ['one that is an entry of ours', at(active('x'), undefined, { template: 'orders-preview-17' })],
])('%s, and nothing is proposed', (_, now) => {
  expect(changes(merged(template, at(active('preview-17'))), now)).toEqual([])
})

test('names that differ have ids that differ, and whatever they hold, the catalog stays one that merges to nothing new', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 45 }).map((text) => text.toWellFormed()),
    fc.constantFrom(
      'a/b',
      'a-b',
      'A-b',
      'a b',
      '日本',
      '"',
      '\\',
      '# x',
      '\n  - id: evil',
      '\u2028',
      '\u202e',
      'x'.repeat(40),
      '-->',
    ),
  )
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 8 }), (names) => {
      const now = at(active(...names))
      const after = merged(template, now)
      const entries = known(after).slice(1)
      expect(new Set(entries.map(({ resource }) => resource.id)).size).toBe(entries.length)
      for (const { resource } of entries) {
        expect(names).toContain(resource.environment)
        expect(resource).toMatchObject({ connector: 'public-api', team: '@acme/orders', sensitivity: 'medium' })
      }
      expect(keys(after, now)).toEqual([])
      // Once all of it is gone, what was there before is what is left.
      expect(known(merged(after, at([])))).toEqual(known(template))
    }),
  )
})
