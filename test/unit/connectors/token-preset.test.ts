import { expect, test } from 'vitest'
import { type PresetSettings, presetClaims, rolesMissing } from '../../../src/connectors/token-preset.ts'

const facts = {
  ...{
    subject: 'github|42',
    person: '42',
    resource: 'orders-api',
    grant: 'g',
    request: 'https://github.test/a/b/issues/1',
  },
  scope: 'orders:read orders:write',
}
const roles = { 'orders:read': 'reader', 'orders:write': 'writer', 'orders:admin': 'admin' }
const claims = { tenant: { value: 'acme' }, grant: { from: 'grant' as const }, person: { from: 'person' as const } }
const hasura = 'https://hasura.io/jwt/claims'

test.each<[string, PresetSettings, object]>([
  ['nothing, where nothing is said', {}, {}],
  ['what the deployment maps', { preset: 'rfc9068', claims }, { tenant: 'acme', grant: 'g', person: '42' }],
  [
    'a role, for PostgREST',
    { preset: 'postgrest', roles, claims },
    { tenant: 'acme', grant: 'g', person: '42', role: 'writer' },
  ],
  [
    'session variables, for Hasura',
    { preset: 'hasura', roles, claims },
    {
      [hasura]: {
        ...{ 'x-hasura-tenant': 'acme', 'x-hasura-grant': 'g', 'x-hasura-person': '42' },
        ...{ 'x-hasura-default-role': 'writer', 'x-hasura-allowed-roles': ['writer'], 'x-hasura-user-id': 'github|42' },
      },
    },
  ],
])('a token has %s', (_, settings, found) => {
  expect(presetClaims(settings, facts)).toEqual(found)
})

test('a token for less has the role of less', () => {
  expect(presetClaims({ preset: 'postgrest', roles }, { ...facts, scope: 'orders:read' })).toEqual({ role: 'reader' })
})

test.each(['postgrest', 'hasura'] as const)('a token of a probe has no role (%s)', (preset) => {
  expect(presetClaims({ preset, roles }, { ...facts, scope: 'daypass:probe' })).toEqual({})
})

test.each(['orders:dump', 'constructor', '__proto__'])('a scope that has no role is refused: %s', (scope) => {
  expect(() => presetClaims({ preset: 'postgrest', roles }, { ...facts, scope })).toThrow(/names no role/)
  const actions = { dump: { scope } }
  expect(rolesMissing({ preset: 'hasura', roles }, actions).map(({ where }) => where)).toEqual(['actions.dump.scope'])
  expect(rolesMissing({ roles }, actions)).toEqual([])
})
