import { ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalGitHub, type LocalGitHubOptions, startLocalGitHub } from '../../demo/github/local-github.ts'
import shapes from '../fixtures/github/check-shapes.json' with { type: 'json' }
import { missingFields } from '../fixtures/github/payload-shape.ts'
import { startReceiver } from '../fixtures/github/webhook-receiver.ts'

const SECRET = 'it is only a test'
const at = { owner: 'acme', repo: 'access' }
const permissions = { checks: 'write', contents: 'write', metadata: 'read', pull_requests: 'write' } as const
let github: LocalGitHub
let door: Awaited<ReturnType<typeof startReceiver>>
let app: InstanceType<typeof ProbotOctokit>

async function begin(options: LocalGitHubOptions = {}): Promise<void> {
  github = await startLocalGitHub({
    webhook: { url: door.url, secret: SECRET },
    people: [{ login: 'alice', permission: 'write' }, { login: 'rory' }],
    permissions,
    events: [],
    ...options,
  })
  const auth = { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId }
  app = new ProbotOctokit({ baseUrl: github.url, auth, retry: { enabled: false }, throttle: { enabled: false } })
}

beforeEach(async () => {
  door = await startReceiver(SECRET)
})

afterEach(async () => {
  await github.stop()
  await door[Symbol.asyncDispose]()
})

const push = async (branch = 'topic') =>
  (await github.as('alice').push(branch, { x: branch }, { createFrom: 'main' })).sha
const create = async (sha: string, check: object = {}) =>
  Number((await app.rest.checks.create({ ...at, name: 'daypass/policy', head_sha: sha, ...check })).data.id)
const complete = (id: number, conclusion: 'success' | 'failure' = 'success') =>
  app.rest.checks.update({ ...at, check_run_id: id, conclusion })

/** What came since the last time, by event and action. */
async function told(): Promise<string[]> {
  await github.settled()
  const names = door.names()
  door.received.length = 0
  return names
}

describe('an app that may write checks', () => {
  beforeEach(() => begin())

  it('is asked for them with each push of a branch, whatever it subscribes to', async () => {
    const first = await push()
    const { sha } = await github.as('alice').push('topic', { y: 'y' })
    await github.settled()
    expect(door.names()).toEqual(['check_suite.requested', 'check_suite.requested'])
    const [made, moved] = door.received.map(({ payload }) => payload)
    expect(made).toMatchObject({
      check_suite: { head_branch: 'topic', head_sha: first, before: '0'.repeat(40), after: first, status: 'queued' },
      sender: { login: 'alice' },
      installation: { id: github.installationId },
    })
    expect(moved).toMatchObject({ check_suite: { head_sha: sha, before: first, app: { id: github.appId } } })
    await told()
    await github.as('alice').deleteBranch('topic')
    expect(await told()).toEqual([])
  })

  it('hears of what it does itself', async () => {
    const sha = await push()
    await told()
    const id = await create(sha, { status: 'in_progress' })
    expect(await told()).toEqual(['check_run.created'])
    await complete(id)
    await github.settled()
    expect(door.received[0]?.payload).toMatchObject({
      check_run: { id, conclusion: 'success', check_suite: { head_branch: 'topic', head_sha: sha } },
      sender: { login: `${github.slug}[bot]`, type: 'Bot' },
    })
    expect(await told()).toEqual(['check_run.completed', 'check_suite.completed'])
    await create(sha, { name: 'lint' })
    await create(sha, { name: 'test', conclusion: 'failure' })
    expect(await told()).toEqual(['check_run.created', 'check_run.created', 'check_run.completed'])
  })

  it('is told when a person wants a check again', async () => {
    const id = await create(await push(), { conclusion: 'failure' })
    await told()
    await github.as('alice').rerequest(id)
    await github.settled()
    expect(door.received[0]?.payload).toMatchObject({
      action: 'rerequested',
      check_run: { id, status: 'completed', conclusion: 'failure', check_suite: { status: 'queued' } },
      sender: { login: 'alice' },
    })
    await github.as('alice').rerequestAll(id)
    expect(await told()).toEqual(['check_run.rerequested', 'check_suite.rerequested'])
  })

  it('hears of checks of others, but not that they are wanted again', async () => {
    const sha = await push()
    await told()
    const { id } = await github.bot().createCheck({ name: 'test', head_sha: sha, status: 'queued' })
    await github.bot().updateCheck(id, { conclusion: 'failure' })
    expect(await told()).toEqual(['check_run.created', 'check_run.completed', 'check_suite.completed'])
    await github.as('alice').rerequest(id)
    await github.as('alice').rerequestAll(id)
    expect(await told()).toEqual([])
  })

  it('hears it late, twice or never, as of everything', async () => {
    github.deliver.duplicate(2)
    const sha = await push()
    expect(await told()).toEqual(['check_suite.requested', 'check_suite.requested'])
    github.deliver.normal()
    github.deliver.hold()
    const id = await create(sha)
    expect(await told()).toEqual([])
    github.deliver.release('reverse')
    expect(await told()).toEqual(['check_run.created'])
    github.deliver.lose(({ event }) => event === 'check_run')
    await github.as('alice').rerequest(id)
    expect(await told()).toEqual([])
    expect(github.deliveries.at(-1)).toMatchObject({ event: 'check_run', action: 'rerequested', status: 502 })
  })

  it('has in each event all that GitHub’s has', async () => {
    const sha = await push()
    await github.as('alice').openPull({ title: 'x', head: 'topic', base: 'main' })
    const id = await create(sha)
    await complete(id)
    await github.as('alice').rerequest(id)
    await github.as('alice').rerequestAll(id)
    await github.settled()
    const names = door.names()
    expect(names).toEqual([
      'check_suite.requested',
      'check_run.created',
      'check_run.completed',
      'check_suite.completed',
      'check_run.rerequested',
      'check_suite.rerequested',
    ])
    for (const [i, { payload, signed }] of door.received.entries()) {
      expect(signed).toBe(true)
      expect(missingFields(shapes, names[i] ?? '', payload), names[i]).toEqual([])
    }
  })
})

describe('what an installation accepted', () => {
  const play = async () => {
    const sha = await push()
    const { id } = await github.bot().createCheck({ name: 'test', head_sha: sha, conclusion: 'success' })
    await github.as('alice').rerequest(id)
    return told()
  }
  const others = ['check_run.created', 'check_run.completed', 'check_suite.completed']
  const without = { contents: 'write', metadata: 'read' } as const

  it.each<[string, LocalGitHubOptions, string[]]>([
    ['nothing of checks', { permissions: without, events: ['check_run', 'check_suite'] }, []],
    ['to read, and nothing else', { permissions: { ...without, checks: 'read' }, events: [] }, []],
    [
      'to read, and to hear',
      { permissions: { ...without, checks: 'read' }, events: ['check_run', 'check_suite'] },
      others,
    ],
    ['less than the app asks for', { accepted: { permissions: without } }, []],
    ['to write', {}, ['check_suite.requested', ...others]],
  ])('%s', async (_, options, expected) => {
    await begin(options)
    expect(await play()).toEqual(expected)
  })
})

describe('reads behind the webhook', () => {
  it('have neither the new check of another, nor how it ended', async () => {
    await begin({ lag: { reads: 1, of: ['check'] } })
    const sha = await push()
    const list = async () => {
      const { data } = await app.rest.checks.listForRef({ ...at, ref: sha })
      return [data.total_count, ...data.check_runs.map(({ status }) => status)]
    }
    const { id } = await github.bot().createCheck({ name: 'test', head_sha: sha, status: 'queued' })
    expect(await list()).toEqual([0])
    expect(await list()).toEqual([1, 'queued'])
    await github.bot().updateCheck(id, { conclusion: 'success' })
    expect(await list()).toEqual([1, 'queued'])
    expect(await list()).toEqual([1, 'completed'])
    // What the app itself wrote it reads at once.
    await create(sha)
    expect((await list())[0]).toBe(2)
  })
})
