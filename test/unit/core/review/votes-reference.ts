import type { Ballot, Person } from '../../../../src/core/review/votes.ts'

/**
 * The rules of the vote, said again as plainly as possible and by trying everything: how many slots can be filled, whether somebody
 * blocks, whether it is enough. Knows nothing of the code that it judges.
 */
export function referenceVotes(ballot: Ballot): { filled: number; blockedBy: number[]; complete: boolean } {
  const says = (id: number) => {
    const own = ballot.reviews.filter((review) => review.person.id === id)
    return own.filter((review) => ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'].includes(review.state)).at(-1)
  }
  const mayNow = (id: number, slot: { eligible: readonly Person[] }) => slot.eligible.some((person) => person.id === id)
  const everybody = [...new Set(ballot.reviews.map((review) => review.person.id))]
  const people = everybody.filter((id) => {
    const last = says(id)
    return id !== ballot.requester && last?.person.type === 'User' && last.commit === ballot.head
  })
  const then = (id: number) => {
    const names = ballot.eligibleThen[String(says(id)?.id)] ?? []
    return names.filter((name) => ballot.slots.some((slot) => slot.name === name))
  }
  const blockedBy = people.filter(
    (id) =>
      says(id)?.state === 'CHANGES_REQUESTED' && then(id).length > 0 && ballot.slots.some((slot) => mayNow(id, slot)),
  )
  const yes = people.filter((id) => says(id)?.state === 'APPROVED' && (says(id)?.id ?? 0) > ballot.voidedUpTo)
  const most = (left: number[], from: number): number => {
    const slot = ballot.slots[from]
    if (!slot) return 0
    const fits = left.filter((id) => mayNow(id, slot) && then(id).includes(slot.name))
    const ways = fits.map(
      (id) =>
        1 +
        most(
          left.filter((other) => other !== id),
          from + 1,
        ),
    )
    return Math.max(most(left, from + 1), ...ways)
  }
  const filled = most(yes, 0)
  const enough = ballot.slots.length > 0 && filled === ballot.slots.length
  return { filled, blockedBy: blockedBy.sort((a, b) => a - b), complete: enough && blockedBy.length === 0 }
}
