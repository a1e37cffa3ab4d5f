import { isVotedInRequestPull, type RequestRecord, type ShownTally } from '../record.ts'
import { countVotes, type Person, type Tally } from '../review/votes.ts'
import type { Voting } from './plan.ts'

type Pull = NonNullable<RequestRecord['pull']>

/**
 * The votes as they count now, what of them is shown, and what each review's author could fill when it was first seen.
 */
export type Counted = { tally: Tally; shown: ShownTally; eligibleThen: Record<string, string[]> }

/**
 * Counts the votes. A review counts for the slots that its author could fill when Daypass first saw it and can still fill now:
 * who was nobody then does not become somebody by joining a team afterwards.
 */
export function countNow(record: RequestRecord, voting: Voting): Counted {
  const reviews = voting.pull?.reviews ?? []
  const eligibleThen = { ...record.eligibleThen }
  for (const { id, person } of reviews) {
    eligibleThen[id] ??= voting.slots.filter((slot) => isAmong(slot.eligible, person.id)).map((slot) => slot.name)
  }
  const tally = countVotes({
    reviews,
    head: record.pull?.head ?? '',
    before: isVotedInRequestPull(record) ? (record.ownPull?.before ?? []) : [],
    requester: requesterOf(record),
    slots: voting.slots,
    eligibleThen,
    voidedUpTo: record.pull?.voidedUpTo ?? 0,
  })
  const { filled, open, blockedBy } = tally
  const early = tooEarly(voting, tally)
  return { tally, shown: { filled, open, blockedBy, ...(early.length > 0 ? { early } : {}) }, eligibleThen }
}

/** Who approved before they could, and can now: their yes stands on the pull request for everybody to see, and counts for nothing. */
function tooEarly({ pull, slots }: Voting, { ignored }: Tally): Person[] {
  const lost = new Set(ignored.filter(({ why }) => why.startsWith('not-eligible')).map(({ review }) => review))
  return (pull?.reviews ?? [])
    .filter(({ id, state, person }) => {
      return state === 'APPROVED' && lost.has(id) && slots.some(({ eligible }) => isAmong(eligible, person.id))
    })
    .map(({ person: { id, login } }) => ({ id, login }))
}

/** The pull request and its votes as they stand once all yes that were said so far are void. */
export function voidSoFar(record: RequestRecord, voting: Voting, pull: Pull) {
  const reviews = voting.pull?.reviews ?? []
  const restored = { ...pull, voidedUpTo: Math.max(pull.voidedUpTo, ...reviews.map((review) => review.id)) }
  const { shown, eligibleThen } = countNow({ ...record, pull: restored }, voting)
  return { pull: restored, tally: shown, eligibleThen }
}

export function requesterOf(record: RequestRecord): number {
  return record.request?.requester ?? record.requester?.id ?? 0
}

export function isAmong(people: readonly { id: number }[], id: number): boolean {
  return people.some((person) => person.id === id)
}
