import { ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalGitHub, type PersonsFork, startLocalGitHub } from '../../demo/github/local-github.ts'
import { startReceiver } from '../fixtures/github/webhook-receiver.ts'

const SECRET = 'it is only a test'
const at = { owner: 'acme', repo: 'access' }
const permissions = {
  checks: 'write',
  contents: 'write',
  issues: 'write',
  metadata: 'read',
  pull_requests: 'write',
} as const
let github: LocalGitHub
let door: Awaited<ReturnType<typeof startReceiver>>
let app: InstanceType<typeof ProbotOctokit>
let fork: PersonsFork

beforeEach(async () => {
  door = await startReceiver(SECRET)
  github = await startLocalGitHub({
    webhook: { url: door.url, secret: SECRET },
    people: [
      { login: 'alice', permission: 'write' },
      { login: 'otto' },
      { login: 'eve', member: false, permission: 'none' },
    ],
    files: { 'both.txt': 'old' },
    permissions,
  })
  const auth = { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId }
  app = new ProbotOctokit({ baseUrl: github.url, auth, retry: { enabled: false }, throttle: { enabled: false } })
  fork = await github.as('otto').fork()
})

afterEach(async () => {
  await github.stop()
  await door[Symbol.asyncDispose]()
})

/** A pull request from a branch of otto's fork. */
async function opened(branch = 'topic') {
  const { sha } = await fork.push(branch, { 'both.txt': branch }, { createFrom: 'main', message: 'From the fork' })
  return { sha, ...(await fork.openPull({ title: 'x', head: branch, base: 'main' })) }
}

async function told(): Promise<string[]> {
  await github.settled()
  const names = door.names()
  door.received.length = 0
  return names
}
const pull = (number: number) => app.rest.pulls.get({ ...at, pull_number: number }).then(({ data }) => data)
const statusOf = (call: Promise<unknown>) => call.then(Object, (error) => error).then(({ status }) => status)

describe('a pull request from a fork', () => {
  it('has a head of another repository, by somebody who only reads', async () => {
    const { number, sha, headSha } = await opened()
    expect(headSha).toBe(sha)
    const { head, base, user } = await pull(number)
    expect(head).toMatchObject({
      label: 'otto:topic',
      ref: 'topic',
      sha,
      user: { login: 'otto' },
      repo: { id: fork.id, full_name: 'otto/access', fork: true, private: true, owner: { login: 'otto' } },
    })
    expect(base).toMatchObject({ label: 'acme:main', repo: { id: github.repository.id, full_name: 'acme/access' } })
    expect(user?.login).toBe('otto')
    const listed = await app.rest.pulls.list({ ...at, head: 'otto:topic' })
    expect(listed.data.map((one) => one.number)).toEqual([number])
    expect((await app.rest.pulls.list({ ...at, head: 'acme:topic' })).data).toEqual([])
  })

  it('is read by way of the base alone', async () => {
    const { number, sha } = await opened()
    const files = await app.rest.pulls.listFiles({ ...at, pull_number: number })
    expect(files.data).toMatchObject([{ filename: 'both.txt', status: 'modified' }])
    const { data: commit } = await app.rest.git.getCommit({ ...at, commit_sha: sha })
    const { data: tree } = await app.rest.git.getTree({ ...at, tree_sha: commit.tree.sha })
    const { data: blob } = await app.rest.git.getBlob({ ...at, file_sha: String(tree.tree[0]?.sha) })
    expect(Buffer.from(blob.content, 'base64').toString()).toBe('topic')
    const ref = await app.rest.git.getRef({ ...at, ref: `pull/${number}/head` })
    expect(ref.data.object.sha).toBe(sha)
    expect(await pull(number)).toMatchObject({ mergeable: null, merge_commit_sha: null })
    const merge = String((await pull(number)).merge_commit_sha)
    const made = await app.rest.git.getCommit({ ...at, commit_sha: merge })
    expect(made.data.parents.map((parent) => parent.sha)).toEqual([await github.as('otto').branch('main'), sha])
    const there = { owner: 'otto', repo: 'access' }
    for (const call of [
      app.rest.repos.get(there),
      app.request(`GET /repositories/${fork.id}`),
      app.rest.git.getRef({ ...there, ref: 'heads/topic' }),
      app.rest.git.getCommit({ ...there, commit_sha: sha }),
      app.rest.pulls.list(there),
      app.rest.git.createRef({ ...there, ref: 'refs/heads/x', sha }),
    ])
      expect(await statusOf(call)).toBe(404)
    // Nor has the base a branch of that name.
    expect(await statusOf(app.rest.git.getRef({ ...at, ref: 'heads/topic' }))).toBe(404)
  })

  it('follows what is pushed to the fork, and the app hears of nothing else there', async () => {
    const { number, sha } = await opened()
    expect(await told()).toEqual(['pull_request.opened'])
    const next = await fork.push('topic', { more: 'x' })
    await github.settled()
    expect(door.received[0]?.payload).toMatchObject({
      action: 'synchronize',
      before: sha,
      after: next.sha,
      pull_request: { head: { sha: next.sha, repo: { id: fork.id } } },
      repository: { full_name: 'acme/access' },
      sender: { login: 'otto' },
    })
    expect(await told()).toEqual(['pull_request.synchronize'])
    await fork.push('other', { more: 'x' }, { createFrom: 'main' })
    await fork.push('topic', { again: 'x' }, { createFrom: 'main', force: true })
    expect(await told()).toEqual(['pull_request.synchronize'])
    await fork.deleteBranch('topic')
    expect(await told()).toEqual(['pull_request.closed'])
    expect(
      await github.as('otto').request('PATCH', `/repos/acme/access/pulls/${number}`, { state: 'open' }),
    ).toMatchObject({
      status: 422,
    })
  })

  it('is not what a branch of the same name in the base does', async () => {
    const { number, sha } = await opened()
    await github.as('alice').push('topic', { 'alice.txt': 'x' }, { createFrom: 'main' })
    const own = await github.as('alice').openPull({ title: 'y', head: 'topic', base: 'main' })
    await github.as('alice').push('topic', { 'alice.txt': 'y' })
    await github.as('alice').deleteBranch('topic')
    expect(await pull(number)).toMatchObject({ state: 'open', head: { sha } })
    expect(await pull(own.number)).toMatchObject({ state: 'closed' })
    await expect(fork.openPull({ title: 'z', head: 'topic', base: 'main' })).rejects.toThrow(
      'A pull request already exists for otto:topic.',
    )
  })

  it('has checks that know neither it nor its branch', async () => {
    const { sha } = await opened()
    await told()
    const { data } = await app.rest.checks.create({
      ...at,
      name: 'daypass/policy',
      head_sha: sha,
      status: 'in_progress',
    })
    expect(data).toMatchObject({ head_sha: sha, pull_requests: [] })
    await github.settled()
    expect(door.received[0]?.payload).toMatchObject({
      check_run: { pull_requests: [], check_suite: { head_branch: null, pull_requests: [] } },
    })
  })

  it('is merged under its owner’s name, where its checks suffice', async () => {
    const { number, sha } = await opened()
    github.setRules('main', { requiredChecks: [{ context: 'daypass/policy', app: github.appId }] })
    await expect(github.as('otto').mergePull(number)).rejects.toThrow('403')
    await expect(github.as('alice').mergePull(number)).rejects.toThrow('is expected.')
    await app.rest.checks.create({ ...at, name: 'daypass/policy', head_sha: sha, conclusion: 'success' })
    const merged = await github.as('alice').mergePull(number)
    const { data } = await app.rest.git.getCommit({ ...at, commit_sha: merged.sha })
    expect(data.message).toContain(`Merge pull request #${number} from otto/topic`)
  })

  it('stays when the fork goes, without a repository at its head', async () => {
    const { number, sha } = await opened()
    await fork.remove()
    expect(await pull(number)).toMatchObject({ state: 'open', head: { label: 'otto:topic', sha, repo: null } })
    expect((await app.rest.pulls.listFiles({ ...at, pull_number: number })).data).toHaveLength(1)
  })

  it('may conflict', async () => {
    const { number } = await opened()
    await github.commitFiles({ 'both.txt': 'other' })
    await pull(number)
    expect(await pull(number)).toMatchObject({ mergeable: false, mergeable_state: 'dirty', merge_commit_sha: null })
  })
})

describe('a fork', () => {
  it('is made once, with the branches of the base', async () => {
    await github.as('alice').createBranch('requests')
    expect((await github.as('otto').fork()).id).toBe(fork.id)
    const other = await github.as('alice').fork()
    expect(other.id).not.toBe(fork.id)
    expect(await other.branch('requests')).toBe(await github.as('alice').branch('main'))
  })

  it('is for who reads the repository, and not for apps', async () => {
    await expect(github.as('eve').fork()).rejects.toThrow('404')
    expect(await statusOf(app.rest.repos.createFork(at))).toBe(403)
  })

  it('is its owner’s to write, and its pull requests theirs to open', async () => {
    const { sha } = await fork.push('topic', { x: 'x' }, { createFrom: 'main' })
    const alice = (method: string, path: string, body: object) =>
      github
        .as('alice')
        .request(method, `/repos/${path}`, body)
        .then(({ status }) => status)
    expect(await alice('POST', 'otto/access/git/refs', { ref: 'refs/heads/x', sha })).toBe(403)
    expect(await alice('PATCH', 'otto/access/git/refs/heads/main', { sha, force: true })).toBe(403)
    expect(await alice('DELETE', 'otto/access', {})).toBe(403)
    expect(await alice('POST', 'acme/access/pulls', { title: 'x', head: 'otto:topic', base: 'main' })).toBe(403)
    expect((await github.as('eve').request('GET', '/repos/otto/access')).status).toBe(404)
    expect((await github.as('alice').request('GET', '/repos/otto/access')).status).toBe(200)
  })

  it('moves its branches as git does', async () => {
    const { sha } = await fork.push('topic', { x: 'x' }, { createFrom: 'main' })
    const main = (await fork.branch('main')) ?? ''
    await expect(fork.moveBranch('topic', main)).rejects.toThrow('422')
    await fork.moveBranch('topic', main, true)
    await fork.moveBranch('topic', sha)
    expect(await fork.branch('topic')).toBe(sha)
    await expect(fork.createBranch('topic')).rejects.toThrow('422')
    await expect(fork.moveBranch('topic', '0'.repeat(40), true)).rejects.toThrow('422')
    await expect(fork.moveBranch('nowhere', sha)).rejects.toThrow('422')
    await fork.deleteBranch('topic')
    expect(await fork.branch('topic')).toBeUndefined()
  })
})
