import type { PolicyOutput } from '../../generated/policy-output.ts'
import { type KeySet, knownFor } from '../ssh/recipient-keys.ts'

/**
 * What the keys of the requester make of the policy's yes. Whoever holds an account alone adds a key and asks a second later, so without
 * review only keys count that were known for `minAge` seconds when it was asked (`asked`); where there is none, one code owner must
 * say yes, who sees the keys' age. `voted`: reviewers have said yes to just these keys.
 */
export function withYoungKeys(
  said: PolicyOutput,
  set: KeySet,
  { asked, minAge, voted }: { asked: Date; minAge: number; voted: boolean },
): { output: PolicyOutput; keys: KeySet } {
  if (said.outcome !== 'allow' || set.keys.length === 0) return { output: said, keys: set }
  const known = knownFor(set.keys, asked, minAge)
  if (known.length === 0) return { output: askingOwner(said, set.keys.length), keys: set }
  if (voted) return { output: said, keys: set }
  const young = set.keys.filter((key) => !known.includes(key))
  const left = young.map(({ fingerprint, type, since }) => {
    const why = since === undefined ? 'its age is not known' : `added ${since}, too lately to count without review`
    return { fingerprint, type, cause: 'young' as const, why }
  })
  return { output: said, keys: { ...set, keys: known, left: [...set.left, ...left] } }
}

function askingOwner(said: PolicyOutput, count: number): PolicyOutput {
  const which = count === 1 ? 'The only SSH key' : 'Every SSH key'
  const why = `${which} of the requester is too new, or of unknown age: an owner must see that it is theirs.`
  // Somebody says yes before it begins: nothing is owed afterwards.
  const { break_glass: _none, ...rest } = said
  return {
    ...rest,
    outcome: 'review',
    reasons: [...said.reasons, why],
    approvals: [{ name: 'owners', from: ['code-owners'], count: 1 }],
  }
}
