import type { PolicyOutput } from '../../generated/policy-output.ts'
import { match } from './matching.ts'
import { type Slot, slotsOf } from './slots.ts'

type Approvals = NonNullable<PolicyOutput['approvals']>

/**
 * Whether whoever has filled the slots of `before` has filled those of `after`: each of these has one of those to itself, whose names are all among
 * its own, and which everybody was kept from whom this one keeps out. Names stand for the same people on both sides, since both are asked at one instant.
 */
export function asksNoMore(before: Approvals, after: Approvals): boolean {
  const old = slotsOf(before)
  const wanted = slotsOf(after).map((slot) => ({
    accepts: new Set(old.flatMap((other, index) => (isWithin(other, slot) ? [index] : []))),
  }))
  return match([...old.keys()], wanted).size === wanted.length
}

function isWithin(inner: Slot, outer: Slot): boolean {
  const isKeptOut = (name: string) => inner.except?.includes(name) ?? false
  return inner.from.every((name) => outer.from.includes(name)) && (outer.except ?? []).every(isKeptOut)
}
