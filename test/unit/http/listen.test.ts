import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Hono } from 'hono'
import { afterEach, describe, expect, test } from 'vitest'
import { type ConnectionLimits, listen } from '../../../src/http/listen.ts'

const app = new Hono().get('/', (c) => c.text('hello'))

let stop: (() => Promise<void>) | undefined
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await stop?.()
})

async function start(limits: ConnectionLimits): Promise<number> {
  const server = await listen({ port: 0, host: '127.0.0.1' }, limits)
  server.serve(app)
  stop = server.stop
  return server.port
}

/** What comes back until the other side closes. */
async function sendAt(port: number, text: string, localAddress = '127.0.0.1'): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  sockets.push(socket)
  let answer = ''
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString()
  })
  socket.on('error', () => socket.destroy())
  if (text !== '') socket.write(text)
  await new Promise((done) => socket.once('close', done))
  return answer
}

/** A connection that is open, and does nothing. */
async function hold(port: number, localAddress: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  sockets.push(socket)
  await once(socket, 'connect')
  socket.on('error', () => undefined)
  return socket
}

const whole = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'

describe('connections (security.W7)', () => {
  const quick = { connections: 100, headersMs: 60, checkMs: 20 }

  // The test ends because the server closes them: nobody else does.
  test.each([
    ['that sends nothing', ''],
    ['that never ends its headers', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: '],
    ['that never ends its first line', 'GET /'],
  ])('one %s is closed', async (_, text) => {
    const port = await start(quick)
    expect(await sendAt(port, text)).not.toContain('200 OK')
    expect(await sendAt(port, whole)).toContain('200 OK')
  })

  test('one address has at most half of them, and room again once it closes some', async () => {
    const port = await start({ connections: 8, headersMs: 60_000, checkMs: 60_000 })
    const own = await Promise.all(Array.from({ length: 4 }, () => hold(port, '127.0.0.1')))
    expect(await sendAt(port, whole)).toBe('')
    expect(await sendAt(port, whole, '127.0.0.2')).toContain('200 OK')
    own[0]?.destroy()
    await expect.poll(() => sendAt(port, whole)).toContain('200 OK')
  })

  test('all addresses together have so many', async () => {
    const port = await start({ connections: 2, headersMs: 60_000, checkMs: 60_000 })
    for (const localAddress of ['127.0.0.2', '127.0.0.3']) {
      await hold(port, localAddress)
    }
    expect(await sendAt(port, whole, '127.0.0.4')).toBe('')
  })
})
