import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { vi } from 'vitest'
import { isWebhookMessage } from '../src/generated/validators.js'
import type { WebhookMessage } from '../src/generated/webhook-message.ts'

/** Access by this grant: what opens it, until when, and whose it is; no store: somebody else put it there. */
type Given = { key: string; until: Date; store?: string }

/**
 * A target as somebody would write it by docs/connectors/webhook.md: a real server, which verifies with the library of Standard Webhooks.
 * `fails`: `down`, it does nothing and answers nobody; `deaf`: it does what it is told, and its answer is lost.
 */
export type WebhookTarget = {
  url: string
  given: Map<string, Given>
  /** What it was told, in order: id and message. */
  told: { id: string; message: WebhookMessage }[]
  /** What was refused for its signature. */
  unsigned: number
  /** With what. */
  refusal: number
  fails: 'down' | 'deaf' | undefined
  /** In place of its own answer. */
  answer: ((message: WebhookMessage, own: object) => { status?: number; body: unknown }) | undefined
  /** It knows of each id what it answered, and does not do the same twice. */
  remembers: boolean
  /** How many grants a part of a listing has. */
  part: number
  close(): Promise<void>
}

export type WebhookTargetOptions = { secret: string; now: () => Date; values?: readonly string[] }

export async function startWebhookTarget({ secret, now, values }: WebhookTargetOptions): Promise<WebhookTarget> {
  const { given, told } = { given: new Map<string, Given>(), told: [] as WebhookTarget['told'] }
  const ended = new Set<string>()
  const answers = new Map<string, object>()

  function act({ type, data }: WebhookMessage): object {
    if (type === 'grant.list') {
      const all = [...given].flatMap(([grant, { store }]) => (store === undefined ? [] : [{ grant, store }]))
      const from = data.after === undefined ? 0 : Number(data.after)
      const to = from + target.part
      return { nonce: data.nonce, grants: all.slice(from, to), ...(to < all.length ? { next: String(to) } : {}) }
    }
    const { grant, store } = data
    const stands = () => (given.get(grant)?.until ?? now()) > now()
    let made: Record<string, string> | undefined
    if (type === 'grant.begin' && !ended.has(grant)) {
      const key = randomBytes(32).toString('base64url')
      given.set(grant, { key, until: new Date(data.ends), store })
      made = values && Object.fromEntries(values.map((name) => [name, `${name} ${key}`]))
    }
    const one = given.get(grant)
    if (type === 'grant.extend' && one) one.until = new Date(data.ends)
    if (type === 'grant.end') {
      ended.add(grant)
      given.delete(grant)
    }
    const nonce = type === 'grant.probe' ? { nonce: data.nonce } : {}
    return { grant, active: stands(), ...nonce, ...(made ? { values: made } : {}) }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    if (target.fails === 'down') return void request.socket.destroy()
    const body = Buffer.concat(parts).toString()
    let message: unknown
    try {
      // The library looks at the clock of the machine.
      vi.setSystemTime(now())
      message = new Webhook(secret).verify(body, request.headers as Record<string, string>)
    } catch {
      target.unsigned++
      return void response.writeHead(target.refusal).end()
    }
    if (!isWebhookMessage(message)) return void response.writeHead(422).end()
    const id = String(request.headers['webhook-id'])
    told.push({ id, message })
    const own = (target.remembers ? answers.get(id) : undefined) ?? act(message)
    answers.set(id, own)
    if (target.fails === 'deaf') return void request.socket.destroy()
    const { status = 200, body: said } = target.answer?.(message, own) ?? { body: own }
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(typeof said === 'string' ? said : JSON.stringify(said))
  }

  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const target: WebhookTarget = {
    ...{
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/daypass`,
      given,
      told,
      unsigned: 0,
      refusal: 401,
    },
    ...{ fails: undefined, answer: undefined, remembers: false, part: 800 },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return target
}
