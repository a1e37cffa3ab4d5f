import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { sha256 } from '../../src/core/digest.ts'
import { createGitHub } from '../../src/github/api/client.ts'
import { Repositories } from '../../src/github/api/repositories.ts'
import { createOpenPulls } from '../../src/github/pulls/open-pulls.ts'
import { createPullRequests } from '../../src/github/pulls/pull-requests.ts'
import type { PullRequests } from '../../src/ports/pull-requests.ts'

const owners = '/requests/ @acme/owners\n'
let hub: LocalGitHub
let pulls: PullRequests
let openPulls: ReturnType<typeof createOpenPulls>

beforeAll(async () => {
  hub = await startLocalGitHub({
    files: { 'README.md': 'x\n', '.github/CODEOWNERS': owners },
    teams: ['owners'],
    people: [
      { login: 'ann', permission: 'write' },
      { login: 'olga', teams: ['owners'] },
    ],
  })
  hub.setTeamPermission('owners', 'write')
  const now = () => new Date()
  const log = pino({ level: 'silent' })
  const github = createGitHub({
    appId: hub.appId,
    privateKey: hub.privateKey,
    baseUrl: hub.url,
    userAgent: 'daypass-test',
    log,
    now,
    pause: 0,
  })
  const place = { owner: hub.repository.owner, name: hub.repository.name, installation: hub.installationId }
  const repositories = new Repositories(github, async () => place, now)
  pulls = createPullRequests(repositories, { id: hub.appId, slug: hub.slug }, now)
  openPulls = createOpenPulls(repositories)
})
afterAll(() => hub?.stop())

let last = 100
/** A grant pull request. */
async function proposed(): Promise<{ number: number; close: () => Promise<void> }> {
  const key = { repository: hub.repository.id, issue: ++last }
  const proposal = {
    branch: `daypass/${last}`,
    base: 'requests',
    path: `requests/orders-db/${last}.yml`,
    file: `resource: "orders-db"\nissue: ${last}\n`,
    title: `Grant #${last}`,
    body: 'Approve this pull request to say yes.\n',
  }
  const onto = await pulls.prepare(key.repository, owners)
  await pulls.commit(key, proposal, onto)
  const { number } = await pulls.open(key, proposal)
  return { number, close: () => pulls.close(key, number) }
}

/** Whether it has changed, which is remembered; and how GitHub answered about its reviews. */
async function sweep(pull: number): Promise<{ changed: boolean; answers: number[] }> {
  hub.resetCalls()
  const found = await (await openPulls(hub.repository.id)).compare(pull)
  found.remember()
  const asked = hub.calls.filter(({ path }) => path.includes(`/pulls/${pull}/reviews`))
  return { changed: found.changed, answers: asked.map(({ status }) => status) }
}

const quiet = { changed: false, answers: [304] }

test('votes, their dismissal, and what people do to the pull request are found without any webhook', async () => {
  const { number, close } = await proposed()
  const olga = hub.as('olga')
  expect(await sweep(number)).toEqual({ changed: true, answers: [200] })
  expect(await sweep(number)).toEqual(quiet)
  const { id } = await olga.review(number, 'APPROVE')
  const acts: (() => Promise<unknown>)[] = [
    async () => undefined,
    () => olga.dismiss(number, id, 'on second thoughts'),
    () => olga.editPull(number, { body: 'Nothing to see here.' }),
    () => hub.as('ann').push(`daypass/${last}`, { 'more.txt': 'x\n' }),
  ]
  for (const act of acts) {
    await act()
    expect(await sweep(number)).toMatchObject({ changed: true })
    expect(await sweep(number)).toEqual(quiet)
  }
  await close()
  expect(await sweep(number)).toEqual({ changed: true, answers: [] })
})

test('a dismissal on the first of two pages is found', { timeout: 30_000 }, async () => {
  const { number } = await proposed()
  const olga = hub.as('olga')
  const { id } = await olga.review(number, 'APPROVE')
  for (let i = 0; i < 100; i++) await hub.as('ann').review(number, 'COMMENT', `${i}`)
  await sweep(number)
  expect(await sweep(number)).toEqual({ changed: false, answers: [304, 304] })
  await olga.dismiss(number, id, 'on second thoughts')
  expect(await sweep(number)).toEqual({ changed: true, answers: [200, 304] })
})

test('a pull request by which a person asks is found; a draft, and those of the app, are not', async () => {
  const ann = hub.as('ann')
  const ours = await proposed()
  const { sha } = await ann.push(
    'ask',
    { 'requests/orders-db/ask.yml': 'resource: orders-db\n' },
    { createFrom: 'requests' },
  )
  await ann.push('later', { 'requests/orders-db/later.yml': 'resource: orders-db\n' }, { createFrom: 'requests' })
  const asked = await ann.openPull({ title: 'Access', head: 'ask', base: 'requests' })
  const draft = await ann.openPull({ title: 'Access', head: 'later', base: 'requests', draft: true })
  const { requests } = await openPulls(hub.repository.id)
  expect(requests).toMatchObject([
    { key: { issue: asked.number }, looksLikeRequest: true, writtenBy: { person: ann.id, body: sha256(sha) } },
  ])
  expect(requests.map(({ key }) => key.issue)).not.toContain(draft.number)
  expect(requests.map(({ key }) => key.issue)).not.toContain(ours.number)
})
