import { Probot, ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { startReceiver } from '../fixtures/github/webhook-receiver.ts'

const SECRET = 'it is only a test'
const ISSUES = '/repos/acme/access/issues'
let github: LocalGitHub

beforeEach(async () => {
  github = await startLocalGitHub({ people: [{ login: 'alice' }, { login: 'bob', permission: 'write' }] })
})

afterEach(() => github.stop())

const issues = () => github.as('alice').request('GET', ISSUES)

describe('faults', () => {
  it('answer as told, as often as told', async () => {
    github.faults.add(
      { path: /issues/, times: 2 },
      { status: 403, headers: { 'retry-after': '7' }, body: { message: 'secondary' } },
    )
    const first = await fetch(`${github.url}${ISSUES}`, {
      headers: { authorization: `token ${github.as('alice').token}` },
    })
    expect([first.status, first.headers.get('retry-after'), await first.json()]).toEqual([
      403,
      '7',
      { message: 'secondary' },
    ])
    expect((await issues()).status).toBe(403)
    expect((await issues()).status).toBe(200)
  })

  it('hit only what they match, until cleared', async () => {
    github.faults.add({ method: 'POST', by: 'app' }, { status: 502 })
    github.faults.add({ method: 'GET', path: /^\/user$/ }, { status: 500 })
    expect((await github.as('alice').openIssue({ title: 'x', body: 'y' })).number).toBe(1)
    expect((await github.as('alice').request('GET', '/user')).status).toBe(500)
    github.faults.clear()
    expect((await github.as('alice').request('GET', '/user')).status).toBe(200)
  })

  it('can follow the effect, so that a repeated creation would double it', async () => {
    github.faults.add({ method: 'POST', applied: true, times: 1 }, { status: 502 })
    expect((await github.as('alice').request('POST', ISSUES, { title: 'x' })).status).toBe(502)
    expect((await issues()).data).toHaveLength(1)
    github.faults.add({ method: 'POST', times: 1 }, { status: 502 })
    expect((await github.as('alice').request('POST', ISSUES, { title: 'x' })).status).toBe(502)
    expect((await issues()).data).toHaveLength(1)
  })

  it('break connections and let callers wait', async () => {
    github.faults.add({ times: 1 }, 'reset')
    await expect(issues()).rejects.toThrow('fetch failed')
    github.faults.add({ times: 1 }, 'timeout')
    const gone = new AbortController()
    const waiting = fetch(`${github.url}${ISSUES}`, { signal: gone.signal })
    await expect.poll(() => github.calls.length).toBe(2)
    setTimeout(() => gone.abort(), 50)
    await expect(waiting).rejects.toThrow(/abort/)
    expect((await issues()).status).toBe(200)
    expect(github.calls.map(({ status }) => status)).toEqual([0, 0, 200])
  })
})

describe('calls', () => {
  it('are counted with who made them, and what they made', async () => {
    const { number } = await github.as('alice').openIssue({ title: 'x', body: 'y' })
    await github.as('bob').editIssue(number, { labels: ['a'] })
    await github.as('bob').request('POST', `${ISSUES}/${number}/labels`, { labels: ['b'] })
    await github.as('bob').request('PUT', '/repos/acme/access/contents/x', { message: 'x', content: 'eA==' })
    await fetch(`${github.url}/api/v3${ISSUES}?state=open`)
    const app = new ProbotOctokit({
      baseUrl: github.url,
      auth: { ...appAuth(), installationId: github.installationId },
    })
    await app.rest.issues.createComment({ owner: 'acme', repo: 'access', issue_number: number, body: 'x' })
    expect(
      github.calls.map(({ method, status, by, login, creation }) => [method, status, by, login, creation]),
    ).toEqual([
      ['POST', 201, 'user', 'alice', true],
      ['PATCH', 200, 'user', 'bob', false],
      ['POST', 200, 'user', 'bob', false],
      ['PUT', 201, 'user', 'bob', true],
      ['GET', 404, 'anonymous', undefined, false],
      ['POST', 201, 'app', undefined, false],
      ['POST', 201, 'app', `${github.slug}[bot]`, true],
    ])
    expect(github.calls[4]?.path).toBe(`${ISSUES}?state=open`)
    github.resetCalls()
    expect(github.calls).toEqual([])
  })

  it('are refused beyond GitHub’s limit on creations, where that is asked for', async () => {
    let clock = new Date('2026-05-01T10:00:00Z')
    await using other = await startLocalGitHub({ people: [{ login: 'eve' }], creationsPerMinute: 3, now: () => clock })
    const open = () => other.as('eve').request('POST', ISSUES, { title: 'x' })
    for (const expected of [201, 201, 201, 403]) expect((await open()).status).toBe(expected)
    expect((await other.as('eve').request('GET', ISSUES)).status).toBe(200)
    clock = new Date('2026-05-01T10:01:01Z')
    expect((await open()).status).toBe(201)
  })

  it('wait as long as told', async () => {
    github.setLatency(3_600_000)
    await expect(fetch(`${github.url}${ISSUES}`, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/)
    github.setLatency(0)
    expect((await issues()).status).toBe(200)
  })

  it('are answered 304 to whoever has the answer already', async () => {
    const headers = { authorization: `token ${github.as('alice').token}` }
    const first = await fetch(`${github.url}${ISSUES}`, { headers })
    const etag = first.headers.get('etag') ?? ''
    const again = () => fetch(`${github.url}${ISSUES}`, { headers: { ...headers, 'if-none-match': etag } })
    expect((await again()).status).toBe(304)
    await github.as('alice').openIssue({ title: 'x', body: 'y' })
    const changed = await again()
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).not.toBe(etag)
  })

  it('outlast the five thousand that emulate allows a token', async () => {
    for (let i = 0; i < 5_050; i += 50) await Promise.all(Array.from({ length: 50 }, issues))
    expect((await issues()).status).toBe(200)
  })
})

describe('an app', () => {
  it('that sweeps finds its failed deliveries and has them sent again', async () => {
    await using door = await startReceiver(SECRET)
    github.setWebhook(door.url, SECRET)
    github.deliver.lose(1)
    for (let i = 0; i < 3; i++) await github.as('alice').openIssue({ title: `number ${i}`, body: 'y' })
    await github.settled()
    github.deliver.normal()
    const app = new ProbotOctokit({ baseUrl: github.url, auth: appAuth(), throttle: { enabled: false } })
    const deliveries = await app.paginate(app.rest.apps.listWebhookDeliveries, { per_page: 2 })
    const failed = deliveries.filter(({ status_code }) => status_code >= 400)
    expect(failed).toHaveLength(3)
    expect(failed[0]).toMatchObject({
      event: 'issues',
      action: 'opened',
      redelivery: false,
      repository_id: github.repository.id,
    })
    for (const { id } of failed) await app.rest.apps.redeliverWebhookDelivery({ delivery_id: id })
    await github.settled()
    expect(new Set(door.received.map(({ guid }) => guid))).toEqual(new Set(failed.map(({ guid }) => guid)))
    expect(door.received.every(({ signed }) => signed)).toBe(true)
    const one = await app.rest.apps.getWebhookDelivery({ delivery_id: failed[0]?.id ?? 0 })
    expect(one.data.request.payload).toMatchObject({ action: 'opened' })
    expect(await app.rest.apps.redeliverWebhookDelivery({ delivery_id: 1 }).catch(({ status }) => status)).toBe(404)
  })

  it('made with Probot verifies a delivery, answers it, and is the sender of what it does', async () => {
    await using door = await startReceiver(SECRET)
    github.setWebhook(door.url, SECRET)
    const probot = new Probot({ ...appAuth(), secret: SECRET, baseUrl: github.url, logLevel: 'fatal' })
    await probot.load((robot) => {
      robot.on('issues.opened', async (context) => {
        await context.octokit.rest.issues.createComment(
          context.issue({ body: `hello ${context.payload.sender.login}` }),
        )
        await context.octokit.rest.issues.update(context.issue({ labels: ['daypass:pending'], title: 'new title' }))
      })
    })
    const { number } = await github.as('alice').openIssue({ title: 'x', body: 'y' })
    await github.settled()
    const delivery = github.deliveries[0]
    await probot.webhooks.verifyAndReceive({
      id: delivery?.guid ?? '',
      name: 'issues',
      payload: delivery?.body ?? '',
      signature: delivery?.headers['x-hub-signature-256'] ?? '',
    })
    await github.settled()
    expect(await github.as('alice').comments(number)).toMatchObject([{ body: 'hello alice', user: { type: 'Bot' } }])
    expect(door.names()).toEqual(['issues.opened', 'issue_comment.created', 'issues.edited', 'issues.labeled'])
    for (const { payload } of door.received.slice(1)) {
      expect(payload.sender).toMatchObject({ login: `${github.slug}[bot]`, type: 'Bot' })
    }
    expect(door.received.at(1)?.payload.comment).toMatchObject({ performed_via_github_app: { slug: github.slug } })
  })
})

function appAuth() {
  return { appId: github.appId, privateKey: github.privateKey }
}
