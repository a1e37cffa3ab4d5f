import { asError, failureOf, isDaypassError } from '../../core/error.ts'
import { decide } from '../../core/lifecycle/decide.ts'
import type { Seen } from '../../core/lifecycle/plan.ts'
import { nextLook } from '../../core/lifecycle/timing/next-look.ts'
import { isTerminal, type RequestRecord } from '../../core/record.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { Log } from '../../ports/log.ts'
import type { Looks } from '../../ports/looks.ts'
import type { Claim, Show } from '../../ports/request-store.ts'
import { seeDeposit } from '../deposit/see-deposit.ts'
import { type Looked, lookWhileAsked, unwatched } from '../look-end.ts'
import { apply, noteFailure, retryAt } from './apply/apply.ts'
import { observe } from './observe/observe.ts'
import type { Ports } from './ports.ts'
import { forgets, type Left, leftWords, refusalOf } from './refusals.ts'

/**
 * Looks at a request and does what is to be done next: observe, decide, apply. This comment is the contract of a reconcile;
 * `reconcileDisplay` says what differs there.
 *
 * Given: a key, and no reason. Webhooks, timers, sweeps and commands all end here, so doubled, late and lost ones are one case.
 * Where the request is unknown, or another worker holds it, this returns at once. That worker then looks again.
 *
 * May assume: the claimed record is the one saved last, and only the newest claim of a request saves, since each save names its fence.
 * No more: the look before may have stopped after any of its saves, so each step can be done again.
 *
 * What the end of a look means for the next one:
 * - A plan that is done: `tries` is 0, unless the plan says otherwise. `release` stores the instant of the next look (`nextLook`), its job, and the order to show, in one transaction.
 *   No instant (null): only a wake leads to a look.
 * - FENCED_OFF: another worker has claimed the request since, because this claim had run out or an end overtook it. This look writes
 *   nothing more, stores no instant and returns: the other one goes on.
 * - A save that got no answer may have been done. Nothing more is saved, since that would write the older record over the newer one; the
 *   instant of the next look is stored as after any other error, and that look finds what became of it.
 * - Any other error is not thrown on. What was saved stays. `tries` grows, the log has the error, and its class (`failureClasses`) says
 *   whether people are told. The stored instant is `retryAt`: in 2, 4, 8 … seconds, at most 60 (an hour where it is over, and GitHub refuses to have it tidied), and no later than the end of a grant
 *   that lives.
 * - A stored instant is the truth, and its job only a hint. Where the job is lost, the queue's search for due rows finds the request.
 * - "again" (`release` returns true): somebody asked for a look meanwhile. The instant is dropped, and the next look follows at once.
 * - A crash: a claimed request counts as due. The search finds it when its claim has run out.
 *
 * `looks` names each look and hears how it ended. The name is in each line that the look writes to the log.
 *
 * Throws what `claim`, `release` and the saves that note an error throw. STORE_*: the request stays due, and the queue tries again.
 * FENCED_OFF: the other worker goes on.
 */
export async function reconcile(ports: Ports, key: RequestKey, looks: Looks = unwatched): Promise<void> {
  await lookWhileAsked<Claim, RequestLooked>(
    {
      claim: () => ports.requests.claim(key, ports.now()),
      look: (claim, log) => look(inLook(ports, log), claim),
      release: (held, { wakeAt, show }) => ports.requests.release(held, wakeAt, show),
    },
    ports.log,
    looks,
  )
}

/** What a look reaches the world by: its own log, in what it calls as well. */
function inLook(ports: Ports, log: Log): Ports {
  return { ...ports, log, guards: { openTo: (repository) => ports.guards.openTo(repository, log) } }
}

type RequestLooked = Looked<Claim> & { show?: Show | undefined }

async function look(ports: Ports, claim: Claim): Promise<RequestLooked> {
  let held = claim
  /** A save got no answer: what is stored may be newer than what is held. */
  let isUnsure = false
  // A step may save and then fail: what it saved must not be written over by the note of its failure.
  const requests: Ports['requests'] = {
    ...ports.requests,
    save: async (on, change) => {
      try {
        held = await ports.requests.save(on, change)
      } catch (error) {
        isUnsure ||= isDaypassError(error, 'STORE_UNAVAILABLE')
        throw error
      }
      return held
    },
  }
  let seen: Seen = { kind: 'nothing' }
  let isShown = false
  try {
    const now = ports.now()
    seen = await observe(ports, held.record, now)
    const left: Left[] = []
    const deposit = await seeDeposit(ports, held.record)
    for (const step of decide({ now, deposit, record: held.record, seen, freshId: ports.freshId() })) {
      if (left.some(({ on }) => forgets(step, on))) break
      isShown ||= step.do === 'publish'
      try {
        held = await apply({ ...ports, requests }, held, step, seen)
      } catch (error) {
        if (step.do !== 'closePull' || !isDaypassError(error, 'GITHUB_REFUSED')) throw error
        left.push({ on: step.on, error })
      }
    }
    const [first] = left
    if (first) {
      held = await requests.save(held, leftWords(held.record, first, ports.now()))
      throw first.error
    }
    // All was done: what failed before makes no pause any shorter or longer.
    const { tries } = claim.record
    if (tries > 0 && held.record.tries === tries) held = await requests.save(held, { set: { tries: 0 } })
    return { held, wakeAt: nextLook(held.record, ports.now()), show: isShown ? showing(held.record, seen) : undefined }
  } catch (error) {
    if (isUnsure) {
      const tries = held.record.tries + 1
      ports.log.error(
        { request: held.key, tries, err: asError(error) },
        'a save got no answer, and the look is repeated',
      )
      const wakeAt = retryAt({ ...held.record, tries }, ports.now())
      return { held, wakeAt, show: isShown ? showing(held.record, seen) : undefined }
    }
    const noted = await noteFailure(ports, held, error)
    if (!noted) return { held: undefined, wakeAt: null }
    const refusal = refusalOf(noted.record, error, ports.now())
    const told = refusal ? await ports.requests.save(noted, refusal) : noted
    const show = isShown || refusal ? showing(told.record, seen) : undefined
    const failure = failureOf(error)
    return { held: told, wakeAt: retryAt(told.record, ports.now(), failure), show, failure }
  }
}

/** What was out of our sight may come back, as when a suspended app is let in again; until then nothing is shown there. */
function showing(record: RequestRecord, seen: Seen): Show | undefined {
  const isOutOfSight = seen.kind === 'gone' || seen.kind === 'unseen' || (record.gone && seen.kind !== 'over')
  if (isOutOfSight) return undefined
  const closedBy = seen.kind === 'issue' && !seen.open && !isTerminal(record.state) ? seen.closedBy : undefined
  return closedBy === undefined ? {} : { reopen: closedBy }
}
