import { describe, expect, it } from 'vitest'
import { createGitHubReader } from '../../../../src/cli/github/reader.ts'
import { askedToWait } from '../../../../src/cli/github/told.ts'
import { DaypassError, isDaypassError } from '../../../../src/core/error.ts'
import { NoConnection } from '../../../../src/core/no-connection.ts'

type Route = { status?: number; body?: unknown; headers?: Record<string, string> }

/** A GitHub that knows a few addresses, and what it was asked. */
function createGitHub(routes: Record<string, Route>) {
  const asked: { path: string; authorization: string | null; agent: string | null }[] = []
  const sent: unknown[] = []
  const fetcher: typeof fetch = async (input, init) => {
    const url = new URL(String(input))
    const headers = new Headers(init?.headers)
    asked.push({
      path: `${url.pathname}${url.search}`,
      authorization: headers.get('authorization'),
      agent: headers.get('user-agent'),
    })
    if (init?.body) sent.push(JSON.parse(String(init.body)))
    const route = routes[`${url.pathname}${url.search}`] ?? routes[url.pathname]
    if (route === undefined)
      return new Response('{"message":"Not Found"}', { status: 404, headers: { 'content-type': 'application/json' } })
    return new Response(JSON.stringify(route.body ?? {}), {
      status: route.status ?? 200,
      headers: { 'content-type': 'application/json', ...route.headers },
    })
  }
  return { reader: createGitHubReader('user-token', 'https://git.example/api/v3', fetcher, '1.2.3'), asked, sent }
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

  const sso = { 'x-github-sso': 'required; url=https://git.example/orgs/acme/sso?authorization_request=AB' }
  const saml = 'Resource protected by organization SAML enforcement. You must grant your token access.'
  const list =
    'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.'
  const told: [string, Route, RegExp][] = [
    [
      'single sign-on',
      { status: 403, body: { message: saml }, headers: sso },
      /GitHub: Resource protected .*Authorise your token.*https:\/\/git\.example\/orgs\/acme\/sso\?authorization_request=AB$/,
    ],
    [
      'single sign-on that hides the repository',
      { status: 404, headers: sso },
      /no such thing\. Authorise your token.*sso\?/,
    ],
    ['an IP allow list', { status: 403, body: { message: list } }, /IP allow list enabled.*VPN/],
    [
      'words that nobody knows',
      { status: 403, body: { message: 'No.\u001b[31m' } },
      /\(GitHub: No\.\?\[31m\)\. It needs to read issues/,
    ],
    ['no words', { status: 403, body: {} }, /may not read this\. It needs to read issues/],
  ]
  it.each(told)('repeats what GitHub says about %s (github.F8)', async (_name, route, words) => {
    const { reader } = createGitHub({ '/api/v3/repos/acme/access': route })
    await expect(reader.repository('acme', 'access')).rejects.toMatchObject({ message: expect.stringMatching(words) })
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

describe('what the user writes', () => {
  const issues = '/api/v3/repos/acme/access/issues'

  it('opens an issue and answers with its page', async () => {
    const { reader, sent } = createGitHub({
      [issues]: { status: 201, body: { number: 7, html_url: 'https://git.example/acme/access/issues/7' } },
    })
    const text = { title: 'orders-db · read · 2h', body: '### Resource\n' }
    expect(await reader.openIssue('acme', 'access', text)).toEqual({
      number: 7,
      url: 'https://git.example/acme/access/issues/7',
    })
    expect(sent).toEqual([text])
  })

  it('reads labels in both of GitHub’s forms, and whether an app wrote a comment', async () => {
    const { reader } = createGitHub({
      [`${issues}/7`]: { body: { state: 'closed', labels: ['mine', { name: 'daypass:ended' }, {}] } },
      [`${issues}/7/comments`]: {
        body: [
          { id: 1, body: 'x', created_at: '2026-11-21T10:00:00Z', user: { type: 'Bot', login: 'a[bot]' } },
          { id: 2, body: 'y', created_at: '2026-11-21T10:00:00Z', user: { type: 'User' } },
          { id: 3, body: 'z', created_at: '2026-11-21T10:00:00Z', user: null },
          {
            id: 4,
            body: 'x',
            created_at: '2026-11-21T10:00:00Z',
            user: { type: 'Bot', login: 'b[bot]' },
            performed_via_github_app: { id: 5 },
          },
          // A person, through an app: their word and not the app's.
          {
            id: 5,
            body: 'x',
            created_at: '2026-11-21T10:00:00Z',
            user: { type: 'User', login: 'c' },
            performed_via_github_app: { id: 5 },
          },
        ],
      },
    })
    expect(await reader.issue('acme', 'access', 7)).toEqual({ open: false, labels: ['mine', 'daypass:ended', ''] })
    const comments = await reader.comments('acme', 'access', 7)
    expect(comments.map(({ byApp, login, app }) => [byApp, login, app])).toEqual([
      [true, 'a[bot]', undefined],
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
      [true, 'b[bot]', 5],
      [undefined, undefined, undefined],
    ])
  })

  const failures: [string, Route, string, string][] = [
    ['a token that may only read', { status: 403, body: { message: 'Forbidden' } }, 'GITHUB_REFUSED', 'may not write'],
    ['issues switched off', { status: 410, body: { message: 'Issues are disabled' } }, 'GITHUB_REFUSED', 'Issues are'],
    ['a field', { status: 422, body: { message: 'Validation \u001b[31m' } }, 'GITHUB_REFUSED', 'Validation ?[31m'],
    ['an answer that got lost', { status: 502 }, 'GITHUB_UNAVAILABLE', 'nobody knows whether it was written'],
    ['a limit', { status: 403, body: { message: 'secondary rate limit' } }, 'GITHUB_LIMITED', 'limits how often'],
  ]
  it.each(failures)('says what is wrong, and sends nothing twice: %s', async (_name, route, code, words) => {
    const { reader, sent } = createGitHub({ [issues]: route })
    const thrown: unknown = await reader.openIssue('acme', 'access', { title: 'x', body: 'y' }).catch((e: unknown) => e)
    expect(isDaypassError(thrown) && thrown.code).toBe(code)
    expect((thrown as Error).message).toContain(words)
    expect(sent).toHaveLength(1)
  })

  const unmade: [string, boolean, 'me' | 'comment', string][] = [
    ['a reading call', true, 'me', 'GitHub cannot be reached. Set HTTPS_PROXY.'],
    ['a reading call that may have been sent', false, 'me', 'GitHub cannot be reached. Set HTTPS_PROXY.'],
    ['a writing call', true, 'comment', 'GitHub cannot be reached. Set HTTPS_PROXY.'],
    ['a writing call that may have been sent', false, 'comment', 'so nobody knows whether it was written'],
  ]
  it.each(unmade)('says why no connection was made, for %s', async (_name, nothingSent, method, words) => {
    const failing: typeof fetch = async () => {
      throw new NoConnection('Set HTTPS_PROXY.', { cause: undefined, nothingSent })
    }
    const reader = createGitHubReader('t', 'https://git.example', failing, '1')
    const call = method === 'me' ? reader.me() : reader.comment('acme', 'access', 7, 'x')
    const message = expect.stringContaining(words)
    await expect(call).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE', message })
  })

  const now = new Date('2026-11-21T10:00:00Z')
  const pauses: [string, Record<string, string>, number | undefined][] = [
    ['in seconds', { 'retry-after': '30' }, 30_000],
    [
      'until an instant',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now.getTime() / 1000 + 90) },
      90_000,
    ],
    ['until an instant that is over', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, 0],
    ['not yet', { 'x-ratelimit-remaining': '9', 'x-ratelimit-reset': String(now.getTime() / 1000 + 90) }, undefined],
    ['in words', { 'retry-after': 'soon' }, undefined],
    ['not at all', {}, undefined],
  ]
  it.each(pauses)('hears how long GitHub wants to be left alone: %s', (_name, headers, expected) => {
    const limited = new DaypassError('GITHUB_LIMITED', 'x', { cause: { response: { headers } } })
    expect(askedToWait(limited, now)).toBe(expected)
  })
})
