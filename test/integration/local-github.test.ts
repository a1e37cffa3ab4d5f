import { generateKeyPairSync, sign } from 'node:crypto'
import { ProbotOctokit } from 'probot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'

const CODEOWNERS =
  '# owners\n/requests/orders/ @acme/orders\n/requests/nothing/ @acme/nobody @ghost-writer\n!/x @alice\n'
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'

let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>
let asApp: InstanceType<typeof ProbotOctokit>
const at = { owner: 'acme', repo: 'access' }

beforeAll(async () => {
  github = await startLocalGitHub({
    people: [
      { login: 'alice', keys: [`${KEY} alice@laptop`], teams: ['orders'] },
      { login: 'bob', permission: 'write' },
      { login: 'olivia', owner: true },
      { login: 'mallory', member: false },
      { login: 'consultant', member: false, permission: 'triage' },
    ],
    teams: ['security'],
    repositories: ['orders'],
    permissions: { contents: 'write', issues: 'write', members: 'write', metadata: 'read', pull_requests: 'write' },
    accepted: {
      permissions: { contents: 'write', issues: 'write', members: 'read', metadata: 'read', pull_requests: 'write' },
    },
    files: {
      '.github/CODEOWNERS': CODEOWNERS,
      'catalog/orders.yml': 'resources: []\n',
      'policies/a/b.rego': 'package daypass\n',
    },
  })
  asApp = octokit({})
  app = octokit({ installationId: github.installationId })
})

afterAll(() => github.stop())

/** Probot's own Octokit, unmodified but for the pace at which it repeats itself. */
function octokit(auth: Record<string, unknown>, baseUrl = github.url) {
  const given = 'token' in auth ? { auth } : { auth: { appId: github.appId, privateKey: github.privateKey, ...auth } }
  return new ProbotOctokit({ baseUrl, ...given, retry: { enabled: false }, throttle: { enabled: false } })
}

/** With a token of the installation that may less than the installation. */
async function narrowed(less: Record<string, unknown>) {
  const { token } = (await asApp.auth({ type: 'installation', installationId: github.installationId, ...less })) as {
    token: string
  }
  return octokit({ token })
}

const person = (login: string) => octokit({ token: github.as(login).token })
const status = (call: Promise<unknown>) =>
  call.then(Object, (error: { status: number }) => error).then(({ status: s }) => s)

describe('the app', () => {
  it('is itself with its own JWT', async () => {
    expect((await asApp.rest.apps.getAuthenticated()).data).toMatchObject({ id: github.appId, slug: github.slug })
    const { data } = await asApp.rest.apps.listInstallations()
    expect(data).toMatchObject([{ id: github.installationId, account: { login: 'acme', type: 'Organization' } }])
    expect((await asApp.rest.apps.getOrgInstallation({ org: 'acme' })).data.id).toBe(github.installationId)
    expect((await asApp.rest.apps.getRepoInstallation(at)).data.id).toBe(github.installationId)
  })

  const now = () => Math.floor(Date.now() / 1_000)
  const forged = [
    { name: 'a good one', expected: 200 },
    { name: 'another key', key: generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey, expected: 401 },
    { name: 'another app', claims: { iss: '99' }, expected: 401 },
    { name: 'run out', claims: { exp: now() - 1 }, expected: 401 },
    { name: 'too long a life', claims: { exp: now() + 3_600 }, expected: 401 },
    { name: 'no end', claims: { exp: undefined }, expected: 401 },
    { name: 'issued in the future', claims: { iat: now() + 300 }, expected: 401 },
    { name: 'no algorithm', alg: 'none', expected: 401 },
  ]
  it.each(forged)('by a JWT, $name: $expected', async ({ key, claims, alg, expected }) => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const body = part({ iss: String(github.appId), iat: now() - 30, exp: now() + 300, ...claims })
    const signed = `${part({ alg: alg ?? 'RS256', typ: 'JWT' })}.${body}`
    const signature = sign('sha256', Buffer.from(signed), key ?? github.privateKey).toString('base64url')
    const headers = { authorization: `Bearer ${signed}.${signature}` }
    for (const path of ['/app', '/app/hook/deliveries', '/app/installations']) {
      expect((await fetch(`${github.url}${path}`, { headers })).status).toBe(expected)
    }
  })

  it('lists the repositories that its token is for', async () => {
    const all = await app.rest.apps.listReposAccessibleToInstallation()
    expect(all.data.repositories.map(({ name }) => name)).toEqual(['access', 'orders'])
    const narrow = await narrowed({ repositoryIds: [github.repository.id] })
    const one = await narrow.rest.apps.listReposAccessibleToInstallation()
    expect(one.data.repositories.map(({ id }) => id)).toEqual([github.repository.id])
    expect(await status(narrow.rest.issues.listForRepo({ owner: 'acme', repo: 'orders' }))).toBe(404)
  })

  it('is refused what its token does not permit', async () => {
    const reader = await narrowed({ permissions: { issues: 'read' } })
    const { number } = await github.as('alice').openIssue({ title: 'x', body: 'y' })
    expect(await status(reader.rest.issues.get({ ...at, issue_number: number }))).toBe(200)
    expect(await status(reader.rest.issues.createComment({ ...at, issue_number: number, body: 'x' }))).toBe(403)
    expect(await status(reader.rest.git.getTree({ ...at, tree_sha: 'main' }))).toBe(403)
    expect(await status(reader.rest.orgs.getMembershipForUser({ org: 'acme', username: 'alice' }))).toBe(403)
  })

  it('reads the tree, blobs and contents of the default branch', async () => {
    const { data } = await app.rest.git.getTree({ ...at, tree_sha: 'main', recursive: '1' })
    const paths = data.tree.filter(({ type }) => type === 'blob').map(({ path }) => path)
    expect(paths.sort()).toEqual(['.github/CODEOWNERS', 'catalog/orders.yml', 'policies/a/b.rego'])
    const blob = data.tree.find(({ path }) => path === 'policies/a/b.rego')
    const read = await app.rest.git.getBlob({ ...at, file_sha: blob?.sha ?? '' })
    expect(Buffer.from(read.data.content, 'base64').toString()).toBe('package daypass\n')
    const file = await app.rest.repos.getContent({ ...at, path: 'catalog/orders.yml' })
    expect(file.data).toMatchObject({ type: 'file', encoding: 'base64', sha: expect.any(String) })
    const head = await app.rest.git.getRef({ ...at, ref: 'heads/main' })
    expect((await app.rest.git.getCommit({ ...at, commit_sha: head.data.object.sha })).data.tree.sha).toBe(data.sha)
  })

  it('retitles, labels and closes in one call, and makes the labels', async () => {
    const { number } = await github.as('alice').openIssue({ title: 'before', body: 'body' })
    const labels = ['daypass:ended', 'resource:orders']
    const change = { title: 'orders-db · read · 2h', labels, state: 'closed', state_reason: 'completed' } as const
    await app.rest.issues.update({ ...at, issue_number: number, ...change })
    const { data } = await app.rest.issues.get({ ...at, issue_number: number })
    expect(data).toMatchObject({
      title: change.title,
      state: 'closed',
      state_reason: 'completed',
      user: { login: 'alice' },
    })
    expect(data.labels.map((label) => Object(label).name)).toEqual(labels)
    expect(data.closed_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(
      (await app.rest.issues.listForRepo({ ...at, state: 'open' })).data.some((one) => one.number === number),
    ).toBe(false)
  })

  it('comments as a bot that is told from people', async () => {
    const { number } = await github.as('alice').openIssue({ title: 'x', body: 'y' })
    const { data } = await app.rest.issues.createComment({ ...at, issue_number: number, body: 'hello' })
    expect(data).toMatchObject({
      user: { login: `${github.slug}[bot]`, type: 'Bot' },
      performed_via_github_app: { id: github.appId },
    })
    await app.rest.issues.updateComment({ ...at, comment_id: data.id, body: 'better' })
    const own = await github.as('alice').comment(number, 'mine')
    const { data: all } = await app.rest.issues.listComments({ ...at, issue_number: number })
    expect(all.map(({ body, performed_via_github_app: via }) => [body, via?.slug])).toEqual([
      ['better', github.slug],
      ['mine', undefined],
    ])
    expect(own.id).not.toBe(data.id)
  })

  it('may be installed with less', async () => {
    await using other = await startLocalGitHub({ permissions: { issues: 'write', metadata: 'read' } })
    const auth = { appId: other.appId, privateKey: other.privateKey, installationId: other.installationId }
    const client = new ProbotOctokit({ baseUrl: other.url, auth, throttle: { enabled: false } })
    expect((await client.rest.issues.create({ ...at, title: 'x' })).data.user).toMatchObject({ type: 'Bot' })
    expect(await status(client.rest.git.getTree({ ...at, tree_sha: 'main' }))).toBe(403)
    expect(await status(client.rest.orgs.getMembershipForUser({ org: 'acme', username: 'x' }))).toBe(403)
  })

  it('manages a team as its permission says, which is more than Daypass asks for', async () => {
    const path = { org: 'acme', team_slug: 'security', username: 'bob' }
    expect(await status(app.rest.teams.getMembershipForUserInOrg(path))).toBe(404)
    expect(await status(app.rest.teams.addOrUpdateMembershipForUserInOrg(path))).toBe(403)
    github.accept()
    const manager = octokit({ installationId: github.installationId })
    await manager.rest.teams.addOrUpdateMembershipForUserInOrg(path)
    expect((await app.rest.teams.getMembershipForUserInOrg(path)).data).toMatchObject({
      state: 'active',
      role: 'member',
    })
    await manager.rest.teams.removeMembershipForUserInOrg(path)
    expect(await status(app.rest.teams.getMembershipForUserInOrg(path))).toBe(404)
  })

  it('finds nothing wrong with CODEOWNERS but what is wrong', async () => {
    const { data } = await app.rest.repos.codeownersErrors(at)
    expect(data.errors.map(({ line, kind }) => [line, kind])).toEqual([
      [3, 'Unknown owner'],
      [3, 'Unknown owner'],
      [4, 'Invalid pattern'],
    ])
  })

  it('is stopped while suspended, and forgotten when removed', async () => {
    await using other = await startLocalGitHub()
    const auth = { appId: other.appId, privateKey: other.privateKey }
    const its = new ProbotOctokit({ baseUrl: other.url, auth })
    const { token } = (await its.auth({ type: 'installation', installationId: other.installationId })) as {
      token: string
    }
    const client = new ProbotOctokit({ baseUrl: other.url, auth: { token } })
    expect(await status(client.rest.issues.listForRepo(at))).toBe(200)
    other.suspendInstallation()
    expect(await status(client.rest.issues.listForRepo(at))).toBe(403)
    other.unsuspendInstallation()
    expect(await status(client.rest.issues.listForRepo(at))).toBe(200)
    other.deleteInstallation()
    expect(await status(client.rest.issues.listForRepo(at))).toBe(401)
    expect((await its.rest.apps.listInstallations()).data).toEqual([])
  })
})

describe('people', () => {
  it('have ids and keys', async () => {
    const { id } = github.as('alice')
    expect((await app.request('GET /user/{id}', { id })).data).toMatchObject({ login: 'alice', id })
    expect((await app.rest.users.getByUsername({ username: 'Alice' })).data.id).toBe(id)
    const { data } = await app.rest.users.listPublicKeysForUser({ username: 'alice' })
    expect(data).toEqual([
      { id: expect.any(Number), key: KEY, created_at: expect.stringMatching(/Z$/), last_used: null },
    ])
    github.setKeys('alice', [{ key: KEY, created_at: '2026-01-02T03:04:05Z' }])
    const after = await app.rest.users.listPublicKeysForUser({ username: 'alice' })
    expect(after.data).toMatchObject([{ created_at: '2026-01-02T03:04:05Z' }])
    const ids = ['alice', 'bob', 'olivia', 'mallory', 'consultant'].map((login) => github.as(login).id)
    const bot = await app.rest.users.getByUsername({ username: `${github.slug}[bot]` })
    expect(new Set([...ids, bot.data.id]).size).toBe(6)
  })

  const table = [
    { login: 'alice', member: 200, team: 200, permission: 'read', role: 'read', sees: 200 },
    { login: 'bob', member: 200, team: 404, permission: 'write', role: 'write', sees: 200 },
    { login: 'olivia', member: 200, team: 404, permission: 'admin', role: 'admin', sees: 200 },
    { login: 'mallory', member: 404, team: 404, permission: 'none', role: 'none', sees: 404 },
    { login: 'consultant', member: 404, team: 404, permission: 'read', role: 'triage', sees: 200 },
  ]
  it.each(table)('$login is what they are', async ({ login, member, team, permission, role, sees }) => {
    expect(await status(app.rest.orgs.getMembershipForUser({ org: 'acme', username: login }))).toBe(member)
    const inTeam = app.rest.teams.getMembershipForUserInOrg({ org: 'acme', team_slug: 'orders', username: login })
    expect(await status(inTeam)).toBe(team)
    const { data } = await app.rest.repos.getCollaboratorPermissionLevel({ ...at, username: login })
    expect(data).toMatchObject({ permission, role_name: role, user: { id: github.as(login).id } })
    expect(await status(person(login).rest.repos.get(at))).toBe(sees)
    expect(await status(person(login).rest.issues.listForRepo(at))).toBe(sees)
  })

  it('are unknown where they do not exist', async () => {
    expect(await status(app.rest.users.getByUsername({ username: 'nobody-at-all' }))).toBe(404)
    expect(await status(app.rest.users.listPublicKeysForUser({ username: 'nobody-at-all' }))).toBe(404)
    expect(await status(app.request('GET /user/{id}', { id: 9_999_999 }))).toBe(404)
    expect(await status(octokit({ token: 'ghp_wrong' }).rest.repos.get(at))).toBe(401)
  })

  const refusals = [
    { name: 'edit another’s issue', login: 'alice', act: { title: 'mine' }, expected: 403 },
    { name: 'close another’s issue', login: 'alice', act: { state: 'closed' as const }, expected: 403 },
    { name: 'label another’s issue', login: 'alice', act: { labels: ['x'] }, expected: 403 },
    { name: 'close with triage', login: 'consultant', act: { state: 'closed' as const }, expected: 200 },
    { name: 'retitle with triage', login: 'consultant', act: { title: 'x' }, expected: 403 },
    { name: 'retitle with write', login: 'bob', act: { title: 'x' }, expected: 200 },
    { name: 'retitle from outside', login: 'mallory', act: { title: 'x' }, expected: 404 },
    { name: 'a label that is too long', login: 'bob', act: { labels: ['x'.repeat(51)] }, expected: 422 },
    { name: 'a title that is too long', login: 'bob', act: { title: 'x'.repeat(257) }, expected: 422 },
  ]
  it.each(refusals)('$name: $expected', async ({ login, act, expected }) => {
    const { number } = await github.as('olivia').openIssue({ title: 'x', body: 'y' })
    expect(await status(person(login).rest.issues.update({ ...at, issue_number: number, ...act }))).toBe(expected)
  })

  it('cannot label what they open without triage', async () => {
    const { data } = await person('alice').rest.issues.create({
      ...at,
      title: 'x',
      body: 'y',
      labels: ['daypass:active'],
    })
    expect(data.labels).toEqual([])
  })

  it('leave teams, roles and sight of the repository with the organisation', async () => {
    await using other = await startLocalGitHub({ people: [{ login: 'eve', teams: ['orders'], permission: 'admin' }] })
    other.removeFromOrganisation('eve')
    const { status: seen } = await other.as('eve').request('GET', '/repos/acme/access')
    expect(seen).toBe(404)
  })
})

describe('issues and comments', () => {
  it('are gone when deleted and elsewhere when transferred', async () => {
    const first = await github.as('alice').openIssue({ title: 'x', body: 'y' })
    const second = await github.as('alice').openIssue({ title: 'x', body: 'y' })
    await github.deleteIssue(first.number)
    await github.transferIssue(second.number)
    expect(await status(app.rest.issues.get({ ...at, issue_number: first.number }))).toBe(410)
    const moved = await fetch(`${github.url}/repos/acme/access/issues/${second.number}`, {
      headers: { authorization: `token ${github.as('alice').token}` },
      redirect: 'manual',
    })
    expect([moved.status, moved.headers.get('location')]).toEqual([
      301,
      `${github.url}/repos/acme/elsewhere/issues/${second.number}`,
    ])
    const open = await app.paginate(app.rest.issues.listForRepo, { ...at, state: 'open', per_page: 2 })
    expect(open.map(({ number }) => number)).not.toContain(first.number)
  })

  it('refuse comments that are too long, and comments on what is locked', async () => {
    const { number } = await github.as('alice').openIssue({ title: 'x', body: 'y' })
    const say = (client: typeof app, body: string) =>
      status(client.rest.issues.createComment({ ...at, issue_number: number, body }))
    expect(await say(app, 'x'.repeat(65_537))).toBe(422)
    expect(await say(app, 'x'.repeat(65_536))).toBe(201)
    await github.lockIssue(number)
    expect(await say(app, 'x')).toBe(403)
    expect(await say(person('alice'), 'x')).toBe(403)
    expect(await say(person('bob'), 'x')).toBe(201)
  })

  it('are listed since a time, by issue and by repository, page by page', async () => {
    let clock = new Date('2026-05-01T10:00:00.250Z')
    await using other = await startLocalGitHub({ people: [{ login: 'eve' }], now: () => clock })
    const eve = other.as('eve')
    const { number } = await eve.openIssue({ title: 'x', body: 'y' })
    const old = await eve.comment(number, 'old')
    clock = new Date('2026-05-01T11:00:00Z')
    for (const body of ['one', 'two', 'three']) await eve.comment(number, body)
    const client = new ProbotOctokit({ baseUrl: `${other.url}/api/v3`, auth: { token: eve.token } })
    const since = '2026-05-01T10:30:00Z'
    for (const list of [
      () => client.paginate(client.rest.issues.listComments, { ...at, issue_number: number, since, per_page: 1 }),
      () => client.paginate(client.rest.issues.listCommentsForRepo, { ...at, since, per_page: 2 }),
    ]) {
      expect((await list()).map(({ body }) => body)).toEqual(['one', 'two', 'three'])
    }
    await eve.editComment(old.id, 'old but new')
    const now = await client.rest.issues.listCommentsForRepo({ ...at, since })
    expect(now.data[0]).toMatchObject({ created_at: '2026-05-01T10:00:00Z', updated_at: '2026-05-01T11:00:00Z' })
  })

  it('have addresses under the gateway, and ids that differ from numbers', async () => {
    const { number, url } = await github.as('alice').openIssue({ title: 'x', body: 'y' })
    expect(url).toBe(`${github.url}/acme/access/issues/${number}`)
    expect((await github.as('alice').issue(number)).id).not.toBe(number)
  })
})
