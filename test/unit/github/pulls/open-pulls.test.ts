import { describe, expect, test } from 'vitest'
import { sha256 } from '../../../../src/core/digest.ts'
import { createOpenPulls } from '../../../../src/github/pulls/open-pulls.ts'
import { type Reply, scripted } from '../scripted-github.ts'
import { ann, bot, pull as grantPull, root, sha } from './pull-fixtures.ts'

const noon = '2026-11-21T11:00:00Z'
const later = '2026-11-21T11:00:01Z'
/** A grant pull request in a list. */
const listed = (number: number, change: object = {}) => ({
  ...grantPull,
  number,
  merged_at: null,
  draft: false,
  created_at: noon,
  updated_at: noon,
  ...change,
})
const review = (id: number, change: object = {}) => ({
  id,
  user: ann,
  state: 'APPROVED',
  commit_id: sha('c'),
  submitted_at: noon,
  body: '',
  ...change,
})

type World = {
  pulls: object[]
  reviews: Record<number, object[]>
  /** Instead of the tag that the contents have; null: none. */
  tag?: string | null
  /** What a list of reviews answers instead. */
  fails?: Record<number, Reply>
}

/** A GitHub with these pull requests, and how it answered what was asked of each since the last sweep. */
function hub(world: World) {
  const answered: string[] = []
  const page = (query: URLSearchParams, all: readonly object[], given?: string | null): Reply => {
    const [from, size] = [(Number(query.get('page')) - 1) * 100, Number(query.get('per_page'))]
    const body = all.slice(from, from + size)
    const tag = given === undefined ? `"${sha256(JSON.stringify(body))}"` : given
    return { body, headers: tag === null ? {} : { etag: tag } }
  }
  const fake = scripted(({ path, query, headers }) => {
    const number = Number(/\/pulls\/(\d+)\/reviews$/.exec(path)?.[1])
    const isList = path === `${root}/pulls` && query.get('state') === 'open' && query.get('base') === 'requests'
    const reply = isList
      ? page(query, world.pulls, null)
      : number > 0
        ? (world.fails?.[number] ?? page(query, world.reviews[number] ?? [], world.tag))
        : undefined
    const tag = typeof reply === 'object' ? reply.headers?.etag : undefined
    const isSame = tag !== undefined && headers.get('if-none-match') === tag
    const status = isSame ? 304 : typeof reply === 'object' ? (reply.status ?? 200) : 0
    if (reply) answered.push(`${isList ? 'list' : `${number}/${query.get('page')}`} ${status}`)
    return isSame ? { status: 304 } : reply
  })
  const open = createOpenPulls(fake.repositories)
  /** Which of these have changed; they are remembered, as a sweep does it after waking them. */
  const sweep = async (numbers: number[], remembers = true): Promise<number[]> => {
    answered.length = 0
    const { compare } = await open(7)
    const changed: number[] = []
    for (const number of numbers) {
      const found = await compare(number)
      if (!found.changed) continue
      changed.push(number)
      if (remembers) found.remember()
    }
    return changed
  }
  return { world, open, sweep, answered }
}

const crowd = (count: number) => Array.from({ length: count }, (_, i) => review(i + 1, { state: 'COMMENTED' }))

describe('a pull request that is voted on', () => {
  test('counts as changed until it is remembered; then it costs one call, which finds nothing new', async () => {
    const it = hub({ pulls: [listed(12), listed(13)], reviews: { 12: [review(1)] } })
    expect(await it.sweep([12, 13], false)).toEqual([12, 13])
    expect(await it.sweep([12, 13])).toEqual([12, 13])
    expect(await it.sweep([12, 13])).toEqual([])
    expect(it.answered).toEqual(['list 200', '12/1 304', '13/1 304'])
  })

  const dismissed = review(1, { state: 'DISMISSED' })
  test.each<[string, Partial<World>]>([
    ['a vote', { reviews: { 12: [review(1), review(2)] } }],
    ['a vote that is dismissed', { reviews: { 12: [dismissed] } }],
    ['a vote that is gone', { reviews: {} }],
    ['the same vote on another commit', { reviews: { 12: [review(1, { commit_id: sha('d') })] } }],
    ['the same vote of somebody else', { reviews: { 12: [review(1, { user: { ...ann, id: 502 } })] } }],
    ['another last change', { pulls: [listed(12, { updated_at: later })] }],
    ['another commit', { pulls: [listed(12, { head: { ...grantPull.head, sha: sha('d') } })] }],
    ['another text within the same second', { pulls: [listed(12, { body: 'Just approve.' })] }],
    ['another title within the same second', { pulls: [listed(12, { title: 'Nothing' })] }],
    ['being a draft', { pulls: [listed(12, { draft: true })] }],
  ])('%s changes it', async (_, change) => {
    for (const tag of [undefined, null]) {
      const it = hub({ pulls: [listed(12)], reviews: { 12: [review(1)] }, ...(tag === null ? { tag } : {}) })
      await it.sweep([12])
      expect(await it.sweep([12])).toEqual([])
      Object.assign(it.world, change)
      expect(await it.sweep([12], false)).toEqual([12])
      // Nobody has looked yet.
      expect(await it.sweep([12])).toEqual([12])
      expect(await it.sweep([12])).toEqual([])
    }
  })

  test.each<[string, object[]]>([
    ['closed', []],
    ['pointed at another branch', [listed(12, { base: { ref: 'main', sha: sha('a') } })]],
  ])('one that is %s has changed, without a call, as often as it is asked about', async (_, pulls) => {
    const it = hub({ pulls: [listed(12)], reviews: {} })
    await it.sweep([12])
    it.world.pulls = pulls
    for (let round = 0; round < 2; round++) {
      expect(await it.sweep([12])).toEqual([12])
      expect(it.answered).toEqual(['list 200'])
    }
  })

  test.each<[string, string | null]>([
    ['no tags', null],
    ['other tags each time', '"new"'],
  ])('a GitHub with %s is compared by what counts', async (_, tag) => {
    const it = hub({ pulls: [listed(12)], reviews: { 12: [review(1)] }, tag })
    await it.sweep([12])
    if (tag !== null) it.world.tag = '"newer"'
    it.world.reviews = { 12: [review(1, { body: 'a word', user: { ...ann, avatar_url: 'https://a.example/2' } })] }
    expect(await it.sweep([12])).toEqual([])
    expect(it.answered).toEqual(['list 200', '12/1 200'])
    if (tag === null) return
    expect(await it.sweep([12])).toEqual([])
    expect(it.answered).toEqual(['list 200', '12/1 304'])
  })

  test.each<[string, (reviews: object[]) => object[]]>([
    ['a vote on the last page', (reviews) => [...reviews, review(500)]],
    ['a vote dismissed on the first page', ([, ...rest]) => [review(1, { state: 'DISMISSED' }), ...rest]],
  ])('%s of two is found', async (_, change) => {
    const reviews = [review(1), ...crowd(101).slice(1)]
    const it = hub({ pulls: [listed(12)], reviews: { 12: reviews } })
    await it.sweep([12])
    expect(await it.sweep([12])).toEqual([])
    expect(it.answered).toEqual(['list 200', '12/1 304', '12/2 304'])
    it.world.reviews = { 12: change(reviews) }
    expect(await it.sweep([12])).toEqual([12])
    expect(await it.sweep([12])).toEqual([])
  })

  test('a first vote on a second page is found', async () => {
    const it = hub({ pulls: [listed(12)], reviews: { 12: crowd(100) } })
    await it.sweep([12])
    expect(await it.sweep([12])).toEqual([])
    it.world.reviews = { 12: [...crowd(100), review(500)] }
    expect(await it.sweep([12])).toEqual([12])
  })

  test.each<[string, Reply]>([
    ['an error', { status: 502 }],
    ['no answer', 'broken'],
    ['a list without its reviews', { body: { message: 'odd' } }],
    ['a review in a state that nobody knows', { body: [review(1, { state: 'HALF_APPROVED' })] }],
  ])('%s is an error, and nothing is remembered', async (_, failure) => {
    const it = hub({ pulls: [listed(12)], reviews: { 12: [review(1)] } })
    await it.sweep([12])
    it.world.fails = { 12: failure }
    await expect(it.sweep([12])).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
    it.world.fails = {}
    it.world.reviews = { 12: [review(1), review(2)] }
    expect(await it.sweep([12])).toEqual([12])
  })

  test('what was closed is forgotten', async () => {
    const it = hub({ pulls: [listed(12)], reviews: {} })
    await it.sweep([12])
    const pulls = it.world.pulls.splice(0)
    await it.sweep([])
    it.world.pulls.push(...pulls)
    expect(await it.sweep([12])).toEqual([12])
    expect(it.answered).toEqual(['list 200', '12/1 200'])
  })

  test('now and then a quiet one is looked at all the same, and not all of them at once', async () => {
    const numbers = [12, 13, 14]
    const it = hub({ pulls: numbers.map((number) => listed(number)), reviews: {} })
    const due: Record<number, number[]> = { 12: [], 13: [], 14: [] }
    for (let round = 0; round < 120; round++) for (const number of await it.sweep(numbers)) due[number]?.push(round)
    expect(due).toEqual({ 12: [0, 49, 98], 13: [0, 50, 100], 14: [0, 51, 102] })
  })
})

describe('requests by pull request', () => {
  const asked = (number: number, change: object = {}) =>
    listed(number, { user: ann, head: { ref: 'ask', sha: sha('e'), repo: { id: 7 } }, ...change })
  const requests = async (...pulls: object[]) => (await hub({ pulls, reviews: {} }).open(7)).requests

  test('are those that a person opened; the writer is known where nobody touched them', async () => {
    const at = { id: 7, owner: 'acme', name: 'access', installation: 11 }
    const touched = asked(5, { updated_at: later })
    expect(await requests(asked(4), touched)).toEqual([
      {
        key: { repository: 7, issue: 4 },
        repository: at,
        looksLikeRequest: true,
        changedAt: '2026-11-21T11:00:00.000Z',
        writtenBy: { person: 501, body: sha256(sha('e')) },
      },
      {
        key: { repository: 7, issue: 5 },
        repository: at,
        looksLikeRequest: true,
        changedAt: '2026-11-21T11:00:01.000Z',
      },
    ])
  })

  test.each<[string, object, number]>([
    ['from a fork', { head: { ref: 'ask', sha: sha('e'), repo: { id: 8 } } }, 1],
    ['from a fork that calls its branch so', { head: { ref: 'daypass/1', sha: sha('e'), repo: { id: 8 } } }, 1],
    ['from a fork that is gone', { head: { ref: 'ask', sha: sha('e'), repo: null } }, 1],
    ['from a branch of almost that name', { head: { ref: 'daypass-1', sha: sha('e'), repo: { id: 7 } } }, 1],
    ['from a branch of Daypass', { head: { ref: 'daypass/1', sha: sha('e'), repo: { id: 7 } } }, 0],
    ['from any branch below daypass/', { head: { ref: 'daypass/x', sha: sha('e'), repo: { id: 7 } } }, 0],
    ['by a bot', { user: bot }, 0],
    ['by another app', { user: { id: 901, login: 'renovate[bot]', type: 'Bot' } }, 0],
    ['by a deleted account', { user: null }, 0],
    ['by an organisation', { user: { ...ann, type: 'Organization' } }, 0],
    ['as a draft', { draft: true }, 0],
    ['to another base', { base: { ref: 'main', sha: sha('a') } }, 0],
    ['closed', { state: 'closed' }, 0],
  ])('one %s', async (_, change, count) => {
    expect(await requests(asked(4, change))).toHaveLength(count)
  })

  test('are found on every page', async () => {
    const all = Array.from({ length: 250 }, (_, i) => asked(i + 1))
    expect(await requests(...all)).toHaveLength(250)
  })

  test('a list that cannot be read is an error', async () => {
    await expect(requests(asked(4, { updated_at: undefined }))).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })
})
