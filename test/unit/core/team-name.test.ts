import { describe, expect, test } from 'vitest'
import { calls } from '../../../src/core/rendering/people.ts'
import { ownersOf, readCodeowners } from '../../../src/core/review/codeowners.ts'
import { readTeamName } from '../../../src/core/team-name.ts'
import { isCatalog, isPolicyOutput, isSettings } from '../../../src/generated/validators.js'

const resource = (team: string) => ({
  id: 'a',
  title: 'a',
  kind: 'api',
  sensitivity: 'low',
  connector: 'c',
  team,
  actions: { read: { scope: 'r' } },
})
const review = (team: string) => ({
  outcome: 'review',
  reasons: ['x'],
  max_duration: '1h',
  approvals: [{ name: 'a', from: [team], count: 1 }],
})

test.each(['@acme/ent:', '@acme/ent:/a', '@acme/xent:a', '@acme/ent:a:b'])('%s owns nothing (github.F11)', (name) => {
  expect(ownersOf(readCodeowners(`/a/ ${name}\n`), 'a/b')).toMatchObject({ kind: 'closed' })
})

describe('the name of a team', () => {
  test.each([
    ['@acme/orders', 'orders'],
    ['@acme/ent:platform-admins', 'ent:platform-admins'],
    ['@a/b', 'b'],
    ['@acme/Orders.Team_1', 'Orders.Team_1'],
  ])('%s is read, and taken everywhere (github.F11)', (name, slug) => {
    expect(readTeamName(name)?.slug).toBe(slug)
    expect(isCatalog({ resources: [resource(name)] })).toBe(true)
    expect(isSettings({ escalate_to: [name] })).toBe(true)
    expect(isPolicyOutput(review(name))).toBe(true)
    expect(calls([name])).toBe(name)
    expect(ownersOf(readCodeowners(`/a/ ${name}\n`), 'a/b')).toMatchObject({ kind: 'owned', owners: [name] })
  })

  test.each([
    '@acme',
    'acme/orders',
    '@acme/',
    '@acme/.',
    '@acme/..',
    '@acme/../repos',
    '@acme/ent:',
    '@acme/ent:..',
    '@acme/ENT:a',
    '@acme/org:a',
    '@acme/ent:ent:a',
    '@acme/a:b',
    '@acme/a/b',
    '@-acme/a',
    '@acme/a\n',
    `@acme/${'a'.repeat(101)}`,
  ])('is not %j', (name) => {
    expect(readTeamName(name)).toBeUndefined()
    if (name !== '@acme') expect(calls([name])).not.toBe(name)
  })
})
