import { isDaypassError } from '../../core/error.ts'
import type { Caller } from '../api/client.ts'
import { ResponseFields } from '../api/response.ts'
import { listedDeliveries } from './listed-deliveries.ts'

/** One event is not asked for more often than this: what we refused three times we shall refuse again. */
const mostAttempts = 3

/** One time that GitHub sent an event; all attempts of an event have its GUID. `id`: undefined where it cannot be read. */
type Attempt = { id: string | undefined; guid: string; delivered: boolean; at: Date }
/** As GitHub classifies them: 400 to 599 is a failure, 200 to 399 a success. */
type Outcome = 'failure' | 'success'
/** Says what is done without. */
type Tell = (what: string, error?: unknown) => void

/**
 * Has GitHub send again what did not get through since an instant; returns how many deliveries were asked for. The first look reads every
 * delivery, for what GitHub counts neither as a failure nor as a success; later ones read the failures, and the successes only where
 * there are failures. What cannot be read or is not sent again stops no other. Throws GITHUB_*.
 */
export function createRedelivery(caller: Caller, tell: Tell): (since: Date) => Promise<number> {
  let outcome: Outcome | undefined
  return async (since) => {
    const attempts = (await attemptsBackTo(caller, since, outcome, tell)).filter(({ at }) => at >= since)
    let lost = lostEvents(attempts)
    if (outcome === 'failure' && lost.length > 0) {
      // A failed attempt stays listed after the event got through by a later one.
      const oldest = Math.min(...lost.flat().map(({ at }) => at.getTime()))
      const arrived = new Set(
        (await attemptsBackTo(caller, new Date(oldest), 'success', tell))
          .filter(({ delivered }) => delivered)
          .map(({ guid }) => guid),
      )
      lost = lost.filter((event) => event.every(({ guid }) => !arrived.has(guid)))
    }
    let asked = 0
    for (const event of lost) {
      const id = event.find((attempt) => attempt.id !== undefined)?.id
      if (id !== undefined && (await redeliver(caller, id))) asked++
    }
    outcome = 'failure'
    return asked
  }
}

/** False: GitHub does not have this delivery any more, or will not send it again; the others may still be had. */
async function redeliver(caller: Caller, id: string): Promise<boolean> {
  try {
    await caller.asApp('redeliver', { delivery_id: id })
    return true
  } catch (error) {
    if (isDaypassError(error, 'GITHUB_NOT_FOUND') || isDaypassError(error, 'GITHUB_REFUSED')) return false
    throw error
  }
}

/** Newest first, as GitHub lists them, back to the instant and to the end of the page that it is on. */
async function attemptsBackTo(
  caller: Caller,
  since: Date,
  status: Outcome | undefined,
  tell: Tell,
): Promise<Attempt[]> {
  const unreadable = (error: Error) => tell(leftOut, error)
  const read = (data: unknown) => readAttempt(data, tell)
  const { found, cut } = await listedDeliveries(caller, { since, read, unreadable, status })
  if (cut) tell('GitHub lists more deliveries than are read: of those before, lost ones are not asked for again.')
  return found
}

const leftOut = 'GitHub lists a delivery that cannot be read: it is left out, and the others are looked after.'

function readAttempt(data: unknown, tell: Tell): Attempt {
  const delivery = new ResponseFields(data, 'the delivery')
  const status = delivery.has('status_code') ? delivery.count('status_code') : 0
  return {
    guid: delivery.text('guid'),
    delivered: status >= 200 && status < 300,
    at: delivery.instant('delivered_at'),
    id: idOf(delivery, tell),
  }
}

/** Undefined: it cannot be read, which says nothing of the rest. */
function idOf(delivery: ResponseFields, tell: Tell): string | undefined {
  try {
    return delivery.longId('id')
  } catch (error) {
    if (!isDaypassError(error, 'GITHUB_UNAVAILABLE')) throw error
    tell(leftOut, error)
    return undefined
  }
}

/** The attempts, newest first, of each event of which none got through; events that were tried often enough are left out. */
function lostEvents(attempts: readonly Attempt[]): Attempt[][] {
  const events = new Map<string, Attempt[]>()
  for (const attempt of attempts) events.set(attempt.guid, [...(events.get(attempt.guid) ?? []), attempt])
  return [...events.values()].filter(
    (event) => event.length < mostAttempts && event.every(({ delivered }) => !delivered),
  )
}
