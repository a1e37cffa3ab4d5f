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

/** As GitHub documents its parameter `status`: a code below 200 is neither a success nor a failure. */
function listed<T extends { status_code: number }>(all: readonly T[], status: string | null): T[] {
  return all.filter(
    ({ status_code: code }) =>
      status === null || (status === 'failure' ? code >= 400 && code < 600 : code >= 200 && code < 400),
  )
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

  const asksFor = (asked: { method: string; path: string; query: URLSearchParams }[]) =>
    asked.map(({ method, path, query }) => (method === 'POST' ? path : (query.get('status') ?? 'all')))

  test('the first look reads all; later ones the failures, and the successes only where there are some (github.F2)', async () => {
    let attempts: Attempt[] = [
      ['a', 0, 1],
      ['b', 202, 1],
    ]
    const { sweep: it, asked } = sweep(({ method, path, query }) => {
      if (method === 'POST' && path.endsWith('/attempts')) return { status: 202, body: {} }
      return path === '/app/hook/deliveries' ? { body: listed(deliveries(attempts), query.get('status')) } : undefined
    })
    const look = async () => {
      asked.splice(0)
      await it.redeliverFailures(since)
      return asksFor(asked)
    }
    expect(await look()).toEqual(['all', '/app/hook/deliveries/1000/attempts'])
    attempts = [['b', 202, 1]]
    expect(await look()).toEqual(['failure'])
    attempts = [
      ['a', 202, 1],
      ['a', 502, 2],
      ['c', 502, 3],
      ['d', 302, 4],
      ['d', 502, 5],
      ['e', 502, 6],
      ['e', 502, 7],
      ['e', 502, 8],
    ]
    const [c, d] = [998, 996].map((id) => `/app/hook/deliveries/${id}/attempts`)
    // What was answered by a redirect did not get through, whatever GitHub counts it as.
    expect(await look()).toEqual(['failure', 'success', c, d])
    attempts = [
      ['e', 502, 6],
      ['e', 502, 7],
      ['e', 502, 8],
    ]
    expect(await look()).toEqual(['failure'])
    attempts = [
      ['a', 202, 1],
      ['a', 502, 2],
    ]
    expect(await look()).toEqual(['failure', 'success'])
  })

  test('a look that fails does not count as the first one (github.F2)', async () => {
    let status = 502
    const { sweep: it, asked } = sweep(() => ({ status, body: [] }))
    await expect(it.redeliverFailures(since)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
    status = 200
    asked.splice(0)
    await it.redeliverFailures(since)
    expect(asksFor(asked)).toEqual(['all'])
  })

  test('successes are read back to the oldest failure, and no further (github.F2)', async () => {
    const next = (cursor: number) => ({
      link: `<https://github.example/app/hook/deliveries?status=success&cursor=${cursor}>; rel="next"`,
    })
    const pages: Record<string, Reply> = {
      failure: {
        body: deliveries([
          ['a', 502, 10],
          ['b', 502, 20],
        ]),
      },
      success: { body: deliveries([['x', 202, 1]]), headers: next(2) },
      'success 2': { body: deliveries([['b', 202, 15]]), headers: next(3) },
      'success 3': { body: deliveries([['y', 202, 21]]), headers: next(4) },
    }
    const { sweep: it, asked } = sweep(({ method, query }) => {
      if (method === 'POST') return { status: 202, body: {} }
      const page = [query.get('status'), query.get('cursor')].filter((part) => part !== null).join(' ')
      return page === '' ? { body: [] } : pages[page]
    })
    await it.redeliverFailures(since)
    asked.splice(0)
    expect(await it.redeliverFailures(since)).toBe(1)
    expect(asksFor(asked)).toEqual(['failure', 'success', 'success', 'success', '/app/hook/deliveries/1000/attempts'])
  })

  test('ids of 64 bits come and go as they are, and the newest attempt counts (github.F2)', async () => {
    const at = new Date(start.getTime() - 60_000).toISOString()
    const raw = (id: string, guid: string) =>
      `{"id": ${id}, "guid": "${guid}", "status_code": 502, "delivered_at": "${at}"}`
    // The first two would be the same number.
    const attempts: [id: string, guid: string][] = [
      ['1234567890123456789', 'a'],
      ['1234567890123456788', 'b'],
      ['9223372036854775807', 'c'],
      ['9223372036854775806', 'c'],
      ['"1234567890123456787"', 'd'],
      ['7', 'e'],
    ]
    const { sweep: it, paths } = sweep(({ method, path }) => {
      if (method === 'POST') return { status: 202, body: {} }
      const body = `[${attempts.map(([id, guid]) => raw(id, guid)).join(', ')}]`
      return path === '/app/hook/deliveries' ? { body } : undefined
    })
    expect(await it.redeliverFailures(since)).toBe(5)
    expect(paths().filter((path) => path.startsWith('POST'))).toEqual(
      ['1234567890123456789', '1234567890123456788', '9223372036854775807', '1234567890123456787', '7'].map(
        (id) => `POST /app/hook/deliveries/${id}/attempts`,
      ),
    )
  })

  test.each<[string, object]>([
    ['an id that is no number', { id: '../1' }],
    ['an id that is none', { id: null }],
    ['an id that is broken', { id: 1.5 }],
    ['an id of zero', { id: 0 }],
    ['an id below zero', { id: -1 }],
    ['no GUID', { guid: undefined }],
    ['no time', { delivered_at: 'soon' }],
    ['no number as its status', { status_code: '502' }],
  ])('and one with %s does not stop the others, and is told once (github.F2)', async (_, change) => {
    const [first, second] = deliveries([
      ['a', 502, 1],
      ['b', 502, 2],
    ])
    const body = [{ ...first, ...change }, null, second]
    const {
      sweep: it,
      told,
      paths,
    } = sweep(({ method, path }) => {
      if (method === 'POST') return { status: 202, body: {} }
      return path === '/app/hook/deliveries' ? { body } : undefined
    })
    expect(await it.redeliverFailures(since)).toBe(1)
    expect(await it.redeliverFailures(since)).toBe(1)
    expect(new Set(paths().filter((path) => path.startsWith('POST')))).toEqual(
      new Set(['POST /app/hook/deliveries/999/attempts']),
    )
    expect(told).toEqual([expect.stringMatching(/cannot be read/)])
  })

  test('an attempt whose id cannot be read counts all the same: an older one is asked for, and three are enough (github.F2)', async () => {
    const attempts = deliveries([
      ['a', 502, 1],
      ['a', 502, 2],
      ['b', 502, 3],
      ['b', 502, 4],
      ['b', 502, 5],
    ])
    const body = attempts.map((attempt, i) => (i === 0 || i === 2 ? { ...attempt, id: null } : attempt))
    const { sweep: it, paths } = sweep(({ method }) => (method === 'POST' ? { status: 202, body: {} } : { body }))
    expect(await it.redeliverFailures(since)).toBe(1)
    expect(paths()).toContain('POST /app/hook/deliveries/999/attempts')
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
  test('are those that begin like one; who wrote it is for webhooks to say', async () => {
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
