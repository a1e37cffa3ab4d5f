import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { createSweep } from '../../../src/github/lost-events.ts'
import { type Reply, repositoryAnswer, type Script, scripted, start } from './scripted-github.ts'

const silent = pino({ level: 'silent' })
const since = new Date(start.getTime() - 3_600_000)

function sweep(script: Script) {
  const fake = scripted(script)
  const told: string[] = []
  const log = Object.assign(pino({ level: 'silent' }), {
    warn: (_: unknown, message: string) => void told.push(message),
  })
  return { ...fake, told, sweep: createSweep(fake.github, fake.repositories, log as typeof silent) }
}

type Attempt = [guid: string, status: number, minutesAgo: number]
const deliveries = (attempts: Attempt[]) =>
  attempts.map(([guid, status_code, minutes], i) => ({
    id: 1000 - i,
    guid,
    status_code,
    delivered_at: new Date(start.getTime() - minutes * 60_000).toISOString(),
  }))

describe('deliveries that failed are asked for again', () => {
  test.each<[string, Attempt[], number[]]>([
    ['none', [], []],
    ['one that got through', [['a', 202, 1]], []],
    ['one that failed', [['a', 502, 1]], [1000]],
    ['one that could not be connected', [['a', 0, 1]], [1000]],
    ['one that was refused', [['a', 401, 1]], [1000]],
    [
      'one that got through later',
      [
        ['a', 202, 1],
        ['a', 502, 2],
      ],
      [],
    ],
    [
      'one that got through first',
      [
        ['a', 502, 1],
        ['a', 202, 2],
      ],
      [],
    ],
    [
      'one that failed twice: once',
      [
        ['a', 502, 1],
        ['a', 502, 2],
      ],
      [1000],
    ],
    [
      'one that failed three times: no more',
      [
        ['a', 502, 1],
        ['a', 502, 2],
        ['a', 400, 3],
      ],
      [],
    ],
    ['one from before', [['a', 502, 61]], []],
    [
      'several',
      [
        ['a', 502, 1],
        ['b', 202, 1],
        ['c', 504, 5],
      ],
      [1000, 998],
    ],
  ])('%s', async (_, attempts, expected) => {
    const { sweep: it, paths } = sweep(({ method, path }) => {
      if (method === 'POST' && path.endsWith('/attempts')) return { status: 202, body: {} }
      return path === '/app/hook/deliveries' ? { body: deliveries(attempts) } : undefined
    })
    expect(await it.redeliverFailures(since)).toBe(expected.length)
    expect(paths().filter((path) => path.startsWith('POST'))).toEqual(
      expected.map((id) => `POST /app/hook/deliveries/${id}/attempts`),
    )
  })

  test('from every page back to the instant', async () => {
    const pages: Record<string, Reply> = {
      first: {
        body: deliveries([['a', 502, 1]]),
        headers: { link: '<https://github.example/app/hook/deliveries?per_page=100&cursor=v1_%3D2>; rel="next"' },
      },
      'v1_=2': {
        body: deliveries([['b', 502, 30]]),
        headers: { link: '<https://github.example/app/hook/deliveries?cursor=3>; rel="next"' },
      },
      3: {
        body: deliveries([['c', 502, 90]]),
        headers: { link: '<https://github.example/app/hook/deliveries?cursor=4>; rel="next"' },
      },
    }
    const { sweep: it, asked } = sweep(({ method, path, query }) => {
      if (method === 'POST') return path.endsWith('/attempts') ? { status: 202, body: {} } : undefined
      return path === '/app/hook/deliveries' ? pages[query.get('cursor') ?? 'first'] : undefined
    })
    expect(await it.redeliverFailures(since)).toBe(2)
    expect(asked.filter(({ method }) => method === 'GET')).toHaveLength(3)
  })

  test('and one that GitHub will not send again does not stop the others', async () => {
    const { sweep: it } = sweep(({ method, path }) => {
      if (method === 'POST' && path.includes('/1000/')) return { status: 422 }
      if (method === 'POST' && path.endsWith('/attempts')) return { status: 202, body: {} }
      return path === '/app/hook/deliveries'
        ? {
            body: deliveries([
              ['a', 502, 1],
              ['b', 502, 2],
            ]),
          }
        : undefined
    })
    expect(await it.redeliverFailures(since)).toBe(1)
  })

  test('not where GitHub has no such list, which is told once', async () => {
    const { sweep: it, told } = sweep(() => undefined)
    expect(await it.redeliverFailures(since)).toBe(0)
    expect(await it.redeliverFailures(since)).toBe(0)
    expect(told).toHaveLength(1)
  })

  test('an error is an error', async () => {
    const { sweep: it } = sweep(({ path }) => (path === '/app/hook/deliveries' ? { status: 502 } : undefined))
    await expect(it.redeliverFailures(since)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })
})

const body = '### Resource\n\npublic-api\n'
const issue = (number: number, change: object = {}) => ({
  number,
  html_url: 'https://github.example/i',
  title: 't',
  body,
  user: { id: 501, login: 'ann', type: 'User' },
  state: 'open',
  labels: [],
  comments: 0,
  created_at: '2026-11-21T11:00:00Z',
  updated_at: '2026-11-21T11:00:00Z',
  ...change,
})

describe('open requests', () => {
  test('are those that begin like one; whose hand wrote it is for webhooks to say', async () => {
    const issues = [
      issue(1),
      issue(2, { updated_at: '2026-11-21T11:00:01Z' }),
      issue(3, { body: 'How do I ask?' }),
      issue(4, { pull_request: {} }),
      issue(5, { body: null }),
    ]
    const { sweep: it } = sweep(({ path }) => (path.endsWith('/issues') ? { body: issues } : undefined))
    const at = { id: 7, owner: 'acme', name: 'access', installation: 11 }
    expect(await it.openRequests(7)).toEqual([
      {
        key: { repository: 7, issue: 1 },
        repository: at,
        looksLikeRequest: true,
        changedAt: '2026-11-21T11:00:00.000Z',
      },
      {
        key: { repository: 7, issue: 2 },
        repository: at,
        looksLikeRequest: true,
        changedAt: '2026-11-21T11:00:01.000Z',
      },
    ])
  })

  test('are found on every page', async () => {
    const all = Array.from({ length: 250 }, (_, i) => issue(i + 1))
    const { sweep: it } = sweep(({ path, query }) => {
      const from = (Number(query.get('page')) - 1) * 100
      return path.endsWith('/issues') ? { body: all.slice(from, from + 100) } : undefined
    })
    expect(await it.openRequests(7)).toHaveLength(250)
  })
})

test('a repository is read that GitHub lists and no event was ever seen of', async () => {
  const listed = { ...repositoryAnswer, id: 8, name: 'other', full_name: 'acme/other' }
  const { sweep: it } = sweep(({ path }) => {
    if (path === '/app/installations') return { body: [{ id: 11 }] }
    if (path === '/installation/repositories') return { body: { repositories: [listed] } }
    if (path === '/repos/acme/other') return { body: listed }
    return path === '/repos/acme/other/issues' ? { body: [issue(1)] } : undefined
  })
  await expect(it.openRequests(8)).rejects.toMatchObject({ code: 'REPOSITORY_NOT_ENROLLED' })
  await it.enrolledRepositories()
  expect(await it.openRequests(8)).toMatchObject([{ key: { repository: 8, issue: 1 } }])
})

test('repositories of all installations but the suspended and the vanished', async () => {
  const { sweep: it, told } = sweep(({ path, headers }) => {
    if (path === '/app/installations')
      return { body: [{ id: 11 }, { id: 12, suspended_at: '2026-01-01T00:00:00Z' }, { id: 13 }] }
    if (path === '/app/installations/13/access_tokens') return { status: 404 }
    const isFirst = headers.get('authorization') === 'token ghs_secret_1'
    return path === '/installation/repositories' && isFirst
      ? { body: { total_count: 1, repositories: [repositoryAnswer] } }
      : undefined
  })
  expect(await it.enrolledRepositories()).toEqual([{ id: 7, owner: 'acme', name: 'access', installation: 11 }])
  expect(told).toHaveLength(1)
})
