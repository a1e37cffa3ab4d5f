import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { createGitHub, type GitHub } from '../../src/github/api/client.ts'
import { Repositories } from '../../src/github/api/repositories.ts'
import { createOwners } from '../../src/github/people/owners.ts'
import { createPullRequests } from '../../src/github/pulls/pull-requests.ts'
import type { Proposal } from '../../src/ports/pull-requests.ts'
import { pullsContract } from '../contract/pulls-contract.ts'

const owners = '/requests/ @acme/owners\n'
let hub: LocalGitHub
let github: GitHub
let clock: Date
const now = () => clock

beforeEach(async () => {
  clock = new Date('2026-11-21T12:00:00Z')
  hub = await startLocalGitHub({
    files: { 'README.md': 'x\n', '.github/CODEOWNERS': owners },
    teams: ['owners', 'readers', 'empty'],
    people: [
      { login: 'ann' },
      { login: 'olga', teams: ['owners'] },
      { login: 'otto', teams: ['owners', 'readers'] },
      { login: 'mallory', permission: 'write' },
      { login: 'rita', permission: 'triage' },
    ],
  })
  hub.setTeamPermission('owners', 'write')
  hub.setTeamPermission('empty', 'write')
  hub.setTeamPermission('readers', 'triage')
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
afterEach(() => hub?.stop())

const reached = () => {
  const place = { owner: hub.repository.owner, name: hub.repository.name, installation: hub.installationId }
  const repositories = new Repositories(github, async (id) => (id === hub.repository.id ? place : undefined), now)
  const pulls = createPullRequests(repositories, { id: hub.appId, slug: hub.slug }, now)
  return { repositories, pulls, owners: createOwners(repositories, now) }
}
/** What was called, without what only checks the repository's name. */
const calls = () =>
  hub.calls
    .filter(({ by, path }) => by === 'app' && !path.endsWith('/access_tokens') && !/^\/repos\/[^/]+\/[^/]+$/.test(path))
    .map(({ method, path }) => `${method} ${decodeURIComponent(path).replace(/^\/repos\/acme\/access\//, '')}`)

let last = 100
const next = (): { key: { repository: number; issue: number }; proposal: Proposal } => {
  const issue = ++last
  const proposal: Proposal = {
    branch: `daypass/${issue}`,
    base: 'requests',
    path: `requests/orders-db/${issue}.yml`,
    file: `resource: "orders-db"\nissue: ${issue}\n`,
    title: `Grant #${issue}: orders-db · read · 2h`,
    body: 'Approve this pull request to say yes.\n',
    by: 7,
  }
  return { key: { repository: hub.repository.id, issue }, proposal }
}
const proposed = async () => {
  const { pulls } = reached()
  const { key, proposal } = next()
  const onto = await pulls.prepare(key.repository, owners)
  const head = await pulls.commit(key, proposal, onto)
  const pull = await pulls.open(key, proposal)
  hub.resetCalls()
  return { pulls, key, proposal, onto, head, pull }
}

test('the branch of requests begins by itself, with nothing but the mirror, and follows CODEOWNERS', async () => {
  const { pulls, repositories } = reached()
  await repositories.fresh(hub.repository.id)
  hub.resetCalls()
  const first = await pulls.prepare(hub.repository.id, owners)
  expect(calls()).toEqual(['GET git/ref/heads/requests', 'POST git/trees', 'POST git/commits', 'POST git/refs'])
  const at = { repository: hub.repository.id, issue: 1 }
  expect(await pulls.fileAt(at, first, '.github/CODEOWNERS')).toBe(owners)
  expect(await pulls.fileAt(at, first, 'README.md')).toBeUndefined()

  hub.resetCalls()
  expect(await pulls.prepare(hub.repository.id, owners)).toBe(first)
  expect(calls()).toEqual([])
  const second = await pulls.prepare(hub.repository.id, `${owners}/requests/x/ @acme/readers\n`)
  expect(second).not.toBe(first)
  expect(await reached().pulls.prepare(hub.repository.id, owners)).not.toBe(second)
})

describe('the way of a request', () => {
  test('from commit to merge, call by call', async () => {
    const { pulls } = reached()
    const { key, proposal } = next()
    const onto = await pulls.prepare(key.repository, owners)
    hub.resetCalls()
    const head = await pulls.commit(key, proposal, onto)
    expect(calls()).toEqual(['POST git/refs', `PUT contents/${proposal.path}`])
    hub.resetCalls()
    const opened = await pulls.open(key, proposal)
    expect(calls()).toEqual(['POST pulls'])
    expect(opened).toMatchObject({ open: true, head, own: true, headRef: proposal.branch, baseRef: 'requests' })
    expect(opened.author.login).toBe(`${hub.slug}[bot]`)
    const files = await hub.as('olga').pullFiles(opened.number)
    expect(files.map(({ filename, status }) => [filename, status])).toEqual([[proposal.path, 'added']])

    await hub.as('olga').review(opened.number, 'APPROVE')
    hub.resetCalls()
    expect(await pulls.reviews(key, opened.number)).toMatchObject([
      { person: { id: hub.as('olga').id, login: 'olga', type: 'User' }, state: 'APPROVED', commit: head },
    ])
    expect(await pulls.read(key, opened.number)).toMatchObject({
      open: true,
      merged: false,
      head,
      title: proposal.title,
    })
    const merge = await pulls.merge(key, opened.number, head, 7)
    expect(await pulls.fileAt(key, merge, proposal.path)).toBe(proposal.file)
    await pulls.deleteBranch(key, proposal.branch)
    expect(calls().map((line) => line.replace(/\?.*/, ''))).toEqual([
      `GET pulls/${opened.number}/reviews`,
      `GET pulls/${opened.number}`,
      `PUT pulls/${opened.number}/merge`,
      `GET contents/${proposal.path}`,
      `DELETE git/refs/heads/${proposal.branch}`,
    ])
    await pulls.deleteBranch(key, proposal.branch)
    const merged = { open: false, merged: true, mergedByUs: true, mergeCommit: merge, closedBy: undefined }
    expect(await pulls.read(key, opened.number)).toMatchObject(merged)
    expect(await pulls.prepare(key.repository, owners)).toBe(merge)
  })
})

describe('pull requests', () =>
  pullsContract(async () => ({
    pulls: reached().pulls,
    repository: hub.repository.id,
    people: {
      idOf: (login) => hub.as(login).id,
      approve: (pull, login) => hub.as(login).review(pull, 'APPROVE'),
      merge: (pull, login) => hub.as(login).mergePull(pull),
      close: (pull, login) => hub.as(login).closePull(pull),
      push: async (branch, files, login, begins) =>
        (await hub.as(login).push(branch, files, begins ? { createFrom: 'requests' } : {})).sha,
      open: async ({ branch, base, title }, login) =>
        (await hub.as(login).openPull({ title, head: branch, base })).number,
    },
  })))

test('reviews are read to the last page', async () => {
  const { pulls, key, pull } = await proposed()
  for (let i = 0; i < 100; i++) await hub.as('ann').review(pull.number, 'COMMENT', `${i}`)
  await hub.as('olga').review(pull.number, 'APPROVE')
  const reviews = await pulls.reviews(key, pull.number)
  expect(reviews).toHaveLength(101)
  expect(reviews.at(-1)).toMatchObject({ state: 'APPROVED', person: { login: 'olga' } })
})

describe('owners', () => {
  const names = (found: { people: readonly { login: string }[] } | undefined) => found?.people.map(({ login }) => login)

  test.each<[string, string[]]>([
    ['@acme/owners', ['olga', 'otto']],
    ['@ACME/owners', ['olga', 'otto']],
    ['@mallory', ['mallory']],
    ['@acme/readers', []],
    ['@acme/empty', []],
    ['@acme/nobody', []],
    ['@other/owners', []],
    ['@rita', []],
    ['@nobody-at-all', []],
    ['olga@example.com', []],
  ])('%s', async (name, expected) => {
    const { owners: it } = reached()
    const found = (await it.peopleOf(hub.repository.id, [name])).get(name)
    expect(names(found)?.sort()).toEqual(expected)
    expect(found !== undefined && 'nobody' in found).toBe(expected.length === 0)
  })

  test('three calls for a team, one for a person, none within ten seconds, and who left is no owner', async () => {
    const { owners: it, repositories } = reached()
    const { id } = hub.repository
    await repositories.fresh(id)
    hub.resetCalls()
    await it.peopleOf(id, ['@acme/owners', '@mallory'])
    expect(calls()).toHaveLength(4)
    await it.peopleOf(id, ['@acme/owners', '@mallory'])
    expect(calls()).toHaveLength(4)
    hub.removeFromTeam('otto', 'owners')
    clock = new Date(clock.getTime() + 10_000)
    expect(names((await it.peopleOf(id, ['@acme/owners'])).get('@acme/owners'))).toEqual(['olga'])
  })
})

describe('with branch rules for the app alone', () => {
  test('the app writes as before, and nobody else does', async () => {
    hub.setRules('requests', { onlyApp: true })
    hub.setRules('daypass/*', { onlyApp: true })
    const { pulls, key, proposal, head, pull } = await proposed()
    await expect(hub.as('mallory').push(proposal.branch, { 'x.yml': 'x' })).rejects.toThrow()
    await expect(hub.as('mallory').push('requests', { 'x.yml': 'x' })).rejects.toThrow()
    expect(await pulls.merge(key, pull.number, head, 7)).toMatch(/^[0-9a-f]{40}$/)
    hub.setRules('requests', null)
    hub.setRules('daypass/*', null)
  })
})

test('what has no history in common changes nothing that could be read; what GitHub does not see is no such answer', async () => {
  const { pulls, key, head } = await proposed()
  const { repositories } = reached()
  const { data } = await repositories.call(key.repository, 'commit', { commit_sha: head })
  const { tree } = data as { tree: { sha: string } }
  const made = await repositories.call(key.repository, 'createCommit', { message: 'x', tree: tree.sha, parents: [] })
  const { sha: orphan } = made.data as { sha: string }
  expect(await pulls.changes(key, { base: orphan, head })).toStrictEqual([])
  await expect(pulls.changes(key, { base: 'f'.repeat(40), head })).rejects.toMatchObject({ code: 'GITHUB_NOT_FOUND' })
})
