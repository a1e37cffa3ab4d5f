import type { ShownTally } from '../../../core/record.ts'
import { renderExtensionWaits } from '../../../core/rendering/answers.ts'
import type { Claim } from '../../../ports/request-store.ts'
import type { Ports } from '../ports.ts'
import { extendLease } from './leases.ts'
import { saying } from './saying.ts'

/** Says in the issue where the extension is voted on. */
export async function announce(ports: Ports, claim: Claim): Promise<Claim> {
  const { extension, grant } = claim.record
  if (!extension?.pull || !grant) return claim
  const body = renderExtensionWaits(extension.pull.number, extension.request.duration, grant.ends)
  return ports.requests.save(claim, saying({}, body))
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
      ...(extension.pull ? { pull: extension.pull } : {}),
      ...(extension.tally ? { tally: together(claim.record.tally, extension.tally) } : {}),
    },
    clear: ['extension' as const],
    events: [
      { at: ports.now().toISOString(), kind: 'extended' as const, actor: { kind: 'daypass' as const }, digest, facts },
    ],
  }
  return ports.requests.save(claim, saying(change, body))
}
