import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

export type ConnectProxy = {
  url: string
  /** What it was asked to connect to, as `host:port`. */
  asked: string[]
  stop(): Promise<void>
}

/**
 * A proxy for https: tunnels by CONNECT. `leadTo` says at which port of the loopback an address is to be found; undefined: the
 * proxy refuses it with 403.
 */
export async function startConnectProxy(leadTo: (address: string) => number | undefined): Promise<ConnectProxy> {
  const asked: string[] = []
  const sockets = new Set<Duplex>()
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(501).end()
  })
  server.on('connect', (request, socket, head) => {
    sockets.add(socket)
    asked.push(request.url ?? '')
    const port = leadTo(request.url ?? '')
    if (port === undefined) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    const target = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      target.write(head)
      join(socket, target)
    })
    sockets.add(target)
    target.on('error', () => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${portOf(server)}`, asked, stop: () => stopAll(server, sockets) }
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** Pipes two connections into each other until either ends. */
export function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
  }
}

export async function stopAll(server: Server, sockets: Iterable<Duplex | Socket>): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  for (const socket of sockets) socket.destroy()
  await closed
}
