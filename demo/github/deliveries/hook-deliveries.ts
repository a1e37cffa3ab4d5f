import { type Answer, type Exchange, json, notFound, type Route, route } from '../gateway/route.ts'
import { asApp } from '../installations.ts'
import { asObject, wholeSeconds } from '../json.ts'
import type { Delivery } from '../types.ts'

const WORDS: Readonly<Record<number, string>> = { 502: 'failed to connect to host', 504: 'timed out' }

export const hookDeliveryRoutes: readonly Route[] = [
  route('GET /app/hook/config', asApp(config)),
  route('PATCH /app/hook/config', asApp(setConfig)),
  route('GET /app/hook/deliveries', asApp(list)),
  route('GET /app/hook/deliveries/:id', asApp(one)),
  route('POST /app/hook/deliveries/:id/attempts', asApp(attempt)),
]

function config(x: Exchange): Answer {
  return json({ content_type: 'json', insecure_ssl: '0', secret: '********', url: x.world.deliveries.target ?? '' })
}

function setConfig(x: Exchange): Answer {
  const { url, secret } = x.body
  if (typeof url === 'string' && typeof secret === 'string') x.world.deliveries.setTarget(url, secret)
  return config(x)
}

/** The newest first, a page at a time by cursor. */
function list(x: Exchange): Answer {
  const size = Math.min(Math.max(Number(x.query.get('per_page') ?? 30) || 30, 1), 100)
  const cursor = /^v1_(\d+)$/.exec(x.query.get('cursor') ?? '')?.[1]
  const wanted = x.query.get('status')
  const all = x.world.deliveries.list.toReversed().filter((delivery) => wanted === null || wanted === outcome(delivery))
  const rest = all.filter((delivery) => cursor === undefined || delivery.id <= BigInt(cursor))
  const next = rest[size]
  const query = new URLSearchParams(x.query)
  query.set('cursor', `v1_${next?.id}`)
  const link: Record<string, string> = next ? { link: `<${x.world.url}${x.path}?${query}>; rel="next"` } : {}
  return json(
    rest.slice(0, size).map((delivery) => item(x, delivery)),
    200,
    link,
  )
}

function one(x: Exchange): Answer {
  const delivery = x.world.deliveries.list.find(({ id }) => String(id) === x.params.id)
  if (delivery === undefined) return notFound()
  return json({
    ...item(x, delivery),
    url: x.world.deliveries.target ?? '',
    request: { headers: delivery.headers, payload: JSON.parse(delivery.body) },
    response: { headers: {}, payload: null },
  })
}

function attempt(x: Exchange): Answer {
  if (!/^\d+$/.test(x.params.id ?? '') || !x.world.deliveries.attempt(BigInt(x.params.id ?? ''))) return notFound()
  return json({}, 202)
}

function item(x: Exchange, delivery: Delivery) {
  const payload = asObject(JSON.parse(delivery.body))
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: wholeSeconds(delivery.sentAt),
    redelivery: delivery.redelivery,
    duration: Math.round(delivery.durationMs) / 1_000,
    status: delivery.status < 400 ? 'OK' : (WORDS[delivery.status] ?? `Invalid HTTP Response: ${delivery.status}`),
    status_code: delivery.status,
    event: delivery.event,
    action: delivery.action,
    installation_id: x.world.app.installationId,
    repository_id: asObject(payload.repository).id ?? null,
    throttled_at: null,
  }
}

function outcome(delivery: Delivery): string {
  return delivery.status < 400 ? 'success' : 'failure'
}
