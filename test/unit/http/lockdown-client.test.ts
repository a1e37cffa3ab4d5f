import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DaypassError } from '../../../src/core/error.ts'
import { Secret } from '../../../src/core/secret.ts'
import { createAdmin } from '../../../src/http/admin.ts'
import { listenOnSocket, socketPath } from '../../../src/http/admin-socket.ts'
import { lockdownsAtSocket } from '../../../src/http/lockdown-client.ts'
import { createFakeLockdowns } from '../../fakes/lockdowns.ts'
import { silentLog } from '../../open-test-store.ts'

const everything = { of: 'everything' } as const
let directory: string
const stops: (() => Promise<unknown>)[] = []

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'daypass-socket-'))
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function serve(app: Hono) {
  const server = await listenOnSocket(app, directory, silentLog)
  if (!server) throw new Error('no socket could be made')
  stops.push(server.stop)
}

async function client() {
  const lockdowns = await lockdownsAtSocket(directory)
  if (!lockdowns) throw new Error('nobody listens')
  return lockdowns
}

test('orders come to the server, and its answers back', async () => {
  const fake = createFakeLockdowns()
  const levels = async () => Promise.reject(new Error('not asked'))
  const revokeAll = async () => ({ revoked: 0, lockdown: undefined })
  await serve(createAdmin(levels, revokeAll, fake, new Secret('-')).socket)
  const lockdowns = await client()
  const lockdown = await lockdowns.lock(everything, 'a “drill”')
  expect(lockdown).toStrictEqual({
    id: 1,
    scope: everything,
    why: 'a “drill”',
    since: new Date('2026-11-21T12:00:00Z'),
  })
  expect(await lockdowns.list()).toStrictEqual([lockdown])
  expect(await lockdowns.lift(1, 'over')).toStrictEqual([lockdown])
  await expect(lockdowns.lift(1, 'over')).rejects.toMatchObject({ code: 'LOCKDOWN_UNKNOWN' })
  fake.fail = new DaypassError('STORE_UNAVAILABLE', 'The store does not answer.')
  await expect(lockdowns.lock(everything, 'why')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
})

test('where no server listens, there is none: no directory, no socket, a dead server’s socket', async () => {
  expect(await lockdownsAtSocket(join(directory, 'none'))).toBeUndefined()
  expect(await lockdownsAtSocket(directory)).toBeUndefined()
})

test.each<[string, (app: Hono) => unknown]>([
  ['nothing of the kind', () => undefined],
  ['no JSON', (app) => app.get('/lockdowns', (c) => c.text('<html>'))],
  ['another shape', (app) => app.get('/lockdowns', (c) => c.json({ lockdowns: {} }))],
  ['half a lockdown', (app) => app.get('/lockdowns', (c) => c.json({ lockdowns: [{ id: 1, scope: everything }] }))],
  ['a failure', (app) => app.get('/lockdowns', (c) => c.json({ error: 'server_error' }, 500))],
])('a server that answers %s is not taken for none', async (_case, arrange) => {
  const app = new Hono()
  arrange(app)
  await serve(app)
  await expect(lockdownsAtSocket(directory)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
})

test('a server that hangs up does not count as one that did what it was told', async () => {
  const server = createServer((request, response) => {
    if (request.method === 'GET') response.end('{"lockdowns":[]}')
    else request.socket.destroy()
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(join(directory, 'admin.sock'), resolve)
  await promise
  stops.push(async () => server.close())
  await expect((await client()).lock(everything, 'why')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
})

test.each([
  ['and is gone then, is no server', 1],
  ['again and again, is told', 9],
])('who hangs up %s', async (_, times) => {
  let left = times
  const server = createSocket((socket) => {
    left -= 1
    if (left === 0) server.close()
    socket.destroy()
  })
  await new Promise<void>((listening) => server.listen(socketPath(directory), listening))
  if (times > 1) stops.push(() => new Promise((closed) => server.close(closed)))
  const asked = lockdownsAtSocket(directory)
  if (times === 1) expect(await asked).toBeUndefined()
  else await expect(asked).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
})
