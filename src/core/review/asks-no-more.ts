import type { PolicyOutput } from '../../generated/policy-output.ts'
import { match } from './matching.ts'
import { slotsOf } from './slots.ts'

type Approvals = NonNullable<PolicyOutput['approvals']>

/**
 * Whether whoever has filled the slots of `before` has filled those of `after`: each of these has one of those to itself, whose names are all among
 * its own. Names stand for the same people on both sides, since both are asked at one instant.
 */
export function asksNoMore(before: Approvals, after: Approvals): boolean {
  const old = slotsOf(before)
  const wanted = slotsOf(after).map(({ from }) => ({
    accepts: new Set(old.flatMap((slot, index) => (slot.from.every((name) => from.includes(name)) ? [index] : []))),
  }))
  return match([...old.keys()], wanted).size === wanted.length
}
