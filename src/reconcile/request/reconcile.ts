import { type DaypassError, isDaypassError } from '../../core/error.ts'
import { decide, nextLook } from '../../core/lifecycle/decide.ts'
import { intoExtension } from '../../core/lifecycle/decide-extension.ts'
import type { Change, Seen, Step } from '../../core/lifecycle/plan.ts'
import { afterAnswer, saidSoFar } from '../../core/lifecycle/read-commands.ts'
import type { RequestRecord } from '../../core/record.ts'
import { renderLeftOpen, renderNotExtended } from '../../core/rendering/answers.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { Claim } from '../../ports/request-store.ts'
import { apply, noteFailure, retryAt } from './apply/apply.ts'
import { show } from './apply/publish.ts'
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
    const { held, wakeAt } = await look(ports, claim)
    if (!held) return
    const again = await ports.book.release(held, wakeAt)
    if (!again) return
  }
}

async function look(ports: Ports, claim: Claim): Promise<{ held: Claim | undefined; wakeAt: Date | null }> {
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
    const left: Left[] = []
    for (const step of decide({ now, record: held.record, seen, freshId: ports.freshId() })) {
      if (left.some(({ on }) => forgets(step, on))) break
      try {
        held = await apply({ ...ports, book }, held, step, seen)
      } catch (error) {
        if (step.do !== 'withdraw' || !isDaypassError(error, 'GITHUB_REFUSED')) throw error
        left.push({ on: step.on, error })
      }
    }
    const [first] = left
    if (first) {
      held = await tellLeft({ ...ports, book }, held, first, seen)
      throw first.error
    }
    return { held, wakeAt: nextLook(held.record, ports.now()) }
  } catch (error) {
    const noted = await noteFailure(ports, held, error)
    if (!noted) return { held: undefined, wakeAt: null }
    return { held: await showRefusal(ports, noted, seen, error), wakeAt: retryAt(noted.record, ports.now()) }
  }
}

/** A pull request that GitHub did not let Daypass close, or whose branch it did not let it delete: that is tried again. */
type Left = { on: 'extension' | undefined; error: DaypassError }

/** Whether nobody would know of that pull request any more; whatever else is to be done does not wait for it. */
function forgets(step: Step, on: Left['on']): boolean {
  if (step.do === 'propose') return step.on === on
  return 'change' in step && (step.change.clear ?? []).includes(on ?? 'pull')
}

/** Said once; the issue shows how it came out either way. */
async function tellLeft(ports: Ports, claim: Claim, { on, error }: Left, seen: Seen): Promise<Claim> {
  const { pull, extension } = claim.record
  const number = (on ? extension?.pull : pull)?.number ?? 0
  const once = { once: `left-${number}`, most: 1, body: renderLeftOpen(number, error.message) }
  const set = afterAnswer(saidSoFar(claim.record, ports.now()), once, ports.now())
  if (!set) return claim
  try {
    return await apply(ports, claim, { do: 'answer', body: once.body, change: { set } }, seen)
  } catch (error) {
    if (!isDaypassError(error, 'GITHUB_REFUSED')) throw error
    return claim
  }
}

/** What will be refused again next time is told, with what people can do about it. That this may fail too changes nothing. */
async function showRefusal(ports: Ports, claim: Claim, seen: Seen, thrown: unknown): Promise<Claim> {
  const dropped = isDaypassError(thrown, 'PUSH_PROTECTED') && secretExtension(claim.record)
  const change = refusalOf(claim.record, thrown, ports.now())
  if (!dropped && !change) return claim
  const noted = change ? await ports.book.save(claim, change) : claim
  try {
    return dropped ? await apply(ports, noted, dropped, seen) : await show(ports, noted, seen)
  } catch (error) {
    ports.log.warn({ err: error, request: claim.key }, 'what was refused could not be shown yet')
    return noted
  }
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

/** GitHub does not let the file of an extension in: its requester asks again, and the grant goes on to its old end. */
function secretExtension({ extension, grant }: RequestRecord): Extract<Step, { do: 'answer' }> | undefined {
  if (!grant || !extension || extension.pull) return undefined
  const words = `${secretWords} Ask again with \`/extend\`, and leave that out; ${changeIt}`
  return { do: 'answer', body: renderNotExtended(words, grant.ends), change: { clear: ['extension'] } }
}

const secretWords = 'The request holds what looks like a secret, and GitHub does not let it be written down.'
const changeIt = 'if it is a secret, change it: it was shown here.'

/** GitHub does not let the request's file in; only its requester can change what it holds. */
function withSecret(now: Date): Change {
  const message = `${secretWords} Edit it and leave that out; ${changeIt}`
  const facts = { codes: ['PUSH_PROTECTED'] }
  return {
    set: { state: 'invalid', findings: [{ code: 'PUSH_PROTECTED', message }] },
    clear: ['request', 'digest', 'decision', 'resource', 'keys', 'pull', 'tally', 'eligibleThen', 'teams'],
    events: [{ at: now.toISOString(), kind: 'invalid', actor: { kind: 'daypass' }, facts }],
  }
}
