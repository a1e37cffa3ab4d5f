import { describe, expect, test } from 'vitest'
import { DaypassError } from '../../../src/core/error.ts'
import { Secret } from '../../../src/core/secret.ts'
import { createAdmin } from '../../../src/http/admin.ts'
import { noLevels } from '../../fakes/levels.ts'
import { createFakeLockdowns } from '../../fakes/lockdowns.ts'

const token = new Secret('t'.repeat(43))
const everything = { of: 'everything' }
function admin() {
  const lockdowns = createFakeLockdowns()
  const revokeAll = async () => ({ revoked: 0, lockdown: undefined })
  const apps = createAdmin(async () => noLevels, revokeAll, lockdowns, token)
  const send = async (path: string, body?: unknown, headers: Record<string, string> = { 'x-daypass': 'lockdown' }) => {
    const init =
      body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }
    const answer = await apps.socket.request(path, { ...init, headers })
    return [answer.status, await answer.json()] as [number, Record<string, unknown>]
  }
  return { ...apps, lockdowns, send }
}

describe('orders of a lockdown', () => {
  test.each([
    everything,
    { of: 'connector', name: 'orders-postgres' },
    { of: 'resource', name: 'orders-db' },
    { of: 'person', id: 42 },
  ])('locks down %o, lists it, lifts it', async (scope) => {
    const { send, lockdowns } = admin()
    const lockdown = { id: 1, scope, why: 'a drill', since: '2026-11-21T12:00:00.000Z' }
    expect(await send('/lockdown', { scope, why: 'a drill' })).toEqual([200, { lockdown }])
    expect(await send('/lockdowns')).toEqual([200, { lockdowns: [lockdown] }])
    expect(await send('/lockdown/lift', { which: 1, why: 'over' })).toEqual([200, { lifted: [lockdown] }])
    expect(await send('/lockdowns')).toEqual([200, { lockdowns: [] }])
    expect(lockdowns.told).toEqual([
      ['lock', scope, 'a drill'],
      ['lift', 1, 'over'],
    ])
  })

  test.each<[string, string, unknown]>([
    ['no JSON', '/lockdown', 'scope=everything'],
    ['no object', '/lockdown', '[]'],
    ['no reason', '/lockdown', { scope: everything }],
    ['an empty reason', '/lockdown', { scope: everything, why: ' ' }],
    ['a reason that is no text', '/lockdown', { scope: everything, why: 7 }],
    ['a reason of two lines', '/lockdown', { scope: everything, why: 'a\nb' }],
    ['a reason with an escape sequence', '/lockdown', { scope: everything, why: 'a\u001b[2Jb' }],
    ['a reason that turns text around', '/lockdown', { scope: everything, why: 'a\u202eb' }],
    ['a reason that is too long', '/lockdown', { scope: everything, why: 'a'.repeat(501) }],
    ['no scope', '/lockdown', { why: 'a drill' }],
    ['a scope of nothing that there is', '/lockdown', { scope: { of: 'team', name: 'a' }, why: 'a drill' }],
    ['a scope that says more than it means', '/lockdown', { scope: { ...everything, id: 7 }, why: 'a drill' }],
    ['a scope of two things', '/lockdown', { scope: { of: 'person', id: 7, name: 'orders-db' }, why: 'a drill' }],
    ['a name that none can have', '/lockdown', { scope: { of: 'resource', name: 'Orders DB' }, why: 'a drill' }],
    ['a login', '/lockdown', { scope: { of: 'person', id: 'rita' }, why: 'a drill' }],
    ['nobody', '/lockdown', { scope: { of: 'person', id: 0 }, why: 'a drill' }],
    ['nothing to lift', '/lockdown/lift', { why: 'over' }],
    ['a number as text', '/lockdown/lift', { which: '1', why: 'over' }],
    ['lifting without a reason', '/lockdown/lift', { which: 'all' }],
  ])('refuses %s', async (_case, path, body) => {
    const { send, lockdowns } = admin()
    expect(await send(path, body)).toEqual([400, { error: 'invalid_request', message: expect.any(String) }])
    expect(lockdowns.told).toEqual([])
  })

  test.each(['/lockdown', '/lockdown/lift'])('%s does nothing without its header', async (path) => {
    const { send, lockdowns } = admin()
    const body = { scope: everything, which: 'all', why: 'a drill' }
    for (const headers of [{}, { 'x-daypass': 'revoke-all' }] as Record<string, string>[])
      expect((await send(path, body, headers))[0]).toBe(400)
    expect(lockdowns.told).toEqual([])
  })

  test('does not read a body without end', async () => {
    const { send, lockdowns } = admin()
    expect((await send('/lockdown', { scope: everything, why: 'a', more: 'x'.repeat(9000) }))[0]).toBe(413)
    expect(lockdowns.told).toEqual([])
  })

  test('says of a number that is not in force that it is not, and of a store that does not answer that it does not', async () => {
    const { send, lockdowns } = admin()
    expect(await send('/lockdown/lift', { which: 7, why: 'over' })).toEqual([
      404,
      { error: 'not_found', code: 'LOCKDOWN_UNKNOWN', message: 'There is no lockdown 7 in force.' },
    ])
    lockdowns.fail = new DaypassError('STORE_UNAVAILABLE', 'The store does not answer.')
    expect(await send('/lockdown', { scope: everything, why: 'a drill' })).toEqual([
      503,
      { error: 'server_error', code: 'STORE_UNAVAILABLE', message: 'The store does not answer.' },
    ])
    lockdowns.fail = new Error('password=hunter2')
    expect(await send('/lockdown', { scope: everything, why: 'a drill' })).toEqual([500, { error: 'server_error' }])
  })

  test('are not taken at the port without its token, nor where metrics are open (security.R6)', async () => {
    const { port, open, lockdowns } = admin()
    const connection = { incoming: { socket: { localPort: 9090 } } }
    const body = JSON.stringify({ scope: everything, why: 'a drill' })
    const headers = { 'x-daypass': 'lockdown' }
    const authorization = `Bearer ${token.reveal()}`
    const at = (path: string) => `http://localhost:9090${path}`
    const order = { method: 'POST', body, headers }
    expect((await port.request(at('/lockdown'), order, connection)).status).toBe(401)
    expect((await port.request(at('/lockdowns'), {}, connection)).status).toBe(401)
    const paged = { ...order, headers: { ...headers, authorization, origin: 'http://localhost:9090' } }
    expect((await port.request(at('/lockdown'), paged, connection)).status).toBe(403)
    expect((await open.request(at('/lockdown'), order)).status).toBe(404)
    expect((await open.request(at('/lockdowns'))).status).toBe(404)
    expect(lockdowns.told).toEqual([])
    const trusted = { ...order, headers: { ...headers, authorization } }
    expect((await port.request(at('/lockdown'), trusted, connection)).status).toBe(200)
  })
})
