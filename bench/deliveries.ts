// Runs in a thread of its own, so that sending does not take its time from what is measured.
import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

/** What to send: `perSecond` undefined: as fast as `connections` allow. */
export type Load = {
  port: number
  secret: string
  from: number
  count: number
  connections: number
  perSecond?: number
}
/** Milliseconds of each acknowledgement, and of all together. */
export type Acknowledged = { each: number[]; total: number }

/** A delivery of 12 KB like GitHub's: mostly addresses and texts that nobody reads. */
export function deliveryBody(number: number): string {
  const link = { url: `https://api.github.example/repos/acme/access/issues/${number}`, text: 'word '.repeat(20) }
  const links = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`link_${index}`, link]))
  return JSON.stringify({
    action: 'opened',
    issue: { number, id: number, body: '### Resource', ...links },
    repository: { id: 71, name: 'access', owner: { login: 'acme' } },
    installation: { id: 9 },
  })
}

function prepare(load: Load): { body: string; signature: string; id: string }[] {
  return Array.from({ length: load.count }, (_, index) => {
    const body = deliveryBody(load.from + index)
    const signature = `sha256=${createHmac('sha256', load.secret).update(body).digest('hex')}`
    return { body, signature, id: `bench-${load.from + index}` }
  })
}

async function send(load: Load): Promise<Acknowledged> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections })
  const deliveries = prepare(load)
  const each: number[] = []
  const started = performance.now()
  const sendOne = async (delivery: (typeof deliveries)[number], due: number): Promise<void> => {
    await post(agent, load.port, delivery)
    each.push(performance.now() - due)
  }
  if (load.perSecond === undefined) {
    const queue = deliveries.values()
    const connection = async (): Promise<void> => {
      for (const delivery of queue) await sendOne(delivery, performance.now())
    }
    await Promise.all(Array.from({ length: load.connections }, connection))
  } else {
    await Promise.all(
      deliveries.map((delivery, index) =>
        atPace(started + (index / (load.perSecond ?? 1)) * 1000, (due) => sendOne(delivery, due)),
      ),
    )
  }
  agent.destroy()
  return { each, total: performance.now() - started }
}

/** Time counts from when a delivery was due, so that a late sender hides nothing. */
async function atPace(due: number, send: (due: number) => Promise<void>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
  await send(Math.max(due, performance.now()))
}

function post(
  agent: Agent,
  port: number,
  { body, signature, id }: { body: string; signature: string; id: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-github-event': 'issues',
      'x-github-delivery': id,
      'x-hub-signature-256': signature,
    }
    const sent = request({ port, host: '127.0.0.1', method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () =>
        response.statusCode === 202 ? resolve() : reject(new Error(`status ${response.statusCode}`)),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

if (parentPort !== null) {
  const acknowledged = await send(workerData as Load)
  parentPort.postMessage(acknowledged)
}
