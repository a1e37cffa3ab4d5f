import { describe, expect, test } from 'vitest'
import { createDirectory } from '../../../../src/github/people/directory.ts'
import { type Reply, repositoryAnswer, scripted } from '../scripted-github.ts'

const ann = { id: 501, login: 'ann' }
const user = { id: 501, login: 'ann', type: 'User' }
const somebodyElse = { ...user, id: 999 }

function directory(replies: Record<string, Reply>) {
  const fake = scripted((asked) => replies[asked.path])
  return { ...fake, directory: createDirectory(fake.repositories, () => fake.clock.now) }
}

const membership = '/orgs/acme/memberships/ann'
describe('membership', () => {
  test.each<[string, Reply | undefined, boolean]>([
    ['active', { body: { state: 'active', user } }, true],
    ['invited', { body: { state: 'pending', user } }, false],
    ['none', undefined, false],
    ['of somebody else with that login', { body: { state: 'active', user: somebodyElse } }, false],
  ])('%s', async (_, reply, expected) => {
    const { directory: people } = directory(reply ? { [membership]: reply } : {})
    expect(await people.isMember(7, ann)).toBe(expected)
  })

  test.each<[string, Reply, string]>([
    ['refused', { status: 403 }, 'GITHUB_REFUSED'],
    ['unavailable', { status: 502 }, 'GITHUB_UNAVAILABLE'],
    [
      'moved',
      { status: 302, headers: { location: 'https://github.example/orgs/acme/public_members/ann' } },
      'GITHUB_NOT_FOUND',
    ],
    ['without a person', { body: { state: 'active' } }, 'GITHUB_UNAVAILABLE'],
    ['without a state', { body: { user } }, 'GITHUB_UNAVAILABLE'],
    ['without an id', { body: { state: 'active', user: { login: 'ann' } } }, 'GITHUB_UNAVAILABLE'],
  ])('%s is no answer', async (_, reply, code) => {
    const { directory: people } = directory({ [membership]: reply })
    await expect(people.isMember(7, ann)).rejects.toMatchObject({ code })
  })

  test('of a repository that a person owns: its owner alone', async () => {
    const owned = { ...repositoryAnswer, owner: { id: 501, login: 'ann', type: 'User' } }
    const { directory: people } = directory({ '/repos/acme/access': { body: owned } })
    expect(await people.isMember(7, ann)).toBe(true)
    expect(await people.isMember(7, { id: 502, login: 'bob' })).toBe(false)
  })
})

const inTeam = '/orgs/acme/teams/developers/memberships/ann'
const team = '/orgs/acme/teams/developers'
describe('teams', () => {
  test.each<[string, Record<string, Reply>, string[]]>([
    ['active', { [inTeam]: { body: { state: 'active' } }, '/users/ann': { body: user } }, ['@acme/developers']],
    ['invited', { [inTeam]: { body: { state: 'pending' } }, '/users/ann': { body: user } }, []],
    ['not in it', { [team]: { body: { id: 1 } }, '/users/ann': { body: user } }, []],
    [
      'somebody else has the login',
      { [inTeam]: { body: { state: 'active' } }, '/users/ann': { body: somebodyElse } },
      [],
    ],
    ['the account is gone', { [inTeam]: { body: { state: 'active' } } }, []],
  ])('%s', async (_, replies, expected) => {
    const { directory: people } = directory(replies)
    expect(await people.teamsOf(7, ann, ['@acme/developers'])).toEqual(expected)
  })

  test.each([
    '@acme/developers',
    '@other/developers',
    'acme/developers',
    '@acme/',
    '@acme/..',
    '@acme/a/b',
    '@acme/a b',
    '@Acme',
  ])('%s is unknown', async (name) => {
    const { directory: people } = directory({ '/users/ann': { body: user } })
    await expect(people.teamsOf(7, ann, [name])).rejects.toMatchObject({ code: 'TEAM_UNKNOWN', where: name })
  })

  test("the organisation's name counts in any case", async () => {
    const { directory: people } = directory({ [inTeam]: { body: { state: 'active' } }, '/users/ann': { body: user } })
    expect(await people.teamsOf(7, ann, ['@ACME/developers'])).toEqual(['@ACME/developers'])
  })

  test('that GitHub will not tell about are no answer', async () => {
    const { directory: people } = directory({ [inTeam]: { status: 403 }, '/users/ann': { body: user } })
    await expect(people.teamsOf(7, ann, ['@acme/developers'])).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
  })

  test('none asked about: nobody is asked', async () => {
    const { directory: people, asked } = directory({})
    expect(await people.teamsOf(7, ann, [])).toEqual([])
    expect(asked).toEqual([])
  })
})

const permission = '/repos/acme/access/collaborators/ann/permission'
describe('permission', () => {
  test.each<[string, Reply | undefined, string]>([
    ['the role', { body: { permission: 'write', role_name: 'maintain', user } }, 'maintain'],
    ['triage', { body: { permission: 'read', role_name: 'triage', user } }, 'triage'],
    ["the organisation's own role", { body: { permission: 'write', role_name: 'releaser', user } }, 'write'],
    ['no role told', { body: { permission: 'admin', user } }, 'admin'],
    ['a word we do not know', { body: { permission: 'owner', role_name: 'god', user } }, 'none'],
    ['none', undefined, 'none'],
    [
      'of somebody else with that login',
      { body: { permission: 'admin', role_name: 'admin', user: somebodyElse } },
      'none',
    ],
  ])('%s', async (_, reply, expected) => {
    const { directory: people } = directory(reply ? { [permission]: reply } : {})
    expect(await people.permission(7, ann)).toBe(expected)
  })

  test('without a person is no answer', async () => {
    const { directory: people } = directory({ [permission]: { body: { permission: 'admin' } } })
    await expect(people.permission(7, ann)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })
})

describe('keys', () => {
  const key = { id: 1, key: 'ssh-ed25519 AAAA' }
  test.each<[string, Record<string, Reply>, unknown[]]>([
    ['as listed', { '/users/ann/keys': { body: [key] }, '/users/ann': { body: user } }, [{ key: key.key }]],
    [
      'with their time',
      { '/users/ann/keys': { body: [{ ...key, created_at: '2026-01-01T00:00:00Z' }] }, '/users/ann': { body: user } },
      [{ key: key.key, createdAt: '2026-01-01T00:00:00Z' }],
    ],
    [
      'of somebody else with that login',
      { '/users/ann/keys': { body: [key] }, '/users/ann': { body: somebodyElse } },
      [],
    ],
    ['of an account that is gone', {}, []],
  ])('%s', async (_, replies, expected) => {
    const { directory: people } = directory(replies)
    expect(await people.sshKeys(7, ann)).toEqual(expected)
  })

  test('that GitHub does not find them is no answer either, while it shows the account', async () => {
    const { directory: people } = directory({ '/users/ann': { body: user } })
    await expect(people.sshKeys(7, ann)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })

  test('half a list is no answer', async () => {
    const many = Array.from({ length: 100 }, () => key)
    const fake = scripted((asked) => {
      if (asked.path === '/users/ann') return { body: user }
      if (asked.path === '/users/ann/keys') return asked.query.get('page') === '1' ? { body: many } : { status: 500 }
      return undefined
    })
    const people = createDirectory(fake.repositories, () => fake.clock.now)
    await expect(people.sshKeys(7, ann)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })
})

test.each(['../repos', 'a/b', '', 'ann?x', 'ann#', '..'])('the login %j is asked nothing about', async (login) => {
  const { directory: people, asked } = directory({})
  await expect(people.permission(7, { id: 1, login })).rejects.toMatchObject({ code: 'GITHUB_NOT_FOUND' })
  await expect(people.isMember(7, { id: 1, login })).rejects.toMatchObject({ code: 'GITHUB_NOT_FOUND' })
  await expect(people.sshKeys(7, { id: 1, login })).rejects.toMatchObject({ code: 'GITHUB_NOT_FOUND' })
  await expect(people.teamsOf(7, { id: 1, login }, ['@acme/developers'])).rejects.toMatchObject({
    code: 'GITHUB_NOT_FOUND',
  })
  expect(asked).toEqual([])
})

test('who somebody is is asked again after half a minute', async () => {
  let current = user
  const fake = scripted((asked) => {
    if (asked.path === '/users/ann') return { body: current }
    return asked.path === '/users/ann/keys' ? { body: [{ key: 'ssh-ed25519 AAAA' }] } : undefined
  })
  const people = createDirectory(fake.repositories, () => fake.clock.now)
  expect(await people.sshKeys(7, ann)).toHaveLength(1)
  current = somebodyElse
  fake.later(31)
  expect(await people.sshKeys(7, ann)).toHaveLength(0)
})
