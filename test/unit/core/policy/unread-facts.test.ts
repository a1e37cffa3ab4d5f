import { expect, test } from 'vitest'
import { type PolicyReads, possibleInputs, readsBlanked, teamsAmong } from '../../../../src/core/policy/unread-facts.ts'
import type { PolicyInput } from '../../../../src/generated/policy-input.ts'
import { isPolicyInput } from '../../../../src/generated/validators.js'
import { policyInput } from '../../policy/fixture.ts'

const reads = (names: string[], teams: string[] = []): PolicyReads => ({
  names: new Set(names),
  paths: new Set(),
  teams,
})
const requester = (change: Partial<PolicyInput['facts']['requester']>) =>
  policyInput(({ facts }) => {
    Object.assign(facts.requester, change)
  })
const onCall = ['@acme/on-call']

test.each<[what: string, input: PolicyInput, policy: PolicyReads, facts: string[], count: number | undefined]>([
  ['nothing that is optional', policyInput(), reads(['request', 'ticket']), [], 1],
  ['a permission that was not read', policyInput(), reads(['permission']), ['facts.requester.permission'], 6],
  ['a permission that was read', requester({ permission: 'none' }), reads(['permission']), [], 1],
  ['keys that nobody looked at', policyInput(), reads(['oldest_age']), ['facts.requester.keys'], undefined],
  ['keys that were looked at', requester({ keys: { usable: 0 } }), reads(['keys', 'usable']), [], 1],
  [
    'a team that was not asked about',
    policyInput(),
    reads(['teams'], onCall),
    ['facts.requester.teams: @acme/on-call'],
    2,
  ],
  ['the resource’s own team', policyInput(), reads(['teams'], ['@acme/orders']), [], 1],
  [
    'a team of which they are',
    requester({ teams: ['@acme/orders', '@acme/on-call'] }),
    reads(['teams'], onCall),
    [],
    1,
  ],
  ['the affiliation of a member', policyInput(), reads(['affiliation']), ['facts.requester.affiliation'], 1],
  [
    'the affiliation of somebody else',
    requester({ organisation_member: false }),
    reads(['affiliation']),
    ['facts.requester.affiliation'],
    2,
  ],
  ['the affiliation of an app, which has none', requester({ type: 'Bot' }), reads(['affiliation']), [], 1],
  ['an affiliation that was read', requester({ affiliation: 'member' }), reads(['affiliation']), [], 1],
  ['grants that were not read', policyInput(), reads(['grants']), ['facts.requester.grants'], undefined],
  ['grants that were read', requester({ grants: [] }), reads(['grants']), [], 1],
  ['a count that was not read', policyInput(), reads(['live_on_resource']), ['facts.live_on_resource'], undefined],
  ['a history that was not read', policyInput(), reads(['history', 'burst']), ['facts.history'], 8],
  ['no membership, whatever teams it names', policyInput(), reads(['approvals'], onCall), [], 1],
])('a policy that reads %s', (_what, input, policy, facts, count) => {
  const found = possibleInputs(input, policy)
  expect(found.facts).toEqual(facts)
  expect(found.inputs?.length).toBe(count)
  const texts = new Set(found.inputs?.map((one) => JSON.stringify(one)))
  expect(texts.size).toBe(count ?? 0)
  expect(found.inputs?.every((one) => isPolicyInput(one)) ?? true).toBe(true)
})

test('all combinations are possible, as far as they can be tried', () => {
  const teams = ['@acme/a', '@acme/b', '@acme/c', '@acme/d']
  const both = (count: number) => possibleInputs(policyInput(), reads(['permission', 'teams'], teams.slice(0, count)))
  expect(both(2).inputs).toHaveLength(24)
  expect(both(3).inputs).toHaveLength(48)
  expect(both(4)).toEqual({ facts: expect.any(Array), inputs: undefined })
  expect(both(4).facts).toHaveLength(5)
})

test('nothing of the input itself is changed', () => {
  const input = policyInput()
  possibleInputs(input, reads(['permission', 'teams'], onCall))
  expect(input).toEqual(policyInput())
})

test.each<[names: string[], paths: string[], reads: boolean]>([
  [['reason'], [], true],
  [['login'], [], true],
  [['reasons', 'id'], ['input.facts.resource.id', 'resource.id', 'repository.id', 'input.facts.repository.id'], false],
  [[], ['requester.id'], true],
  [[], ['input.facts.requester.id'], true],
  // Another name for somebody.
  [[], ['who.id'], true],
  [[], ['my_resource.id'], true],
  [[], [], false],
])('what reads %j and %j reads what is blanked: %s', (names, paths, does) => {
  expect(readsBlanked({ names: new Set(names), paths: new Set(paths), teams: [] })).toBe(does)
})

test('a team is what is written as one', () => {
  expect(teamsAmong(['@acme/b', 'acme/a', '@acme/a', '@acme/b', '@acme', '', '@acme/a b', 'x @acme/c'])).toEqual([
    '@acme/a',
    '@acme/b',
  ])
})
