import { isDaypassError } from '../../core/error.ts'
import type { Log } from '../../ports/log.ts'
import type { SentDeliveries, SentDelivery } from '../../ports/sent-deliveries.ts'
import type { Caller } from '../api/client.ts'
import { ResponseFields } from '../api/response.ts'
import { listedDeliveries } from './listed-deliveries.ts'

/** GitHub's deliveries as an app reads them with its own key: https://docs.github.com/en/rest/apps/webhooks */
export function createSentDeliveries(caller: Caller, log: Pick<Log, 'warn'>): SentDeliveries {
  const unreadable = (err: Error) => log.warn({ err }, 'GitHub lists a delivery that cannot be read: it is left out')
  return {
    async since(instant) {
      const { found, cut } = await listedDeliveries(caller, { since: instant, read: readSent, unreadable })
      if (cut)
        log.warn({}, 'GitHub lists more deliveries than are read: what was before them is found by the sweep alone')
      // All tries of an event have its name, and say the same.
      const first = new Map(found.filter(({ at }) => at >= instant).map((one) => [one.guid, one]))
      return [...first.values()].sort((a, b) => a.at.getTime() - b.at.getTime())
    },
    async payloadOf({ id }) {
      try {
        const { data } = await caller.asApp('delivery', { delivery_id: id })
        return new ResponseFields(data, 'the delivery').part('request').object('payload')
      } catch (error) {
        if (isDaypassError(error, 'GITHUB_NOT_FOUND') || isDaypassError(error, 'GITHUB_GONE')) return undefined
        throw error
      }
    },
  }
}

function readSent(data: unknown): SentDelivery {
  const delivery = new ResponseFields(data, 'the delivery')
  const [guid, event, at] = [delivery.text('guid'), delivery.text('event'), delivery.instant('delivered_at')]
  return { id: delivery.longId('id'), guid, event, at }
}
