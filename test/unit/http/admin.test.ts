import { describe, expect, test } from 'vitest'
import { createAdmin } from '../../../src/http/admin.ts'

type Asked = ReturnType<typeof createAdmin>['app']

const levels = { liveGrants: 0, endingGrants: 0, undelivered: 0, inboxWaiting: 0, stranded: [] }

/** An admin application over so many grants that live, and how often everything was revoked. */
function admin(grants: number | Error = 3) {
  const state = { revoked: 0, left: grants }
  const { app, open } = createAdmin(
    async () => levels,
    async () => {
      state.revoked++
      if (state.left instanceof Error) throw state.left
      const { left } = state
      state.left = 0
      return left
    },
  )
  const post = (headers?: Record<string, string>, method = 'POST') =>
    app.request('/revoke-all', { method, ...(headers ? { headers } : {}) })
  return { state, post, app, open }
}

test('grants that nothing can end are counted by the connector that is missing, and no longer than it is', async () => {
  const state = { ...levels, stranded: [{ connector: 'orders', connectorType: 'vault', count: 2 }] }
  const { app } = createAdmin(
    async () => state,
    async () => 0,
  )
  const stranded = async () =>
    (await (await app.request('/metrics')).text())
      .split('\n')
      .filter((line) => line.startsWith('daypass_grants_stranded'))
  expect(await stranded()).toEqual(['daypass_grants_stranded{connector="orders",type="vault"} 2'])
  state.stranded = []
  expect(await stranded()).toEqual([])
})

describe('the kill switch', () => {
  test('ends every grant and says how many there were', async () => {
    const { post } = admin(3)
    for (const revoked of [3, 0]) {
      const response = await post({ 'x-daypass': 'revoke-all' })
      expect([response.status, await response.json()]).toEqual([200, { revoked }])
    }
  })

  test('takes the header in whatever case its name is', async () => {
    expect(await (await admin(1).post({ 'X-Daypass': 'revoke-all' })).json()).toEqual({ revoked: 1 })
  })

  test.each([
    ['none', undefined],
    ['an empty one', { 'x-daypass': '' }],
    ['another word', { 'x-daypass': 'yes' }],
    ['another case', { 'x-daypass': 'Revoke-All' }],
    ['more than the word', { 'x-daypass': 'revoke-all, revoke-all' }],
    ['another header', { 'x-revoke': 'revoke-all' }],
    ['what a form can send', { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('does nothing without its header: %s', async (_, headers) => {
    const { state, post } = admin()
    const response = await post(headers)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      error: 'invalid_request',
      message: 'Send the header `x-daypass: revoke-all` to end every grant.',
    })
    expect(state.revoked).toBe(0)
  })

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('does nothing at %s', async (method) => {
    const { state, post } = admin()
    expect((await post({ 'x-daypass': 'revoke-all' }, method)).status).toBe(404)
    expect(state.revoked).toBe(0)
  })

  test('never says that it worked when it did not, nor why', async () => {
    const response = await admin(new Error('password=hunter2')).post({ 'x-daypass': 'revoke-all' })
    expect([response.status, await response.json()]).toEqual([500, { error: 'server_error' }])
  })
})

describe('the admin server is asked under its own name, and not by pages', () => {
  const ways: [string, string][] = [
    ['POST', '/revoke-all'],
    ['GET', '/metrics'],
  ]
  const ask = (app: Asked, [method, path]: [string, string], headers: Record<string, string>) =>
    app.request(path, { method, headers: { 'x-daypass': 'revoke-all', ...headers } })

  describe.each(ways)('%s %s', (...way) => {
    test.each(['127.0.0.1:9090', '127.0.0.1', 'localhost:9090', 'LOCALHOST', '[::1]:9090', '[::1]', '127.0.0.1:19090'])(
      'Host %s is answered',
      async (host) => {
        expect((await ask(admin().app, way, { host })).status).toBe(200)
      },
    )

    // After DNS rebinding a page is of the same origin as we are, so that no preflight asks; but its Host stays the attacker's.
    test.each([
      'evil.example',
      'evil.example:9090',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '127.0.0.1@evil.example',
      'evil.example@127.0.0.1',
      'evil.localhost',
      '127.0.0.2',
      '127.1',
      '2130706433',
      '0.0.0.0:9090',
      '[::]:9090',
      '[::ffff:127.0.0.1]',
      '::1',
      'localhost.',
      'localhost:',
      'localhost:x',
      'localhost, evil.example',
      '',
    ])('Host %j is refused', async (host) => {
      const { app, state } = admin()
      const response = await ask(app, way, { host })
      expect([response.status, await response.json()]).toEqual([
        421,
        { error: 'misdirected_request', message: 'Ask 127.0.0.1, localhost or [::1] by that name.' },
      ])
      expect(state.revoked).toBe(0)
    })

    test('an address that names another host than the header is refused', async () => {
      const { app, state } = admin()
      const absolute: [string, string] = [way[0], `http://evil.example${way[1]}`]
      expect((await ask(app, absolute, { host: '127.0.0.1' })).status).toBe(421)
      expect(state.revoked).toBe(0)
    })

    test.each(['http://evil.example', 'http://127.0.0.1:9090', 'null', ''])('Origin %j is refused', async (origin) => {
      const { app, state } = admin()
      const response = await ask(app, way, { host: '127.0.0.1:9090', origin })
      expect([response.status, await response.json()]).toEqual([
        403,
        { error: 'access_denied', message: 'No page of a browser may ask here.' },
      ])
      expect(state.revoked).toBe(0)
    })
  })

  test('a path that there is not is not told from one that there is', async () => {
    expect((await admin().app.request('/nothing', { headers: { host: 'evil.example' } })).status).toBe(421)
  })
})

describe('what is open to the network', () => {
  test.each(['daypass:9091', '10.0.0.5', undefined])('serves metrics, whatever its name: %s', async (host) => {
    const response = await admin().open.request('/metrics', host === undefined ? {} : { headers: { host } })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/plain')
    expect(await response.text()).toContain('daypass_grants_live 0')
  })

  test.each([
    ['POST', '/revoke-all'],
    ['POST', '/revoke-all/'],
    ['POST', '//revoke-all'],
    ['POST', '/Revoke-All'],
    ['POST', '/metrics/../revoke-all'],
    ['POST', '/%72evoke-all'],
    ['GET', '/revoke-all'],
    ['POST', '/metrics'],
    ['PUT', '/metrics'],
    ['OPTIONS', '/metrics'],
    ['GET', '/'],
    ['GET', '/healthz'],
    ['GET', '/metrics/'],
  ])('and nothing else: %s %s', async (method, path) => {
    const { open, state } = admin()
    const headers = { 'x-daypass': 'revoke-all', host: '127.0.0.1:9090' }
    const response = await open.request(path, { method, headers })
    expect([response.status, await response.json()]).toEqual([404, { error: 'not_found' }])
    expect(state.revoked).toBe(0)
  })

  test('says nothing of why it failed', async () => {
    const { open } = createAdmin(
      async () => Promise.reject(new Error('password=hunter2')),
      async () => 0,
    )
    const response = await open.request('/metrics')
    expect([response.status, await response.json()]).toEqual([500, { error: 'server_error' }])
  })
})
