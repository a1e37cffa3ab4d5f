import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { daypassApp } from '../../src/app.ts'
import { sha256 } from '../../src/core/digest.ts'
import { createGitHub, type GitHub } from '../../src/github/api/client.ts'
import { Repositories } from '../../src/github/api/repositories.ts'
import { createIssues } from '../../src/github/issues/issues.ts'
import { createSweep } from '../../src/github/lost-events.ts'
import type { Wake } from '../../src/ports/wake.ts'

const body = '### Resource\n\npublic-api\n\n### Actions\n\nread\n'
const silent = pino({ level: 'silent' })
const wakes: Wake[] = []
const changed: number[] = []

let hub: LocalGitHub
let github: GitHub
let repositories: Repositories
// A door as plain as can be: what it guards has its own tests.
const door = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const event = String(request.headers['x-github-event'])
  await github.receive({
    id: String(request.headers['x-github-delivery']),
    event,
    body: Buffer.concat(chunks).toString(),
  })
  response.writeHead(202).end()
})

beforeAll(async () => {
  hub = await startLocalGitHub({
    files: { 'README.md': 'x\n' },
    people: [{ login: 'ann' }, { login: 'bob', permission: 'write' }],
  })
  const now = () => new Date()
  github = createGitHub({
    appId: hub.appId,
    privateKey: hub.privateKey,
    baseUrl: hub.url,
    userAgent: 'daypass-test',
    log: silent,
    now,
  })
  const place = { owner: hub.repository.owner, name: hub.repository.name, installation: hub.installationId }
  repositories = new Repositories(github, async () => place, now)
  const app = daypassApp({
    enqueue: async (wake) => void wakes.push(wake),
    enrolled: (repository) => repository === hub.repository.id,
    ownLogin: () => `${hub.slug}[bot]`,
    repositoryChanged: async (repository) => void changed.push(repository),
    personChanged: async () => undefined,
    pushed: async () => undefined,
    ownersChanged: async () => undefined,
    proposed: async () => undefined,
    withoutForm: async () => undefined,
    log: silent,
  })
  await github.probot.load(app)
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  hub.setWebhook(`http://127.0.0.1:${(door.address() as AddressInfo).port}/`, 'secret-of-the-test')
})
afterAll(async () => {
  await hub?.stop()
  door.close()
})
beforeEach(() => {
  wakes.length = 0
  changed.length = 0
})

const openRequest = async () => {
  const { number } = await hub.as('ann').openIssue({ title: 'Access', body })
  await hub.settled()
  return { repository: hub.repository.id, issue: number }
}

test('an opened issue wakes its request, with the hand of its author on what GitHub then shows', async () => {
  const key = await openRequest()
  const shown = await createIssues(repositories, { id: hub.appId, slug: hub.slug }).read(key)
  expect(wakes).toEqual([
    {
      key,
      repository: {
        id: hub.repository.id,
        owner: hub.repository.owner,
        name: hub.repository.name,
        installation: hub.installationId,
      },
      looksLikeRequest: true,
      changed: shown.updatedAt.toISOString(),
      writtenBy: { person: hub.as('ann').id, body: sha256(shown.body) },
    },
  ])
})

test('an edit names the hand that made it', async () => {
  const key = await openRequest()
  await hub.as('bob').editIssue(key.issue, { body: `${body}\nchanged` })
  await hub.settled()
  expect(wakes.at(-1)).toMatchObject({ key, writtenBy: { person: hub.as('bob').id, body: sha256(`${body}\nchanged`) } })
})

test('comments, closing, deleting and transferring wake; what we do ourselves does not', async () => {
  const issues = createIssues(repositories, { id: hub.appId, slug: hub.slug })
  const key = await openRequest()
  wakes.length = 0
  await issues.comment(key, 'ours', { for: 'open', by: 7 })
  await issues.change(key, { title: 'ours', labels: ['daypass:pending'] })
  await hub.settled()
  expect(wakes).toEqual([])
  await hub.as('ann').comment(key.issue, '/done')
  await hub.as('ann').closeIssue(key.issue)
  await hub.settled()
  const kinds = wakes.map((wake) => [wake.key.issue, wake.writtenBy])
  expect(kinds).toEqual([
    [key.issue, undefined],
    [key.issue, undefined],
  ])
  const second = await openRequest()
  const third = await openRequest()
  wakes.length = 0
  await hub.deleteIssue(second.issue)
  await hub.transferIssue(third.issue)
  await hub.settled()
  expect(wakes.map((wake) => [wake.key.issue, wake.looksLikeRequest])).toEqual([
    [second.issue, false],
    [third.issue, false],
  ])
})

test('a push to the default branch and publication are told; deliveries in any number and order are borne', async () => {
  hub.deliver.hold()
  hub.deliver.duplicate(3)
  await hub.commitFiles({ 'README.md': 'y\n' })
  await hub.setPrivate(false)
  await hub.setPrivate(true)
  hub.deliver.release('reverse')
  await hub.settled()
  hub.deliver.normal()
  expect(changed.length).toBeGreaterThanOrEqual(3)
  expect(new Set(changed)).toEqual(new Set([hub.repository.id]))
})

describe('what was lost', () => {
  test('is delivered again when asked for', async () => {
    const since = new Date(Date.now() - 60_000)
    hub.deliver.lose(1)
    const key = await openRequest()
    expect(wakes).toEqual([])
    hub.deliver.normal()
    const sweep = createSweep(github, repositories, silent)
    expect(await sweep.redeliverFailures(since)).toBeGreaterThanOrEqual(1)
    await hub.settled()
    expect(wakes.map((wake) => wake.key)).toContainEqual(key)
    expect(await sweep.redeliverFailures(since)).toBe(0)
  })

  test('is found among the open issues in any case', async () => {
    hub.deliver.lose(1)
    const key = await openRequest()
    hub.deliver.normal()
    const found = await createSweep(github, repositories, silent).openRequests(hub.repository.id)
    expect(found.find((wake) => wake.key.issue === key.issue)).toMatchObject({
      looksLikeRequest: true,
    })
  })
})
