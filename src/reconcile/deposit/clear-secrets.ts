import { asError } from '../../core/error.ts'
import { addSeconds } from '../../core/instant.ts'
import { backOff } from '../../core/lifecycle/timing/back-off.ts'
import type { FoundSecret } from '../../ports/actions-secrets.ts'
import type { Cleared, DepositClaim, StoredDeposit } from '../../ports/deposits.ts'
import type { Log } from '../../ports/log.ts'
import type { DepositPorts } from './deposit-ports.ts'

/** So long (seconds) what was sent may still land, or clocks may differ: whoever puts a secret gives up much sooner. */
const slack = 120
/** So much later (seconds) than GitHub answered it may say that a secret was written. */
const tolerated = 2
/** So long (seconds) GitHub may show what was there before something was put. */
const behind = 10
/** Secrets in one turn: what is left waits for the next. */
const mostAtOnce = 100

/**
 * Takes away the secrets of grants that have ended, each by itself: nothing waits for it, and no end is any less proved. Tried again for ever.
 * As with requests, a row says when it is looked at next, and whoever looks has claimed it.
 */
export function createClearing(
  ports: Pick<DepositPorts, 'deposits' | 'secretsOf' | 'now'> & { log: Log },
): () => Promise<void> {
  const { deposits, now } = ports
  return async () => {
    for (let left = mostAtOnce; left > 0; left--) {
      const claim = await deposits.claim(now())
      if (!claim) return
      await lookAt(ports, claim)
    }
  }
}

async function lookAt(ports: Parameters<typeof createClearing>[0], claim: DepositClaim): Promise<void> {
  const { deposits, now, log } = ports
  const { grant, tries } = claim.deposit
  try {
    const next = await clear(ports, claim)
    if ('how' in next) await deposits.settle(claim, { at: now(), how: next.how })
    else await deposits.release(claim, { ...next, tries: 0 })
  } catch (thrown) {
    const err = asError(thrown)
    log.error({ err, grant }, 'a secret was not cleared; it is tried again')
    const due = addSeconds(now(), backOff(tries + 1))
    await deposits.release(claim, { due, tries: tries + 1, why: err.message })
  }
}

type Next = { how: Cleared } | { due: Date; taken: boolean }

async function clear(
  { secretsOf, now }: Parameters<typeof createClearing>[0],
  { deposit }: DepositClaim,
): Promise<Next> {
  const { place, intended, taken } = deposit
  if (intended === null) return { how: 'unput' }
  const secrets = secretsOf(place.github)
  const found = await secrets.find(place)
  if (found === 'gone') return over(deposit, 'gone', now())
  if (found === 'absent') return over(deposit, taken ? 'removed' : 'absent', now())
  if (!isOurs(deposit, found)) return { how: 'replaced' }
  await secrets.remove(place)
  // GitHub may show for a moment what it has taken away: it is read back at another look then.
  const after = await secrets.find(place)
  return typeof after === 'string' ? over(deposit, 'removed', now()) : { due: addSeconds(now(), 2), taken: true }
}

/** Nothing is over while something may still land there, or may have landed and is not shown. */
function over({ intended, answered }: StoredDeposit, how: Cleared, now: Date): Next {
  const landed = landedBy(intended, answered, how) ?? now
  return now < landed ? { due: landed, taken: how === 'removed' } : { how }
}

/** Until when it may come to be seen there. What was seen and removed after it had landed comes back no more. */
function landedBy(intended: Date | null, answered: Date | null, how: Cleared): Date | undefined {
  if (answered) return how === 'absent' ? addSeconds(answered, behind) : undefined
  return intended ? addSeconds(intended, slack) : undefined
}

/** Whether what is shown there is what was put, or something from before: what came later is somebody else's. Where GitHub's answer was lost, the time of it is ours. */
function isOurs({ intended, answered, updated }: StoredDeposit, found: Exclude<FoundSecret, string>): boolean {
  const latest =
    updated === null ? addSeconds(answered ?? intended ?? new Date(0), slack) : addSeconds(new Date(updated), tolerated)
  return new Date(found.updated) <= latest
}
