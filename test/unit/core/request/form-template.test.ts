import fc from 'fast-check'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { readRequest } from '../../../../src/core/request/canonical-request.ts'
import { readIssueForm } from '../../../../src/core/request/form-reader.ts'
import { renderIssueTemplate } from '../../../../src/core/request/form-template.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import type { Settings } from '../../../../src/generated/config.ts'
import { isCatalog } from '../../../../src/generated/validators.js'
import { runs } from '../../../runs.ts'

type Element = {
  type: string
  id?: string
  attributes: { label?: string; value?: string; options?: string[]; multiple?: boolean }
  validations?: { required: boolean }
}
type Template = { name: string; description: string; body: Element[] }

function templateOf(resources: readonly Resource[], settings: Settings): Template {
  return load(renderIssueTemplate(resources, settings)) as Template
}

/** What GitHub makes of a filled-in form: markdown elements vanish, several options are joined, an empty field says so. */
function filledIn(template: Template, values: Record<string, string | string[] | undefined>): string {
  return template.body
    .filter(({ type }) => type !== 'markdown')
    .map(({ id = '', attributes }) => {
      const value = values[id]
      const text = Array.isArray(value) ? value.join(', ') : value
      return `### ${attributes.label}\n\n${text === undefined || text === '' ? '_No response_' : text}`
    })
    .join('\n\n')
}

const word = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/)
const title = fc.oneof(
  fc.constantFrom(
    'yes',
    '#',
    '"',
    ': x',
    '- a',
    "it's",
    '@acme/x',
    '<b>',
    '{}',
    '&a',
    '*a',
    '%',
    '\u00a0',
    '注文',
    'a\\',
    '`',
    '🙂',
  ),
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
)
const resource: fc.Arbitrary<Resource> = fc.record({
  id: fc.oneof(fc.constantFrom('true', 'no', '1', '1e3', 'null', '0x10'), word),
  title,
  kind: fc.constantFrom('database', 'api', 'cloud-role'),
  sensitivity: fc.constantFrom('low', 'critical'),
  connector: word,
  actions: fc
    .uniqueArray(fc.oneof(fc.constantFrom('yes', 'off', '7', 'read', 'constructor'), word), {
      minLength: 1,
      maxLength: 5,
    })
    .map((names) => Object.fromEntries(names.map((name) => [name, { scope: `x:${name}` }]))),
})
const catalog = fc.uniqueArray(resource, { minLength: 1, maxLength: 5, selector: ({ id }) => id })
const settings: fc.Arbitrary<Settings> = fc.constantFrom(
  {},
  { ticket: 'off' },
  { ticket: 'optional' },
  { ticket: 'required', max_duration: '8h' },
)

test('what GitHub renders from the form of any catalog is read back as it was filled in', () => {
  fc.assert(
    fc.property(catalog, settings, fc.nat(), fc.nat(), (resources, set, one, two) => {
      expect(isCatalog({ resources })).toBe(true)
      const template = templateOf(resources, set)
      const chosen = resources[one % resources.length]
      if (!chosen) throw new TypeError('a catalog has a resource')
      const actions = Object.keys(chosen.actions).slice(0, 1 + (two % 3))
      const offered = (id: string): string[] | undefined =>
        template.body.find((element) => element.id === id)?.attributes.options
      expect(offered('resource') ?? [chosen.id]).toContain(chosen.id)
      expect(offered('actions') ?? actions).toEqual(expect.arrayContaining(actions))
      const ticket = set.ticket === 'required' ? 'OPS-17' : undefined
      const values = { resource: chosen.id, actions, duration: '2h', reason: 'because\n\nof this', ticket }
      const form = readIssueForm(filledIn(template, values))
      if (!form.ok) throw new TypeError(JSON.stringify(form.findings))
      const reading = readRequest(form.fields, { repository: 1, issue: 2, requester: 3, resources, settings: set })
      expect(reading).toMatchObject({
        ok: true,
        resource: chosen,
        request: { resource: chosen.id, actions: actions.sort(), duration: 7200, reason: 'because\n\nof this' },
      })
    }),
    { numRuns: runs(300) },
  )
})

const orders: Resource = {
  id: 'orders-db',
  title: 'Orders *database* of @acme',
  kind: 'database',
  sensitivity: 'high',
  connector: 'orders',
  actions: { read: { scope: 'orders:read' }, dump: { scope: 'orders:dump' } },
}

test('the form of a small catalog', async () => {
  const text = renderIssueTemplate(
    [orders, { ...orders, id: 'payroll', actions: { read: { scope: 'payroll:read' } } }],
    {
      ticket: 'required',
      max_duration: '8h',
    },
  )
  await expect(text).toMatchFileSnapshot('../../../golden/access-request.yml')
})

test('whoever touches nothing has asked for nothing: no list of one choice begins with an answer (github.F4)', () => {
  fc.assert(
    fc.property(catalog, settings, (resources, set) => {
      const template = templateOf(resources, set)
      const preselected = template.body
        .filter(({ type, attributes }) => type === 'dropdown' && !attributes.multiple)
        .map(({ id = '', attributes }) => [id, attributes.options?.[0]])
      const written = { actions: 'read', duration: '2h', reason: 'because', ticket: 'OPS-17' }
      const form = readIssueForm(filledIn(template, { ...written, ...Object.fromEntries(preselected) }))
      const told = form.ok ? [] : form.findings.map(({ code, where }) => `${where} ${code}`)
      expect(told).toEqual(['Resource, line 3 REQUEST_FIELD_EMPTY'])
    }),
    { numRuns: runs(300) },
  )
})

test('the only list that GitHub preselects is that of the resources, and each of them can be chosen (github.F4)', () => {
  const { body } = templateOf([{ ...orders, id: 'payroll' }, orders], { ticket: 'required' })
  const single = body.filter(({ type, attributes }) => type === 'dropdown' && !attributes.multiple)
  expect(single.map(({ id, attributes }) => [id, attributes.options])).toEqual([
    ['resource', ['choose a resource', 'orders-db', 'payroll']],
  ])
})

test('a ticket is asked for exactly where the settings want one', () => {
  const fieldsOf = (set: Settings): (string | boolean | undefined)[][] =>
    templateOf([orders], set)
      .body.filter(({ id }) => id === 'ticket')
      .map(({ id, validations }) => [id, validations?.required])
  expect(fieldsOf({})).toEqual([])
  expect(fieldsOf({ ticket: 'off' })).toEqual([])
  expect(fieldsOf({ ticket: 'optional' })).toEqual([['ticket', false]])
  expect(fieldsOf({ ticket: 'required' })).toEqual([['ticket', true]])
})

test.each<[string, Resource[]]>([
  ['an empty catalog', []],
  ['an action or resource called none', [{ ...orders, id: 'none', actions: { none: { scope: 'x' } } }]],
])('%s gives no list that GitHub would refuse', (_name, resources) => {
  const { body } = templateOf(resources, {})
  expect(body.filter(({ type }) => type === 'dropdown')).toEqual([])
  expect(body.filter(({ type }) => type === 'input').map(({ id }) => id)).toEqual(['resource', 'actions', 'duration'])
})
