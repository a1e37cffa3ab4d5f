import { isDaypassError } from '../../core/error.ts'
import { decide, nextLook } from '../../core/lifecycle/decide.ts'
import type { Seen } from '../../core/lifecycle/plan.ts'
import { isTerminal, type RequestRecord } from '../../core/record.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { Claim, Show } from '../../ports/request-store.ts'
import { apply, noteFailure, retryAt } from './apply/apply.ts'
import { observe } from './observe/observe.ts'
import type { Ports } from './ports.ts'
import { forgets, type Left, leftWords, refusalOf } from './refusals.ts'

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
  let isShown = false
  try {
    const now = ports.now()
    seen = await observe(ports, held.record, now)
    const left: Left[] = []
    for (const step of decide({ now, record: held.record, seen, freshId: ports.freshId() })) {
      if (left.some(({ on }) => forgets(step, on))) break
      isShown ||= step.do === 'show'
      try {
        held = await apply({ ...ports, book }, held, step, seen)
      } catch (error) {
        if (step.do !== 'withdraw' || !isDaypassError(error, 'GITHUB_REFUSED')) throw error
        left.push({ on: step.on, error })
      }
    }
    const [first] = left
    if (first) {
      held = await book.save(held, leftWords(held.record, first, ports.now()))
      throw first.error
    }
    return { held, wakeAt: nextLook(held.record, ports.now()), show: isShown ? showing(held.record, seen) : undefined }
  } catch (error) {
    const noted = await noteFailure(ports, held, error)
    if (!noted) return { held: undefined, wakeAt: null }
    const refusal = refusalOf(noted.record, error, ports.now())
    const told = refusal ? await ports.book.save(noted, refusal) : noted
    const show = isShown || refusal ? showing(told.record, seen) : undefined
    return { held: told, wakeAt: retryAt(told.record, ports.now()), show }
  }
}

/** What was out of our sight may come back, as when a suspended app is let in again; until then nothing is shown there. */
function showing(record: RequestRecord, seen: Seen): Show | undefined {
  const isOutOfSight = seen.kind === 'gone' || seen.kind === 'unseen' || (record.gone && seen.kind !== 'over')
  if (isOutOfSight) return undefined
  const closedBy = seen.kind === 'issue' && !seen.open && !isTerminal(record.state) ? seen.closedBy : undefined
  return closedBy === undefined ? {} : { reopen: closedBy }
}
