import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'

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

/**
 * Takes the port, or throws what the system says (EADDRINUSE and the like). A server takes its ports before it reads or writes
 * anything: one that cannot have them has then done nothing.
 */
export async function listen(port: number, host: string): Promise<Listening> {
  let handler: RequestListener = (_, response) => {
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' })
    response.end(JSON.stringify({ status: 'starting' }))
  }
  const options = { requestTimeout: 60_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 }
  const server = createServer(options, (request, response) => handler(request, response))
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  let stopping: Promise<void> | undefined
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    serve: (listener) => {
      handler = typeof listener === 'function' ? listener : getRequestListener(listener.fetch)
    },
    stop: () => {
      stopping ??= stop(server)
      return stopping
    },
  }
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), patience * 1000).unref()
  await closed
}
