import { addSeconds, showInstant } from '../core/instant.ts'
import type { ProbeResult } from '../ports/connector.ts'
import type { StatusLists } from '../ports/status-lists.ts'
import type { TokenLease } from '../ports/token-leases.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export type Probe = {
  lease: TokenLease
  /** Where the target can be asked; undefined: nowhere. */
  url: string | undefined
  lists: Pick<StatusLists, 'published'>
  /** A token of the ended grant that is good for nothing but being refused. */
  mint: (at: Date) => Promise<string>
  fetch: Fetch
  now: () => Date
}

/** What verifiers may tolerate between their clock and ours (seconds). */
const leeway = 5
const patience = 5_000

/**
 * Shows that a grant's tokens are dead: the published list must say so, then the target must refuse, or else the last token
 * issued must have run out. Throws what the ledger or the signer throws; the target's own failures are an answer.
 */
export async function probeTarget(probe: Probe, now: Date): Promise<ProbeResult> {
  const { lease, url } = probe
  if (!lease.ended) return { proved: false, why: 'the grant has not ended', again: addSeconds(now, 2) }
  if ((await probe.lists.published(lease.statusIndex)) !== 'invalid')
    return { proved: false, why: 'the published status list does not show the end yet', again: addSeconds(now, 2) }
  const answer = url === undefined ? { refused: false, words: 'the target names no probe' } : await ask(probe, url, now)
  const at = probe.now() > now ? probe.now() : now
  if (answer.refused) return { proved: true, proof: { how: 'refused', at: at.toISOString(), words: answer.words } }
  const dead = lease.lastToken ? addSeconds(lease.lastToken, leeway) : lease.ended
  if (at >= dead) {
    const ran = lease.lastToken
      ? `the last token ran out at ${showInstant(lease.lastToken, 'second')}`
      : 'no token was ever issued'
    return { proved: true, proof: { how: 'ran-out', at: at.toISOString(), words: `${ran}; ${answer.words}` } }
  }
  const again = url === undefined ? dead : earlier(dead, addSeconds(at, pause(lease.ended, at)))
  return { proved: false, why: `${answer.words}; the last token runs out at ${showInstant(dead, 'second')}`, again }
}

async function ask(probe: Probe, url: string, now: Date): Promise<{ refused: boolean; words: string }> {
  const { host } = new URL(url)
  const token = await probe.mint(now)
  try {
    // A redirect is not followed: another place's refusal proves nothing, and it must not see the token.
    const response = await probe.fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    await response.body?.cancel()
    if (response.status === 401 || response.status === 403)
      return { refused: true, words: `token refused by ${host} at ${showInstant(probe.now(), 'tenth')}` }
    if (response.ok) return { refused: false, words: `${host} did not ask the status list` }
    return { refused: false, words: `${host} answered ${response.status}, which refuses nothing` }
  } catch {
    return { refused: false, words: `${host} was unreachable` }
  }
}

/** Half of the time since the end, within 2 and 30 s: quick at first, patient later, and the same after a restart. */
function pause(ended: Date, now: Date): number {
  return Math.min(30, Math.max(2, (now.getTime() - ended.getTime()) / 2000))
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b
}
