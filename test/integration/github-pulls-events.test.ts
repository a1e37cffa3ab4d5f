import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { daypassApp } from '../../src/app.ts'
import { createGitHub, type GitHub } from '../../src/github/api/client.ts'
import { Repositories } from '../../src/github/api/repositories.ts'
import { createPullRequests } from '../../src/github/pulls/pull-requests.ts'
import { fitOf } from '../../src/ingress/known-events.ts'
import type { PullRequests } from '../../src/ports/pull-requests.ts'
import type { Wake } from '../../src/ports/wake.ts'

const silent = pino({ level: 'silent' })
const key = { repository: 0, issue: 41 }
const branch = 'daypass/41'
const wakes: Wake[] = []
const unfit: string[] = []
let hub: LocalGitHub
let github: GitHub
let pulls: PullRequests

// A door as plain as can be: what it guards has its own tests.
const door = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const event = String(request.headers['x-github-event'])
  const body = Buffer.concat(chunks).toString()
  if (fitOf(event, JSON.parse(body) as object) === 'mislabelled') unfit.push(event)
  await github.receive({ id: String(request.headers['x-github-delivery']), event, body })
  response.writeHead(202).end()
})

beforeAll(async () => {
  hub = await startLocalGitHub({
    files: { 'README.md': 'x\n' },
    people: [
      { login: 'olga', permission: 'write' },
      { login: 'mallory', permission: 'write' },
    ],
  })
  key.repository = hub.repository.id
  const now = () => new Date()
  const { appId, privateKey, url: baseUrl } = hub
  github = createGitHub({ appId, privateKey, baseUrl, userAgent: 'daypass-test', log: silent, now })
  const place = { owner: hub.repository.owner, name: hub.repository.name, installation: hub.installationId }
  pulls = createPullRequests(new Repositories(github, async () => place, now), { id: appId, slug: hub.slug }, now)
  const app = daypassApp({
    enqueue: async (wake) => void wakes.push(wake),
    enrolled: (repository) => repository === hub.repository.id,
    ownLogin: () => `${hub.slug}[bot]`,
    repositoryChanged: async () => undefined,
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
})

const opened = async () => {
  const proposal = { branch, base: 'requests', path: 'requests/x/41.yml', file: 'x\n', title: 'T', body: 'B', by: 7 }
  const head = await pulls.commit(key, proposal, await pulls.prepare(key.repository, undefined))
  const { number } = await pulls.open(key, proposal)
  await hub.settled()
  return { number, head }
}
const seen = async () => {
  await hub.settled()
  return wakes.map((wake) => [wake.key.issue, wake.looksLikeRequest, wake.notice])
}

test('a grant pull request wakes its request when others touch it, and never by what we do', async () => {
  const { number } = await opened()
  expect(await seen()).toEqual([])
  const { id } = await hub.as('olga').review(number, 'APPROVE')
  await hub.as('olga').dismiss(number, id, 'a mistake')
  await hub.as('mallory').push(branch, { 'x.yml': 'x' })
  expect(new Set((await seen()).map((wake) => JSON.stringify(wake)))).toEqual(new Set(['[41,false,null]']))
  expect(wakes.length).toBeGreaterThanOrEqual(4)

  wakes.length = 0
  await pulls.rewrite(key, number, { title: 'Ours', body: 'ours' })
  await pulls.close(key, number)
  await pulls.deleteBranch(key, branch)
  expect(await seen()).toEqual([])
})

test('somebody who changes title, body or base disturbs it', async () => {
  const { number } = await opened()
  await hub.as('mallory').editPull(number, { title: 'Harmless' })
  await hub.as('mallory').editPull(number, { title: 'T' })
  await hub.as('mallory').createBranch('elsewhere', 'requests')
  await hub.as('mallory').editPull(number, { base: 'elsewhere' })
  expect((await seen()).filter(([, , notice]) => notice)).toEqual(Array(3).fill([41, false, 'pull']))
  wakes.length = 0
  await hub.as('mallory').closePull(number)
  expect(await seen()).toEqual([[41, false, undefined]])
})

test('nothing of this looks mislabelled to the door', () => {
  expect(unfit).toEqual([])
})
