import { decide, nextLook } from '../core/lifecycle.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { Claim } from '../ports/request-book.ts'
import { apply, noteFailure, retryAt } from './apply.ts'
import { observe } from './observe.ts'
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
    const { held, wakeAt } = await look(ports, claim)
    if (!held) return
    const again = await ports.book.release(held, wakeAt)
    if (!again) return
  }
}

async function look(ports: Ports, claim: Claim): Promise<{ held: Claim | undefined; wakeAt: Date | null }> {
  let held = claim
  try {
    const now = ports.now()
    const seen = await observe(ports, held.record, now)
    for (const step of decide({ now, record: held.record, seen, freshId: ports.freshId() })) {
      held = await apply(ports, held, step, seen)
    }
    return { held, wakeAt: nextLook(held.record, ports.now()) }
  } catch (error) {
    const noted = await noteFailure(ports, held, error)
    return { held: noted, wakeAt: noted ? retryAt(noted.record, ports.now()) : null }
  }
}
