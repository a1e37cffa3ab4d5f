import { describe, expect, it } from 'vitest'
import { createGitHubReader } from '../../../src/cli/github.ts'
import { isDaypassError } from '../../../src/core/error.ts'

type Route = { status?: number; body?: unknown; headers?: Record<string, string> }

/** A GitHub that knows a few addresses, and what it was asked. */
function createGitHub(routes: Record<string, Route>) {
  const asked: { path: string; authorization: string | null; agent: string | null }[] = []
  const fetcher: typeof fetch = async (input, init) => {
    const url = new URL(String(input))
    const headers = new Headers(init?.headers)
    asked.push({
      path: `${url.pathname}${url.search}`,
      authorization: headers.get('authorization'),
      agent: headers.get('user-agent'),
    })
    const route = routes[`${url.pathname}${url.search}`] ?? routes[url.pathname]
    if (route === undefined)
      return new Response('{"message":"Not Found"}', { status: 404, headers: { 'content-type': 'application/json' } })
    return new Response(JSON.stringify(route.body ?? {}), {
      status: route.status ?? 200,
      headers: { 'content-type': 'application/json', ...route.headers },
    })
  }
  return { reader: createGitHubReader('user-token', 'https://git.example/api/v3', fetcher, '1.2.3'), asked }
}

describe('the GitHub reader', () => {
  it('asks the API it was given, as the user', async () => {
    const { reader, asked } = createGitHub({ '/api/v3/user': { body: { id: 4711, login: 'requester', email: 'x' } } })
    expect(await reader.me()).toEqual({ id: 4711, login: 'requester' })
    expect(asked).toEqual([
      { path: '/api/v3/user', authorization: 'token user-token', agent: expect.stringContaining('daypass/1.2.3') },
    ])
  })

  it('reads a repository and its files on a branch', async () => {
    const content = Buffer.from('issuer: https://daypass.example\n').toString('base64')
    const { reader } = createGitHub({
      '/api/v3/repos/acme/access': { body: { id: 99, default_branch: 'trunk' } },
      '/api/v3/repos/acme/access/contents/.github%2Fdaypass.yml?ref=trunk': { body: { type: 'file', content } },
      '/api/v3/repos/acme/access/contents/folder?ref=trunk': { body: [] },
      '/api/v3/repos/acme/access/contents/link?ref=trunk': { body: { type: 'symlink', target: '/etc/passwd' } },
    })
    expect(await reader.repository('acme', 'access')).toEqual({ id: 99, defaultBranch: 'trunk' })
    expect(await reader.file('acme', 'access', '.github/daypass.yml', 'trunk')).toBe(
      'issuer: https://daypass.example\n',
    )
    for (const path of ['nothing', 'folder', 'link'])
      expect(await reader.file('acme', 'access', path, 'trunk')).toBeUndefined()
  })

  it('reads every page of comments', async () => {
    const page = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        id: from + index,
        body: index === 0 ? null : 'x',
        created_at: '2026-11-21T10:00:00Z',
      }))
    const first = '/api/v3/repos/acme/access/issues/7/comments?per_page=100'
    const { reader } = createGitHub({
      [first]: { body: page(1, 100), headers: { link: `<https://git.example${first}&page=2>; rel="next"` } },
      [`${first}&page=2`]: { body: page(101, 3) },
    })
    const comments = await reader.comments('acme', 'access', 7)
    expect(comments.map(({ id }) => id)).toEqual(Array.from({ length: 103 }, (_, index) => index + 1))
    expect(comments[0]).toEqual({ id: 1, body: '', createdAt: new Date('2026-11-21T10:00:00Z') })
  })

  const failures: [string, Route, string][] = [
    ['401', { status: 401 }, 'GITHUB_REFUSED'],
    ['403', { status: 403, body: { message: 'Resource not accessible by personal access token' } }, 'GITHUB_REFUSED'],
    ['403, limited', { status: 403, body: { message: 'API rate limit exceeded for user' } }, 'GITHUB_LIMITED'],
    ['429', { status: 429 }, 'GITHUB_LIMITED'],
    ['404', { status: 404 }, 'GITHUB_NOT_FOUND'],
    ['500', { status: 500 }, 'GITHUB_UNAVAILABLE'],
  ]
  it.each(failures)('%s is %s', async (_name, route, code) => {
    const { reader } = createGitHub({ '/api/v3/repos/acme/access': route })
    const thrown: unknown = await reader.repository('acme', 'access').catch((error: unknown) => error)
    expect(isDaypassError(thrown) && thrown.code).toBe(code)
    expect(isDaypassError(thrown) && thrown.message).not.toContain('user-token')
  })

  it('does not take an unreadable file for an absent one', async () => {
    const { reader } = createGitHub({ '/api/v3/repos/acme/access/contents/x?ref=main': { status: 500 } })
    const thrown: unknown = await reader.file('acme', 'access', 'x', 'main').catch((error: unknown) => error)
    expect(isDaypassError(thrown, 'GITHUB_UNAVAILABLE')).toBe(true)
  })

  it('is unavailable when nothing answers', async () => {
    const silent: typeof fetch = async () => {
      throw new TypeError('fetch failed')
    }
    const thrown: unknown = await createGitHubReader('t', 'https://git.example', silent, '1')
      .me()
      .catch((error: unknown) => error)
    expect(isDaypassError(thrown, 'GITHUB_UNAVAILABLE')).toBe(true)
  })
})
