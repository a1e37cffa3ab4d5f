import type { Change } from '../../../core/lifecycle/plan.ts'
import type { GrantPull, RequestRecord, ShownTally } from '../../../core/record.ts'
import { renderExtensionWaits } from '../../../core/rendering/answers.ts'
import type { Claim } from '../../../ports/request-store.ts'
import type { Ports } from '../ports.ts'
import { extendLease } from './leases.ts'
import { saying } from './saying.ts'

/** The change with a word in the issue that says where the extension is voted on. */
export function announcing(change: Change, { extension, grant }: RequestRecord, pull: number): Change {
  if (!extension || !grant) return change
  return saying(change, renderExtensionWaits(pull, extension.request.duration, grant.ends))
}

/**
 * The pull request that is kept is the newest one; where the credential was delivered is told by the merge of the one before, whatever the
 * store kept of this one's.
 */
function votedMore({ pull: before }: RequestRecord, { merge: _, ...pull }: GrantPull): GrantPull {
  return before?.merge ? { ...pull, merge: before.merge } : pull
}

/** Who said yes to the beginning stays named beside who said yes to more. */
function together(before: ShownTally | undefined, now: ShownTally): ShownTally {
  return { ...now, filled: [...(before?.filled ?? []), ...now.filled] }
}

/**
 * Lets the grant end later: in the ledger and in its target, then in the record, with a word. The credential
 * that the requester has keeps working. Done again after a crash, it leads to the same instant.
 */
export async function extend(ports: Ports, claim: Claim, ends: Date, body: string): Promise<Claim> {
  const { grant, extension } = claim.record
  if (!grant || !extension) throw new TypeError('an extension was planned that nobody asked for')
  const { request, digest, decision } = extension
  await extendLease(ports, claim.key.repository, { ...grant, ends, digest, policy: decision.policy })
  const facts = { grant: grant.id, ends: ends.toISOString(), before: grant.ends.toISOString(), policy: decision.policy }
  const change = {
    set: {
      grant: { ...grant, ends, digest, policy: decision.policy },
      extended: [...(claim.record.extended ?? []), { request, digest, ends: ends.toISOString() }],
      ...(extension.pull ? { pull: votedMore(claim.record, extension.pull) } : {}),
      ...(extension.tally ? { tally: together(claim.record.tally, extension.tally) } : {}),
    },
    clear: ['extension' as const],
    events: [
      { at: ports.now().toISOString(), kind: 'extended' as const, actor: { kind: 'daypass' as const }, digest, facts },
    ],
  }
  return ports.requests.save(claim, saying(change, body))
}
