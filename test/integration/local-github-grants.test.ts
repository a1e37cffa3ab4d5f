import { readFileSync } from 'node:fs'
import { ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalGitHub, type LocalGitHubOptions, startLocalGitHub } from '../../demo/github/local-github.ts'
import { readYaml } from '../../src/config/yaml.ts'

const manifest = readYaml(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8'), 'app.yml') as {
  default_permissions: Record<string, string>
  default_events: string[]
}
const at = { owner: 'acme', repo: 'access' }
const BASE = { contents: 'write', issues: 'write', metadata: 'read', pull_requests: 'write' }
let github: LocalGitHub

async function begin(options: LocalGitHubOptions = {}) {
  github = await startLocalGitHub({ people: [{ login: 'alice' }], teams: ['orders'], ...options })
}

const asApp = () => octokit({})
const installed = () => octokit({ installationId: github.installationId })

function octokit(auth: Record<string, unknown>) {
  return new ProbotOctokit({
    baseUrl: github.url,
    auth: { appId: github.appId, privateKey: github.privateKey, ...auth },
    retry: { enabled: false },
    throttle: { enabled: false },
  })
}

const mint = (permissions?: Record<string, string>) =>
  asApp().request('POST /app/installations/{installation_id}/access_tokens', {
    installation_id: github.installationId,
    ...(permissions === undefined ? {} : { permissions }),
  })

afterEach(() => github.stop())

describe('what the app asks for', () => {
  beforeEach(() => begin())

  it('is what app.yml asks for, and so is what its token carries', async () => {
    expect((await asApp().rest.apps.getAuthenticated()).data?.permissions).toEqual(manifest.default_permissions)
    expect((await mint()).data.permissions).toEqual(manifest.default_permissions)
  })

  it.each([
    ['what only administrators see', 'GET /repos/acme/access/branches/main/protection'],
    ['a change of a team', 'PUT /orgs/acme/teams/orders/memberships/alice'],
    ['a change of settings', 'PATCH /repos/acme/access'],
  ])('%s is beyond it', async (_, route) => {
    await expect(installed().request(route)).rejects.toMatchObject({
      status: 403,
      response: { data: { message: 'Resource not accessible by integration' } },
    })
  })
})

describe('what the owner of the installation has accepted (github.F11)', () => {
  const accepted = { permissions: BASE, events: ['issues'] }
  beforeEach(() => begin({ accepted }))

  it('is told by the installation; the app goes on telling what it asks for', async () => {
    const { data: app } = await asApp().rest.apps.getAuthenticated()
    expect(app?.permissions).toEqual(manifest.default_permissions)
    const [listed] = (await asApp().rest.apps.listInstallations()).data
    const one = (await asApp().rest.apps.getInstallation({ installation_id: github.installationId })).data
    for (const installation of [listed, one]) expect(installation).toMatchObject(accepted)
    expect(one.permissions).not.toHaveProperty('members')
  })

  it('is what a token carries, and no token carries more', async () => {
    expect((await mint()).data.permissions).toEqual(BASE)
    expect((await mint({ issues: 'read' })).data.permissions).toEqual({ issues: 'read' })
    for (const more of [{ members: 'read' }, { metadata: 'write' }]) {
      await expect(mint(more)).rejects.toMatchObject({ status: 422 })
    }
  })

  it('what was not accepted is not accessible; after it was, a new token reads it and an old one does not', async () => {
    const list = (client: InstanceType<typeof ProbotOctokit>) => client.rest.teams.list({ org: 'acme' })
    const old = installed()
    await expect(list(old)).rejects.toMatchObject({
      status: 403,
      response: { data: { message: 'Resource not accessible by integration' } },
    })
    github.accept()
    expect((await list(installed())).data).toMatchObject([{ slug: 'orders' }])
    await expect(list(old)).rejects.toMatchObject({ status: 403 })
  })

  it('what reads of a repository need is refused as well', async () => {
    github.accept({ permissions: { metadata: 'read' } })
    for (const what of ['issues', 'pulls', 'contents/README.md']) {
      await expect(installed().request(`GET /repos/acme/access/${what}`)).rejects.toMatchObject({ status: 403 })
    }
    expect((await installed().rest.repos.get(at)).status).toBe(200)
  })

  it('events that were not accepted are not sent; accepting more is one', async () => {
    // Nobody listens there: what counts is what was tried.
    github.setWebhook('http://127.0.0.1:9/', 'it is only a test')
    const { number } = await github.as('alice').openIssue({ title: 'x', body: '' })
    await github.as('alice').comment(number, 'x')
    github.accept()
    await github.as('alice').comment(number, 'y')
    await github.settled()
    expect(github.deliveries.map(({ event, action }) => `${event}.${action}`)).toEqual([
      'issues.opened',
      'installation.new_permissions_accepted',
      'issue_comment.created',
    ])
    const { installation } = JSON.parse(github.deliveries[1]?.body ?? '')
    expect(installation.permissions).toEqual(manifest.default_permissions)
  })
})
