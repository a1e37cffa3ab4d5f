import type { Grant } from '../../../src/core/record.ts'
import type { Lease } from '../targets/target.ts'
import { latestEnd } from './invariants.ts'
import type { Subject } from './subject.ts'

/** What of the target lets somebody in by this grant, and by no other one that may live or be ending. */
export function leasesOf({ observation, target, clock }: Subject, grant: Grant): Lease[] {
  const others = [...observation.grants.values()].filter(
    (one) => one.grant.id !== grant.id && one.at <= clock && clock <= one.grant.ends.getTime() + latestEnd,
  )
  const theirs = new Set(others.flatMap((one) => target.keysOf(one.grant)))
  return target.keysOf(grant).flatMap((key) => (theirs.has(key) ? [] : (target.leases.get(key) ?? [])))
}
