import type { TrailEvent } from '../../generated/trail-event.ts'
import type { TrailEntry } from './entry.ts'

/** What a request's entries say is asked for now. */
export type AskedFor = {
  /** The latest `submitted`, with which everything before it is superseded, and what follows; all entries where there is none. */
  since: readonly TrailEntry[]
  /** The digest of the request in force: as it was granted, else as it was submitted last; undefined: it was never read. */
  digest: string | undefined
  /** The first `granted` of it. */
  granted: TrailEvent | undefined
  /** The extensions that were given, oldest first. */
  extensions: readonly TrailEvent[]
}

/** Reads from a request's entries, in order, what holds: the latest submission, its grant, its extensions. Pure. */
export function askedFor(entries: readonly TrailEntry[]): AskedFor {
  const start = entries.findLastIndex(({ event }) => event.kind === 'submitted')
  const since = entries.slice(Math.max(0, start))
  const events = since.map(({ event }) => event)
  const granted = events.find(({ kind }) => kind === 'granted')
  const submitted = start === -1 ? undefined : events[0]
  return {
    since,
    digest: granted?.digest ?? submitted?.digest,
    granted,
    extensions: granted ? events.filter(({ kind }) => kind === 'extended') : [],
  }
}
