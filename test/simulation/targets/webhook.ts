import { createHmac } from 'node:crypto'
import type { Fetch } from '../../../src/connectors/guarded-fetch/guarded-fetch.ts'
import { isWebhookMessage } from '../../../src/generated/validators.js'
import type { WebhookMessage } from '../../../src/generated/webhook-message.ts'
import { isOpen, open, type Passing, shut, type Target } from './target.ts'

const key = Buffer.alloc(32, 7)

export const webhookSettings = {
  ...{ type: 'webhook' as const, url: 'https://target.example/daypass', secret: `whsec_${key.toString('base64')}` },
  ...{ effect: '5s', worst: '60s' },
}

/** So many grants to a part of a listing. */
const part = 2

/** A target as somebody writes it by docs/connectors/webhook.md, who begins nothing that was ended before. `store`: whose grants they are. */
export function webhookTarget(target: Target, passing: Passing, store: () => Promise<string>): Fetch {
  /** Undefined: it does nothing, or its answer is lost. */
  async function act({ type, data }: WebhookMessage): Promise<object | undefined> {
    if (type === 'grant.list') {
      const all = [...target.leases.keys()].filter((id) => isOpen(target, id))
      const from = Number(data.after ?? 0)
      const ours = await store()
      const grants = all.slice(from, from + part).map((grant) => ({ grant, store: ours }))
      return { nonce: data.nonce, grants, ...(from + part < all.length ? { next: String(from + part) } : {}) }
    }
    const { grant } = data
    const isOver = target.leases.get(grant)?.isOver === true
    if (type === 'grant.begin' && !isOver && !open(target, grant)) return undefined
    if (type === 'grant.end') return shut(target, grant) ? { grant, active: false } : undefined
    return { grant, active: isOpen(target, grant), ...(type === 'grant.probe' ? { nonce: data.nonce } : {}) }
  }

  return async (_url, { headers = {}, body = '' } = {}) => {
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = headers
    const signed = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
    const message: unknown = JSON.parse(String(body))
    if (signature !== `v1,${signed}` || !isWebhookMessage(message)) return new Response(null, { status: 401 })
    const name = `target.${message.type.replace('grant.', '')}`
    await passing.before(name)
    const answer = await act(message)
    if (!answer) throw new TypeError('fetch failed')
    await passing.after(name)
    return Response.json(answer)
  }
}
