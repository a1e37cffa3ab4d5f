import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { ListenOptions } from 'node:net'
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

/** Listens, or throws what the system says (EADDRINUSE and the like). `stop` accepts nothing more and waits for what runs. */
export async function listen(
  listener: RequestListener | Hono,
  port: number,
  host: string,
): Promise<{ port: number; stop(): Promise<void> }> {
  const { address, stop } = await listenAt(listener, { port, host })
  return { port: typeof address === 'object' && address !== null ? address.port : port, stop }
}

/** As `listen`, at a port or at the path of a Unix socket, which `stop` removes. */
export async function listenAt(
  listener: RequestListener | Hono,
  where: ListenOptions,
): Promise<{ address: ReturnType<Server['address']>; stop(): Promise<void> }> {
  const handler = typeof listener === 'function' ? listener : getRequestListener(listener.fetch)
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 }, handler)
  server.listen(where)
  await once(server, 'listening')
  return { address: server.address(), stop: () => stop(server) }
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), patience * 1000).unref()
  await closed
}
