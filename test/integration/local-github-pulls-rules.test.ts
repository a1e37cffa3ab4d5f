import { ProbotOctokit } from 'probot'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BranchRules, type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'

const at = { owner: 'acme', repo: 'access' }
let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>
let person: InstanceType<typeof ProbotOctokit>
let main = ''

beforeAll(async () => {
  github = await startLocalGitHub({
    people: [
      { login: 'alice', permission: 'write' },
      { login: 'rita', permission: 'write' },
      { login: 'rory' },
      { login: 'olivia', owner: true },
    ],
    files: { '.github/CODEOWNERS': '/owned/ @rita\n' },
    // More than Daypass asks for: to see protection and who bypasses it.
    permissions: {
      administration: 'write',
      contents: 'write',
      issues: 'write',
      members: 'read',
      metadata: 'read',
      pull_requests: 'write',
    },
  })
  const options = { baseUrl: github.url, retry: { enabled: false }, throttle: { enabled: false } }
  app = new ProbotOctokit({ ...options, auth: installed() })
  person = new ProbotOctokit({ ...options, auth: { token: github.as('alice').token } })
  main = (await github.as('alice').branch('main')) ?? ''
})

afterAll(() => github.stop())

beforeEach(async () => {
  for (const pattern of ['requests', 'daypass/*', 'daypass/**/*', 'main', '~ALL', '~DEFAULT_BRANCH'])
    github.setRules(pattern, null)
})

const installed = () => {
  return { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId }
}
const repo = (login: string, method: string, path: string, body?: unknown) =>
  github.as(login).request(method, `/repos/acme/access/${path}`, body)
const statusOf = (call: Promise<unknown>) => call.then(Object, (error) => error).then(({ status }) => status)
const content = Buffer.from('x').toString('base64')

async function fresh(branch: string): Promise<string> {
  if ((await github.as('alice').branch(branch)) !== undefined)
    await app.rest.git.deleteRef({ ...at, ref: `heads/${branch}` })
  await app.rest.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha: main })
  const { sha } = await github.as('alice').push(branch, { [`${branch}.txt`]: 'x' })
  return sha
}

describe('a branch for the app alone', () => {
  const acts = [
    {
      name: 'written to',
      method: 'PUT',
      path: 'contents/y.txt',
      body: { content, branch: 'daypass/7' },
      expected: 409,
    },
    { name: 'moved', method: 'PATCH', path: 'git/refs/heads/daypass/7', body: { force: true }, expected: 422 },
    { name: 'deleted', method: 'DELETE', path: 'git/refs/heads/daypass/7', body: undefined, expected: 422 },
    { name: 'made', method: 'POST', path: 'git/refs', body: { ref: 'refs/heads/daypass/8' }, expected: 422 },
  ]
  it.each(acts)('is not $name by a person, owner or not', async ({ method, path, body, expected }) => {
    const sha = await fresh('daypass/7')
    github.setRules('daypass/*', { onlyApp: true })
    for (const login of ['alice', 'olivia']) {
      const answer = await repo(login, method, path, body && { message: 'x', sha: main, ...body })
      expect(answer).toMatchObject({ status: expected })
      expect(JSON.stringify(answer.data)).toContain('Repository rule violations found')
    }
    expect(await github.as('alice').branch('daypass/7')).toBe(sha)
  })

  it('is the app’s to make, write, merge into and delete', async () => {
    github.setRules('daypass/*', { onlyApp: true })
    github.setRules('requests', { onlyApp: true })
    for (const ref of ['refs/heads/requests', 'refs/heads/daypass/9'])
      await app.rest.git.createRef({ ...at, ref, sha: main })
    const file = { ...at, path: 'z.txt', message: 'm', content, branch: 'daypass/9' }
    await app.rest.repos.createOrUpdateFileContents(file)
    const { data } = await app.rest.pulls.create({ ...at, title: 'x', head: 'daypass/9', base: 'requests' })
    const merge = (client: typeof app) => statusOf(client.rest.pulls.merge({ ...at, pull_number: data.number }))
    expect(await merge(person)).toBe(405)
    expect(await merge(app)).toBe(200)
    await app.rest.git.deleteRef({ ...at, ref: 'heads/daypass/9' })
  })

  it.each([
    { pattern: 'daypass/*', branch: 'daypass/7', applies: true },
    { pattern: 'daypass/*', branch: 'daypass/a/b', applies: false },
    { pattern: 'daypass/**/*', branch: 'daypass/a/b', applies: true },
    { pattern: 'daypass/**/*', branch: 'daypass/7', applies: true },
    { pattern: 'requests', branch: 'requests-too', applies: false },
    { pattern: '~DEFAULT_BRANCH', branch: 'main', applies: true },
    { pattern: '~DEFAULT_BRANCH', branch: 'requests', applies: false },
    { pattern: '~ALL', branch: 'anything/at/all', applies: true },
  ])('$pattern names $branch: $applies', async ({ pattern, branch, applies }) => {
    github.setRules(pattern, { onlyApp: true })
    const { data } = await app.rest.repos.getBranchRules({ ...at, branch })
    expect(data.map(({ type }) => type)).toEqual(applies ? ['creation', 'update', 'deletion'] : [])
  })
})

describe('rules', () => {
  it('are read by branch and by ruleset, and who is beyond them by those who administer', async () => {
    const rules: BranchRules = { onlyApp: true, nonFastForward: true, reviews: { count: 2, codeOwners: true } }
    github.setRules('requests', rules)
    const { data: applied } = await person.rest.repos.getBranchRules({ ...at, branch: 'requests' })
    expect(applied.map(({ type }) => type)).toEqual([
      'creation',
      'update',
      'deletion',
      'non_fast_forward',
      'pull_request',
    ])
    const id = applied[0]?.ruleset_id ?? 0
    const { data: list } = await person.rest.repos.getRepoRulesets(at)
    expect(list).toMatchObject([{ id, name: 'requests', enforcement: 'active', target: 'branch' }])
    const one = { ...at, ruleset_id: id }
    const seen = (await app.rest.repos.getRepoRuleset(one)).data
    expect(seen).toMatchObject({
      conditions: { ref_name: { include: ['refs/heads/requests'], exclude: [] } },
      bypass_actors: [{ actor_id: github.appId, actor_type: 'Integration', bypass_mode: 'always' }],
      current_user_can_bypass: 'always',
    })
    const byPerson = (await person.rest.repos.getRepoRuleset(one)).data
    expect(byPerson).toMatchObject({ current_user_can_bypass: 'never' })
    expect(byPerson).not.toHaveProperty('bypass_actors')
    github.accept({ permissions: { metadata: 'read' } })
    const poorer = new ProbotOctokit({ baseUrl: github.url, auth: installed() })
    expect((await poorer.rest.repos.getRepoRuleset(one)).data).not.toHaveProperty('bypass_actors')
    github.accept()
    github.setTellsBypass(false)
    expect((await app.rest.repos.getRepoRuleset(one)).data).not.toHaveProperty('current_user_can_bypass')
    expect((await person.rest.repos.getRepoRuleset(one)).data).toHaveProperty('current_user_can_bypass')
    github.setTellsBypass(true)
    expect(await statusOf(app.rest.repos.getRepoRuleset({ ...at, ruleset_id: 1 }))).toBe(404)
  })

  it('that are only watched or off change nothing', async () => {
    const sha = await fresh('daypass/7')
    for (const enforcement of ['evaluate', 'disabled'] as const) {
      github.setRules('daypass/*', { onlyApp: true, enforcement })
      expect((await app.rest.repos.getBranchRules({ ...at, branch: 'daypass/7' })).data).toEqual([])
    }
    await github.as('alice').push('daypass/7', { more: 'x' })
    expect(await github.as('alice').branch('daypass/7')).not.toBe(sha)
  })

  it('show in the branch, not as protection of the older kind', async () => {
    github.setRules('main', { deletion: true })
    expect((await app.rest.repos.getBranch({ ...at, branch: 'main' })).data.protected).toBe(true)
    await expect(app.rest.repos.getBranchProtection({ ...at, branch: 'main' })).rejects.toThrow('Branch not protected')
  })

  it('keep a branch from being deleted or forced', async () => {
    await fresh('daypass/7')
    github.setRules('daypass/*', { deletion: true, nonFastForward: true })
    const force = (sha: string) => repo('alice', 'PATCH', 'git/refs/heads/daypass/7', { sha, force: true })
    expect(await force(main)).toMatchObject({ status: 422 })
    expect(await repo('alice', 'DELETE', 'git/refs/heads/daypass/7')).toMatchObject({ status: 422 })
    await github.as('alice').push('daypass/7', { more: 'x' }, { force: true })
  })
})

describe('reviews that a rule wants', () => {
  let count = 0
  async function opened(file: string) {
    const branch = `topic/${++count}`
    await github.as('alice').push(branch, { [file]: `${count}` }, { createFrom: 'main' })
    return { branch, ...(await github.as('alice').openPull({ title: 'x', head: branch, base: 'main' })) }
  }
  const merge = (number: number) => repo('alice', 'PUT', `pulls/${number}/merge`, {}).then(({ status }) => status)

  it('count when they are by people who can write, and latest', async () => {
    const { number } = await opened('a')
    github.setRules('main', { reviews: { count: 1 } })
    expect((await github.as('alice').pull(number)).mergeable_state).toBe('unknown')
    expect((await github.as('alice').pull(number)).mergeable_state).toBe('blocked')
    await github.as('rory').review(number, 'APPROVE')
    expect(await merge(number)).toBe(405)
    await github.as('rita').review(number, 'APPROVE')
    await github.as('rita').review(number, 'REQUEST_CHANGES')
    await github.as('rita').review(number, 'COMMENT')
    expect(await merge(number)).toBe(405)
    await github.as('rita').review(number, 'APPROVE')
    await github.as('rita').review(number, 'COMMENT')
    expect(await merge(number)).toBe(200)
  })

  it('must be by code owners where it says so', async () => {
    const { number } = await opened('owned/a')
    github.setRules('main', { reviews: { count: 1, codeOwners: true } })
    await github.as('olivia').review(number, 'APPROVE')
    expect(await merge(number)).toBe(405)
    await github.as('rita').review(number, 'APPROVE')
    expect(await merge(number)).toBe(200)
  })

  it('are void after a push where it says so', async () => {
    const { number, branch } = await opened('b')
    github.setRules('main', { reviews: { count: 1, dismissStale: true } })
    await github.as('rita').review(number, 'APPROVE')
    await github.as('alice').push(branch, { c: 'c' })
    expect((await github.as('rory').reviews(number)).map(({ state }) => state)).toEqual(['DISMISSED'])
    expect(await merge(number)).toBe(405)
  })

  it('keep everybody from pushing past them', async () => {
    github.setRules('main', { reviews: { count: 1 } })
    const write = { message: 'x', content, branch: 'main' }
    expect(await repo('olivia', 'PUT', 'contents/y.txt', write)).toMatchObject({ status: 409 })
    expect(await statusOf(app.rest.repos.createOrUpdateFileContents({ ...at, path: 'y.txt', ...write }))).toBe(409)
    github.setRules('main', { reviews: { count: 1 }, bypass: ['owners'] })
    expect(await repo('alice', 'PUT', 'contents/y.txt', write)).toMatchObject({ status: 409 })
    expect(await repo('olivia', 'PUT', 'contents/y.txt', write)).toMatchObject({ status: 201 })
  })
})
