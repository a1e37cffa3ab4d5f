import { describe, expect, test } from 'vitest'
import { createIssues } from '../../../../src/github/issues/issues.ts'
import { type Reply, scripted } from '../scripted-github.ts'

const key = { repository: 7, issue: 3 }
const ann = { id: 501, login: 'ann', type: 'User' }
const bot = { id: 900, login: 'daypass[bot]', type: 'Bot' }
const issue = {
  number: 3,
  html_url: 'https://github.example/acme/access/issues/3',
  title: 'Access',
  body: 'text',
  user: ann,
  state: 'open',
  labels: [{ name: 'daypass:pending' }, 'plain'],
  comments: 0,
  locked: false,
  created_at: '2026-11-21T12:00:00Z',
  updated_at: '2026-11-21T12:00:00Z',
}
const comment = { id: 1, body: 'text', user: ann, created_at: issue.created_at, updated_at: issue.updated_at }

function issues(
  reply: (call: {
    method: string
    path: string
    body: Record<string, unknown>
    page: string | null
  }) => Reply | undefined,
) {
  const fake = scripted(({ method, path, body, query }) => reply({ method, path, body, page: query.get('page') }))
  return { ...fake, issues: createIssues(fake.repositories, { id: 1, slug: 'daypass' }) }
}

describe('reading', () => {
  test('an issue', async () => {
    const { issues: it } = issues(({ path }) =>
      path.endsWith('/issues/3') ? { body: { ...issue, closed_by: bot } } : undefined,
    )
    expect(await it.read(key)).toMatchObject({
      author: ann,
      open: true,
      closedBy: bot,
      labels: ['daypass:pending', 'plain'],
      body: 'text',
    })
  })

  test.each([
    ['an empty body', { body: null }, { body: '' }],
    ['a deleted author, who is nobody', { user: null }, { author: { id: 0, type: 'Bot' } }],
    [
      'an account of an unknown kind, who is no person',
      { user: { ...ann, type: 'Mannequin' } },
      { author: { id: 501, type: 'Bot' } },
    ],
  ])('%s', async (_, change, expected) => {
    const { issues: it } = issues(({ path }) =>
      path.endsWith('/issues/3') ? { body: { ...issue, ...change } } : undefined,
    )
    expect(await it.read(key)).toMatchObject(expected)
  })

  test.each([
    ['another issue', { number: 4 }],
    ['no author id', { user: { login: 'ann', type: 'User' } }],
    ['no state', { state: undefined }],
    ['an odd time', { updated_at: 'yesterday' }],
  ])('%s is no answer', async (_, change) => {
    const { issues: it } = issues(({ path }) =>
      path.endsWith('/issues/3') ? { body: { ...issue, ...change } } : undefined,
    )
    await expect(it.read(key)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })

  test.each([
    [301, 'GITHUB_GONE'],
    [404, 'GITHUB_NOT_FOUND'],
    [410, 'GITHUB_GONE'],
  ])('an issue that is not seen (%i: %s) (github.F1)', async (status, code) => {
    const location = 'https://github.example/repositories/8/issues/3'
    const { issues: it } = issues(({ path }) =>
      path.endsWith('/issues/3') ? { status, headers: { location } } : undefined,
    )
    await expect(it.read(key)).rejects.toMatchObject({ code })
  })

  test('an issue that is not seen while its repository is not seen either says nothing (github.F1)', async () => {
    let seen = true
    const { issues: it } = issues(({ path }) => {
      if (path.endsWith('/issues/3')) return { status: 404 }
      return seen ? undefined : { status: 404 }
    })
    await expect(it.read(key)).rejects.toMatchObject({ code: 'GITHUB_NOT_FOUND' })
    seen = false
    await expect(it.read(key)).rejects.toMatchObject({ code: 'GITHUB_SHUT_OUT' })
  })
})

describe('a comment is ours', () => {
  const via = (id: number) => ({ performed_via_github_app: { id } })
  test.each([
    ['our bot account', { user: bot }, true],
    ['our app by its id', { user: { ...bot, login: 'daypass-renamed[bot]' }, ...via(1) }, true],
    ['a person', { user: ann }, false],
    ['a person with a look-alike name', { user: { ...ann, login: 'daypass-bot' } }, false],
    ['a person who used our app', { user: ann, ...via(1) }, false],
    ['another app', { user: { ...bot, login: 'other[bot]' }, ...via(2) }, false],
    ['a deleted account', { user: null }, false],
  ])('%s', async (_, change, expected) => {
    const { issues: it } = issues(({ path }) =>
      path.endsWith('/comments') ? { body: [{ ...comment, ...change }] } : undefined,
    )
    expect((await it.comments(key)).map(({ ours }) => ours)).toEqual([expected])
  })
})

describe('comments are read to the last page', () => {
  test.each([0, 1, 99, 100, 101, 200, 1001])('%i', async (count) => {
    const all = Array.from({ length: count }, (_, i) => ({ ...comment, id: i + 1 }))
    const { issues: it } = issues(({ path, page }) => {
      const from = (Number(page) - 1) * 100
      return path.endsWith('/comments') ? { body: all.slice(from, from + 100) } : undefined
    })
    expect((await it.comments(key)).map(({ id }) => id)).toEqual(all.map(({ id }) => id))
  })

  test('also when a page is shorter than it should be', async () => {
    const link = {
      link: '<https://github.example/x?page=2>; rel="next", <https://github.example/x?page=2>; rel="last"',
    }
    const { issues: it } = issues(({ path, page }) =>
      path.endsWith('/comments')
        ? { body: [{ ...comment, id: Number(page) }], headers: page === '1' ? link : {} }
        : undefined,
    )
    expect(await it.comments(key)).toHaveLength(2)
  })

  test('or not at all', async () => {
    const full = Array.from({ length: 100 }, () => comment)
    const { issues: it } = issues(({ path, page }) => {
      if (!path.endsWith('/comments')) return undefined
      return page === '1' ? { body: full } : { status: 502 }
    })
    await expect(it.comments(key)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })
})

describe('writing', () => {
  const kept = (change: (body: string) => string) =>
    issues(({ method, path, body }) =>
      method === 'GET' || !path.includes('/issues/')
        ? undefined
        : { status: method === 'POST' ? 201 : 200, body: { ...comment, id: 77, body: change(String(body.body)) } },
    )

  test('a comment returns its id', async () => {
    expect(await kept((body) => body).issues.comment(key, 'text\n')).toBe(77)
  })

  test.each([
    ['the same', (body: string) => body, true],
    ['with other line ends', (body: string) => body.replaceAll('\n', '\r\n'), true],
    ['the old text', () => 'old', false],
    ['cut', (body: string) => body.slice(0, 5), false],
  ])('GitHub keeps %s', async (_, change, good) => {
    const edit = kept(change).issues.editComment(key, 77, 'line one\nline two')
    if (good) await edit
    else await expect(edit).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
  })

  test.each([
    ['60 000 letters', 'a'.repeat(60_000), true],
    ['60 001 letters', 'a'.repeat(60_001), false],
    ['15 000 signs of four bytes', '\u{1f511}'.repeat(15_000), true],
    ['15 001 signs of four bytes', '\u{1f511}'.repeat(15_001), false],
  ])('%s', async (_, body, good) => {
    const { issues: it, paths } = kept((text) => text)
    if (good) await it.comment(key, body)
    else await expect(it.comment(key, body)).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
    expect(paths()).toHaveLength(good ? 1 : 0)
  })
})

describe('changing', () => {
  const answering = (change: object) =>
    issues(({ method, body }) => (method === 'PATCH' ? { body: { ...issue, ...body, ...change } } : undefined))

  test('is one call with what was given, and nothing else', async () => {
    const { issues: it, asked } = answering({})
    await it.change(key, { title: 'T', labels: ['a'], state: 'closed', reason: 'completed' })
    await it.change(key, { labels: ['a', 'b'] })
    await it.change(key, {})
    const bodies = asked.filter(({ method }) => method === 'PATCH').map(({ body }) => body)
    expect(bodies).toEqual([
      { title: 'T', labels: ['a'], state: 'closed', state_reason: 'completed' },
      { labels: ['a', 'b'] },
    ])
  })

  test.each([
    ['title', { title: 'old' }],
    ['labels', { labels: [] }],
    ['state', { state: 'open' }],
  ])('that GitHub did not make is an error: %s', async (_, change) => {
    const changed = answering(change).issues.change(key, { title: 'T', labels: ['a'], state: 'closed' })
    await expect(changed).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
  })
})
