import { type Notify, placesFor, type Routing } from '../../core/alerts/routes.ts'
import { asError, failureOf, isDaypassError } from '../../core/error.ts'
import { addSeconds } from '../../core/instant.ts'
import { refusedBackOff } from '../../core/lifecycle/timing/back-off.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { Log } from '../../ports/log.ts'
import type { Looks } from '../../ports/looks.ts'
import type { NoticeClaim, NoticePlace, NoticeResult, NoticeStore, StoredNotice, Told } from '../../ports/notices.ts'
import { type Looked, lookWhileAsked, unwatched } from '../look-end.ts'

export type NoticePorts = {
  notices: NoticeStore
  /** The places there are, the issue among them. */
  places: ReadonlyMap<string, NoticePlace>
  routing: Routing
  /** What the settings in force of a repository say; undefined: nothing. */
  notifyOf(repository: number): Promise<Notify | undefined>
  noticed(kind: StoredNotice['kind'], place: string, result: NoticeResult): void
  now(): Date
  log: Log
}

/** Notices in one look; what is left follows at once. */
const mostAtOnce = 1_000
/** Seconds after which no further one is sent in a look: the claim runs out soon after. */
const longestLook = 40
/** Seconds after which what does not arrive is given up. */
export const keptFor = 3 * 86_400

/**
 * Sends what a repository has to tell, each notice to each of its places. The contract is that of `reconcile` (request/reconcile.ts), with a
 * claim and a fence of its own. A place that fails is tried again at pauses of up to an hour, and keeps no other waiting; what did
 * not arrive within three days is given up at its next failure. Nothing else waits for any of this.
 */
export async function reconcileNotices(ports: NoticePorts, key: RequestKey, looks: Looks = unwatched): Promise<void> {
  await lookWhileAsked(
    {
      claim: () => ports.notices.claim(key, ports.now()),
      look: (claim, log) => look({ ...ports, log }, claim),
      release: (held, { wakeAt }) => ports.notices.release(held, wakeAt),
    },
    ports.log,
    looks,
  )
}

/** A notice with where it goes, and what became of it there so far. */
type Sending = { notice: StoredNotice; places: readonly string[]; told: Record<string, Told> }

async function look(ports: NoticePorts, claim: NoticeClaim): Promise<Looked<NoticeClaim>> {
  const { notices, routing, now } = ports
  const began = now()
  try {
    const open = await notices.open(claim, mostAtOnce)
    const notify = open.length > 0 ? await notifyOf(ports, claim) : undefined
    const sendings = open.map((notice): Sending => {
      const places = placesFor(notice, routing, notify).filter((name) => ports.places.has(name))
      return { notice, places, told: { ...notice.told } }
    })
    for (const one of sendings.filter(isOver)) await notices.tell(claim, one.notice.id, { told: one.told, over: true })
    for (const place of inOrder(claim, sendings)) await sendAll(ports, claim, place, sendings, began)
    return { held: claim, wakeAt: nextLook(claim, sendings, open.length === mostAtOnce, now()) }
  } catch (error) {
    if (failureOf(asError(error)) === 'overtaken') return { held: undefined, wakeAt: null }
    throw error
  }
}

/** What cannot be read keeps nothing from being told where the deployment says. */
async function notifyOf({ notifyOf: ask, log }: NoticePorts, { key }: NoticeClaim): Promise<Notify | undefined> {
  return ask(key.repository).catch((thrown: unknown) => {
    log.warn({ err: asError(thrown), repository: key.repository }, 'where a repository wants notices could not be read')
    return undefined
  })
}

const isSettled = (told: Told | undefined): boolean => told === 'delivered' || told === 'given-up'
const isOver = ({ places, told }: Sending): boolean => places.every((place) => isSettled(told[place]))

/** Places that answered last time go first. */
function inOrder({ pace }: NoticeClaim, sendings: readonly Sending[]): string[] {
  const names = new Set(sendings.flatMap(({ places }) => places))
  return [...names].sort((a, b) => (pace.places[a]?.tries ?? 0) - (pace.places[b]?.tries ?? 0))
}

async function sendAll(
  ports: NoticePorts,
  claim: NoticeClaim,
  place: string,
  sendings: readonly Sending[],
  began: Date,
): Promise<void> {
  const { now } = ports
  const paced = claim.pace.places[place]
  if (paced && now() < new Date(paced.again)) return
  for (const one of sendings) {
    if (!one.places.includes(place) || isSettled(one.told[place])) continue
    if (now() >= addSeconds(began, longestLook)) return
    if (!(await sendOne(ports, claim, place, one))) return
  }
}

/** Intent, effect, evidence. Whether the place may be asked for more. */
async function sendOne(ports: NoticePorts, claim: NoticeClaim, place: string, sending: Sending): Promise<boolean> {
  const { notices, places, now, noticed, log } = ports
  const { notice, told } = sending
  const tell = async (is: Told): Promise<void> => {
    told[place] = is
    await notices.tell(claim, notice.id, { told, over: isOver(sending) })
  }
  const isAgain = told[place] === 'begun'
  if (!isAgain) await tell('begun')
  const { tries = 0 } = claim.pace.places[place] ?? {}
  const facts = { place, notice: notice.id, kind: notice.kind, repository: notice.repository }
  try {
    const issue = await places.get(place)?.send(notice, { isAgain, tries, known: claim.pace.issues[notice.kind] })
    const { [place]: _well, ...others } = claim.pace.places
    const issues = issue === undefined ? claim.pace.issues : { ...claim.pace.issues, [notice.kind]: issue }
    claim.pace = { places: others, issues }
  } catch (thrown) {
    const err = asError(thrown)
    const isLate = now() >= addSeconds(notice.at, keptFor)
    const until = isDaypassError(err) ? err.until : undefined
    const soon = addSeconds(now(), refusedBackOff(tries + 1))
    const again = until && until > soon ? until : soon
    claim.pace = {
      ...claim.pace,
      places: { ...claim.pace.places, [place]: { tries: tries + 1, again: again.toISOString() } },
    }
    noticed(notice.kind, place, isLate ? 'given-up' : 'failed')
    log.warn({ ...facts, err, tries: tries + 1 }, isLate ? 'a notice is given up' : 'a notice did not arrive yet')
    if (isLate) await tell('given-up')
    return isLate
  }
  await tell('delivered')
  noticed(notice.kind, place, 'delivered')
  return true
}

/** When something is to be sent next; null: nothing waits. */
function nextLook({ pace }: NoticeClaim, sendings: readonly Sending[], isMore: boolean, now: Date): Date | null {
  const waiting = sendings.flatMap(({ places, told }) => places.filter((place) => !isSettled(told[place])))
  const instants = [...new Set(waiting)].map((place) => {
    const again = pace.places[place]?.again
    return again === undefined ? now.getTime() : Math.max(now.getTime(), Date.parse(again))
  })
  // Of a full page something may be over: the next page is looked at.
  if (isMore && sendings.some(isOver)) instants.push(now.getTime())
  return instants.length === 0 ? null : new Date(Math.min(...instants))
}
