import { type Context, Hono } from 'hono'
import { isDaypassError } from '../core/error.ts'
import { type Lockdown, readScope, whyFlaw } from '../core/lockdown-scope.ts'
import type { Lockdowns } from '../ports/lockdowns.ts'
import { smallBody } from './form.ts'

/** A lockdown as JSON: `since` as an RFC 3339 instant. */
export const lockdownJson = ({ id, scope, why, since }: Lockdown) => ({ id, scope, why, since: since.toISOString() })

/**
 * `GET /lockdowns`, `POST /lockdown` with `{"scope", "why"}` and `POST /lockdown/lift` with `{"which": id or "all", "why"}`. Whoever
 * mounts this has made sure that an operator asks.
 */
export function lockdownOrders(lockdowns: Lockdowns): Hono {
  const orders = new Hono()
  orders.get('/lockdowns', async (c) => c.json({ lockdowns: (await lockdowns.list()).map(lockdownJson) }))
  orders.post('/lockdown', smallBody, (c) => lock(c, lockdowns))
  orders.post('/lockdown/lift', smallBody, (c) => lift(c, lockdowns))
  return orders
}

async function lock(c: Context, lockdowns: Lockdowns): Promise<Response> {
  const order = await readOrder(c)
  if (typeof order === 'string') return refuse(c, order)
  const scope = readScope(order.scope)
  if (!scope)
    return refuse(
      c,
      'Send the scope: {"of": "everything"}, {"of": "connector" or "resource", "name"} or {"of": "person", "id"}.',
    )
  return carryOut(c, async () => ({ lockdown: lockdownJson(await lockdowns.lock(scope, order.why)) }))
}

async function lift(c: Context, lockdowns: Lockdowns): Promise<Response> {
  const order = await readOrder(c)
  if (typeof order === 'string') return refuse(c, order)
  const { which } = order
  if (which !== 'all' && !(typeof which === 'number' && Number.isSafeInteger(which)))
    return refuse(c, 'Send which one to lift: its number, or "all".')
  return carryOut(c, async () => ({ lifted: (await lockdowns.lift(which, order.why)).map(lockdownJson) }))
}

/** Whoever gave the order reads why it was not carried out, where the reason is one that is meant to be read. */
async function carryOut(c: Context, order: () => Promise<object>): Promise<Response> {
  try {
    return c.json(await order())
  } catch (error) {
    if (!isDaypassError(error)) throw error
    const { code, message } = error
    return code === 'LOCKDOWN_UNKNOWN'
      ? c.json({ error: 'not_found', code, message }, 404)
      : c.json({ error: 'server_error', code, message }, 503)
  }
}

/** The order, with a reason that can be kept; or what is wrong with it. */
async function readOrder(c: Context): Promise<({ why: string } & Record<string, unknown>) | string> {
  // It keeps an order from being given in passing, by a wrong path or a page.
  if (c.req.header('x-daypass') !== 'lockdown') return 'Send the header `x-daypass: lockdown` to lock down or to lift.'
  const body: unknown = await c.req.json().catch(() => undefined)
  const { why, ...rest } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  if (typeof why !== 'string') return 'Send JSON with the member `why`: a reason, as text.'
  return whyFlaw(why) ?? { ...rest, why }
}

function refuse(c: Context, message: string): Response {
  return c.json({ error: 'invalid_request', message }, 400)
}
