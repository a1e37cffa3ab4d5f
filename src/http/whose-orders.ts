import { Hono } from 'hono'
import { readTrace } from '../core/whose/trace.ts'
import type { Whose } from '../ports/traces.ts'

/** `GET /whose?trace=…[&at=<RFC 3339>]`: whose access left this trace. Whoever mounts this has made sure that an operator asks. */
export function whoseOrders(records: Whose): Hono {
  const orders = new Hono()
  orders.get('/whose', async (c) => {
    const trace = readTrace(c.req.query('trace') ?? '')
    const when = c.req.query('at')
    const at = when === undefined ? undefined : new Date(when)
    if (!trace || (at && Number.isNaN(at.getTime())))
      return c.json(
        { error: 'invalid_request', message: 'Send what was found as `trace`, and an instant as `at`.' },
        400,
      )
    return c.json({ grants: await records.whose(trace, at) })
  })
  return orders
}
