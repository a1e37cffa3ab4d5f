import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { ListenOptions, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { senderOf } from '../core/sender.ts'

/** Seconds that answers under way are waited for when the server stops. */
const patience = 10

/** A listener that hands one path to a handler of raw requests and all others to the application. */
export function withDoor(path: string, door: RequestListener, app: Hono): RequestListener {
  const others = getRequestListener(app.fetch)
  return (request, response) =>
    request.url?.split('?')[0] === path ? door(request, response) : others(request, response)
}

/** Listens, or throws what the system says (EADDRINUSE and the like). `stop` accepts nothing more and waits for what runs. */
export async function listen(
  listener: RequestListener | Hono,
  port: number,
  host: string,
): Promise<{ port: number; stop(): Promise<void> }> {
  const { address, stop } = await listenAt(listener, { port, host })
  return { port: typeof address === 'object' && address !== null ? address.port : port, stop }
}

/** How many connections there may be, and how long one may take for what. Milliseconds. */
export type ConnectionLimits = {
  connections: number
  /** For the headers of a request; a connection that has sent none is closed then as well. */
  headersMs: number
  /** How often Node looks for connections that took longer. */
  checkMs: number
}

const usual: ConnectionLimits = { connections: 4_096, headersMs: 10_000, checkMs: 2_000 }

/**
 * As `listen`, at a port or at the path of a Unix socket, which `stop` removes. One address has at most half of the connections, so that
 * one sender alone leaves some for GitHub and for applications.
 */
export async function listenAt(
  listener: RequestListener | Hono,
  where: ListenOptions,
  limits: ConnectionLimits = usual,
): Promise<{ address: ReturnType<Server['address']>; stop(): Promise<void> }> {
  const handler = typeof listener === 'function' ? listener : getRequestListener(listener.fetch)
  const timeouts = { requestTimeout: 60_000, headersTimeout: limits.headersMs, keepAliveTimeout: 65_000 }
  const server = createServer({ ...timeouts, connectionsCheckingInterval: limits.checkMs }, handler)
  server.maxConnections = limits.connections
  server.on('connection', countBySender(Math.ceil(limits.connections / 2)))
  server.listen(where)
  await once(server, 'listening')
  return { address: server.address(), stop: () => stop(server) }
}

/** Closes a connection of an address that has so many already. */
function countBySender(most: number): (socket: Socket) => void {
  const open = new Map<string, number>()
  return (socket) => {
    const sender = senderOf(socket.remoteAddress)
    const count = (open.get(sender) ?? 0) + 1
    open.set(sender, count)
    socket.once('close', () => {
      const left = (open.get(sender) ?? 1) - 1
      if (left === 0) open.delete(sender)
      else open.set(sender, left)
    })
    if (count > most) socket.destroy()
  }
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), patience * 1000).unref()
  await closed
}
