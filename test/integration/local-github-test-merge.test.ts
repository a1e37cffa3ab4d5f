import { ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'

const at = { owner: 'acme', repo: 'access' }
let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>
let number: number
let head: string

beforeEach(async () => {
  github = await startLocalGitHub({
    people: [{ login: 'alice', permission: 'write' }],
    files: { 'both.txt': 'old', 'base.txt': 'old' },
  })
  const auth = { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId }
  app = new ProbotOctokit({ baseUrl: github.url, auth, retry: { enabled: false }, throttle: { enabled: false } })
  head = (await github.as('alice').push('topic', { 'both.txt': 'new' }, { createFrom: 'main' })).sha
  number = (await github.as('alice').openPull({ title: 'x', head: 'topic', base: 'main' })).number
})

afterEach(() => github.stop())

/** What one look says of the merge: whether it can be, and the commit. */
async function look() {
  const { mergeable, mergeable_state: state, merge_commit_sha: sha } = await github.as('alice').pull(number)
  return { mergeable, state, sha }
}
const unknown = { mergeable: null, state: 'unknown', sha: null }
const known = { mergeable: true, state: 'clean', sha: expect.stringMatching(/^[0-9a-f]{40}$/) }
const dirty = { mergeable: false, state: 'dirty', sha: null }
const ref = async (name: string) =>
  app.rest.git.getRef({ ...at, ref: name }).then(
    ({ data }) => data.object.sha,
    ({ status }) => status,
  )

/** The parents of a commit, and its files with their texts. */
async function read(sha: string) {
  const { data: commit } = await app.rest.git.getCommit({ ...at, commit_sha: sha })
  const { data: tree } = await app.rest.git.getTree({ ...at, tree_sha: commit.tree.sha, recursive: 'true' })
  const files = await Promise.all(
    tree.tree.map(async ({ path, sha: blob }) => {
      const { data } = await app.rest.git.getBlob({ ...at, file_sha: String(blob) })
      return [path, Buffer.from(data.content, 'base64').toString()]
    }),
  )
  return { parents: commit.parents.map((parent) => parent.sha), files: Object.fromEntries(files) }
}

describe('the merge of an open pull request', () => {
  it('is not known at first, and then is a commit of both sides', async () => {
    const { sha: base } = await github.commitFiles({ 'base.txt': 'newer' })
    expect(await ref(`pull/${number}/merge`)).toBe(404)
    expect(await look()).toEqual(unknown)
    const { sha } = await look()
    expect(await look()).toEqual({ ...known, sha })
    expect(await read(String(sha))).toEqual({
      parents: [base, head],
      files: { 'base.txt': 'newer', 'both.txt': 'new' },
    })
    const { data } = await app.rest.pulls.list(at)
    expect(data[0]?.merge_commit_sha).toBe(sha)
    expect(await ref(`pull/${number}/merge`)).toBe(sha)
    const commit = await app.rest.repos.getCommit({ ...at, ref: `refs/pull/${number}/merge` })
    expect(commit.data.sha).toBe(sha)
  })

  it('is not known again after a push to either side', async () => {
    await look()
    const first = (await look()).sha
    head = (await github.as('alice').push('topic', { 'more.txt': 'x' })).sha
    expect(await ref(`pull/${number}/head`)).toBe(head)
    expect((await app.rest.pulls.list(at)).data[0]?.merge_commit_sha).toBeNull()
    expect(await look()).toEqual(unknown)
    const second = (await look()).sha
    await github.commitFiles({ 'base.txt': 'newer' })
    expect(await look()).toEqual(unknown)
    const third = (await look()).sha
    expect(new Set([first, second, third]).size).toBe(3)
    expect((await read(String(third))).parents).toEqual([await github.as('alice').branch('main'), head])
  })

  it('is none where the two conflict, and one again when they no longer do', async () => {
    await look()
    const { sha } = await look()
    await github.commitFiles({ 'both.txt': 'other' })
    expect(await look()).toEqual(unknown)
    expect(await look()).toEqual(dirty)
    // As on GitHub the ref is left behind: it is not what a merge would be.
    expect(await ref(`pull/${number}/merge`)).toBe(sha)
    await github.commitFiles({ 'both.txt': 'old' })
    expect(await look()).toEqual(unknown)
    expect(await look()).toEqual(known)
  })

  it('is unknown as often as is wanted, or at once known', async () => {
    github.setMergeUnknown({ reads: 3 })
    for (let reads = 0; reads < 3; reads++) expect(await look()).toEqual(unknown)
    expect(await look()).toEqual(known)
    github.setMergeUnknown({ reads: 0 })
    await github.as('alice').push('topic', { 'more.txt': 'x' })
    expect(await look()).toEqual(known)
  })

  it('may be that of before while it is not known', async () => {
    github.setMergeUnknown({ reads: 1, former: true })
    expect(await look()).toEqual(unknown)
    const { sha } = await look()
    head = (await github.as('alice').push('topic', { 'more.txt': 'x' })).sha
    expect(await look()).toEqual({ ...unknown, sha })
    expect((await read(String(sha))).parents).not.toContain(head)
    expect((await look()).sha).not.toBe(sha)
  })

  it('is not made in an archived repository, and is once that is over', async () => {
    await look()
    await github.setArchived(true)
    expect([await look(), await look()]).toEqual([unknown, unknown])
    await github.setArchived(false)
    expect(await look()).toEqual(known)
  })

  it('becomes the real one', async () => {
    await look()
    const test = (await look()).sha
    const { sha } = await github.as('alice').mergePull(number)
    expect(await look()).toMatchObject({ mergeable: null, sha })
    expect(sha).not.toBe(test)
    expect(await ref(`pull/${number}/head`)).toBe(head)
  })
})

it.each([
  ['POST', 'git/refs', { ref: 'refs/pull/99/merge' }],
  ['PATCH', 'git/refs/pull/:number/merge', { force: true }],
  ['DELETE', 'git/refs/pull/:number/head', {}],
])('nobody moves the refs of pull requests: %s %s', async (method, path, body) => {
  await look()
  await look()
  const before = [await ref(`pull/${number}/merge`), await ref(`pull/${number}/head`)]
  const url = `/repos/acme/access/${path.replace(':number', String(number))}`
  expect((await github.as('alice').request(method, url, { sha: head, ...body })).status).toBe(422)
  await expect(app.request(`${method} ${url}`, { sha: head, ...body })).rejects.toMatchObject({ status: 422 })
  expect([await ref(`pull/${number}/merge`), await ref(`pull/${number}/head`)]).toEqual(before)
  expect(await ref('pull/99/merge')).toBe(404)
})

it('puts a pull request into a merge queue: on a branch of its own', async () => {
  const onto = (await github.as('alice').branch('main')) ?? ''
  const first = await github.queuePull(number)
  expect(first).toMatchObject({ branch: `gh-readonly-queue/main/pr-${number}-${onto}`, onto })
  expect(await ref(`heads/${first.branch}`)).toBe(first.sha)
  expect(await read(first.sha)).toMatchObject({
    parents: [onto, head],
    files: { 'both.txt': 'new', 'base.txt': 'old' },
  })
  await github.as('alice').push('other', { 'base.txt': 'newer' }, { createFrom: 'main' })
  const { number: second } = await github.as('alice').openPull({ title: 'y', head: 'other', base: 'main' })
  const behind = await github.queuePull(second, first.sha)
  expect(behind.onto).toBe(first.sha)
  expect((await read(behind.sha)).files).toMatchObject({ 'both.txt': 'new', 'base.txt': 'newer' })
  const listed = await app.rest.git.listMatchingRefs({ ...at, ref: 'heads/gh-readonly-queue/main/' })
  expect(listed.data.map((one) => one.object.sha).sort()).toEqual([first.sha, behind.sha].sort())
  await expect(github.queuePull(99)).rejects.toThrow('no open pull request')
})
