import { describe, expect, test } from 'vitest'
import type { Asked } from '../../../../src/cli/setup/asked.ts'
import { type Ground, judgeGround } from '../../../../src/cli/setup/ground.ts'

const asked: Asked = {
  ...{ organisation: 'acme', team: 'orders', url: 'https://daypass.acme.example', repository: 'access' },
  ...{ appName: 'Daypass acme', site: 'https://github.com', apiUrl: 'https://api.github.com' },
}
const good: Ground = {
  login: 'olivia',
  organisation: { id: 1, plan: 'team' },
  role: 'admin',
  owners: [],
  team: { secret: false },
  scopes: ['repo', 'admin:org'],
  repository: undefined,
}
const repository = {
  ...{ id: 7, name: 'access', url: 'https://github.com/acme/access', defaultBranch: 'main' },
  ...{ isPrivate: true, archived: false, createdAt: '2026-12-01T09:00:00Z', administers: true },
}
const begun = { adopt: false, repositoryIsOurs: false }
const told = (change: Partial<Ground>, standing = begun, where = asked) =>
  judgeGround(where, { ...good, ...change }, standing).map(({ message }) => message)

describe('before anything is made', () => {
  test('nothing is missing where all is there', () => {
    expect(told({})).toEqual([])
    expect(told({ scopes: undefined })).toEqual([])
    expect(told({ organisation: { id: 1, plan: 'enterprise' } })).toEqual([])
  })

  const missing: [string, Partial<Ground>, RegExp][] = [
    ['the Free plan', { organisation: { id: 1, plan: 'free' } }, /GitHub Free.*Nothing was made/],
    [
      'a plan that GitHub does not tell',
      { organisation: { id: 1, plan: undefined } },
      /does not tell your token which plan/,
    ],
    ['no such organisation', { organisation: undefined }, /no organisation of that name/],
    ['a member who is no owner', { role: 'member', owners: ['ann', 'bob'] }, /Ask ann, bob to run this/],
    ['somebody from outside', { role: undefined }, /not an owner/],
    ['a token that may not write repositories', { scopes: ['read:org'] }, /scope `repo`/],
    ['a team that is not there', { team: undefined }, /no such team/],
    ['a secret team', { team: { secret: true } }, /team is secret/],
    ['a repository that is there', { repository }, /--adopt/],
  ]
  test.each(missing)('%s is said', (_, change, words) => {
    const messages = told(change)
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatch(words)
  })

  test('everything is said at once', () => {
    expect(told({ organisation: { id: 1, plan: 'free' }, role: 'member', team: undefined, repository })).toHaveLength(4)
  })

  test('an Enterprise Server has no plan that it could tell', () => {
    const server = { ...asked, site: 'https://github.acme.example', apiUrl: 'https://github.acme.example/api/v3' }
    expect(told({ organisation: { id: 1, plan: undefined } }, begun, server)).toEqual([])
  })
})

describe('a repository that is there', () => {
  test.each([
    ['was made by this set-up', { adopt: false, repositoryIsOurs: true }],
    ['is to be used', { adopt: true, repositoryIsOurs: false }],
  ])('is no matter where it %s', (_, standing) => {
    expect(told({ repository }, standing)).toEqual([])
  })

  test.each([
    ['public', { isPrivate: false }, /not private/],
    ['archived', { archived: true }, /archived/],
    ['not administered', { administers: false }, /do not administer/],
  ])('is refused where it is %s', (_, change, words) => {
    const messages = told({ repository: { ...repository, ...change } }, { adopt: true, repositoryIsOurs: false })
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatch(words)
  })
})
