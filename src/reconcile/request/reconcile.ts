import { isDaypassError } from '../../core/error.ts'
import { decide, nextLook } from '../../core/lifecycle/decide.ts'
import { intoExtension } from '../../core/lifecycle/decide-extension.ts'
import type { Change, Seen } from '../../core/lifecycle/plan.ts'
import { isTerminal, type RequestRecord } from '../../core/record.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { Claim, Show } from '../../ports/request-store.ts'
import { apply, noteFailure, retryAt } from './apply/apply.ts'
import { observe } from './observe/observe.ts'
import type { Ports } from './ports.ts'

/**
 * Looks at a request and does what is to be done next: observe, decide, apply. Webhooks, timers, sweeps and commands all end
 * here and bring nothing but the key, so that doubled, late and lost ones are one case. One request is worked on by one worker;
 * a look that was asked for meanwhile is made before this returns. Failures are noted, logged and tried again at an instant
 * that is stored; only a store that cannot be written makes this throw.
 */
export async function reconcile(ports: Ports, key: RequestKey): Promise<void> {
  for (;;) {
    const claim = await ports.book.claim(key, ports.now())
    if (!claim) return
    const { held, wakeAt, show } = await look(ports, claim)
    if (!held) return
    const again = await ports.book.release(held, wakeAt, show)
    if (!again) return
  }
}

type Looked = { held: Claim | undefined; wakeAt: Date | null; show?: Show | undefined }

async function look(ports: Ports, claim: Claim): Promise<Looked> {
  let held = claim
  // A step may save and then fail: what it saved must not be written over by the note of its failure.
  const book: Ports['book'] = {
    ...ports.book,
    save: async (on, change) => {
      held = await ports.book.save(on, change)
      return held
    },
  }
  let seen: Seen = { kind: 'nothing' }
  try {
    const now = ports.now()
    seen = await observe(ports, held.record, now)
    const plan = decide({ now, record: held.record, seen, freshId: ports.freshId() })
    for (const step of plan) held = await apply({ ...ports, book }, held, step, seen)
    const isShown = plan.some((step) => step.do === 'show')
    return {
      held,
      wakeAt: nextLook(held.record, ports.now()),
      show: isShown ? showing(held.record, seen) : undefined,
    }
  } catch (error) {
    const noted = await noteFailure(ports, held, error)
    if (!noted) return { held: undefined, wakeAt: null }
    const wakeAt = retryAt(noted.record, ports.now())
    // What will be refused again next time is told, with what people can do about it.
    const refusal = refusalOf(noted.record, error, ports.now())
    if (!refusal) return { held: noted, wakeAt }
    const told = await ports.book.save(noted, refusal)
    return { held: told, wakeAt, show: showing(told.record, seen) }
  }
}

/** What was out of our sight may come back, as when a suspended app is let in again; until then nothing is shown there. */
function showing(record: RequestRecord, seen: Seen): Show | undefined {
  const isOutOfSight = seen.kind === 'gone' || seen.kind === 'unseen' || (record.gone && seen.kind !== 'over')
  if (isOutOfSight) return undefined
  const closedBy = seen.kind === 'issue' && !seen.open && !isTerminal(record.state) ? seen.closedBy : undefined
  return closedBy === undefined ? {} : { reopen: closedBy }
}

/** Undefined for a failure that may be over at the next try, of which people need not hear. */
function refusalOf(record: RequestRecord, thrown: unknown, now: Date): Change | undefined {
  if (!isDaypassError(thrown)) return undefined
  const isAsking = record.state === 'pending' && !record.pull
  if (thrown.code === 'PUSH_PROTECTED' && isAsking) return withSecret(now)
  if (thrown.code === 'GITHUB_REFUSED' && (isAsking || (record.extension && !record.extension.pull)))
    return intoExtension({ set: { findings: [{ code: thrown.code, message: thrown.message }] } }, record)
  const change = { set: { findings: [{ code: thrown.code, message: thrown.message }] } }
  if (thrown.code === 'PULL_NOT_MERGEABLE' || thrown.code === 'PULL_TAMPERED') return intoExtension(change, record)
  // The grant itself waits here, whether or not an extension of it did.
  if (thrown.code === 'LOCKDOWN' && record.state === 'granting') return change
  return thrown.code === 'CONNECTOR_GONE' && record.state === 'ending' ? change : undefined
}

/** GitHub does not let the request's file in; only its requester can change what it holds. */
function withSecret(now: Date): Change {
  const message =
    'The request holds what looks like a secret, and GitHub does not let it be written down. Edit it and leave that out; if it is a secret, change it: it was shown here.'
  const facts = { codes: ['PUSH_PROTECTED'] }
  return {
    set: { state: 'invalid', findings: [{ code: 'PUSH_PROTECTED', message }] },
    clear: ['request', 'digest', 'decision', 'resource', 'keys', 'pull', 'tally', 'eligibleThen', 'teams'],
    events: [{ at: now.toISOString(), kind: 'invalid', actor: { kind: 'daypass' }, facts }],
  }
}
