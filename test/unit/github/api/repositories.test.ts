import { describe, expect, test } from 'vitest'
import { type Asked, type Reply, repositoryAnswer, scripted } from '../scripted-github.ts'

const renamed = { ...repositoryAnswer, name: 'vault', full_name: 'acme/vault' }
const impostor = { ...repositoryAnswer, id: 666 }
const call = (asked: Asked) => `${asked.method} ${asked.path}`

function github(replies: Record<string, Reply>) {
  return scripted((asked) => replies[call(asked)])
}

describe('a repository is found by its id', () => {
  test('under the name that the store knows', async () => {
    const { repositories } = github({})
    expect(await repositories.fresh(7)).toMatchObject({
      id: 7,
      fullName: 'acme/access',
      private: true,
      installation: 11,
    })
  })

  test('under its new name, when the event of its renaming was lost', async () => {
    const { repositories, paths } = github({
      'GET /repos/acme/access': { status: 301, headers: { location: 'https://github.example/repositories/7' } },
      'GET /repositories/7': { body: renamed },
      'GET /repos/acme/vault/issues/3': { body: { number: 3 } },
    })
    expect(await repositories.fresh(7)).toMatchObject({ id: 7, fullName: 'acme/vault' })
    await repositories.call(7, 'issue', { issue_number: 3 })
    expect(paths()).toEqual(['GET /repositories/7', 'GET /repos/acme/vault/issues/3'])
  })

  test('under its new name, when somebody else has the old one now', async () => {
    const { repositories } = github({
      'GET /repos/acme/access': { body: impostor },
      'GET /repositories/7': { body: renamed },
    })
    expect(await repositories.fresh(7)).toMatchObject({ id: 7, fullName: 'acme/vault' })
  })

  test.each<[string, Record<string, Reply>]>([
    ['the name belongs to another one', { 'GET /repos/acme/access': { body: impostor } }],
    [
      'the name leads to another one',
      { 'GET /repos/acme/access': { status: 301, headers: { location: 'https://github.example/repositories/666' } } },
    ],
    [
      'the id leads to another one',
      { 'GET /repos/acme/access': { body: impostor }, 'GET /repositories/7': { body: impostor } },
    ],
    ['it is gone', { 'GET /repos/acme/access': { status: 404 } }],
    [
      'it leads elsewhere',
      { 'GET /repos/acme/access': { status: 302, headers: { location: 'https://elsewhere.example/' } } },
    ],
  ])('and not at all when %s', async (_, replies) => {
    const { repositories } = github(replies)
    await expect(repositories.fresh(7)).rejects.toMatchObject({ code: 'GITHUB_SHUT_OUT' })
    await expect(repositories.call(7, 'issue', { issue_number: 3 })).rejects.toMatchObject({ code: 'GITHUB_SHUT_OUT' })
  })

  test('and never when no event of it was seen', async () => {
    const { repositories, asked } = github({})
    await expect(repositories.call(8, 'issue', { issue_number: 3 })).rejects.toMatchObject({
      code: 'REPOSITORY_NOT_ENROLLED',
    })
    await expect(repositories.fresh(8)).rejects.toMatchObject({ code: 'REPOSITORY_NOT_ENROLLED' })
    expect(asked).toEqual([])
  })
})

test.each<[string, Reply, Reply]>([
  [
    'leads nowhere any more',
    { status: 301, headers: { location: 'https://github.example/repositories/7' } },
    { status: 404 },
  ],
  ['is another one`s now', { body: impostor }, { body: { number: 3, title: 'impostor' } }],
])('an issue is read under the new name when the old one %s', async (_, old, early) => {
  const { repositories } = github({
    'GET /repos/acme/access': old,
    'GET /repos/acme/access/issues/3': early,
    'GET /repositories/7': { body: renamed },
    'GET /repos/acme/vault/issues/3': { body: { number: 3, title: 'ours' } },
  })
  expect((await repositories.call(7, 'issue', { issue_number: 3 })).data).toMatchObject({ title: 'ours' })
})

describe('what has moved (github.F1)', () => {
  const moved = (to: string) => ({ status: 301, headers: { location: `https://github.example/repositories/${to}` } })
  const at = (path: string) => `GET /repos/acme/${path}`

  test('a repository that was renamed within the minute is asked under its new name', async () => {
    const replies: Record<string, Reply> = { [at('access/issues/3')]: { body: { number: 3 } } }
    const { repositories } = github(replies)
    await repositories.call(7, 'issue', { issue_number: 3 })
    replies[at('access/issues/3')] = moved('7/issues/3')
    replies[at('access')] = moved('7')
    replies['GET /repositories/7'] = { body: renamed }
    replies[at('vault/issues/3')] = { body: { number: 3, title: 'ours' } }
    expect((await repositories.call(7, 'issue', { issue_number: 3 })).data).toMatchObject({ title: 'ours' })
  })

  test.each([
    ['its id', moved('8/issues/1')],
    ['its name', { status: 301, headers: { location: 'https://github.example/repos/acme/other/issues/1' } }],
  ])('an issue in another repository, by %s, is gone', async (_, reply) => {
    const { repositories } = github({ [at('access/issues/3')]: reply })
    await expect(repositories.call(7, 'issue', { issue_number: 3 })).rejects.toMatchObject({ code: 'GITHUB_GONE' })
  })

  test.each([
    ['nobody knows where', { status: 301, headers: { location: 'https://elsewhere.example/' } }, 'GITHUB_NOT_FOUND'],
    ['in a circle', moved('7/issues/3'), 'GITHUB_UNAVAILABLE'],
    [
      'in a circle by name',
      { status: 301, headers: { location: 'https://github.example/repos/Acme/access/issues/3' } },
      'GITHUB_UNAVAILABLE',
    ],
  ])('what leads %s is not gone', async (_, reply, code) => {
    const { repositories } = github({ [at('access/issues/3')]: reply })
    await expect(repositories.call(7, 'issue', { issue_number: 3 })).rejects.toMatchObject({ code })
  })
})

test("an impostor's issue is never taken for ours, not even when it is read early", async () => {
  const { repositories } = github({
    'GET /repos/acme/access': { body: impostor },
    'GET /repos/acme/access/issues/3': { body: { number: 3, title: 'impostor' } },
  })
  await expect(repositories.call(7, 'issue', { issue_number: 3 })).rejects.toMatchObject({ code: 'GITHUB_SHUT_OUT' })
})

test('nothing is written before the name is checked', async () => {
  const { repositories, paths } = github({
    'GET /repos/acme/access': { body: impostor },
    'POST /repos/acme/access/issues/3/comments': { status: 201, body: { id: 1 } },
  })
  await expect(repositories.call(7, 'comment', { issue_number: 3, body: 'x' })).rejects.toMatchObject({
    code: 'GITHUB_SHUT_OUT',
  })
  expect(paths().filter((path) => path.startsWith('POST'))).toEqual([])
})

test('the name is checked once a minute, conditionally', async () => {
  const { repositories, asked, later } = scripted((call) => {
    if (call.path === '/repos/acme/access') {
      return call.headers.get('if-none-match') === '"r"'
        ? { status: 304 }
        : { body: repositoryAnswer, headers: { etag: '"r"' } }
    }
    return call.path.endsWith('/issues/3') ? { body: { number: 3 } } : undefined
  })
  const checks = () => asked.filter(({ path }) => path === '/repos/acme/access')
  for (let i = 0; i < 5; i++) await repositories.call(7, 'issue', { issue_number: 3 })
  expect(checks()).toHaveLength(1)
  later(61)
  await repositories.call(7, 'issue', { issue_number: 3 })
  expect(checks()).toHaveLength(2)
  expect(checks()[1]?.headers.get('if-none-match')).toBe('"r"')
})

describe('an answer that lacks what we act on is an error', () => {
  test.each(['id', 'private', 'default_branch', 'owner', 'full_name'])('without %s', async (member) => {
    const { [member as 'id']: _, ...rest } = repositoryAnswer
    const { repositories } = github({ 'GET /repos/acme/access': { body: rest } })
    await expect(repositories.fresh(7)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })

  test('or when it is cut', async () => {
    const { repositories } = github({ 'GET /repos/acme/access': { body: '{"id": 7, "na' } })
    await expect(repositories.fresh(7)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })
})

test('only the 404 of what was asked for means that it is not there', async () => {
  const missing = github({})
  expect(await missing.repositories.find(7, 'user', { username: 'ann' })).toBeUndefined()
  const shut = github({ 'POST /app/installations/11/access_tokens': { status: 404 } })
  await expect(shut.repositories.find(7, 'user', { username: 'ann' })).rejects.toMatchObject({
    code: 'GITHUB_SHUT_OUT',
  })
  const gone = github({ 'GET /repos/acme/access': { status: 404 } })
  await expect(gone.repositories.find(7, 'user', { username: 'ann' })).rejects.toMatchObject({
    code: 'GITHUB_SHUT_OUT',
  })
})
