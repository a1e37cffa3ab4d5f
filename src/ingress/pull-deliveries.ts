import { createHash } from 'node:crypto'
import { asError } from '../core/error.ts'
import { addSeconds } from '../core/instant.ts'
import type { Inbox } from '../ports/inbox.ts'
import type { Log } from '../ports/log.ts'
import type { SentDeliveries, SentDelivery } from '../ports/sent-deliveries.ts'
import { fitOf, knownEvents } from './known-events.ts'

export type PullOptions = {
  sent: SentDeliveries
  inbox: Pick<Inbox, 'accept' | 'known'>
  /** Called after deliveries were stored. */
  nudge: () => void
  now: () => Date
  log: Log
}

/** Seconds for which GitHub keeps deliveries. */
const kept = 3 * 86_400
/** Seconds by which a turn looks back behind the one before: a delivery may be listed later than it is dated. */
const overlap = 600
/** So many are fetched in a turn; the others are the next turn's. */
const most = 200
/** So many in a turn that cannot be fetched mean that it is not about them. */
const mostFailures = 3

/**
 * Fetches what GitHub could not deliver, since nobody can reach this server: what is new in GitHub's list goes into the same inbox as what
 * comes through the door. That it is GitHub's is known by whom we have asked, and not by a signature; that its body fits its event is looked at
 * all the same. Each call of what is returned is one turn; one delivery that cannot be fetched keeps nobody from the others, and is tried again at
 * each turn. Throws GITHUB_*, STORE_UNAVAILABLE; what was stored until then stays, and the next turn goes on.
 */
export function createPull(options: PullOptions): () => Promise<void> {
  const { sent, inbox, now, log } = options
  /** What is no event of ours, or is gone, and need not be fetched again. */
  const passed = new Map<string, Date>()
  const failed = new Map<string, SentDelivery>()
  let lookedAt: Date | undefined
  return async () => {
    const begun = now()
    const oldest = addSeconds(begun, -kept)
    for (const [guid, at] of passed) if (at < oldest) passed.delete(guid)
    for (const [guid, { at }] of failed) if (at < oldest) failed.delete(guid)
    const listed = await sent.since(lookedAt === undefined ? oldest : addSeconds(lookedAt, -overlap))
    const fresh = listed.filter(
      ({ guid, event }) => knownEvents.includes(event) && !passed.has(guid) && !failed.has(guid),
    )
    const known = await inbox.known(fresh.map(({ guid }) => guid))
    const unseen = fresh.filter(({ guid }) => !known.has(guid))
    let failures = 0
    for (const one of [...unseen.slice(0, most), ...failed.values()]) {
      try {
        if (!(await take(options, one))) passed.set(one.guid, one.at)
        failed.delete(one.guid)
      } catch (thrown) {
        failures += 1
        failed.set(one.guid, one)
        if (failures === mostFailures) throw thrown
        log.warn({ err: asError(thrown), delivery: one.guid }, 'a delivery could not be fetched; it is tried again')
      }
    }
    // What is left is looked for again from where this turn began.
    if (unseen.length <= most) lookedAt = begun
  }
}

/** False: there is nothing to be stored of it. */
async function take({ sent, inbox, nudge, now, log }: PullOptions, delivery: SentDelivery): Promise<boolean> {
  const { guid, event } = delivery
  const payload = await sent.payloadOf(delivery)
  const fit = payload && fitOf(event, payload)
  if (payload === undefined || fit !== 'fits') {
    const why = payload === undefined ? 'GitHub does not have it any more' : 'its body is not one of its event'
    log.warn({ delivery: guid, event }, `a delivery was not taken over: ${why}`)
    return false
  }
  const body = JSON.stringify(payload, asWritten)
  const bodySha256 = createHash('sha256').update(body).digest('hex')
  if (await inbox.accept({ id: guid, event, body, bodySha256 }, now())) nudge()
  return true
}

/** Not declared yet by TypeScript: https://tc39.es/proposal-json-parse-with-source/#sec-json.rawjson */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown }

/** A number that JavaScript does not hold exactly keeps all of its digits. */
function asWritten(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? rawJSON(String(value)) : value
}
