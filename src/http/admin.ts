import { Hono } from 'hono'
import type { Lockdown } from '../core/lockdown-scope.ts'
import type { Secret } from '../core/secret.ts'
import type { Lockdowns } from '../ports/lockdowns.ts'
import type { Releasing } from '../ports/releasing.ts'
import type { Whose } from '../ports/traces.ts'
import { bearerOf, noPages, ownNameOnly } from './admin-access.ts'
import { governanceOrders } from './governance-orders.ts'
import { lockdownJson, lockdownOrders } from './lockdown-orders.ts'
import { createMetrics, type Levels, type Metrics } from './metrics/metrics.ts'
import { whoseOrders } from './whose-orders.ts'

type RevokeAll = () => Promise<{ revoked: number; lockdown: Lockdown | undefined }>

/** An application that says no more than that something is not there, or failed. */
function quietApp(): Hono {
  const app = new Hono()
  app.notFound((c) => c.json({ error: 'not_found' }, 404))
  app.onError((_error, c) => c.json({ error: 'server_error' }, 500))
  return app
}

/** The three faces of the admin server. */
export type AdminApps = {
  /** For the admin port on the loopback: metrics for programs of this machine; orders for those among them that have the token. */
  port: Hono
  /** For the socket in the data directory, whose mode says who may ask: the same, and no token. */
  socket: Hono
  /** For whoever reaches it: metrics, and nothing else. */
  open: Hono
}

/** Metrics in the Prometheus text format, and the orders of an operator: the kill switch, and lockdowns. */
export function createAdmin(
  levels: () => Promise<Levels>,
  /** Locks down, and ends every grant that lives; returns how many there were. `lockdown` undefined: locking down failed. */
  revokeAll: RevokeAll,
  lockdowns: Lockdowns,
  /** What an order at the admin port has to come with. */
  token: Secret,
  /** What is in force, and what is held; absent: nobody looks after that here. */
  releasing?: Releasing,
  /** Whose access left something somewhere; absent: nobody is asked that here. */
  records?: Whose,
): { metrics: Metrics } & AdminApps {
  const { metrics, showMetrics } = createMetrics(levels)
  const orders = ordersOf(revokeAll, lockdowns)
  if (releasing) orders.route('/', governanceOrders(releasing))
  if (records) orders.route('/', whoseOrders(records))
  const port = quietApp()
  port.use(ownNameOnly, noPages)
  port.get('/metrics', showMetrics)
  port.use(bearerOf(token))
  port.route('/', orders)
  const socket = quietApp()
  socket.use(noPages)
  socket.get('/metrics', showMetrics)
  socket.route('/', orders)
  const open = quietApp()
  open.get('/metrics', showMetrics)
  return { metrics, port, socket, open }
}

/** What an operator orders. Whoever mounts this has made sure that one asks. */
function ordersOf(revokeAll: RevokeAll, lockdowns: Lockdowns): Hono {
  const orders = new Hono()
  // The header keeps an order from being given in passing, by a wrong path or a page.
  orders.post('/revoke-all', async (c) => {
    if (c.req.header('x-daypass') !== 'revoke-all') {
      return c.json(
        { error: 'invalid_request', message: 'Send the header `x-daypass: revoke-all` to end every grant.' },
        400,
      )
    }
    const { revoked, lockdown } = await revokeAll()
    const message = lockdown
      ? `Nothing begins any more. When it is over: \`daypass lockdown --lift ${lockdown.id} --why …\`.`
      : 'Locking down failed, so that new access may begin: the log says why. Try `daypass lockdown --why …`.'
    return c.json({ revoked, lockdown: lockdown ? lockdownJson(lockdown) : null, message })
  })
  orders.route('/', lockdownOrders(lockdowns))
  return orders
}
