import { creationFor } from '../../core/display/creation-for.ts'
import { decideDisplay } from '../../core/display/decide-display.ts'
import { asError, failureOf, isDaypassError } from '../../core/error.ts'
import { addSeconds } from '../../core/instant.ts'
import { backOff, refusedBackOff } from '../../core/lifecycle/timing/back-off.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { DisplayClaim } from '../../ports/display-store.ts'
import type { Looks } from '../../ports/looks.ts'
import { type Looked, lookWhileAsked, unwatched } from '../look-end.ts'
import { applyDisplay } from './apply-display.ts'
import type { DisplayPorts } from './display-ports.ts'
import { observeDisplay } from './observe-display.ts'

/**
 * Makes GitHub show what a request's record says. The contract is that of `reconcile` (request/reconcile.ts), with a claim and a fence of
 * the display's own. What differs:
 * - It reads the request and never saves it. It shows the newest record: what came in between stands in the trail.
 * - A plan that is done stores no instant, but where it is to be compared once more: the next order wakes it.
 * - Where GitHub refuses a step, the other steps are still done; then it counts as an error. A word that GitHub refuses is dropped.
 * - What GitHub refuses is tried again at pauses of up to an hour.
 * - Where GitHub takes nothing more for now, the stored instant is the one from which on it does, if that is later than `backOff` says.
 * - People are not told of an error. Where GitHub does not find the issue, no instant is stored: the request is woken, finds out what
 *   became of it, and orders the display again where it is found. Where that has not helped a few times, there is a pause, too.
 */
export async function reconcileDisplay(ports: DisplayPorts, key: RequestKey, looks: Looks = unwatched): Promise<void> {
  await lookWhileAsked(
    {
      claim: () => ports.displays.claim(key, ports.now()),
      look: (claim, log) => look({ ...ports, log }, claim),
      release: (held, { wakeAt }) => ports.displays.release(held, wakeAt),
    },
    ports.log,
    looks,
  )
}

async function look(ports: DisplayPorts, claim: DisplayClaim): Promise<Looked<DisplayClaim>> {
  let held = claim
  /** A save got no answer: what is stored may be newer than what is held. */
  let isUnsure = false
  // A step may save and then fail: what it saved must not be written over by the note of its failure.
  const displays: DisplayPorts['displays'] = {
    ...ports.displays,
    save: async (on, change) => {
      try {
        held = await ports.displays.save(on, change)
      } catch (error) {
        isUnsure ||= isDaypassError(error, 'STORE_UNAVAILABLE')
        throw error
      }
      return held
    },
  }
  try {
    const file = await observeDisplay({ ...ports, displays }, held)
    if (!file) return { held, wakeAt: null }
    let refused: unknown
    for (const step of decideDisplay(file)) {
      try {
        held = await applyDisplay({ ...ports, displays }, held, step, creationFor(file.record, held.display, step))
      } catch (error) {
        // In a locked issue nothing new may be said, but what stands there can still be made true.
        if (failureOf(error) !== 'refused') throw error
        refused = error
      }
    }
    if (refused) throw refused
    const reopened = held.orders.reopen
    const isNews = held.display.tries > 0 || (held.display.reopened ?? 0) !== reopened
    const shown = isNews ? await displays.save(held, { set: { tries: 0, reopened } }) : held
    return { held: shown, wakeAt: againAt(shown) }
  } catch (error) {
    return failed(ports, held, asError(error), isUnsure)
  }
}

/** When it is compared once more; null: not without an order. */
function againAt({ display: { again } }: DisplayClaim): Date | null {
  return again === undefined ? null : new Date(again)
}

/** So often in a row what is not found wakes the request at once. */
const mostWoken = 3

/** What GitHub does not find is perhaps gone: that is for the request to find out, which has it shown where it is found. */
async function failed(
  ports: DisplayPorts,
  held: DisplayClaim,
  error: Error,
  isUnsure: boolean,
): Promise<Looked<DisplayClaim>> {
  const failure = failureOf(error)
  if (failure === 'overtaken') return { held: undefined, wakeAt: null }
  const code = isDaypassError(error) ? error.code : undefined
  const tries = held.display.tries + 1
  ports.log.error(
    { request: held.key, tries, code, err: error },
    'what a request has come to could not be shown; it is tried again',
  )
  const noted = isUnsure ? held : await ports.displays.save(held, { set: { tries } })
  if (failure !== 'absent' || tries > mostWoken) {
    const soon = addSeconds(ports.now(), failure === 'refused' ? refusedBackOff(tries) : backOff(tries))
    const until = isDaypassError(error) ? error.until : undefined
    return { held: noted, wakeAt: until && until > soon ? until : soon, failure }
  }
  await ports.wake(held.key)
  return { held: noted, wakeAt: null, failure }
}
