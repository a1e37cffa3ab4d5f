import type { Logger } from 'pino'
import type { Caller } from '../api/client.ts'
import { ResponseFields } from '../api/response.ts'
import { readable } from './listed-deliveries.ts'

/** One attempt of GitHub to deliver one event. `guid` names the event; `words`: GitHub's own, such as `OK` or `timed out`. */
export type Delivery = {
  guid: string
  /** The HTTP status that GitHub got; 0: none. */
  status: number
  words: string
  /** By a status of 2xx: what redirects did not take it. */
  delivered: boolean
  at: Date
}

/** The newest deliveries, as many as one call tells; one that cannot be read is left out. Throws GITHUB_*. */
export async function newestDeliveries(caller: Caller, log: Pick<Logger, 'warn'>): Promise<Delivery[]> {
  const { data } = await caller.asApp('deliveries', { per_page: 50 })
  const unreadable = (err: Error) =>
    log.warn({ err }, 'One delivery in the list of GitHub cannot be read; it is left out.')
  return readable(data, { read: readDelivery, unreadable })
}

function readDelivery(data: unknown): Delivery {
  const delivery = new ResponseFields(data, 'the delivery')
  const status = delivery.has('status_code') ? delivery.count('status_code') : 0
  return {
    guid: delivery.text('guid'),
    status,
    words: delivery.optionalText('status') ?? '',
    delivered: status >= 200 && status < 300,
    at: delivery.instant('delivered_at'),
  }
}
