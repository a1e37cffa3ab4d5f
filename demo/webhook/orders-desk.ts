// An application with keys of its own, which knows nothing of Daypass but a secret: told by webhooks whose key shall work. In the manner of docs/connectors/webhook.md.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { WebhookMessage } from '../../src/generated/webhook-message.ts'

export type OrdersDesk = {
  url: string
  /** What it was told, in order, as it came over the wire. */
  told: string[]
  stop(): Promise<void>
}

type Given = { store: string; ends: string; key: string }

export async function startOrdersDesk(secret: string): Promise<OrdersDesk> {
  const webhook = new Webhook(secret)
  const given = new Map<string, Given>()
  const ended = new Set<string>()
  const told: string[] = []
  const isActive = (one: Given | undefined) => one !== undefined && new Date(one.ends) > new Date()

  function answer({ type, data }: WebhookMessage): object {
    if (type === 'grant.list') {
      const grants = [...given].flatMap(([grant, one]) => (isActive(one) ? [{ grant, store: one.store }] : []))
      return { nonce: data.nonce, grants }
    }
    const { grant, store } = data
    const values = type === 'grant.begin' && !ended.has(grant) ? { ORDERS_KEY: `ok_${randomUUID()}` } : undefined
    if (type === 'grant.begin' && values) given.set(grant, { store, ends: data.ends, key: values.ORDERS_KEY })
    const one = given.get(grant)
    if (type === 'grant.extend' && one) one.ends = data.ends
    if (type === 'grant.end') {
      ended.add(grant)
      given.delete(grant)
    }
    return { grant, active: isActive(given.get(grant)), nonce: type === 'grant.probe' ? data.nonce : undefined, values }
  }

  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    if (request.url === '/orders') {
      const key = request.headers.authorization?.replace('Bearer ', '')
      const isKnown = [...given.values()].some((one) => one.key === key && isActive(one))
      return void response
        .writeHead(isKnown ? 200 : 401)
        .end(isKnown ? '3 orders are stale\n' : 'this key opens nothing\n')
    }
    let message: WebhookMessage
    try {
      message = webhook.verify(body, request.headers as Record<string, string>) as WebhookMessage
    } catch {
      return void response.writeHead(401).end()
    }
    told.push(`${request.headers['webhook-id']}\n${JSON.stringify(message, undefined, 1)}`)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer(message)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told,
    stop: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}
