import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { ListenOptions, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { senderOf } from '../core/client-address.ts'

/** Seconds that answers under way are waited for when the server stops. */
const patience = 10

/** A listener that hands one path to a handler of raw requests and all others to the application. */
export function withDoor(path: string, door: RequestListener, app: Hono): RequestListener {
  const others = getRequestListener(app.fetch)
  return (request, response) =>
    request.url?.split('?')[0] === path ? door(request, response) : others(request, response)
}

export type Listening = {
  port: number
  /** Hands what comes to this from now on; until then it is answered 503. */
  serve(listener: RequestListener | Hono): void
  /** Accepts nothing more and waits for what runs; done twice, it is done once. */
  stop(): Promise<void>
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
 * Takes the port, or the path of a Unix socket, which `stop` removes; or throws what the system says (EADDRINUSE and the like). A
 * server takes its ports before it reads or writes anything: one that cannot have them has then done nothing. One address has at
 * most half of the connections, so that one sender alone leaves some for GitHub and for applications.
 */
export async function listen(where: ListenOptions, limits: ConnectionLimits = usual): Promise<Listening> {
  let handler: RequestListener = (_, response) => {
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' })
    response.end(JSON.stringify({ status: 'starting' }))
  }
  const timeouts = { requestTimeout: 60_000, headersTimeout: limits.headersMs, keepAliveTimeout: 65_000 }
  const options = { ...timeouts, connectionsCheckingInterval: limits.checkMs }
  const server = createServer(options, (request, response) => handler(request, response))
  server.maxConnections = limits.connections
  server.on('connection', countBySender(Math.ceil(limits.connections / 2)))
  server.listen(where)
  await once(server, 'listening')
  const address = server.address()
  let stopping: Promise<void> | undefined
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    serve: (listener) => {
      handler = typeof listener === 'function' ? listener : getRequestListener(listener.fetch)
    },
    stop: () => {
      stopping ??= stop(server)
      return stopping
    },
  }
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
