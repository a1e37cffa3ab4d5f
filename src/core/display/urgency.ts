import type { RequestRecord, RequestState } from '../record.ts'

/** In the order of what people wait for: a credential, a word that asks somebody to act, a refusal, an end; then the rest. */
const waitedFor: readonly (readonly RequestState[])[] = [
  ['active'],
  ['pending', 'invalid', 'granting', 'undecided'],
  ['denied', 'rejected', 'failed'],
  ['ending', 'ended', 'cancelled', 'lapsed'],
]

/** The rank of what is to be shown of a request; 0 goes first. */
export function urgencyOf({ state }: Pick<RequestRecord, 'state'>): number {
  const rank = waitedFor.findIndex((states) => states.includes(state))
  return rank < 0 ? leastUrgent : rank
}

/** Where what is tried again goes, too: behind what is new. */
export const leastUrgent = waitedFor.length
