import { addSeconds, showInstant } from '../instant.ts'
import { type Age, isOldEnough } from '../review/tenure.ts'
import type { Eligible, Tally } from '../review/votes.ts'
import type { Seen } from './plan.ts'

/** Somebody whom a name stands for; `name`: the owner's name as CODEOWNERS or the policy has it. */
export type Candidate = Eligible & { name: string }

/**
 * Who of them counts now, each once, by the name under which they stand longest; and what to say about those who are too new, with
 * the requester left out, who would not count anyway. Nobody is too new who was in the team before Daypass first looked at
 * it, or whom a name means in person.
 */
export function eligibleByTenure(
  candidates: readonly Candidate[],
  { age, now, requester }: { age: Age; now: Date; requester: number },
): { eligible: Eligible[]; note?: string } {
  const longest = new Map<number, Candidate>()
  for (const candidate of candidates) {
    const other = longest.get(candidate.id)
    if (!other || rank(candidate) < rank(other)) longest.set(candidate.id, candidate)
  }
  const all = [...longest.values()]
  const newcomers = all.filter((one) => !isOldEnough(one, age, now))
  const eligible = all.filter((one) => !newcomers.includes(one)).map(({ name: _under, ...person }) => person)
  const told = newcomers.filter(({ id }) => id !== requester)
  return { eligible, ...(told.length > 0 ? { note: sentences(told, age) } : {}) }
}

/** The instant from which somebody stands; what is not known to have begun comes first. */
function rank({ since }: Eligible): number {
  if (since === undefined) return Number.NEGATIVE_INFINITY
  return since === 'before' ? Number.MIN_SAFE_INTEGER : since.getTime()
}

const most = 3

/** Names and instants stand in code, so that nobody is called. */
function sentences(newcomers: readonly Candidate[], age: Age): string {
  const shown = newcomers
    .slice(0, most)
    .map(({ login, name, since }) =>
      age === 'unreadable' || !(since instanceof Date)
        ? `\`${login}\` is new in \`${name}\`, and how long that matters cannot be read from \`.github/daypass.yml\`: whoever keeps that file mends it.`
        : `\`${login}\` is too new in \`${name}\` and counts with a review from \`${minuteAfter(since, age ?? 0)}\` on.`,
    )
  const more = newcomers.length - most
  return more > 0 ? `${shown.join(' ')} ${more} more are too new.` : shown.join(' ')
}

/** Minutes are shown: at the one that is named it is true. */
function minuteAfter(since: Date, age: number): string {
  return showInstant(new Date(Math.ceil(addSeconds(since, age).getTime() / 60_000) * 60_000))
}

/** In the order of the filled slots: as whom each voter stood there. */
function standings(seen: Seen, filled: Tally['filled']): (Eligible | undefined)[] {
  const slots = seen.kind === 'issue' ? (seen.voting?.slots ?? []) : []
  return filled.map(({ slot, person }) => {
    const open = slots.find(({ name }) => name === slot)
    return open?.eligible.find(({ id }) => id === person.id)
  })
}

/**
 * For the trail, in the order of the filled slots: from what each voter was eligible, as the policy has it. Of a person whom it names only
 * that it does: who that is, the keyed hash beside it says.
 */
export function basesOf(seen: Seen, filled: Tally['filled']): string[] {
  return standings(seen, filled).map((one) => {
    const from = one?.from ?? 'not known'
    return from.startsWith('@') && !from.includes('/') ? '@user' : from
  })
}

/**
 * For the trail, in the order of the filled slots: since when each voter was in the team by which they counted (RFC 3339), `before`
 * Daypass first looked at it, or `named` as a person. Nothing where nobody came later.
 */
export function memberSince(seen: Seen, filled: Tally['filled']): { member_since?: string[] } {
  const since = standings(seen, filled).map((one) => one?.since)
  if (!since.some((one) => one instanceof Date)) return {}
  return { member_since: since.map((one) => (one instanceof Date ? one.toISOString() : (one ?? 'named'))) }
}
