import { isOldEnough } from '../review/tenure.ts'
import { countVotes, type OpenTo, type Person, type Review } from '../review/votes.ts'
import type { KeySet } from '../ssh/recipient-keys.ts'
import { knownFor } from '../ssh/recipient-keys.ts'
import type { VotingRule } from './voting-rule.ts'

/** `since`: by when somebody had come into the team by which they own, where that was after Daypass first looked at it. */
export type Owner = Person & { since?: Date }

/** Who owns the files that a pull request changes, by the owners in force, and what they have said of its head. */
export type OwnersSaid = {
  /** The people behind the owners of each changed file, by its path. */
  owners: ReadonlyMap<string, readonly Owner[]>
  reviews: readonly Review[]
  head: string
  author: number
  /** All who have pushed this head, wherever to; nobody: it is not known who has. */
  pushers: readonly number[]
  /** The SSH keys on the accounts of those who said something, where the rule asks how old they are. */
  keys: ReadonlyMap<number, KeySet>
  rule: VotingRule
  now: Date
}

/** `key`: equal where the votes are. `canSay`: who may still say yes. `unknownPusher`: one more has to say yes for that. */
export type LooseningVotes = {
  complete: boolean
  missing: number
  canSay: Person[]
  blockedBy: Person[]
  key: string
  /** Whose yes counts, in the order of their numbers. */
  approvedBy: number[]
  unknownPusher?: true
}

/**
 * Whether enough owners have approved this very head: each changed file has an owner among them, and there are so many different ones. The
 * author's word never counts, nor that of a bot, of whoever pushed the head, of who is too new in the team by which they own, or of an account
 * whose every SSH key was too new. Who has asked for changes blocks. A file without owners is never approved. Where it is not known who
 * pushed, any one of those who approve may have: one more has to, of each file.
 */
export function looseningVotes(said: OwnersSaid): LooseningVotes {
  const { owners, head, author, pushers, rule } = said
  const reviews = said.reviews.filter((review) => !isYoung(said, review))
  const spare = pushers.length === 0 ? 1 : 0
  const everybody = [...new Set([...owners.values()].flat())]
  const count = (name: string, people: readonly Owner[], places: number) => {
    const own = people.filter(({ id }) => !pushers.includes(id))
    const slot: OpenTo = { name, from: [name], eligible: eligible(own, rule, said.now) }
    const eligibleThen = Object.fromEntries(
      reviews.map(({ id, person, submittedAt }) => {
        const then = submittedAt ? eligible(own, rule, submittedAt) : []
        return [id, then.some((one) => one.id === person.id && !isLater(one, submittedAt)) ? [name] : []]
      }),
    )
    const slots = Array.from({ length: places }, () => slot)
    return countVotes({ reviews, head, requester: author, slots, eligibleThen, voidedUpTo: 0 })
  }
  const all = count('owners', everybody, 1 + rule.further + spare)
  const files = [...owners].map(([path, people]) => count(path, people, 1 + spare))
  const open = [...all.open, ...files.flatMap((file) => file.open)]
  const yes = all.filled.map(({ person }) => person.id)
  const canSay = new Map(
    open.flatMap(({ canFill }) => canFill.filter(({ id }) => !yes.includes(id)).map((person) => [person.id, person])),
  )
  const complete = all.complete && files.every((file) => file.complete)
  const missing = Math.max(all.open.length, ...files.map((file) => file.open.length))
  return {
    ...{ complete, missing, canSay: [...canSay.values()], blockedBy: all.blockedBy },
    approvedBy: [...new Set([...yes, ...files.flatMap((file) => file.filled.map(({ person }) => person.id))])].sort(
      (a, b) => a - b,
    ),
    key: JSON.stringify([[...yes].sort(), all.blockedBy.map(({ id }) => id).sort(), missing, spare]),
    ...(spare === 0 ? {} : { unknownPusher: true as const }),
  }
}

/** Each person once, by the name under which they stand longest. */
function eligible(people: readonly Owner[], { memberFor }: VotingRule, at: Date): Owner[] {
  const longest = new Map<number, Owner>()
  for (const person of people.filter((one) => isOldEnough(one, memberFor, at))) {
    const other = longest.get(person.id)
    if (!other || (other.since && (!person.since || person.since < other.since))) longest.set(person.id, person)
  }
  return [...longest.values()]
}

/** Who came into the team after they had said it did not say it as one of it. */
const isLater = ({ since }: Owner, at: Date | undefined): boolean =>
  since !== undefined && (at === undefined || since > at)

/** As for requests: whoever holds an account alone adds a key. Who has none cannot be told from others by them. */
function isYoung({ keys, rule: { keyMinAge } }: OwnersSaid, { person, submittedAt }: Review): boolean {
  const set = keys.get(person.id)
  if (keyMinAge === undefined || !set || set.keys.length === 0) return false
  return submittedAt === undefined || knownFor(set.keys, submittedAt, keyMinAge).length === 0
}
