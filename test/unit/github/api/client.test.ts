import { describe, expect, test } from 'vitest'
import { NoConnection } from '../../../../src/core/no-connection.ts'
import { apiError, readFailure } from '../../../../src/github/api/api-error.ts'
import { endpoints } from '../../../../src/github/api/endpoints.ts'
import { scripted } from '../scripted-github.ts'

const issue = { issue_number: 3 }
const scope = { installation: 11, repository: 7 }
const address = { owner: 'acme', repo: 'access', ...issue }

describe('what GitHub answers becomes', () => {
  test.each([
    ['GITHUB_NOT_FOUND', 404],
    ['GITHUB_GONE', 410],
    ['GITHUB_NOT_FOUND', 301],
    ['GITHUB_NOT_FOUND', 307],
    ['GITHUB_REFUSED', 400],
    ['GITHUB_REFUSED', 403],
    ['GITHUB_REFUSED', 422],
    ['GITHUB_REFUSED', 451],
    ['GITHUB_UNAVAILABLE', 408],
    ['GITHUB_UNAVAILABLE', 500],
    ['GITHUB_UNAVAILABLE', 502],
    ['GITHUB_UNAVAILABLE', 503],
    ['GITHUB_LIMITED', 429],
  ])('%s for %i', async (code, status) => {
    const { github } = scripted((asked) =>
      asked.path.endsWith('/issues/3') ? { status, body: { message: 'so it is' } } : undefined,
    )
    const call = github.asInstallation(scope, 'issue', address)
    await expect(call).rejects.toMatchObject({ code, cause: expect.any(Error) })
  })

  test('GITHUB_UNAVAILABLE when the network is broken, told without the address of anything secret', async () => {
    const { github } = scripted((asked) => (asked.path.includes('/issues/') ? 'broken' : undefined))
    const call = github.asInstallation(scope, 'issue', address)
    await expect(call).rejects.toMatchObject({
      code: 'GITHUB_UNAVAILABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })

  test('GITHUB_UNAVAILABLE when no connection was made, with the whole advice', () => {
    const advice = `${'The certificate is of an unknown authority. '.repeat(5)}Set NODE_EXTRA_CA_CERTS.`
    const made = new Error('x', { cause: new NoConnection(advice, { cause: undefined, nothingSent: true }) })
    const error = apiError(endpoints.issue, readFailure(Object.assign(made, { status: 500 })))
    expect(error.code).toBe('GITHUB_UNAVAILABLE')
    expect(error.message).toBe(`GitHub cannot be reached. ${advice} It is asked again later.`)
  })

  test('GITHUB_UNAVAILABLE when nothing comes back in time', async () => {
    const { github, asked } = scripted((call) => (call.path.includes('/issues/') ? 'silent' : undefined), {
      timeout: 30,
    })
    const call = github.asInstallation(scope, 'issue', address)
    await expect(call).rejects.toMatchObject({
      code: 'GITHUB_UNAVAILABLE',
      message: expect.stringContaining('too long'),
    })
    expect(asked).toHaveLength(2)
  })

  test('GITHUB_UNAVAILABLE when the token itself takes too long', async () => {
    const { github } = scripted((call) => (call.path.endsWith('/access_tokens') ? 'silent' : undefined), {
      timeout: 30,
    })
    await expect(github.asInstallation(scope, 'issue', address)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })
})

describe('a call is sent again', () => {
  const failing = (count: number, status: number) => {
    let left = count
    return scripted((asked) => {
      if (asked.path.endsWith('/access_tokens')) return undefined
      return left-- > 0 ? { status } : { body: { id: 1 } }
    })
  }
  test.each([
    ['reading', 'issue', 2],
    ['a change that says how it shall be', 'changeIssue', 2],
    ['editing a comment', 'editComment', 2],
    ['creating a comment', 'comment', 1],
  ] as const)('%s: at most %s', async (_, name, times) => {
    const { github, asked } = failing(5, 502)
    const call = github.asInstallation(scope, name, { ...address, comment_id: 4, body: 'text' })
    await expect(call).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
    expect(asked).toHaveLength(times)
  })

  test('not after a refusal', async () => {
    const { github, asked } = failing(5, 422)
    await expect(github.asInstallation(scope, 'issue', address)).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
    expect(asked).toHaveLength(1)
  })

  test('once with a new token when the token was taken back, a creation too', async () => {
    const { github, asked, minted } = scripted((call) => {
      if (call.path.endsWith('/access_tokens')) return undefined
      return call.headers.get('authorization') === 'token ghs_secret_1'
        ? { status: 401 }
        : { status: 201, body: { id: 1 } }
    })
    await github.asInstallation(scope, 'comment', { ...address, body: 'text' })
    expect(asked).toHaveLength(2)
    expect(minted).toHaveLength(2)
  })

  test('not a third time when the new token is refused too', async () => {
    const { github, asked } = scripted((call) => (call.path.endsWith('/access_tokens') ? undefined : { status: 401 }))
    await expect(github.asInstallation(scope, 'issue', address)).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
    expect(asked).toHaveLength(2)
  })
})

describe('a token', () => {
  test('opens the one repository, is shared by calls that come together, and kept', async () => {
    const { github, minted } = scripted(() => undefined)
    const calls = [1, 2, 3].map(() => github.asInstallation(scope, 'repository', { owner: 'acme', repo: 'access' }))
    await Promise.all(calls)
    expect(minted.map(({ path, body }) => ({ path, body }))).toEqual([
      { path: '/app/installations/11/access_tokens', body: { repository_ids: [7] } },
    ])
  })

  test('is renewed before it runs out', async () => {
    const { github, minted, later } = scripted(() => undefined)
    const call = () => github.asInstallation(scope, 'repository', { owner: 'acme', repo: 'access' })
    await call()
    later(54 * 60)
    await call()
    expect(minted).toHaveLength(1)
    later(2 * 60)
    await call()
    expect(minted).toHaveLength(2)
  })

  test.each([403, 404, 422])('that GitHub does not give (%i) shuts the app out', async (status) => {
    const { github } = scripted((asked) =>
      asked.path.endsWith('/access_tokens') ? { status, body: { message: 'no' } } : undefined,
    )
    const call = github.asInstallation(scope, 'issue', address)
    await expect(call).rejects.toMatchObject({
      code: 'GITHUB_SHUT_OUT',
      where: expect.stringContaining('access_tokens'),
    })
  })

  test.each([
    ['GITHUB_UNAVAILABLE', 502],
    ['GITHUB_LIMITED', 429],
    ['GITHUB_REFUSED', 401],
  ])('that fails otherwise is %s', async (code, status) => {
    const { github } = scripted((asked) => (asked.path.endsWith('/access_tokens') ? { status } : undefined))
    await expect(github.asInstallation(scope, 'issue', address)).rejects.toMatchObject({ code })
  })

  test('is in no error and no log line', async () => {
    const { github, logged } = scripted((asked) =>
      asked.path.endsWith('/access_tokens')
        ? undefined
        : { status: 422, body: { message: 'Validation Failed' }, headers: { deprecation: 'true' } },
    )
    const error = await github
      .asInstallation(scope, 'comment', { ...address, body: 'private words' })
      .catch((thrown: unknown) => thrown)
    const shown = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).stack)
    expect(shown).toContain('GITHUB_REFUSED')
    expect(`${shown}${logged.join('')}`).not.toMatch(/ghs_secret|bearer |private words/i)
  })
})

test('an answer that is not modified is told as such', async () => {
  const { github } = scripted((asked) => {
    if (asked.path.endsWith('/access_tokens')) return undefined
    return asked.headers.get('if-none-match') === '"a"' ? { status: 304 } : { body: {}, headers: { etag: '"a"' } }
  })
  const first = await github.asInstallation(scope, 'issue', address)
  expect(first).toMatchObject({ notModified: false, etag: '"a"' })
  expect(await github.asInstallation(scope, 'issue', address, first.etag)).toMatchObject({
    notModified: true,
    etag: '"a"',
  })
})

test("GitHub's words are one line in our error", async () => {
  const { github } = scripted((asked) =>
    asked.path.endsWith('/access_tokens')
      ? undefined
      : { status: 422, body: { message: 'bad\r\n\u001b[31mlevel=info\u2028x' } },
  )
  const error = await github.asInstallation(scope, 'issue', address).catch((thrown: unknown) => thrown as Error)
  expect((error as Error).message).not.toMatch(/\p{Cc}|\u2028/u)
})

describe('receiving', () => {
  test('throws what the handler threw, without the payload', async () => {
    const { github, logged } = scripted(() => undefined)
    await github.probot.load((app) => {
      app.on('issues', () => {
        throw new Error('no database')
      })
    })
    const delivery = {
      id: 'guid',
      event: 'issues',
      body: JSON.stringify({ action: 'opened', issue: { body: 'private words' } }),
    }
    const error = await github.receive(delivery).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ message: 'no database' })
    expect(error).not.toHaveProperty('event')
    expect(logged.join('')).not.toContain('private words')
  })

  test('throws on a body that is not JSON', async () => {
    const { github } = scripted(() => undefined)
    await expect(github.receive({ id: 'guid', event: 'issues', body: '{' })).rejects.toThrow()
  })
})
