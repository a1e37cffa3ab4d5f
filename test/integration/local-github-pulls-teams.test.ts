import { ProbotOctokit } from 'probot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'

const at = { owner: 'acme', repo: 'access' }
let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>

beforeAll(async () => {
  const people = Array.from({ length: 101 }, (_, i) => ({ login: `person-${i}`, teams: ['crowd'] }))
  github = await startLocalGitHub({
    people: [
      { login: 'alice', teams: ['orders'] },
      { login: 'bob' },
      { login: 'rita', permission: 'write' },
      { login: 'mallory', member: false },
      ...people,
    ],
    teams: ['readers'],
    teamPermissions: { orders: 'write', readers: 'read' },
    files: {
      '.github/CODEOWNERS': '/a @acme/orders @rita\n/b @acme/readers\n/c @bob\n/d @acme/gone\n/e boss@acme.example\n',
    },
    bots: ['robot'],
    permissions: {
      contents: 'write',
      issues: 'write',
      members: 'read',
      metadata: 'read',
      organization_administration: 'read',
      pull_requests: 'write',
    },
  })
  const auth = { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId }
  app = new ProbotOctokit({ baseUrl: github.url, auth, retry: { enabled: false }, throttle: { enabled: false } })
})

afterAll(() => github.stop())

const statusOf = (call: Promise<unknown>) => call.then(Object, (error) => error).then(({ status }) => status)
const roleOf = async (username: string) =>
  (await app.rest.repos.getCollaboratorPermissionLevel({ ...at, username })).data.role_name
const members = async (slug: string) => {
  const all = await app.paginate(app.rest.teams.listMembersInOrg, { org: 'acme', team_slug: slug, per_page: 100 })
  return all.map(({ login }) => login)
}
const permission = (slug: string) => {
  const headers = { accept: 'application/vnd.github.v3.repository+json' }
  const team = { org: 'acme', team_slug: slug, ...at, headers }
  return app.rest.teams.checkPermissionsForRepoInOrg(team).then(({ data }) => data.role_name)
}

describe('a team', () => {
  it('has a role on the repository, and its members have it', async () => {
    expect(await permission('orders')).toBe('write')
    expect(await permission('readers')).toBe('read')
    expect(await statusOf(permission('crowd'))).toBe(404)
    expect(await statusOf(permission('nothing'))).toBe(404)
    const without = await app.rest.teams.checkPermissionsForRepoInOrg({ org: 'acme', team_slug: 'orders', ...at })
    expect(without.status).toBe(204)
    expect([await roleOf('alice'), await roleOf('bob')]).toEqual(['write', 'read'])
    github.setTeamPermission('orders', null)
    expect([await roleOf('alice'), await statusOf(permission('orders'))]).toEqual(['read', 404])
    github.setTeamPermission('orders', 'write')
    const { data } = await app.rest.repos.listTeams(at)
    expect(data.map(({ slug, permission: word }) => [slug, word])).toEqual([
      ['readers', 'pull'],
      ['orders', 'push'],
    ])
  })

  it('lists its members page by page, those of the teams below too', async () => {
    expect(await members('crowd')).toHaveLength(101)
    await github.createTeam('below', { parent: 'orders', members: ['bob'] })
    expect(await members('orders')).toEqual(['alice', 'bob'])
    expect(await members('below')).toEqual(['bob'])
    expect(await permission('below')).toBe('write')
    expect(await roleOf('bob')).toBe('write')
    const membership = { org: 'acme', team_slug: 'orders', username: 'bob' }
    expect((await app.rest.teams.getMembershipForUserInOrg(membership)).data.state).toBe('active')
    github.deleteTeam('below')
    expect(await members('orders')).toEqual(['alice'])
    expect(await roleOf('bob')).toBe('read')
  })

  it('keeps its number under a new name, and its old one may be somebody else’s', async () => {
    const { id } = await github.createTeam('security', { members: ['rita'] })
    const byId = `/organizations/{org_id}/team/{team_id}`
    const one = { org_id: (await app.rest.orgs.get({ org: 'acme' })).data.id, team_id: id }
    github.renameTeam('security', 'guards')
    expect(await statusOf(app.rest.teams.getByName({ org: 'acme', team_slug: 'security' }))).toBe(404)
    expect((await app.request(`GET ${byId}`, one)).data).toMatchObject({ id, slug: 'guards', members_count: 1 })
    expect((await app.request(`GET ${byId}/members`, one)).data).toMatchObject([{ login: 'rita' }])
    const { id: other } = await github.createTeam('security', { members: ['bob'] })
    expect(other).not.toBe(id)
    expect((await app.rest.teams.getByName({ org: 'acme', team_slug: 'security' })).data.id).toBe(other)
    expect((await app.request(`GET ${byId}`, { ...one, team_id: other })).data).toMatchObject({ slug: 'security' })
    expect(await statusOf(app.request(`GET ${byId}`, { ...one, team_id: 1 }))).toBe(404)
    expect(await statusOf(app.request(`GET ${byId}`, { ...one, org_id: 1 }))).toBe(404)
    expect(() => github.renameTeam('guards', 'security')).toThrow('already')
  })

  it('says since when somebody is in it in the audit log alone', async () => {
    const since = new Date('2026-05-01T10:00:00Z')
    github.addToTeam('rita', 'readers', since)
    const { data } = await app.request('GET /orgs/{org}/audit-log', { org: 'acme', phrase: 'action:team.add_member' })
    const entries = data as { user: string; team: string; created_at: number }[]
    expect(entries.find(({ team }) => team === 'acme/readers')).toMatchObject({
      user: 'rita',
      created_at: since.getTime(),
    })
    const asBob = await github.as('bob').request('GET', '/orgs/acme/audit-log')
    expect(asBob.status).toBe(403)
  })
})

describe('CODEOWNERS', () => {
  it('names as wrong who cannot write, as GitHub does once roles of teams are known', async () => {
    const { data } = await app.rest.repos.codeownersErrors(at)
    expect(data.errors.map(({ line, kind }) => [line, kind])).toEqual([
      [2, 'Unknown owner'],
      [3, 'Unknown owner'],
      [4, 'Unknown owner'],
    ])
    expect(await statusOf(app.rest.repos.codeownersErrors({ ...at, ref: 'nowhere' }))).toBe(404)
  })
})

describe('people', () => {
  it('become owners and cease to be', async () => {
    github.setOwner('bob', true)
    expect(await roleOf('bob')).toBe('admin')
    const membership = () => app.rest.orgs.getMembershipForUser({ org: 'acme', username: 'bob' })
    expect((await membership()).data.role).toBe('admin')
    github.setOwner('bob', false)
    expect(await roleOf('bob')).toBe('read')
    expect((await membership()).data.role).toBe('member')
  })

  it('are told from bots', async () => {
    const { number } = await github.as('rita').openIssue({ title: 'x', body: 'y' })
    await github.bot('robot').comment(number, 'beep')
    const [comment] = await github.as('rita').comments(number)
    expect(comment?.user).toMatchObject({ login: 'robot[bot]', type: 'Bot', id: github.bot('robot').id })
    expect(await statusOf(roleOf('robot[bot]'))).toBe(404)
    expect((await app.request('GET /user/{id}', { id: github.bot('robot').id })).data).toMatchObject({ type: 'Bot' })
    expect(() => github.bot('other')).toThrow('name')
  })
})

describe('issues', () => {
  it('are listed by their last change', async () => {
    let clock = new Date('2026-05-01T10:00:00Z')
    await using other = await startLocalGitHub({ people: [{ login: 'eve', permission: 'write' }], now: () => clock })
    const eve = other.as('eve')
    for (const title of ['first', 'second', 'third']) {
      clock = new Date(clock.getTime() + 60_000)
      await eve.openIssue({ title, body: 'y' })
    }
    clock = new Date(clock.getTime() + 60_000)
    await eve.comment(1, 'hm')
    const list = async (query: string) => {
      const { data } = await eve.request('GET', `/repos/acme/access/issues?sort=updated&${query}`)
      return (data as { title: string }[]).map(({ title }) => title)
    }
    expect(await list('direction=desc')).toEqual(['first', 'third', 'second'])
    expect(await list('direction=asc&per_page=2')).toEqual(['second', 'third'])
    expect(await list('since=2026-05-01T10:03:00Z')).toEqual(['first', 'third'])
  })
})
