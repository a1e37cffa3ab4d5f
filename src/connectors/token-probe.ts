import { addSeconds, showInstant } from '../core/instant.ts'
import type { Control } from '../core/lifecycle/fire-drill.ts'
import type { ProbeResult } from '../ports/connector.ts'
import type { StatusLists } from '../ports/status-lists.ts'
import type { TokenLease } from '../ports/token-leases.ts'
import type { Fetch } from './guarded-fetch/guarded-fetch.ts'
import { askTarget, isLetIn, isRefusal, type ProbeSettings } from './token-target.ts'

/** What the last drill found: a live token was let in, or was not; `none`: there was no drill yet; `off`: there are none. */
export type LastControl = { is: Control; at: Date } | 'none' | 'off'

export type Probe = {
  lease: TokenLease
  /** Where the target can be asked; without a probe: nowhere. */
  place: ProbeSettings
  lists: Pick<StatusLists, 'published'>
  /** A token of the ended grant that is good for nothing but being refused. */
  mint: (at: Date) => Promise<string>
  /** What a live token met there last. Absent: nobody drills here. */
  control?: () => Promise<LastControl>
  fetch: Fetch
  now: () => Date
}

/** What verifiers may tolerate between their clock and ours (seconds). */
const leeway = 5

/**
 * Shows that a grant's tokens are dead: the published list must say so, then the target must refuse, or else the last token
 * issued must have run out. A target that does not let live tokens in shows nothing by refusing. Throws what the ledger or the signer
 * throws; the target's own failures are an answer.
 */
export async function probeTarget(probe: Probe, now: Date): Promise<ProbeResult> {
  const {
    lease,
    place: { probe: url },
  } = probe
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

type Answer = { refused: boolean; words: string }

async function ask(probe: Probe, url: string, now: Date): Promise<Answer> {
  const { host } = new URL(url)
  const status = await askTarget(probe.fetch, { ...probe.place, probe: url }, await probe.mint(now))
  if (isRefusal(status)) return judge(host, showInstant(probe.now(), 'tenth'), await probe.control?.())
  if (status === undefined) return { refused: false, words: `${host} was unreachable` }
  if (isLetIn(status)) return { refused: false, words: `${host} did not ask the status list` }
  return { refused: false, words: `${host} answered ${status}, which refuses nothing` }
}

/** What a refusal is worth, by what the same target did with a live token. Without a drill nobody knows, and the words say so. */
function judge(host: string, at: string, control: LastControl | undefined): Answer {
  const refused = `token refused by ${host} at ${at}`
  if (control === undefined) return { refused: true, words: refused }
  if (control === 'off') return { refused: true, words: `${refused}; not controlled, as drills are off` }
  if (control === 'none') return { refused: true, words: `${refused}; not controlled, as there was no drill yet` }
  const since = showInstant(control.at)
  if (control.is === 'let-in') return { refused: true, words: `${refused}, which let a live token in at ${since}` }
  const words = `${host} refused, and does not let live tokens in either (drill of ${since}), so that proves nothing`
  return { refused: false, words }
}

/** Half of the time since the end, within 2 and 30 s: quick at first, patient later, and the same after a restart. */
function pause(ended: Date, now: Date): number {
  return Math.min(30, Math.max(2, (now.getTime() - ended.getTime()) / 2000))
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b
}
