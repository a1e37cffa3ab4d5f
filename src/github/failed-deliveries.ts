import { isDaypassError } from '../core/error.ts'
import type { Caller } from './api/client.ts'
import { asList, ResponseFields } from './api/response.ts'

/** One event is not asked for more often than this: what we refused three times we shall refuse again. */
const mostAttempts = 3
const mostPages = 100

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
  outcome: Outcome | undefined,
  tell: Tell,
): Promise<Attempt[]> {
  const all: Attempt[] = []
  const only = outcome === undefined ? {} : { status: outcome }
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const from = cursor === undefined ? {} : { cursor }
    const answer = await caller.asApp('deliveries', { per_page: 100, ...only, ...from })
    const found = asList(answer.data, 'the deliveries').flatMap((data) => readAttempt(data, tell) ?? [])
    all.push(...found)
    const onward = (answer.link ?? '').split(',').find((link) => link.includes('rel="next"'))
    const next = /[?&]cursor=([^&>]+)/.exec(onward ?? '')?.[1]
    if (next === undefined || found.some(({ at }) => at < since)) return all
    cursor = decodeURIComponent(next)
  }
  tell(`GitHub lists more than ${mostPages * 100} deliveries: of those before, lost ones are not asked for again.`)
  return all
}

function readAttempt(data: unknown, tell: Tell): Attempt | undefined {
  const readable = <T>(read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!isDaypassError(error, 'GITHUB_UNAVAILABLE')) throw error
      tell('GitHub lists a delivery that cannot be read: it is left out, and the others are looked after.', error)
      return undefined
    }
  }
  return readable(() => {
    const delivery = new ResponseFields(data, 'the delivery')
    const status = delivery.has('status_code') ? delivery.count('status_code') : 0
    return {
      guid: delivery.text('guid'),
      delivered: status >= 200 && status < 300,
      at: delivery.instant('delivered_at'),
      id: readable(() => delivery.longId('id')),
    }
  })
}

/** The attempts, newest first, of each event of which none got through; events that were tried often enough are left out. */
function lostEvents(attempts: readonly Attempt[]): Attempt[][] {
  const events = new Map<string, Attempt[]>()
  for (const attempt of attempts) events.set(attempt.guid, [...(events.get(attempt.guid) ?? []), attempt])
  return [...events.values()].filter(
    (event) => event.length < mostAttempts && event.every(({ delivered }) => !delivered),
  )
}
