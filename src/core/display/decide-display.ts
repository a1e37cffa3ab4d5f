import type { Alert } from '../alerts/alert.ts'
import { displayTampered } from '../alerts/request-alerts.ts'
import { addSeconds } from '../instant.ts'
import type { RequestRecord } from '../record.ts'
import { renderOver, renderRestored } from '../rendering/answers.ts'
import { type Display, displayOf } from '../rendering/display.ts'
import { labelsFor } from '../rendering/labels.ts'
import type { TrailEntry } from '../trail/entry.ts'
import { type Differences, isListedLater } from './compare-display.ts'
import type { DisplayRecord, WaitingWord } from './display-record.ts'
import { credentialPart, type Part, parts, shownOf } from './shown-parts.ts'

/** What of an issue is written in one call; a member that is absent stays as it is. */
export type IssueLook = {
  title?: string
  labels: string[]
  state?: 'open' | 'closed'
  reason?: 'completed' | 'not_planned'
}

/** One thing to do; each leaves the display such that the next look goes on from there. */
export type DisplayStep =
  /** `alert`: what has to be told because of it. */
  | { do: 'save'; set: Partial<DisplayRecord>; alert?: Alert }
  /** Say a word that waits. */
  | { do: 'say'; word: WaitingWord }
  /** Say something that nobody has asked for. */
  | { do: 'remark'; body: string }
  /** Write one of the comments that show the request; `digest`: of what then is shown. */
  | { do: 'write'; part: Part; body: string; digest: string }
  | { do: 'rewrite'; issue: IssueLook; digest: string }
  /** Write what of the trail no receipt can take, in the comment after so many others. */
  | { do: 'continue'; body: string; before: number }

/** All that a display depends on. */
export type DisplayFile = {
  record: RequestRecord
  entries: readonly TrailEntry[]
  display: DisplayRecord
  /** In the order in which they are to be said. */
  words: readonly WaitingWord[]
  /** Whether the credential can still be used: what has ended is never posted. */
  live: boolean
  /** How often it was ordered to compare, and to open the issue again. */
  orders: { compare: number; reopen: number; closedBy?: number }
  /** Present when GitHub was looked at. `closedBy`: the issue is closed, by this person. */
  seen?: { labels: string[]; compared?: Compared; differences?: Differences; closedBy?: number }
  cli: string
}

/** That it was compared: when, and whether because that was ordered, or once more. */
export type Compared = { at: Date; again: boolean }

/** Seconds after which what was compared in vain is compared once more. */
const comparedAgainAfter = 10

/** Words about restoring what others changed are said so often; after that it is restored in silence. */
const mostRestored = 3

/** What makes GitHub show what the record says, written only where it differs from what was written last. */
export function decideDisplay(file: DisplayFile): DisplayStep[] {
  const { steps: mending, display } = mend(file)
  const { record, entries, words, cli } = file
  const wanted = displayOf(record, [], { cli, entries, ...(display.mark ? { mark: display.mark } : {}) })
  const digests = shownOf(wanted)
  const isHeldBack = record.state === 'active' && !file.live
  const writing = (isHeldBack ? [] : parts).flatMap((part): DisplayStep[] => {
    const body = wanted[part]
    const isWritten = body === undefined || display.shown?.[part] === digests[part]
    return isWritten || isTooLate(part, record, display) ? [] : [{ do: 'write', part, body, digest: digests[part] }]
  })
  const saying = words.map((word): DisplayStep => ({ do: 'say', word }))
  // What somebody waits for who can then go on working comes before what is said.
  const first = credentialPart(record)
  const isFirst = (step: DisplayStep) => step.do === 'write' && step.part === first
  return [
    ...mending,
    ...writing.filter(isFirst),
    ...saying,
    ...writing.filter((step) => !isFirst(step)),
    ...(isHeldBack ? [] : rewriting(file, display, wanted, digests.issue)),
    ...continuing(display, wanted),
  ]
}

/** A credential is not posted, nor posted again, once its access is over; one that stands there stays as it was. */
function isTooLate(part: Part, { state }: RequestRecord, display: DisplayRecord): boolean {
  return part === 'delivery' && state !== 'active' && display.delivery?.comment === undefined
}

/** What somebody changed of ours is forgotten as written, so that it is written again; it is said aloud. */
function mend({ record, display, seen, orders }: DisplayFile): { steps: DisplayStep[]; display: DisplayRecord } {
  if (!seen?.compared) return { steps: [], display }
  const differences = seen.differences ?? { what: [], changed: [], lost: [], reopened: false }
  const [restored, closedAgain] = [display.restored ?? 0, display.closedAgain ?? 0]
  const isInVain = seen.differences === undefined
  const isSaid = differences.what.length > 0 && restored < mostRestored
  // What another store has closed is not explained here.
  const isOver = differences.reopened && closedAgain === 0 && record.adopted === undefined
  const shown = { ...display.shown }
  for (const part of differences.changed) delete shown[part]
  const set: Partial<DisplayRecord> = {
    shown,
    compared: orders.compare,
    ...((isInVain && !seen.compared.again) || isListedLater(display, seen.compared.at)
      ? { again: addSeconds(seen.compared.at, comparedAgainAfter).toISOString() }
      : { again: undefined }),
    ...Object.fromEntries(differences.lost.map((part) => [part, { intended: false, lost: true }])),
    ...(differences.reopened ? { open: true } : {}),
    ...(isSaid ? { restored: restored + 1 } : {}),
    ...(isOver ? { closedAgain: closedAgain + 1 } : {}),
  }
  const remarks = [...(isSaid ? [renderRestored(differences.what)] : []), ...(isOver ? [renderOver(record)] : [])]
  const steps: DisplayStep[] = [
    { do: 'save', set, ...(isSaid ? { alert: displayTampered(record, restored + 1) } : {}) },
    ...remarks.map((body): DisplayStep => ({ do: 'remark', body })),
  ]
  return { steps, display: { ...display, ...set } }
}

/** Title, labels and state in one call. Labels that others put there stay; ours are replaced as a whole. */
function rewriting(
  { record, orders, seen }: DisplayFile,
  display: DisplayRecord,
  { title, open, reason }: Display,
  digest: string,
): DisplayStep[] {
  const isOrdered = orders.reopen > (display.reopened ?? 0) && orders.closedBy === seen?.closedBy
  const isOpened = open === true && (display.open === false || (isOrdered && seen?.closedBy !== undefined))
  const isClosed = open === false && display.open !== false
  if (display.shown?.issue === digest && !isOpened && !isClosed) return []
  const issue: IssueLook = {
    labels: labelsFor(record, seen?.labels ?? record.labels ?? []),
    ...(title === undefined ? {} : { title }),
    // An issue is opened only where somebody without a say has closed it: its requester may just have done so.
    ...(isOpened ? { state: 'open' } : {}),
    ...(isClosed ? { state: 'closed', ...(reason ? { reason } : {}) } : {}),
  }
  return [{ do: 'rewrite', issue, digest }]
}

function continuing({ rest = 0 }: DisplayRecord, { trail = [] }: Display): DisplayStep[] {
  return trail.slice(rest).map((body, index) => ({ do: 'continue', body, before: rest + index }))
}
