import { ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { startReceiver } from '../fixtures/github/webhook-receiver.ts'

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'
const SECRET = 'it is only a test'
let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>

beforeEach(async () => {
  github = await startLocalGitHub({
    people: [
      { login: 'alice', keys: [KEY] },
      { login: 'wendy', permission: 'write', teams: ['orders'] },
      { login: 'olivia', owner: true },
    ],
    teamPermissions: { orders: 'write' },
    files: { '.github/CODEOWNERS': '/owned/ @acme/orders\n/enterprise/ @acme/ent:platform\n' },
  })
  app = new ProbotOctokit({
    baseUrl: github.url,
    auth: { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId },
    retry: { enabled: false },
    throttle: { enabled: false },
  })
})

afterEach(() => github.stop())

describe('keys (github.F7)', () => {
  it('tell when they were added, or do not', async () => {
    const read = async () => (await app.rest.users.listPublicKeysForUser({ username: 'alice' })).data
    expect(await read()).toMatchObject([{ key: KEY, created_at: expect.any(String) }])
    github.setKeyAges(false)
    expect(await read()).toEqual([{ id: expect.any(Number), key: KEY }])
  })
})

describe('a secret team (github.F11)', () => {
  beforeEach(() => github.setTeamPrivacy('orders', 'secret'))

  it('exists for its members, for owners and for the app', async () => {
    const seen = async (login: string) => {
      const one = await github.as(login).request('GET', '/orgs/acme/teams/orders')
      const all = await github.as(login).request('GET', '/orgs/acme/teams')
      return [one.status, (all.data as unknown[]).length]
    }
    expect(await seen('alice')).toEqual([404, 0])
    expect(await seen('wendy')).toEqual([200, 1])
    expect(await seen('olivia')).toEqual([200, 1])
    const { data } = await app.rest.teams.getByName({ org: 'acme', team_slug: 'orders' })
    expect(data).toMatchObject({ privacy: 'secret', slug: 'orders' })
  })

  it('is not asked as code owner, and is not known as one', async () => {
    github.setPermission('alice', 'write')
    const asked = async (branch: string) => {
      await github.as('alice').push(branch, { [`owned/${branch}`]: 'x' }, { createFrom: 'main' })
      const { number } = await github.as('alice').openPull({ title: 'x', head: branch, base: 'main' })
      return (await github.as('alice').pull(number)).requested_teams?.map(({ slug }) => slug)
    }
    expect(await asked('one')).toEqual([])
    const { data } = await app.rest.repos.codeownersErrors({ owner: 'acme', repo: 'access' })
    expect(data.errors.map(({ line }) => line)).toContain(1)
    github.setTeamPrivacy('orders', 'closed')
    expect(await asked('two')).toEqual(['orders'])
  })
})

describe('a team of the enterprise (github.F11)', () => {
  it('has a slug with a colon, and is of another type', async () => {
    await github.createTeam('ent:platform', { members: ['wendy'] })
    github.setTeamPermission('ent:platform', 'write')
    const { data } = await app.rest.teams.getByName({ org: 'acme', team_slug: 'ent:platform' })
    expect(data).toMatchObject({ slug: 'ent:platform', type: 'enterprise', privacy: 'closed' })
    const members = await app.rest.teams.listMembersInOrg({ org: 'acme', team_slug: 'ent:platform' })
    expect(members.data.map(({ login }) => login)).toEqual(['wendy'])
    github.setPermission('alice', 'write')
    await github.as('alice').push('topic', { 'enterprise/x': 'x' }, { createFrom: 'main' })
    const { number } = await github.as('alice').openPull({ title: 'x', head: 'topic', base: 'main' })
    expect((await github.as('alice').pull(number)).requested_teams).toMatchObject([{ slug: 'ent:platform' }])
  })
})

describe('an organisation that refuses good tokens (github.F8)', () => {
  const read = async (path: string) => {
    const headers = { authorization: `token ${github.as('alice').token}` }
    const response = await fetch(`${github.url}${path}`, { headers })
    const { message } = (await response.json()) as { message?: string }
    return { status: response.status, message, sso: response.headers.get('x-github-sso') }
  }

  it('until they sign on: 403, with where to', async () => {
    github.setSaml(true)
    for (const path of ['/repos/acme/access', '/orgs/acme/teams']) {
      expect(await read(path)).toEqual({
        status: 403,
        message:
          'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
        sso: expect.stringMatching(/^required; url=http.*\/orgs\/acme\/sso\?authorization_request=/),
      })
    }
    expect((await read('/user')).status).toBe(200)
  })

  it('from an address that is not on its list: 403', async () => {
    github.setIpAllowList('people')
    expect(await read('/repos/acme/access')).toEqual({
      status: 403,
      message:
        'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
      sso: null,
    })
  })

  it('and neither of these is for the app or for a browser, but a list that is for everybody', async () => {
    const asApp = () =>
      app.rest.repos.get({ owner: 'acme', repo: 'access' }).then(
        () => 200,
        ({ status }) => status,
      )
    github.setSaml(true)
    github.setIpAllowList('people')
    expect(await asApp()).toBe(200)
    expect((await github.as('alice').openIssue({ title: 'x', body: '' })).number).toBeGreaterThan(0)
    github.setIpAllowList('everybody')
    expect(await asApp()).toBe(403)
    github.setIpAllowList(undefined)
    expect(await asApp()).toBe(200)
  })
})

describe('coming and going', () => {
  it('a person who left the organisation can come back, without teams and roles', async () => {
    const member = async () => (await github.as('olivia').request('GET', '/orgs/acme/members/wendy')).status
    github.removeFromOrganisation('wendy')
    expect(await member()).toBe(404)
    github.addToOrganisation('wendy')
    github.addToOrganisation('wendy')
    expect(await member()).toBe(204)
    expect((await github.as('wendy').request('GET', '/orgs/acme/teams/orders/memberships/wendy')).status).toBe(404)
    await expect(github.as('wendy').push('main', { x: 'x' })).rejects.toThrow('403')
  })

  it('raises webhooks whose bytes are the same each time it happens: they tell no time', async () => {
    await using receiver = await startReceiver(SECRET)
    github.setWebhook(receiver.url, SECRET)
    for (let i = 0; i < 2; i++) {
      github.removeFromTeam('wendy', 'orders')
      github.addToTeam('wendy', 'orders')
      github.removeFromOrganisation('wendy')
      github.addToOrganisation('wendy')
      github.addToTeam('wendy', 'orders')
    }
    await github.settled()
    const once = ['membership.removed', 'membership.added', 'membership.removed']
    const round = [...once, 'organization.member_removed', 'organization.member_added', 'membership.added']
    expect(receiver.names()).toEqual([...round, ...round])
    const bodies = receiver.received.map(({ body }) => body)
    expect(bodies.slice(0, round.length)).toEqual(bodies.slice(round.length))
    expect(new Set(receiver.received.map(({ guid }) => guid)).size).toBe(bodies.length)
  })
})

describe('a locked issue (github.F11)', () => {
  it('takes no comment of the app: 403', async () => {
    const { number } = await github.as('alice').openIssue({ title: 'x', body: '' })
    await github.lockIssue(number)
    const comment = app.rest.issues.createComment({ owner: 'acme', repo: 'access', issue_number: number, body: 'x' })
    await expect(comment).rejects.toMatchObject({
      status: 403,
      response: { data: { message: 'Unable to create comment because issue is locked.' } },
    })
  })
})
