// Runs in a thread of its own, and sends bytes that are ready, so that sending takes little from the machine that is measured.
import { once } from 'node:events'
import { connect } from 'node:net'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { delivery } from './deliveries.ts'
import { type Moment, moment } from './moment.ts'

/** What to send: `count` deliveries numbered `from`; `perSecond` absent: as fast as the connections allow. */
export type Load = { port: number; from: number; count: number; connections: number; perSecond?: number }

/** When each delivery was sent, by its id, and how many milliseconds all of them took to be acknowledged. */
export type Acknowledged = { sent: Map<string, Moment>; total: number }

/** Sends a load from another thread. Rejects when a delivery is refused, or answered without having been stored. */
export function sendDeliveries(load: Load): Promise<Acknowledged> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: load })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('the sender ended before it had sent everything')))
  })
}

async function send({ port, from, count, connections, perSecond }: Load): Promise<Acknowledged> {
  const deliveries = Array.from({ length: count }, (_, index) => delivery(from + index))
  const open = await Promise.all(Array.from({ length: connections }, () => connected(port)))
  const sent = new Map<string, Moment>()
  const started = moment().at
  const queue = deliveries.entries()
  const sendInTurn = async (connection: Connection): Promise<void> => {
    for (const [index, { id, request }] of queue) {
      const taken = moment()
      const due = perSecond === undefined ? taken.at : started + (index / perSecond) * 1000
      await until(due)
      // One that found no free connection has waited since it was due.
      sent.set(id, taken.at > due ? { ...taken, at: due } : moment())
      await connection.acknowledge(request)
    }
  }
  await Promise.all(open.map(sendInTurn))
  const total = moment().at - started
  for (const connection of open) connection.close()
  return { sent, total }
}

type Connection = { acknowledge: (request: Buffer) => Promise<void>; close: () => void }

/** A connection that sends one request at a time and reads its answer, which the door sends with its length. */
async function connected(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let text = ''
  let settle: (error?: Error) => void = () => undefined
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    const head = text.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/^content-length: (\d+)/im.exec(text)?.[1])
    if (text.length < head + 4 + length) return
    const answer = text
    text = ''
    // Without a word on duplicates or events that nobody knows, for which nothing is stored.
    const stored = answer.startsWith('HTTP/1.1 202 ') && answer.endsWith('\r\n\r\n{"accepted":true}')
    settle(stored ? undefined : new Error(`the door answered ${answer.slice(0, 300)}`))
  })
  socket.on('error', (error) => settle(error))
  socket.on('close', () => settle(new Error('the door closed the connection before it answered')))
  const acknowledge = (request: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      settle = (error) => (error ? reject(error) : resolve())
      socket.write(request)
    })
  return { acknowledge, close: () => socket.destroy() }
}

async function until(due: number): Promise<void> {
  const left = due - moment().at
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
}

if (!isMainThread && parentPort !== null) parentPort.postMessage(await send(workerData as Load))
