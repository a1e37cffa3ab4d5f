import { countVotes, type Person, type Review } from '../review/votes.ts'

/** Who owns the files that a pull request changes, by the owners in force, and what they have said of its head. */
export type OwnersSaid = {
  /** The people behind the owners of each changed file, by its path. */
  owners: ReadonlyMap<string, readonly Person[]>
  reviews: readonly Review[]
  head: string
  author: number
  /** How many owners more than one have to say yes where something gets looser. */
  further: number
}

/** `key`: equal where the votes are. `canSay`: who may still say yes. */
export type LooseningVotes = {
  complete: boolean
  missing: number
  canSay: Person[]
  blockedBy: Person[]
  key: string
  approvedBy: number[]
}

/**
 * Whether enough owners have approved this very head: each changed file has an owner among them, and there are so many different ones. The
 * author's yes never counts, nor that of a bot; who has asked for changes blocks. A file without owners is never approved.
 */
export function looseningVotes({ owners, reviews, head, author, further }: OwnersSaid): LooseningVotes {
  const everybody = [...new Map([...owners.values()].flat().map((person) => [person.id, person])).values()]
  const count = (name: string, eligible: readonly Person[], places: number) => {
    const slots = Array.from({ length: places }, () => ({ name, from: [name], eligible }))
    const eligibleThen = Object.fromEntries(reviews.map(({ id }) => [id, [name]]))
    return countVotes({ reviews, head, requester: author, slots, eligibleThen, voidedUpTo: 0 })
  }
  const all = count('owners', everybody, 1 + further)
  const files = [...owners].map(([path, people]) => count(path, people, 1))
  const open = [...all.open, ...files.flatMap((file) => file.open)]
  const yes = all.filled.map(({ person }) => person.id)
  const canSay = new Map(
    open.flatMap(({ canFill }) => canFill.filter(({ id }) => !yes.includes(id)).map((person) => [person.id, person])),
  )
  return {
    approvedBy: [...new Set([...yes, ...files.flatMap((file) => file.filled.map(({ person }) => person.id))])].sort(
      (a, b) => a - b,
    ),
    complete: all.complete && files.every((file) => file.complete),
    missing: Math.max(all.open.length, files.some(({ complete }) => !complete) ? 1 : 0),
    canSay: [...canSay.values()],
    blockedBy: all.blockedBy,
    key: JSON.stringify([[...yes].sort(), all.blockedBy.map(({ id }) => id).sort()]),
  }
}
