import { afterEach, describe, expect, test } from 'vitest'
import { type LocalGitHub, type LocalGitHubOptions, startLocalGitHub } from '../../demo/github/local-github.ts'
import { createVisitor, type Visitor } from '../../demo/visitor.ts'

let github: LocalGitHub
afterEach(() => github?.stop())

/** An organisation without an app; the clock may be moved. */
async function begin(options: LocalGitHubOptions = {}): Promise<{ clock: { now: Date } }> {
  const clock = { now: new Date() }
  github = await startLocalGitHub({
    repository: 'website',
    bare: { slug: 'daypass-acme', taken: ['Daypass'] },
    teams: ['orders'],
    people: [{ login: 'olivia', owner: true }, { login: 'mark' }, { login: 'mallory', member: false }],
    now: () => clock.now,
    ...options,
  })
  return { clock }
}

const visitorOf = (login: string): Visitor => createVisitor(github.url, github.as(login).token)
const redirect = 'http://127.0.0.1:9/created'
const manifest = {
  name: 'Daypass acme',
  url: 'https://daypass.example',
  hook_attributes: { url: 'http://127.0.0.1:9/hook' },
  redirect_url: redirect,
  default_permissions: { contents: 'write' },
  default_events: ['issues'],
}

/** Brings a manifest as a form of another site does, and is shown what becomes of it. */
async function bring(visitor: Visitor, text = JSON.stringify(manifest)): Promise<string> {
  const answer = await fetch(`${github.url}/organizations/acme/settings/apps/new?state=abc`, {
    method: 'POST',
    redirect: 'manual',
    headers: { accept: 'text/html' },
    body: new URLSearchParams({ manifest: text }),
  })
  const shown = answer.headers.get('location')
  if (shown !== null) await visitor.open(shown)
  return shown === null ? answer.text() : visitor.text()
}

/** Registers the app; the code. */
async function register(visitor = visitorOf('olivia')): Promise<string> {
  await bring(visitor)
  visitor.unreachable(/\/created/)
  await visitor.click('Create GitHub App')
  const { searchParams } = new URL(visitor.address())
  expect(searchParams.get('state')).toBe('abc')
  return searchParams.get('code') ?? ''
}

async function convert(code: string) {
  const answer = await fetch(`${github.url}/app-manifests/${code}/conversions`, { method: 'POST' })
  return { status: answer.status, data: (await answer.json()) as Record<string, unknown> }
}

async function install(visitor: Visitor, ...repositories: number[]): Promise<void> {
  const chosen = repositories.map((id) => `repository_ids[]=${id}`).join('&')
  await visitor.open(`${github.url}/apps/daypass-acme/installations/new/permissions?${chosen}`)
  await visitor.click('Install')
}

const call = (login: string, method: string, path: string, body?: unknown) =>
  github.as(login).request(method, path, body)

describe('an app that nobody has registered yet', () => {
  test('is handed out once, within an hour, to whoever has the code', async () => {
    await begin()
    const code = await register()
    const { status, data } = await convert(code)
    expect(status).toBe(201)
    expect(data).toMatchObject({
      slug: 'daypass-acme',
      name: 'Daypass acme',
      owner: { login: 'acme' },
      events: ['issues'],
    })
    expect(data.pem).toContain('BEGIN RSA PRIVATE KEY')
    expect((await convert(code)).status).toBe(404)
  })

  test('is not handed out after an hour, nor by a code that nobody was given', async () => {
    const { clock } = await begin()
    const code = await register()
    clock.now = new Date(clock.now.getTime() + 3_600_000)
    expect((await convert(code)).status).toBe(404)
    expect((await convert('0a1b2c')).status).toBe(404)
  })

  test('is registered by owners alone, signed in, with a manifest that can be read and a name that is free', async () => {
    await begin()
    expect(await bring(visitorOf('mark'))).toContain('Not Found')
    expect(await bring(createVisitor(github.url, 'nobody'))).toContain('Sign in')
    for (const text of ['', '{}', '[', JSON.stringify({ ...manifest, redirect_url: 'nowhere' })])
      expect(await bring(visitorOf('olivia'), text)).toContain('not valid')
    const visitor = visitorOf('olivia')
    await bring(visitor, JSON.stringify({ ...manifest, name: 'Daypass' }))
    await visitor.click('Create GitHub App')
    expect(await visitor.text()).toContain('already in use')
    expect((await call('olivia', 'GET', '/apps/daypass-acme')).status).toBe(404)
  })

  test('is seen by owners alone once it is there, and there is no second of its name', async () => {
    await begin()
    await register()
    expect((await call('olivia', 'GET', '/apps/daypass-acme')).status).toBe(200)
    expect((await call('mark', 'GET', '/apps/daypass-acme')).status).toBe(404)
    const visitor = visitorOf('olivia')
    await bring(visitor)
    await visitor.click('Create GitHub App')
    expect(await visitor.text()).toContain('already in use')
    github.removeApp()
    await convert(await register())
  })
})

describe('an installation', () => {
  const repository = () => github.repositoryId('website')

  test('is made by owners; what others do asks them', async () => {
    await begin()
    await convert(await register())
    const mark = visitorOf('mark')
    await mark.open(`${github.url}/apps/daypass-acme/installations/new/permissions`)
    await expect(mark.click('Install')).rejects.toThrow(/no button/)
    await mark.click('Request')
    expect(await mark.text()).toContain('were asked')
    expect(github.deliveries.filter(({ event }) => event === 'installation')).toEqual([])
  })

  test('has the repositories that were chosen, and hears of no other', async () => {
    await begin({ repositories: ['shop'] })
    await convert(await register())
    await install(visitorOf('olivia'), repository())
    await call('mark', 'POST', '/repos/acme/website/issues', { title: 'here', body: '' })
    await call('olivia', 'POST', '/repos/acme/shop/issues', { title: 'there', body: '' })
    await github.settled()
    const heard = github.deliveries.filter(({ event, action }) => event === 'issues' && action === 'opened')
    expect(heard.map(({ body }) => JSON.parse(body).issue.title)).toEqual(['here'])
    expect(github.deliveries.some(({ event, action }) => event === 'installation' && action === 'created')).toBe(true)
  })
})

describe('a new repository', () => {
  test('is administered by whoever made it, and its name is taken then', async () => {
    await begin()
    const made = await call('mark', 'POST', '/orgs/acme/repos', { name: 'access', private: true, auto_init: true })
    expect(made).toMatchObject({ status: 201, data: { full_name: 'acme/access', private: true } })
    expect((await call('mark', 'GET', '/repos/acme/access')).data).toMatchObject({ permissions: { admin: true } })
    expect((await call('olivia', 'POST', '/orgs/acme/repos', { name: 'Access' })).status).toBe(422)
    expect((await call('mallory', 'POST', '/orgs/acme/repos', { name: 'mine' })).status).toBe(403)
    const team = '/orgs/acme/teams/orders/repos/acme/access'
    expect((await call('mark', 'PUT', team, { permission: 'push' })).status).toBe(204)
    expect((await call('mark', 'PUT', team, { permission: 'rule' })).status).toBe(422)
  })

  test('has no git yet where nobody asked for a first commit', async () => {
    await begin()
    await call('olivia', 'POST', '/orgs/acme/repos', { name: 'access', private: true })
    expect((await call('olivia', 'POST', '/repos/acme/access/git/trees', { tree: [] })).status).toBe(409)
  })
})

describe('rulesets', () => {
  const path = '/repos/acme/website/rulesets'
  const ruleset = (change: object = {}) => ({
    name: 'ours',
    target: 'branch',
    enforcement: 'active',
    bypass_actors: [],
    conditions: { ref_name: { include: ['refs/heads/requests', 'refs/heads/daypass/**'], exclude: [] } },
    rules: [{ type: 'creation' }],
    ...change,
  })

  test('are made and changed by administrators, and bind whoever they do not name', async () => {
    await begin()
    expect((await call('mark', 'POST', path, ruleset())).status).toBe(403)
    const made = await call('olivia', 'POST', path, ruleset())
    expect(made).toMatchObject({ status: 201, data: ruleset() })
    const { id } = made.data as { id: number }
    expect((await call('olivia', 'POST', path, ruleset())).status).toBe(422)
    const { data } = await call('olivia', 'GET', '/repos/acme/website/git/ref/heads/main')
    const { sha } = (data as { object: { sha: string } }).object
    const branch = (name: string) =>
      call('olivia', 'POST', '/repos/acme/website/git/refs', { ref: `refs/heads/${name}`, sha })
    expect((await branch('requests')).status).toBe(422)
    expect((await branch('daypass/1')).status).toBe(422)
    expect((await branch('feature')).status).toBe(201)
    expect((await call('olivia', 'PUT', `${path}/${id}`, ruleset({ enforcement: 'disabled' }))).status).toBe(200)
    expect((await branch('requests')).status).toBe(201)
    expect((await call('olivia', 'PUT', `${path}/1`, ruleset())).status).toBe(404)
  })

  const wrong: [string, object][] = [
    ['no name', { name: '' }],
    ['no branches', { conditions: { ref_name: { include: [], exclude: [] } } }],
    ['a branch that is no ref', { conditions: { ref_name: { include: ['main'], exclude: [] } } }],
    ['a rule that nobody knows', { rules: [{ type: 'wish' }] }],
    ['no enforcement', { enforcement: undefined }],
    [
      'an app that is not installed',
      { bypass_actors: [{ actor_id: 3_101, actor_type: 'Integration', bypass_mode: 'always' }] },
    ],
  ]
  test.each(wrong)('with %s are refused', async (_, change) => {
    await begin()
    expect((await call('olivia', 'POST', path, ruleset(change))).status).toBe(422)
  })

  test('are not to be had on the Free plan, which owners are told', async () => {
    await begin({ plan: 'free' })
    expect((await call('olivia', 'POST', path, ruleset())).status).toBe(403)
    expect((await call('olivia', 'GET', '/orgs/acme')).data).toMatchObject({ plan: { name: 'free' } })
    expect((await call('mark', 'GET', '/orgs/acme')).data).not.toHaveProperty('plan')
  })
})
