import { ProbotOctokit } from 'probot'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type BranchRules,
  type LocalGitHub,
  type LocalGitHubOptions,
  startLocalGitHub,
} from '../../demo/github/local-github.ts'

const at = { owner: 'acme', repo: 'access' }
const UPGRADE = 'Upgrade to GitHub Pro or make this repository public to enable this feature.'
let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>

async function begin(options: LocalGitHubOptions = {}) {
  github = await startLocalGitHub({
    people: [
      { login: 'wendy', permission: 'write' },
      { login: 'otto', permission: 'write' },
    ],
    files: { '.github/CODEOWNERS': '/owned/ @otto\n' },
    ...options,
  })
  app = new ProbotOctokit({
    baseUrl: github.url,
    auth: { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId },
    retry: { enabled: false },
    throttle: { enabled: false },
  })
}

afterEach(() => github.stop())

type Answered = { status: number; message: string; data: Record<string, unknown> }

/** What the app is answered, whether it is an error or not. */
async function ask(route: string, body: Record<string, unknown> = {}): Promise<Answered> {
  const answer = await app.request(route.replace(' ', ' /repos/acme/access/'), body).then(
    ({ status, data }) => ({ status, data }),
    ({ status, response }) => ({ status, data: response.data }),
  )
  return { ...answer, message: String(answer.data?.message) } as Answered
}

async function openPull() {
  await github.as('wendy').push('topic', { 'owned/x': 'x' }, { createFrom: 'main' })
  return (await github.as('wendy').openPull({ title: 'x', head: 'topic', base: 'main' })).number
}

describe('a private repository on GitHub Free (github.F6)', () => {
  it.each(['rules/branches/main', 'rulesets', 'rulesets/8801', 'branches/main/protection'])(
    'has no %s',
    async (path) => {
      await begin({ plan: 'free', permissions: { administration: 'read', contents: 'read', metadata: 'read' } })
      github.setRules('main', { onlyApp: true })
      expect(await ask(`GET ${path}`)).toMatchObject({ status: 403, message: UPGRADE })
      github.setPlan('team')
      expect((await ask(`GET ${path}`)).message).not.toBe(UPGRADE)
    },
  )

  it('does not keep to rules that were made before', async () => {
    await begin({ plan: 'free' })
    github.setRules('main', { onlyApp: true })
    await github.as('wendy').push('main', { x: 'x' })
    expect((await ask('GET branches/main')).data.protected).toBe(false)
    github.setPlan('team')
    await expect(github.as('wendy').push('main', { y: 'y' })).rejects.toThrow('422')
  })

  it('asks no code owner, and a public one does', async () => {
    await begin({ plan: 'free' })
    const asked = async (number: number) =>
      (await github.as('wendy').pull(number)).requested_reviewers?.map(({ login }) => login)
    expect(await asked(await openPull())).toEqual([])
    await github.setPrivate(false)
    await github.as('wendy').push('other', { 'owned/y': 'y' }, { createFrom: 'main' })
    const { number } = await github.as('wendy').openPull({ title: 'y', head: 'other', base: 'main' })
    expect(await asked(number)).toEqual(['otto'])
    expect((await ask('GET rules/branches/main')).status).toBe(200)
  })
})

describe('rules of the organisation (github.F9)', () => {
  const everything: BranchRules = {
    signatures: true,
    commitMessage: { operator: 'regex', pattern: '^[A-Z]+-\\d+' },
    branchName: { operator: 'starts_with', pattern: 'feature/', negate: true },
  }

  it('are told with their source, and whose rulesets they are', async () => {
    await begin()
    github.setOrganisationRules('~ALL', everything)
    github.setRules('main', { deletion: true })
    const { data } = await app.rest.repos.getBranchRules({ ...at, branch: 'main' })
    expect(data.map((rule) => [rule.type, rule.ruleset_source_type, rule.ruleset_source])).toEqual([
      ['required_signatures', 'Organization', 'acme'],
      ['commit_message_pattern', 'Organization', 'acme'],
      ['branch_name_pattern', 'Organization', 'acme'],
      ['deletion', 'Repository', 'acme/access'],
    ])
    expect(data[1]).toMatchObject({ parameters: { operator: 'regex', pattern: '^[A-Z]+-\\d+', negate: false } })
    const sources = async (includes_parents?: boolean) => {
      const more = includes_parents === undefined ? {} : { includes_parents }
      return (await app.rest.repos.getRepoRulesets({ ...at, ...more })).data.map(({ source_type }) => source_type)
    }
    expect(await sources()).toEqual(['Organization', 'Repository'])
    expect(await sources(false)).toEqual(['Repository'])
    const one = await app.rest.repos.getRepoRuleset({ ...at, ruleset_id: data[0]?.ruleset_id ?? 0 })
    expect(one.data).toMatchObject({ source_type: 'Organization', source: 'acme', current_user_can_bypass: 'never' })
  })

  it('make every branch `protected`, although nobody needs a pull request (github.F5)', async () => {
    await begin()
    expect((await ask('GET branches/main')).data.protected).toBe(false)
    github.setOrganisationRules('~ALL', { branchName: { operator: 'contains', pattern: 'a' } })
    expect((await ask('GET branches/main')).data.protected).toBe(true)
    await github.as('wendy').push('main', { x: 'x' })
  })

  const content = Buffer.from('x').toString('base64')
  const table = [
    ['a message that fits', { commitMessage: everything.commitMessage }, 'ABC-1 x', 201],
    ['another message', { commitMessage: everything.commitMessage }, 'x', 409],
    ['signed by GitHub, as what apps write', { signatures: true }, 'x', 201],
    ['a message, where the app is let through', { commitMessage: everything.commitMessage, bypass: ['app'] }, 'x', 201],
  ] as const
  it.each(table)('%s (%j, %j): a file of the app is answered %d', async (_, rules, message, status) => {
    await begin()
    github.setOrganisationRules('~ALL', rules as BranchRules)
    const answer = await ask('PUT contents/y.txt', { message, content, branch: 'main' })
    expect(answer.status).toBe(status)
    if (status !== 201)
      expect(answer.message).toContain('Commit message must match a given regex pattern: ^[A-Z]+-\\d+')
  })

  it('hold for branches and merges too, and are not lifted by those of the repository', async () => {
    await begin()
    const number = await openPull()
    github.setRules('**/*', { onlyApp: true })
    github.setOrganisationRules('~ALL', everything)
    const sha = await github.as('wendy').branch('main')
    expect(await ask('POST git/refs', { ref: 'refs/heads/feature/x', sha })).toMatchObject({ status: 422 })
    expect((await ask(`PUT pulls/${number}/merge`, { commit_title: 'x' })).message).toContain('Commit message must')
    expect(await ask(`PUT pulls/${number}/merge`, { commit_title: 'ABC-1' })).toMatchObject({ status: 200 })
  })

  it('about signatures refuse what people push', async () => {
    await begin()
    github.setOrganisationRules('main', { signatures: true })
    await expect(github.as('wendy').push('main', { x: 'x' })).rejects.toThrow('Commits must have verified signatures.')
  })
})

describe('push protection (github.F10)', () => {
  const secret = `the token is ghp_${'a1B2'.repeat(9)}, please`
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const calls = (text: string): [string, string, Record<string, unknown>][] => [
    ['a file', 'PUT contents/x.txt', { message: 'x', content: base64(text), branch: 'main' }],
    ['a blob', 'POST git/blobs', { content: text, encoding: 'utf-8' }],
    ['a blob in Base64', 'POST git/blobs', { content: base64(text), encoding: 'base64' }],
    ['a tree', 'POST git/trees', { tree: [{ path: 'x', mode: '100644', type: 'blob', content: text }] }],
  ]
  it.each(calls(secret))('refuses %s with a secret, and says which kind', async (_, route, body) => {
    await begin({ pushProtection: true })
    const { status, message, data } = await ask(route, body)
    expect([status, message]).toEqual([409, 'Secret detected in content'])
    expect(data.metadata).toEqual({
      secret_scanning: {
        bypass_placeholders: [{ placeholder_id: expect.any(String), token_type: 'GITHUB_PERSONAL_ACCESS_TOKEN' }],
      },
    })
  })

  it.each(calls('nothing secret'))('takes %s without one', async (_, route, body) => {
    await begin({ pushProtection: true })
    expect((await ask(route, body)).status).toBe(201)
  })

  it('is off where nobody turned it on', async () => {
    await begin()
    for (const [, route, body] of calls(secret)) expect((await ask(route, body)).status).toBe(201)
  })
})

describe('a repository that nobody has pushed to (github.F11)', () => {
  it.each([
    ['GET git/ref/heads/main', 409, 'Git Repository is empty.'],
    ['GET git/trees/main', 409, 'Git Repository is empty.'],
    ['POST git/trees', 409, 'Git Repository is empty.'],
    ['POST git/refs', 409, 'Git Repository is empty.'],
    ['GET commits', 409, 'Git Repository is empty.'],
    ['GET contents/README.md', 404, 'This repository is empty.'],
    ['GET branches/main', 404, 'Branch not found'],
  ])('%s is answered %d', async (route, status, message) => {
    await begin({ empty: true })
    expect(await ask(route)).toMatchObject({ status, message })
  })

  it('goes on otherwise', async () => {
    await begin({ empty: true })
    expect((await github.as('wendy').openIssue({ title: 'x', body: '' })).number).toBeGreaterThan(0)
    expect(await ask('GET rules/branches/main')).toMatchObject({ status: 200, data: [] })
  })

  it('is none any more after its first file', async () => {
    await begin({ empty: true })
    const content = Buffer.from('x').toString('base64')
    expect((await ask('PUT contents/README.md', { message: 'x', content })).status).toBe(201)
    expect((await ask('GET git/ref/heads/main')).status).toBe(200)
    expect((await ask('GET contents/README.md')).status).toBe(200)
  })
})
