// Somebody's own receiver of alerts, which knows nothing of Daypass but a secret. It tells what comes twice by its id.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { NoticeMessage } from '../../src/generated/notice-message.ts'

export type Receiver = {
  url: string
  secret: string
  /** What it was told, each once, in order, with when it came (milliseconds). */
  told: (NoticeMessage & { came: number })[]
  /** How many came in all, those that came again among them. */
  count(): number
  /** Answers with this from now on. */
  answers(status: number): void
  stop(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const webhook = new Webhook(secret)
  const told: Receiver['told'] = []
  const seen = new Set<string>()
  let [all, status] = [0, 204]
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    if (status >= 300) return void response.writeHead(status).end()
    try {
      const message = webhook.verify(body, request.headers as Record<string, string>) as NoticeMessage
      const id = String(request.headers['webhook-id'])
      all += 1
      if (!seen.has(id)) told.push({ ...message, came: performance.timeOrigin + performance.now() })
      seen.add(id)
      response.writeHead(status).end()
    } catch {
      response.writeHead(401).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`,
    secret,
    told,
    count: () => all,
    answers: (next) => {
      status = next
    },
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
