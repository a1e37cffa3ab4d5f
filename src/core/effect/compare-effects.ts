import type { Effect } from './effect.ts'
import { isWithin } from './ways-in.ts'

/**
 * How an effect differs from the one before, by what each permits: the pairs of people who say yes and duration with which there is access.
 * `looser`: all that was, and more. `stricter`: less, and nothing new. `other-approvers`: for the same time, and neither circle of people
 * is shown to be within the other. `mixed`: more of the one, less of the other. `words`: people read something else, and that is all.
 */
export type Comparison = 'looser' | 'stricter' | 'mixed' | 'other-approvers' | 'equal' | 'words'

/** Compares what was with what would be. What cannot be shown to be no new way in is never `stricter`, `words` or `equal`. */
export function compareEffects(before: Effect, after: Effect): Comparison {
  const gains = !permitsNoMore(after, before)
  const loses = !permitsNoMore(before, after)
  if (!gains && !loses) return before.words === after.words ? 'equal' : 'words'
  if (!loses) return 'looser'
  if (!gains) return 'stricter'
  return secondsOf(before) === secondsOf(after) ? 'other-approvers' : 'mixed'
}

/** Whether a change like this opens a way in, or cannot be shown not to: then one more owner of the old rules must say yes. */
export function loosens(comparison: Comparison): boolean {
  return comparison === 'looser' || comparison === 'mixed' || comparison === 'other-approvers'
}

type AtOnce = Extract<Effect, { access: 'at-once' }>

/** Whether all that `one` permits is shown to be permitted by `other`. */
function permitsNoMore(one: Effect, other: Effect): boolean {
  if (one.access === 'none') return true
  if (other.access === 'none' || one.seconds > other.seconds) return false
  if (other.access === 'at-once') return one.access === 'reviewed' ? true : owesAsMuch(one, other)
  return one.access === 'reviewed' && isWithin(one.slots, other.slots) === 'yes'
}

/** A review sooner, of which more are told, is no more than one later. What was given after a review needs none afterwards. */
function owesAsMuch(one: AtOnce, other: AtOnce): boolean {
  if (!other.owes) return true
  if (!one.owes || one.owes.within > other.owes.within) return false
  return [...other.owes.tell].every((name) => one.owes?.tell.has(name))
}

function secondsOf(effect: Effect): number {
  return effect.access === 'none' ? 0 : effect.seconds
}
