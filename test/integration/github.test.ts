import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { readYaml } from '../../src/config/yaml.ts'
import { createGitHub, type GitHub } from '../../src/github/api/client.ts'
import { readOwnApp } from '../../src/github/api/own-app.ts'
import { Repositories } from '../../src/github/api/repositories.ts'
import { createAccessRepository } from '../../src/github/governance/access-repository.ts'
import { createIssues } from '../../src/github/issues/issues.ts'
import { createSweep } from '../../src/github/lost-events.ts'
import { createDirectory } from '../../src/github/people/directory.ts'

const catalog = `resources:
  - id: public-api
    title: Public API
    kind: api
    sensitivity: low
    team: "@acme/developers"
    connector: public-api
    actions:
      read: { scope: api:read, max_duration: 8h }
`
const request = '### Resource\n\npublic-api\n\n### Actions\n\nread\n\n### Duration\n\n2h\n\n### Reason\n\nlook\n'
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDqmtT0oVwnVJnqZ7FIGX0P2gDq8GJ1zb8iKQqG5mO9u'

let hub: LocalGitHub
let github: GitHub
let clock = new Date('2026-11-21T12:00:00Z')
const now = () => clock
const parts = () => {
  const place = { owner: hub.repository.owner, name: hub.repository.name, installation: hub.installationId }
  const repositories = new Repositories(github, async (id) => (id === hub.repository.id ? place : undefined), now)
  return {
    repositories,
    issues: createIssues(repositories, { id: hub.appId, slug: hub.slug }),
    directory: createDirectory(repositories, now),
    access: createAccessRepository(repositories, readYaml),
    sweep: createSweep(github, repositories, pino({ level: 'silent' })),
  }
}

beforeAll(async () => {
  hub = await startLocalGitHub({
    files: {
      'catalog/main.yml': catalog,
      'policies/main.rego': 'package daypass\n',
      'policies/main_test.rego': 'package daypass_test\n',
      '.github/CODEOWNERS': '/requests/ @acme/owners\n',
      'README.md': 'hello\n',
    },
    people: [
      { login: 'ann', teams: ['developers'], keys: [key], permission: 'triage' },
      { login: 'olga', teams: ['owners'] },
      { login: 'eve', member: false },
    ],
  })
  github = createGitHub({
    appId: hub.appId,
    privateKey: hub.privateKey,
    baseUrl: hub.url,
    userAgent: 'daypass-test',
    log: pino({ level: 'silent' }),
    now,
    pause: 0,
  })
})
afterAll(() => hub?.stop())
beforeEach(() => {
  hub.faults.clear()
  hub.resetCalls()
})

const person = (login: string) => ({ id: hub.as(login).id, login })

test('knows its own app', async () => {
  expect(await readOwnApp(github)).toMatchObject({ id: hub.appId, slug: hub.slug, login: `${hub.slug}[bot]` })
})

describe('the desk', () => {
  test('reads an issue, comments, edits and changes it', async () => {
    const { issues } = parts()
    const { number } = await hub.as('ann').openIssue({ title: 'Access', body: request })
    const at = { repository: hub.repository.id, issue: number }
    expect(await issues.read(at)).toMatchObject({ number, title: 'Access', body: request, open: true, comments: 0 })
    const id = await issues.comment(at, 'first')
    await hub.as('ann').comment(number, 'second')
    await issues.editComment(at, id, 'changed')
    const comments = await issues.comments(at)
    expect(comments.map(({ body, ours }) => ({ body, ours }))).toEqual([
      { body: 'changed', ours: true },
      { body: 'second', ours: false },
    ])
    await issues.change(at, {
      title: 'public-api · read · 2h',
      labels: ['daypass:ended'],
      state: 'closed',
      reason: 'completed',
    })
    const closed = await issues.read(at)
    expect(closed).toMatchObject({ title: 'public-api · read · 2h', labels: ['daypass:ended'], open: false })
    expect(closed.closedBy?.login).toBe(`${hub.slug}[bot]`)
  })

  test('says that a deleted issue is gone, and a transferred one', async () => {
    const { issues } = parts()
    for (const leave of [(n: number) => hub.deleteIssue(n), (n: number) => hub.transferIssue(n)]) {
      const { number } = await hub.as('ann').openIssue({ title: 'Access', body: request })
      await leave(number)
      const read = issues.read({ repository: hub.repository.id, issue: number })
      await expect(read).rejects.toMatchObject({ code: 'GITHUB_GONE' })
    }
  })

  test('reads every page of comments', async () => {
    const { issues } = parts()
    const { number } = await hub.as('ann').openIssue({ title: 'Access', body: request })
    for (let i = 0; i < 101; i++) await hub.as('ann').comment(number, `comment ${i}`)
    const comments = await issues.comments({ repository: hub.repository.id, issue: number })
    expect(comments.at(-1)?.body).toBe('comment 100')
    expect(comments).toHaveLength(101)
  })
})

describe('the directory', () => {
  test('knows members, teams, permissions and keys', async () => {
    const { directory } = parts()
    const { id } = hub.repository
    expect(await directory.isMember(id, person('ann'))).toBe(true)
    expect(await directory.isMember(id, person('eve'))).toBe(false)
    expect(await directory.teamsOf(id, person('ann'), ['@acme/owners', '@acme/developers'])).toEqual([
      '@acme/developers',
    ])
    expect(await directory.permission(id, person('ann'))).toBe('triage')
    expect(await directory.permission(id, person('eve'))).toBe('none')
    expect(await directory.sshKeys(id, person('ann'))).toMatchObject([{ key, createdAt: expect.any(String) }])
    expect(await directory.sshKeys(id, person('olga'))).toEqual([])
  })

  test.each(['@acme/nobody', '@other/developers', 'developers', '@acme/..'])(
    'does not know the team %s',
    async (team) => {
      const { directory } = parts()
      await expect(directory.teamsOf(hub.repository.id, person('ann'), [team])).rejects.toMatchObject({
        code: 'TEAM_UNKNOWN',
      })
    },
  )

  test('gives nothing to somebody else who has the login now', async () => {
    const { directory } = parts()
    const { id } = hub.repository
    const before = { id: 987_654, login: 'ann' }
    expect(await directory.isMember(id, before)).toBe(false)
    expect(await directory.teamsOf(id, before, ['@acme/developers'])).toEqual([])
    expect(await directory.permission(id, before)).toBe('none')
    expect(await directory.sshKeys(id, before)).toEqual([])
  })

  test('asks who somebody is once in one breath', async () => {
    const { directory, repositories } = parts()
    const { id } = hub.repository
    await repositories.fresh(id)
    hub.resetCalls()
    await Promise.all([
      directory.teamsOf(id, person('ann'), ['@acme/developers']),
      directory.permission(id, person('ann')),
      directory.sshKeys(id, person('ann')),
    ])
    expect(hub.calls.map(({ path }) => path.split('?')[0]).sort()).toEqual([
      '/orgs/acme/teams/developers/memberships/ann',
      '/repos/acme/access/collaborators/ann/permission',
      '/users/ann/keys',
    ])
  })
})

describe('the access repository', () => {
  test('is read whole, pinned by its governed files', async () => {
    const { access } = parts()
    const first = await access.read(hub.repository.id)
    expect(first.problems).toEqual([])
    expect(first.resources?.map(({ id }) => id)).toEqual(['public-api'])
    expect(first.settings).toEqual({})
    expect([...first.policy.keys()]).toEqual(['main.rego'])
    expect(first.codeowners).toContain('@acme/owners')
    expect(first.repository).toMatchObject({ id: hub.repository.id, private: true, defaultBranch: 'main' })

    hub.resetCalls()
    expect((await access.read(hub.repository.id)).digest).toBe(first.digest)
    expect(hub.calls).toHaveLength(2)

    await hub.commitFiles({ 'README.md': 'changed\n' })
    hub.resetCalls()
    expect((await access.read(hub.repository.id)).digest).toBe(first.digest)
    expect(hub.calls).toHaveLength(3)

    await hub.commitFiles({ '.github/daypass.yml': 'max_duration: 4h\n' })
    const third = await access.read(hub.repository.id)
    expect(third.settings).toEqual({ max_duration: '4h' })
    expect(third.digest).not.toBe(first.digest)
  })

  test('is closed by one broken file, and open again when it is mended', async () => {
    const { access } = parts()
    await hub.commitFiles({ 'catalog/broken.yml': 'resources: [{ id: Public API }]\n' })
    const broken = await access.read(hub.repository.id)
    expect(broken.resources).toBeUndefined()
    expect(broken.problems[0]).toMatchObject({ code: 'CATALOG_INVALID' })
    await hub.commitFiles({ 'catalog/broken.yml': null })
    expect((await access.read(hub.repository.id)).resources).toHaveLength(1)
  })
})

describe('when GitHub is unwell', () => {
  test('a call that only reads is tried twice', async () => {
    const { issues } = parts()
    const { number } = await hub.as('ann').openIssue({ title: 'Access', body: request })
    hub.faults.add({ method: 'GET', path: /\/issues\/\d+$/, times: 1 }, { status: 502 })
    expect((await issues.read({ repository: hub.repository.id, issue: number })).number).toBe(number)
    hub.faults.add({ method: 'GET', path: /\/issues\/\d+$/, times: 2 }, 'reset')
    const twice = issues.read({ repository: hub.repository.id, issue: number })
    await expect(twice).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })

  test('a comment is never sent twice', async () => {
    const { issues } = parts()
    const { number } = await hub.as('ann').openIssue({ title: 'Access', body: request })
    hub.faults.add({ method: 'POST', path: /\/comments$/, applied: true }, { status: 502 })
    const at = { repository: hub.repository.id, issue: number }
    await expect(issues.comment(at, 'once')).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
    expect(await issues.comments(at)).toHaveLength(1)
  })
})

test('the sweep finds open requests and the repository', async () => {
  const { sweep } = parts()
  const { number } = await hub.as('ann').openIssue({ title: 'Access', body: request })
  await hub.as('ann').openIssue({ title: 'Question', body: 'How do I ask?' })
  const wakes = await sweep.openRequests(hub.repository.id)
  const wake = wakes.find(({ key }) => key.issue === number)
  expect(wake).toMatchObject({
    looksLikeRequest: true,
    repository: { id: hub.repository.id, installation: hub.installationId },
  })
  expect(wakes.every(({ looksLikeRequest }) => looksLikeRequest)).toBe(true)
  expect((await sweep.enrolledRepositories()).map(({ id }) => id)).toContain(hub.repository.id)
  expect(await sweep.redeliverFailures(new Date(clock.getTime() - 86_400_000))).toBe(0)
})

test('a suspended app is shut out, and no question about people is answered with no', async () => {
  const { directory } = parts()
  github = createGitHub({
    appId: hub.appId,
    privateKey: hub.privateKey,
    baseUrl: hub.url,
    userAgent: 'daypass-test',
    log: pino({ level: 'silent' }),
    now,
    pause: 0,
  })
  const shut = parts()
  hub.suspendInstallation()
  await expect(shut.issues.read({ repository: hub.repository.id, issue: 1 })).rejects.toMatchObject({
    code: 'GITHUB_SHUT_OUT',
  })
  await expect(shut.directory.isMember(hub.repository.id, person('ann'))).rejects.toMatchObject({
    code: 'GITHUB_SHUT_OUT',
  })
  hub.unsuspendInstallation()
  clock = new Date(clock.getTime() + 1000)
  expect(await directory.isMember(hub.repository.id, person('ann'))).toBe(true)
})
