import type { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/core/secret.ts'
import { createAdmin } from '../../../src/http/admin.ts'
import type { Whose } from '../../../src/ports/traces.ts'
import { noLevels } from '../../fakes/levels.ts'
import { createFakeLockdowns } from '../../fakes/lockdowns.ts'

const token = new Secret('t'.repeat(43))
const authorization = `Bearer ${token.reveal()}`
/** What Hono's server hands on: by which port a connection came in. */
const own = 'http://localhost:9090'
const connection = { incoming: { socket: { localPort: 9090 } } }

const lockdown = { id: 7, scope: { of: 'everything' }, why: 'revoke-all', since: new Date(0) } as const
/** What is answered when so many grants were ended. */
const ended = (revoked: number) => ({
  revoked,
  lockdown: { ...lockdown, since: '1970-01-01T00:00:00.000Z' },
  message: 'Nothing begins any more. When it is over: `daypass lockdown --lift 7 --why …`.',
})

/** An admin application over so many grants that live, and how often everything was revoked. */
function admin(grants: number | Error = 3) {
  const state = { revoked: 0, left: grants }
  const apps = createAdmin(
    async () => noLevels,
    async () => {
      state.revoked++
      if (state.left instanceof Error) throw state.left
      const { left } = state
      state.left = 0
      return { revoked: left, lockdown }
    },
    createFakeLockdowns(),
    token,
  )
  const post = (headers?: Record<string, string>, method = 'POST') =>
    apps.socket.request('/revoke-all', { method, ...(headers ? { headers } : {}) })
  return { state, post, ...apps }
}

test('grants that nothing can end are counted by the connector that is missing, and no longer than it is', async () => {
  const state = { ...noLevels, stranded: [{ connector: 'orders', connectorType: 'vault', count: 2 }] }
  const { socket } = createAdmin(
    async () => state,
    async () => ({ revoked: 0, lockdown: undefined }),
    createFakeLockdowns(),
    token,
  )
  const stranded = async () =>
    (await (await socket.request('/metrics')).text())
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
      expect([response.status, await response.json()]).toEqual([200, ended(revoked)])
    }
  })

  test('says so when it could not lock down', async () => {
    const { socket } = createAdmin(
      async () => noLevels,
      async () => ({ revoked: 2, lockdown: undefined }),
      createFakeLockdowns(),
      token,
    )
    const answer = await socket.request('/revoke-all', { method: 'POST', headers: { 'x-daypass': 'revoke-all' } })
    const message = expect.stringContaining('Locking down failed')
    expect(await answer.json()).toEqual({ revoked: 2, lockdown: null, message })
  })

  test('takes the header in whatever case its name is', async () => {
    expect(await (await admin(1).post({ 'X-Daypass': 'revoke-all' })).json()).toEqual(ended(1))
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

describe('the admin port is asked under its own name, and not by pages (security.R6)', () => {
  const ways: [string, string][] = [
    ['POST', '/revoke-all'],
    ['GET', '/metrics'],
    ['GET', '/nothing'],
  ]
  const ask = (app: Hono, [method, path]: [string, string], headers: Record<string, string>) =>
    app.request(
      new URL(path, own),
      { method, headers: { 'x-daypass': 'revoke-all', authorization, ...headers } },
      connection,
    )

  describe.each(ways)('%s %s', (...way) => {
    const [, path] = way
    test.each(['127.0.0.1:9090', 'localhost:9090', 'LOCALHOST:9090', '[::1]:9090'])(
      'Host %s is answered',
      async (host) => {
        expect((await ask(admin().port, way, { host })).status).toBe(path === '/nothing' ? 404 : 200)
      },
    )

    test('at port 80 without a port, too', async () => {
      const at80 = { incoming: { socket: { localPort: 80 } } }
      const [method] = way
      const headers = { 'x-daypass': 'revoke-all', authorization, host: 'localhost' }
      const answer = await admin().port.request(path, { method, headers }, at80)
      expect(answer.status).toBe(path === '/nothing' ? 404 : 200)
    })

    // After DNS rebinding a page is of the same origin as we are, so that no preflight asks; but its Host stays the attacker's.
    test.each([
      'evil.example',
      'evil.example:9090',
      'localhost.evil.example:9090',
      '127.0.0.1.evil.example:9090',
      '127.0.0.1@evil.example',
      'evil.example@127.0.0.1:9090',
      'evil.localhost:9090',
      '127.0.0.2:9090',
      '127.1:9090',
      '2130706433:9090',
      '0.0.0.0:9090',
      '[::]:9090',
      '[::ffff:127.0.0.1]:9090',
      '::1',
      'localhost.:9090',
      'localhost:',
      'localhost:x',
      'localhost:9090, evil.example',
      // Its own names, with another port or none.
      '127.0.0.1',
      'localhost',
      '[::1]',
      '127.0.0.1:19090',
      'localhost:909',
      'localhost:80',
      'localhost:99090',
      '',
    ])('Host %j is refused', async (host) => {
      const { port, state } = admin()
      const response = await ask(port, way, { host })
      expect([response.status, await response.json()]).toEqual([
        421,
        {
          error: 'misdirected_request',
          message:
            "Ask 127.0.0.1, localhost or [::1] by that name and with the admin server's own port, as in `Host: localhost:9090`.",
        },
      ])
      expect(state.revoked).toBe(0)
    })

    test('an address that names another host than the header is refused', async () => {
      const { port, state } = admin()
      const absolute: [string, string] = [way[0], `http://evil.example:9090${way[1]}`]
      expect((await ask(port, absolute, { host: '127.0.0.1:9090' })).status).toBe(421)
      expect(state.revoked).toBe(0)
    })

    test.each(['http://evil.example', 'http://127.0.0.1:9090', 'null', ''])('Origin %j is refused', async (origin) => {
      for (const face of ['port', 'socket'] as const) {
        const { [face]: app, state } = admin()
        const response = await ask(app, way, { host: '127.0.0.1:9090', origin })
        expect([response.status, await response.json()]).toEqual([
          403,
          { error: 'access_denied', message: 'No page of a browser may ask here.' },
        ])
        expect(state.revoked).toBe(0)
      }
    })
  })
})

describe('orders at the admin port need the token (security.R6)', () => {
  const ask = (headers: Record<string, string>, path = '/revoke-all', method = 'POST') => {
    const asked = admin()
    const sent = { host: 'localhost:9090', 'x-daypass': 'revoke-all', ...headers }
    return { ...asked, answer: asked.port.request(new URL(path, own), { method, headers: sent }, connection) }
  }

  test.each([authorization, authorization.replace('Bearer', 'bearer'), authorization.replace(' ', '  ')])(
    'with it, they are carried out: %s',
    async (given) => {
      const { answer, state } = ask({ authorization: given })
      expect([(await answer).status, state.revoked]).toEqual([200, 1])
    },
  )

  const secret = token.reveal()
  test.each([
    ['none', {}],
    ['an empty one', { authorization: '' }],
    ['no token', { authorization: 'Bearer ' }],
    ['another token', { authorization: `Bearer ${'u'.repeat(43)}` }],
    ['a part of it', { authorization: `Bearer ${secret.slice(1)}` }],
    ['more than it', { authorization: `Bearer ${secret}t` }],
    ['it and another', { authorization: `Bearer ${secret}, Bearer ${secret}` }],
    ['the bare token', { authorization: secret }],
    ['another scheme', { authorization: `Basic ${secret}` }],
    ['as a parameter of another header', { 'x-token': secret }],
    ['how a secret prints', { authorization: `Bearer ${String(token)}` }],
  ])('without it, nothing happens: %s', async (_, headers) => {
    const { answer, state } = ask(headers as Record<string, string>)
    const response = await answer
    expect([response.status, await response.json()]).toEqual([
      401,
      {
        error: 'invalid_token',
        message:
          'Send the header `authorization: Bearer …` with what the file admin-token in the data directory holds, or ask through the socket admin.sock beside it, which takes no token.',
      },
    ])
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(state.revoked).toBe(0)
  })

  test('and the word of the order as well', async () => {
    const { answer, state } = ask({ authorization, 'x-daypass': 'yes' })
    expect([(await answer).status, state.revoked]).toEqual([400, 0])
  })

  test.each([
    ['POST', '/metrics'],
    ['GET', '/revoke-all'],
    ['POST', '/nothing'],
  ])('as everything but the metrics does: %s %s', async (method, path) => {
    expect((await ask({}, path, method).answer).status).toBe(401)
  })

  test('which need none', async () => {
    expect((await ask({}, '/metrics', 'GET').answer).status).toBe(200)
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
    const headers = { 'x-daypass': 'revoke-all', host: '127.0.0.1:9090', authorization }
    const response = await open.request(path, { method, headers })
    expect([response.status, await response.json()]).toEqual([404, { error: 'not_found' }])
    expect(state.revoked).toBe(0)
  })

  test('says nothing of why it failed', async () => {
    const { open } = createAdmin(
      async () => Promise.reject(new Error('password=hunter2')),
      async () => ({ revoked: 0, lockdown: undefined }),
      createFakeLockdowns(),
      token,
    )
    const response = await open.request('/metrics')
    expect([response.status, await response.json()]).toEqual([500, { error: 'server_error' }])
  })
})

describe('whose access left a trace', () => {
  const grant = 'FCl-4_ZMZqGdyp01uGb7qw'
  const lived = {
    ...{ grant, request: 'https://github.example/acme/access/issues/4', requester: { id: 5, login: 'rita' } },
    ...{ connector: 'orders', resource: 'orders-db', scope: 'orders:read' },
    ...{ begins: new Date(0), ends: new Date(60_000), ended: null },
  }
  const asking = () => {
    const asked: unknown[] = []
    const records: Whose = {
      whose: async (...given) => {
        asked.push(given)
        return [lived]
      },
    }
    const revoke = async () => ({ revoked: 0, lockdown: undefined })
    const apps = createAdmin(async () => noLevels, revoke, createFakeLockdowns(), token, undefined, records)
    return { ...apps, asked }
  }

  test('is said at the socket, with instants as they are written', async () => {
    const { socket, asked } = asking()
    const response = await socket.request(`/whose?trace=${grant}&at=2026-11-28T14:50:00Z`)
    expect(await response.json()).toEqual({
      grants: [{ ...lived, begins: '1970-01-01T00:00:00.000Z', ends: '1970-01-01T00:01:00.000Z' }],
    })
    expect(asked).toEqual([[{ grant }, new Date('2026-11-28T14:50:00Z')]])
  })

  test.each(['', '?trace=x', `?trace=${grant}&at=yesterday`])('%s is no question', async (question) => {
    const { socket, asked } = asking()
    expect([(await socket.request(`/whose${question}`)).status, asked]).toEqual([400, []])
  })

  test('is said to nobody without the token, and at no open port', async () => {
    const { port, open } = asking()
    const headers = { host: 'localhost:9090' }
    expect((await port.request(`${own}/whose?trace=${grant}`, { headers }, connection)).status).toBe(401)
    expect((await open.request(`/whose?trace=${grant}`)).status).toBe(404)
  })
})
