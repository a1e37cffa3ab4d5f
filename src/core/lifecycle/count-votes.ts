import { isVotedInOwnPull, type RequestRecord } from '../record.ts'
import { countVotes, type Tally } from '../review/votes.ts'
import type { Voting } from './plan.ts'

type Pull = NonNullable<RequestRecord['pull']>

/** The votes as they count now, with what each review's author could fill when it was first seen. */
export type Counted = { tally: Tally; eligibleThen: Record<string, string[]> }

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
    before: isVotedInOwnPull(record) ? (record.ownPull?.before ?? []) : [],
    requester: requesterOf(record),
    slots: voting.slots,
    eligibleThen,
    voidedUpTo: record.pull?.voidedUpTo ?? 0,
  })
  return { tally, eligibleThen }
}

/** The pull request and its votes as they stand once all yes that were said so far are void. */
export function voidSoFar(record: RequestRecord, voting: Voting, pull: Pull) {
  const reviews = voting.pull?.reviews ?? []
  const restored = { ...pull, voidedUpTo: Math.max(pull.voidedUpTo, ...reviews.map((review) => review.id)) }
  const { tally, eligibleThen } = countNow({ ...record, pull: restored }, voting)
  const { filled, open, blockedBy } = tally
  return { pull: restored, tally: { filled, open, blockedBy }, eligibleThen }
}

export function requesterOf(record: RequestRecord): number {
  return record.request?.requester ?? record.requester?.id ?? 0
}

export function isAmong(people: readonly { id: number }[], id: number): boolean {
  return people.some((person) => person.id === id)
}
