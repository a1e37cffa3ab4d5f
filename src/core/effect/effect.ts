import type { Resource } from '../../generated/catalog.ts'
import type { PolicyOutput } from '../../generated/policy-output.ts'
import { canonicalJson } from '../canonical-json.ts'
import { longestDuration, parseDuration } from '../duration.ts'
import { addSeconds } from '../instant.ts'
import { endBy } from '../policy/until.ts'
import type { Finding } from '../record.ts'
import { type Earlier, type Floors, forbidden, type Limited, type OwnLimits, shortestLimit } from '../request/limits.ts'
import { match } from '../review/matching.ts'
import { type Slot, slotsOf } from '../review/slots.ts'

/**
 * What would happen to one request, with every limit applied: no access; access for at most `seconds` once distinct people have filled all
 * `slots`; or the same at once. `words`: what people read with it, to tell a change of words alone.
 */
export type Effect = { readonly words: string } & (
  | { readonly access: 'none' }
  | { readonly access: 'reviewed'; readonly slots: readonly ReadonlySet<number>[]; readonly seconds: number }
  | { readonly access: 'at-once'; readonly seconds: number; readonly owes?: Owed }
)

/** What whoever gets it at once owes afterwards: a review within so many seconds, of which these names are told. */
export type Owed = { readonly within: number; readonly tell: ReadonlySet<string> }

/** By what an answer of the policy becomes an effect. */
export type EffectLimits = {
  request: Limited
  /** The catalog's entry, of the same side as the answer. */
  resource: Resource
  floors: Floors
  settings: OwnLimits
  /** The instant that was asked about; absent: no `until` shortens what is given. */
  now?: Date
  /** Absent: no quota counts. */
  earlier?: Earlier
}

/** Who may say yes, by the CODEOWNERS and teams of the same side as the answer. */
export type Electorate = {
  /** The people, by number, behind the names of a slot. Names that stand for nobody give none. */
  resolve: (slot: Slot) => Iterable<number>
  /** Whose yes never counts: the requester's, and that of accounts that are nobody's. */
  never: ReadonlySet<number>
}

/**
 * The effect of an answer: `output` is the one that is acted on, so that a review which young keys ask for is in it. A duration beyond
 * the shortest limit has no access, as a quota that is reached and an action that the connector does not give out. Neither do slots that the
 * people there cannot fill, nor a review without slots. Throws REQUEST_DURATION_INVALID where a limit is no duration.
 */
export function effectOf(output: PolicyOutput, limits: EffectLimits, { resolve, never }: Electorate): Effect {
  const groups = output.approvals ?? []
  const findings = findingsFor(output, limits)
  const { operation } = limits.resource
  const isNo = output.outcome === 'deny' || findings.length > 0
  const words = canonicalJson({
    ...(isNo || operation === undefined ? {} : { operation }),
    reasons: [...output.reasons].sort(),
    approvals: groups.map(({ name, from, except = [], count }) => ({ name, from, except, count })),
    findings: findings.map(({ message }) => message),
  })
  if (isNo) return { access: 'none', words }
  const { request, resource, floors, settings, now } = limits
  const longest = shortestLimit(request, resource, output, floors, settings)?.seconds ?? longestDuration
  const seconds = now ? secondsTo(endBy(output, addSeconds(now, longest)), now) : longest
  if (output.outcome === 'allow') return { access: 'at-once', seconds, words, ...owedBy(output) }
  const slots = slotsOf(groups).map((slot) => new Set([...resolve(slot)].filter((person) => !never.has(person))))
  return canBeFilled(slots) ? { access: 'reviewed', slots, seconds, words } : { access: 'none', words }
}

/**
 * What an answer leads to as long as its slots can be filled: whoever asks what a request would take need not know the people. Throws as
 * `effectOf` does.
 */
export function accessUnder(output: PolicyOutput, limits: EffectLimits): Effect['access'] {
  if (output.outcome === 'deny' || findingsFor(output, limits).length > 0) return 'none'
  return output.outcome === 'allow' ? 'at-once' : 'reviewed'
}

/** Why it is forbidden although the policy may allow it. */
function findingsFor(output: PolicyOutput, limits: EffectLimits): Finding[] {
  const { request, resource, floors, settings, earlier } = limits
  return output.outcome === 'deny' ? [] : forbidden(request, resource, output, floors, settings, earlier)
}

function owedBy({ break_glass: glass }: PolicyOutput): { owes?: Owed } {
  if (!glass) return {}
  return {
    owes: { within: parseDuration(glass.review_within), tell: new Set(glass.tell.map((name) => name.toLowerCase())) },
  }
}

function secondsTo(end: Date, now: Date): number {
  return Math.floor((end.getTime() - now.getTime()) / 1000)
}

/** Whether distinct people can fill all of them; none at all are never filled. */
function canBeFilled(slots: readonly ReadonlySet<number>[]): boolean {
  const people = slots.flatMap((slot) => [...slot])
  const wanted = slots.map((accepts) => ({ accepts }))
  return slots.length > 0 && match(people, wanted).size === slots.length
}
