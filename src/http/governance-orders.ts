import { Hono } from 'hono'
import { isDaypassError } from '../core/error.ts'
import { errorCodes } from '../core/error-codes.ts'
import type { Releasing } from '../ports/releasing.ts'
import { smallBody } from './form.ts'

/** `GET /governance`, and `POST /governance/release` with `{"digest"}`. Whoever mounts this has made sure that an operator asks. */
export function governanceOrders(releasing: Releasing): Hono {
  const orders = new Hono()
  orders.get('/governance', async (c) => c.json({ governance: await releasing.list() }))
  orders.post('/governance/release', smallBody, async (c) => {
    // It keeps an order from being given in passing, by a wrong path or a page.
    if (c.req.header('x-daypass') !== 'lockdown')
      return c.json(
        { error: 'invalid_request', message: 'Send the header `x-daypass: lockdown` to give an order.' },
        400,
      )
    const body = (await c.req.json().catch(() => undefined)) as { digest?: unknown } | undefined
    if (typeof body?.digest !== 'string')
      return c.json({ error: 'invalid_request', message: 'Send the digest of what is held: {"digest"}.' }, 400)
    try {
      return c.json({ released: await releasing.release(body.digest) })
    } catch (error) {
      if (!isDaypassError(error)) throw error
      const { code, message } = error
      return c.json({ error: 'refused', code, message }, errorCodes[code].http as 404)
    }
  })
  return orders
}
