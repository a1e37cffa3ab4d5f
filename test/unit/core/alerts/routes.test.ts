import { expect, test } from 'vitest'
import { alertNames } from '../../../../src/core/alerts/alert-kinds.ts'
import { commonKindsIn, type Notify, placesFor, type Route, unknownPlaces } from '../../../../src/core/alerts/routes.ts'

const places = new Map([
  ['ops', {}],
  ['chat', {}],
  ['shop', { repositories: [2] }],
])
const alert = { kind: 'break-glass', subject: 's', spell: 'p', repository: 1, shared: false } as const
const high = { ...alert, resource: 'orders-db', sensitivity: 'high' } as const

test.each<[what: string, given: Parameters<typeof placesFor>[0], routes: Route[], notify: Notify, expected: string[]]>([
  ['a grave one, without any route', alert, [], {}, ['issue']],
  ['a common one, without any route', { ...alert, kind: 'burst' }, [], {}, []],
  ['a common one that a route names', { ...alert, kind: 'burst' }, [{ kinds: ['burst'], to: ['ops'] }], {}, ['ops']],
  ['a common one and a route without kinds', { ...alert, kind: 'burst' }, [{ to: ['ops'] }], {}, []],
  ['a route instead of the issue', alert, [{ to: ['ops'] }], {}, ['ops']],
  ['a route of another kind', alert, [{ kinds: ['lockdown'], to: ['ops'] }], {}, ['issue']],
  ['nowhere on purpose', alert, [{ kinds: ['break-glass'], to: [] }], {}, []],
  ['all routes that match', alert, [{ to: ['ops'] }, { to: ['issue', 'ops'] }], {}, ['ops', 'issue']],
  ['a resource', high, [{ resources: ['orders-db'], to: ['ops'] }], {}, ['ops']],
  ['another resource', high, [{ resources: ['wiki'], to: ['ops'] }], {}, ['issue']],
  ['no resource', alert, [{ resources: ['wiki'], to: ['ops'] }], {}, ['issue']],
  ['the same sensitivity', high, [{ sensitivity: 'high', to: ['ops'] }], {}, ['ops']],
  ['a lower one', high, [{ sensitivity: 'low', to: ['ops'] }], {}, ['ops']],
  ['a higher one', high, [{ sensitivity: 'critical', to: ['ops'] }], {}, ['issue']],
  ['none', alert, [{ sensitivity: 'low', to: ['ops'] }], {}, ['issue']],
  ['what the repository adds', high, [], { 'orders-db': ['ops'], wiki: ['chat'] }, ['issue', 'ops']],
  ['what it adds for all', alert, [], { '*': ['chat'] }, ['issue', 'chat']],
  ['it takes nothing away', high, [{ to: ['ops'] }], { 'orders-db': ['chat'] }, ['ops', 'chat']],
  ['it adds nothing to what nobody wants', { ...high, kind: 'burst' }, [], { 'orders-db': ['chat'] }, []],
  ['a place that there is not', alert, [{ to: ['gone', 'ops'] }], { '*': ['lost'] }, ['ops']],
  ['a place of other repositories', alert, [{ to: ['shop', 'ops'] }], {}, ['ops']],
  ['a place of this one', { ...alert, repository: 2 }, [{ to: ['shop'] }], {}, ['shop']],
  ['what another one tells', { ...alert, shared: true }, [{ to: ['ops', 'issue'] }], { '*': ['chat'] }, ['issue']],
  ['a resource named like what every object has', { ...high, resource: 'constructor' }, [], {}, ['issue']],
])('%s', (_, given, routes, notify, expected) => {
  expect(placesFor(given, { places, routes }, notify)).toEqual(expected)
})

test('common kinds are looked for where a route names them', () => {
  expect(commonKindsIn({ routes: [{ to: ['ops'] }, { kinds: ['burst', 'lockdown'], to: [] }] })).toEqual(['burst'])
  expect(alertNames.length).toBe(16)
})

test('places that a repository names and has not', () => {
  const notify = { '*': ['issue', 'ops'], wiki: ['shop', 'gone'] }
  expect(unknownPlaces(notify, { places }, 1)).toEqual([
    { resource: 'wiki', place: 'shop' },
    { resource: 'wiki', place: 'gone' },
  ])
  expect(unknownPlaces(notify, { places }, 2)).toEqual([{ resource: 'wiki', place: 'gone' }])
  expect(unknownPlaces(undefined, { places }, 1)).toEqual([])
})
