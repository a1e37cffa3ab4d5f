import { pino } from 'pino'
import { expect, test } from 'vitest'
import { readYaml } from '../../../src/config/yaml.ts'
import { sha256 } from '../../../src/core/digest.ts'
import { createAccessRepository } from '../../../src/github/governance/access-repository.ts'
import { createSweep } from '../../../src/github/lost-events.ts'
import { sweep } from '../../../src/reconcile/sweep.ts'
import { ann, pull as grantPull, root, sha } from './pulls/pull-fixtures.ts'
import { place, type Reply, repositoryAnswer, scripted } from './scripted-github.ts'

const at = '2026-11-21T11:00:00.000Z'
const times = { created_at: at, updated_at: at }
const shown = {
  html_url: 'https://github.example/i',
  title: 't',
  user: ann,
  state: 'open',
  labels: [],
  comments: 0,
  ...times,
}
const issueOf = (number: number) => ({ number, body: '### Resource\n\norders-db\n', ...shown })
const pullOf = (number: number) => ({ ...grantPull, number, draft: false, merged_at: null, ...times })

/** A repository with so many requests that wait for votes; request n is voted on in pull request 10000 + n. */
function crowded(count: number) {
  const numbers = Array.from({ length: count }, (_, i) => i + 1)
  const reviews = new Map<number, object[]>()
  const broken = new Set<number>()
  const answer = (path: string, query: URLSearchParams): unknown => {
    const listed = path === `${root}/issues` ? numbers.map(issueOf) : numbers.map((n) => pullOf(10_000 + n))
    const from = (Number(query.get('page')) - 1) * 100
    if (path === `${root}/issues` || path === `${root}/pulls`) return listed.slice(from, from + 100)
    const reviewed = /\/pulls\/(\d+)\/reviews$/.exec(path)?.[1]
    return reviewed === undefined ? undefined : (reviews.get(Number(reviewed) - 10_000) ?? [])
  }
  const statuses: Record<string, number> = {}
  const fake = scripted(({ path, query, headers }): Reply | undefined => {
    const known = path === root ? repositoryAnswer : answer(path, query)
    if (known === undefined || [...broken].some((n) => path.includes(`/pulls/${10_000 + n}/`))) return undefined
    const etag = `"${sha256(JSON.stringify(known))}"`
    const status = headers.get('if-none-match') === etag ? 304 : 200
    const name = `${path.replace(/\d+/, 'n').slice(root.length)} ${status}`
    statuses[name] = (statuses[name] ?? 0) + 1
    return status === 304 ? { status } : { body: known, headers: { etag } }
  })
  const log = pino({ level: 'silent' })
  const lost = createSweep(fake.github, fake.repositories, log)
  /** Which requests a sweep wakes, and what it asks GitHub. */
  async function swept() {
    for (const name of Object.keys(statuses)) delete statuses[name]
    const woken: number[] = []
    await sweep({
      lost,
      enqueue: async ({ key }) => void woken.push(key.issue),
      enrolled: () => true,
      note: async () => undefined,
      serves: () => true,
      repository: createAccessRepository(fake.repositories, readYaml),
      allowPublic: false,
      known: async () => [{ id: 7, ...place }],
      open: async () => numbers.map((issue) => ({ repository: 7, issue, changedAt: at, pull: 10_000 + issue })),
      guards: { openTo: async () => [], refresh: async () => undefined },
      prepareLedger: async () => undefined,
      now: () => fake.clock.now,
      log,
    })
    return { woken, asked: { ...statuses } }
  }
  return { numbers, reviews, broken, swept, later: fake.later }
}

test('a sweep over requests that wait asks once about each, gets nothing new and wakes nobody', async () => {
  const { numbers, reviews, swept, later } = crowded(1000)
  reviews.set(7, [{ id: 1, user: ann, state: 'COMMENTED', commit_id: sha('c'), submitted_at: at }])
  expect((await swept()).woken).toEqual(numbers)
  later(300)
  expect(await swept()).toEqual({
    woken: [],
    asked: { ' 304': 1, '/issues 200': 11, '/pulls 200': 11, '/pulls/n/reviews 304': 1000 },
  })
})

test('it wakes the one that changed, and the one that cannot be asked about', async () => {
  const { reviews, broken, swept } = crowded(20)
  await swept()
  reviews.set(7, [{ id: 1, user: ann, state: 'APPROVED', commit_id: sha('c'), submitted_at: at }])
  broken.add(3)
  const found = await swept()
  expect(found).toMatchObject({ woken: [3, 7], asked: { '/pulls/n/reviews 304': 18, '/pulls/n/reviews 200': 1 } })
  broken.clear()
  expect((await swept()).woken).toEqual([])
})
