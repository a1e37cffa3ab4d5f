import { addSeconds } from '../instant.ts'
import { askedFor } from './asked-for.ts'
import type { TrailEntry } from './entry.ts'

/** A grant whose time is over, by entries that show no proved end of it. */
export type EndMissing = {
  grant: string
  /** Its place in the issuer's status lists; undefined: the entry does not say it. */
  place: number | undefined
  /** When it was to end, extensions included. */
  due: Date
  /** Whether its end was begun, so that the proof alone is not shown. */
  begun: boolean
}

/**
 * How long after its time a grant's end may take to be shown (seconds): the last token of it runs for at most five minutes, and a sweep
 * comes every five.
 */
const grace = 600

/**
 * Whether a request's entries, in order, leave open how a grant ended whose time is over. That is no forgery: comments can be deleted, an
 * issue can be opened again, and a server can be down; but whoever reads it does not see an end. Pure.
 */
export function endMissing(entries: readonly TrailEntry[], now: Date): EndMissing | undefined {
  const { since, granted, extensions } = askedFor(entries)
  if (!granted || since.some(({ event }) => event.kind === 'ended')) return undefined
  const { ends } = (extensions.at(-1) ?? granted).facts
  const due = new Date(String(ends))
  // What names no instant cannot be over; the schema leaves facts open.
  if (Number.isNaN(due.getTime()) || now <= addSeconds(due, grace)) return undefined
  const { grant, place } = granted.facts
  const known = typeof place === 'number' && Number.isSafeInteger(place) && place >= 0 ? place : undefined
  return { grant: String(grant), place: known, due, begun: since.some(({ event }) => event.kind === 'end-begun') }
}
