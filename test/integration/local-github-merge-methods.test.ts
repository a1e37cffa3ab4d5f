import { ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalGitHub, type MergeMethod, startLocalGitHub } from '../../demo/github/local-github.ts'

const repo = '/repos/acme/access'
let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>
let number: number
let base: string

beforeEach(async () => {
  github = await startLocalGitHub({ people: [{ login: 'wendy', permission: 'write' }] })
  app = new ProbotOctokit({
    baseUrl: github.url,
    auth: { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId },
    retry: { enabled: false },
    throttle: { enabled: false },
  })
  await github.as('wendy').push('topic', { a: 'a' }, { createFrom: 'main', message: 'Add a' })
  await github.as('wendy').push('topic', { b: 'b' }, { message: 'Add b' })
  base = (await github.as('wendy').branch('main')) ?? ''
  number = (await github.as('wendy').openPull({ title: 'Add both', head: 'topic', base: 'main' })).number
})

afterEach(() => github.stop())

const merge = (merge_method: string, more = {}) =>
  app.request(`PUT ${repo}/pulls/${number}/merge`, { merge_method, ...more }).then(
    ({ status, data }) => ({ status, sha: String(data.sha), message: String(data.message) }),
    ({ status, response }) => ({ status: Number(status), sha: '', message: String(response.data.message) }),
  )

async function commit(sha: string) {
  const { data } = await app.rest.git.getCommit({ owner: 'acme', repo: 'access', commit_sha: sha })
  return { message: data.message, parents: data.parents.map((one) => one.sha), tree: data.tree.sha }
}

describe('a repository that does not allow every way to merge (github.F3)', () => {
  const table: [MergeMethod, MergeMethod[], string][] = [
    ['merge', ['squash', 'rebase'], 'Merge commits are not allowed on this repository.'],
    ['squash', ['merge'], 'Squash merges are not allowed on this repository.'],
    ['rebase', ['merge', 'squash'], 'Rebase merges are not allowed on this repository.'],
  ]
  it.each(table)('%s, where %j are: 405, whoever asks', async (method, allowed, message) => {
    await github.setMergeMethods(allowed)
    expect(await merge(method)).toMatchObject({ status: 405, message })
    expect(await merge(allowed[0] ?? '')).toMatchObject({ status: 200 })
  })

  it('says so in the repository', async () => {
    await github.setMergeMethods(['squash'])
    const { data } = await app.rest.repos.get({ owner: 'acme', repo: 'access' })
    expect(data).toMatchObject({ allow_merge_commit: false, allow_squash_merge: true, allow_rebase_merge: false })
  })

  it('what is no way at all is wrong', async () => {
    expect(await merge('octopus')).toMatchObject({ status: 422 })
  })
})

describe('rules about ways to merge (github.F3)', () => {
  const linear = { linearHistory: true }
  const squashOnly = { reviews: { count: 0, methods: ['squash'] as const } }
  it.each([
    ['linear history', linear, 'merge', 405],
    ['linear history', linear, 'squash', 200],
    ['linear history', linear, 'rebase', 200],
    ['squash alone', squashOnly, 'merge', 405],
    ['squash alone', squashOnly, 'rebase', 405],
    ['squash alone', squashOnly, 'squash', 200],
    ['linear history, but not for the app', { ...linear, bypass: ['app'] as const }, 'merge', 200],
    ['linear history that is only watched', { ...linear, enforcement: 'evaluate' as const }, 'merge', 200],
  ])('%s %j: %s is answered %d', async (_, rules, method, status) => {
    github.setRules('main', rules)
    expect((await merge(method)).status).toBe(status)
  })

  it('are told for the branch', async () => {
    github.setRules('main', { linearHistory: true, reviews: { count: 1, methods: ['squash'] } })
    const { data } = await app.rest.repos.getBranchRules({ owner: 'acme', repo: 'access', branch: 'main' })
    expect(data).toMatchObject([
      { type: 'required_linear_history' },
      { type: 'pull_request', parameters: { allowed_merge_methods: ['squash'] } },
    ])
  })
})

describe('what lands', () => {
  it('of a squash merge is one commit with one parent and the words that were given', async () => {
    const { sha } = await merge('squash', { commit_title: 'daypass: #7', commit_message: 'all of it' })
    expect(await commit(sha)).toMatchObject({ message: 'daypass: #7\n\nall of it', parents: [base] })
    expect(await github.as('wendy').branch('main')).toBe(sha)
    const { tree } = await commit((await github.as('wendy').branch('topic')) ?? '')
    expect((await commit(sha)).tree).toBe(tree)
  })

  it('of a squash merge without words is named after the pull request and lists its commits', async () => {
    const { sha } = await merge('squash')
    expect((await commit(sha)).message).toBe(`Add both (#${number})\n\n* Add a\n\n* Add b`)
  })

  it('of a rebase is each commit anew, in one line', async () => {
    const { sha } = await merge('rebase')
    const last = await commit(sha)
    const first = await commit(last.parents[0] ?? '')
    expect([first.message, last.message]).toEqual(['Add a', 'Add b'])
    expect(first.parents).toEqual([base])
    expect(await github.as('wendy').pull(number)).toMatchObject({ merged: true, merge_commit_sha: sha })
  })

  it('of a merge has both sides as parents', async () => {
    const head = (await github.as('wendy').branch('topic')) ?? ''
    expect((await commit((await merge('merge')).sha)).parents).toEqual([base, head])
  })
})
