import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { checkpointPath, placedText } from '../../src/core/trail/placed.ts'
import { createGitHub } from '../../src/github/api/client.ts'
import type { CreationBudget } from '../../src/github/api/rate-limits.ts'
import { Repositories } from '../../src/github/api/repositories.ts'
import { createCheckpointBranch } from '../../src/github/git/checkpoint-branch.ts'
import { checkpointPlaceContract, countsInContract } from '../contract/checkpoint-place-contract.ts'
import { checkpointBy, trailKey } from '../unit/cli/audit/trail-world.ts'

// Both rules, and nobody beyond them: what an operator is told to set.
const kept = { nonFastForward: true, deletion: true }

let hub: LocalGitHub
const now = () => new Date('2026-11-21T22:00:00Z')

beforeAll(async () => {
  hub = await startLocalGitHub({
    files: { 'README.md': 'hello\n', 'policies/main.rego': 'package daypass\n' },
    people: [
      { login: 'wim', permission: 'write' },
      { login: 'olga', owner: true },
    ],
  })
})
afterAll(() => hub?.stop())
afterEach(async () => {
  hub.setRules('checkpoints', null)
  await hub.setArchived(false)
  await hub.as('olga').request('DELETE', `${base()}/git/refs/heads/checkpoints`)
})

/** What the answers that are read here have, each its own. */
type Data = {
  object: { sha: string }
  parents: unknown[]
  tree: { path: string; type: string; sha: string }[] & { sha: string }
  content: string
}

const base = () => `/repos/${hub.repository.owner}/${hub.repository.name}`
const reached = (creationBudget?: CreationBudget) => {
  const log = pino({ level: 'silent' })
  const { appId, privateKey, url: baseUrl } = hub
  const options = { appId, privateKey, baseUrl, userAgent: 'daypass-test', log, now, pause: 0 }
  const github = createGitHub({ ...options, ...(creationBudget ? { creationBudget } : {}) })
  const place = { owner: hub.repository.owner, name: hub.repository.name, installation: hub.installationId }
  return new Repositories(github, async () => place, now)
}
const placeOn = (repositories = reached()) => createCheckpointBranch(repositories, countsInContract)
const by = async (login: string, method: string, path: string, body?: unknown) => {
  const { status, data } = await hub.as(login).request(method, `${base()}${path}`, body)
  return { status, data: data as Data }
}
const ok = async (...asked: Parameters<typeof by>) => {
  const answer = await by(...asked)
  expect(answer.status, JSON.stringify(answer.data)).toBeLessThan(300)
  return answer.data
}
const headNow = async (): Promise<string> => (await ok('wim', 'GET', '/git/ref/heads/checkpoints')).object.sha

describe('the branch of checkpoints', () => {
  checkpointPlaceContract(async () => ({
    place: placeOn(),
    repository: hub.repository.id,
    again: () => placeOn(),
    write: async (path, text) => {
      const content = Buffer.from(text).toString('base64')
      await ok('wim', 'PUT', `/contents/${path}`, { branch: 'checkpoints', message: 'mine', content })
    },
    files: async () => {
      const { tree } = await ok('wim', 'GET', `/git/trees/${await headNow()}?recursive=1`)
      const blobs = tree.filter(({ type }) => type === 'blob')
      const read = blobs.map(async ({ path, sha }) => {
        const { content } = await ok('wim', 'GET', `/git/blobs/${sha}`)
        return [path, Buffer.from(content, 'base64').toString('utf8')] as const
      })
      return Object.fromEntries(await Promise.all(read))
    },
  }))
})

const key = trailKey()
const signed = (seq: number) =>
  checkpointBy(key, { repository: hub.repository.id, seq, hash: 'b'.repeat(64), at: now().toISOString() })

describe('with rules that bind everybody', () => {
  let heads: string[]
  beforeEach(async () => {
    hub.setRules('checkpoints', kept)
    heads = []
    for (const seq of [3, 5]) {
      await placeOn().put(signed(seq))
      heads.push(await headNow())
    }
  })

  test('it has a beginning of its own, and nothing of the default branch', async () => {
    const { parents, tree } = await ok('wim', 'GET', `/git/commits/${heads[0]}`)
    expect(parents).toEqual([])
    const { tree: entries } = await ok('wim', 'GET', `/git/trees/${tree.sha}`)
    expect(entries.map(({ path }) => path)).toEqual(['trail'])
  })

  test.each(['wim', 'olga'])('%s neither moves it back nor deletes it', async (login) => {
    const back = { sha: heads[0], force: true }
    expect((await by(login, 'PATCH', '/git/refs/heads/checkpoints', back)).status).toBe(422)
    expect((await by(login, 'DELETE', '/git/refs/heads/checkpoints')).status).toBe(422)
    expect(await headNow()).toBe(heads[1])
  })

  test('the app does not, either', async () => {
    const repositories = reached()
    const { id } = hub.repository
    const ref = 'heads/checkpoints'
    for (const [name, more] of [
      ['moveRef', { sha: heads[0], force: true }],
      ['deleteRef', {}],
    ] as const)
      await expect(repositories.call(id, name, { ref, ...more })).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
    expect(await headNow()).toBe(heads[1])
    hub.setRules('checkpoints', { ...kept, bypass: ['app'] })
    await repositories.call(id, 'moveRef', { ref, sha: heads[0], force: true })
    expect(await headNow()).toBe(heads[0])
  })
})

test('one call where nothing has changed, one creation for each that is placed', async () => {
  const place = placeOn()
  await place.put(signed(3))
  hub.resetCalls()
  await place.put(signed(4))
  expect(hub.calls.filter(({ creation }) => creation)).toHaveLength(1)
  hub.resetCalls()
  await place.last(hub.repository.id)
  const asked = hub.calls.map(({ method, path }) => decodeURIComponent(`${method} ${path}`))
  expect(asked).toEqual([`GET ${base()}`, `GET ${base()}/git/ref/heads/checkpoints`])
})

test('an archived repository takes none', async () => {
  await hub.setArchived(true)
  const place = placeOn()
  expect(await place.last(hub.repository.id)).toEqual({ kind: 'shut' })
  hub.resetCalls()
  await place.put(signed(3))
  expect(hub.calls.filter(({ method }) => method !== 'GET')).toEqual([])
})

test('requests come first: nothing is placed when the budget of creations is nearly used up', async () => {
  const repositories = reached({ perMinute: 4, perHour: 40 })
  const place = placeOn(repositories)
  await place.put(signed(3))
  hub.resetCalls()
  await expect(place.put(signed(4))).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
  expect(hub.calls.filter(({ creation }) => creation)).toEqual([])
})

test('rules that forbid it are told with what to do', async () => {
  hub.setRules('checkpoints', { ...kept, branchName: { operator: 'starts_with', pattern: 'feature/' } })
  await expect(placeOn().put(signed(3))).rejects.toMatchObject({
    code: 'GITHUB_REFUSED',
    message: expect.stringContaining('create and update'),
  })
})

test('more files of others than anybody would read are an error, and not an empty place', async () => {
  const place = placeOn()
  await place.put(signed(3))
  for (let seq = 100; seq < 121; seq++) {
    const content = Buffer.from(placedText(signed(3))).toString('base64')
    const path = checkpointPath({ repository: hub.repository.id, seq })
    await ok('wim', 'PUT', `/contents/${path}`, { branch: 'checkpoints', message: 'mine', content })
  }
  await expect(placeOn().last(hub.repository.id)).rejects.toMatchObject({ code: 'REPOSITORY_UNREADABLE' })
})
