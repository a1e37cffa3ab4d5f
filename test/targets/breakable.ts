import { createConnection, createServer, type Socket } from 'node:net'

export type Breakable = {
  port: number
  /** `down`: nobody is let through; `deaf`: the answers to orders are lost. Returns what undoes it. */
  fails(how: 'down' | 'deaf'): () => void
  close(): Promise<void>
}

/** Stands between a connector and its server. `isOrder`: whether this answer, to that question, says that something was done. */
export async function startBreakable(
  to: number,
  isOrder: (question: string, answer: string) => boolean,
): Promise<Breakable> {
  let how: 'down' | 'deaf' | undefined
  const open = new Set<Socket>()
  const drop = () => {
    for (const socket of open) socket.destroy()
  }
  const server = createServer((client) => {
    if (how === 'down') return void client.destroy()
    const upstream = createConnection(to, '127.0.0.1')
    let question = ''
    for (const [from, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from)
      from.on('close', () => {
        open.delete(from)
        other.destroy()
      })
      from.on('error', () => other.destroy())
    }
    client.on('data', (data) => {
      question = data.toString('latin1')
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (how === 'deaf' && isOrder(question, data.toString('latin1'))) client.destroy()
      else client.write(data)
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('it listens on a port')
  return {
    port: address.port,
    fails: (next) => {
      how = next
      if (next === 'down') drop()
      return () => {
        how = undefined
      }
    },
    close: async () => {
      drop()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}
