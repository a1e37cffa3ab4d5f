import { match } from './matching.ts'
import type { Slot } from './slots.ts'

export type Person = { id: number; login: string }

/** A review as GitHub lists it. */
export type Review = {
  id: number
  person: Person & { type: string }
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'
  /** The commit that was reviewed; GitHub forgets it when the commit is gone. */
  commit: string | undefined
  submittedAt: Date | undefined
}

/**
 * Somebody who may fill a slot; `since`: by when they had come into the team by which they may, or `before` Daypass first looked at
 * it. Absent: they are named in person. `from`: the name in the policy's answer by which they may, such as `code-owners`.
 */
export type Eligible = Person & { since?: Date | 'before'; from?: string }

/** A slot with everybody who may fill it now, and what hinders others, or everybody. */
export type OpenTo = Slot & { eligible: readonly Eligible[]; note?: string }

export type Ballot = {
  /** All reviews of the pull request, in GitHub's order: the oldest first. */
  reviews: readonly Review[]
  /** The commit that is asked about. */
  head: string
  /** Earlier commits that asked for exactly the same. */
  before?: readonly string[]
  requester: number
  slots: readonly OpenTo[]
  /** By review id, the names of the slots for which its person was eligible when it was first seen. Absent: for none. */
  eligibleThen: Readonly<Record<string, readonly string[]>>
  /** Approvals up to this id were given to a title, body or head that was not ours. */
  voidedUpTo: number
}

export type IgnoredBecause =
  | 'comment'
  | 'pending'
  | 'dismissed'
  | 'superseded'
  | 'not-a-person'
  | 'requester'
  | 'other-commit'
  | 'void'
  | 'not-eligible-then'
  | 'not-eligible-now'

export type Tally = {
  filled: { slot: string; person: Person; review: number }[]
  /** `canFill`: who may fill it and has not approved. */
  open: { slot: string; from: string[]; except?: string[]; canFill: Person[]; note?: string }[]
  blockedBy: Person[]
  ignored: { review: number; why: IgnoredBecause }[]
  /** Every slot is filled, there is at least one, and nobody who may object does. */
  complete: boolean
}

const nobodyElse = 'One person fills one slot, and too few people can say yes here.'

/**
 * Counts the votes: of each person the last review that says anything, on this head only, of people who were eligible when they voted
 * and are now, never the requester's, each person for one slot. Somebody eligible who requests changes blocks, and nobody but
 * they can take that back, not even by making the votes void. No slots at all are never complete.
 */
export function countVotes(ballot: Ballot): Tally {
  const ignored: Tally['ignored'] = []
  const yes = new Map<number, Review>()
  const blockedBy: Person[] = []
  for (const review of latest(ballot.reviews, ignored)) {
    const why = ignoredBecause(ballot, review)
    if (why) ignored.push({ review: review.id, why })
    else if (review.state === 'CHANGES_REQUESTED') blockedBy.push(named(review.person))
    else yes.set(review.person.id, review)
  }
  const { filled, open } = fill(ballot, yes)
  ignored.sort((a, b) => a.review - b.review)
  const complete = ballot.slots.length > 0 && open.length === 0 && blockedBy.length === 0
  return { filled, open, blockedBy, ignored, complete }
}

/** The last review of each person that is neither comment nor draft, by person. A dismissed one hides what came before it. */
function latest(reviews: readonly Review[], ignored: Tally['ignored']): Review[] {
  const last = new Map<number, Review>()
  for (const review of reviews) {
    if (review.state === 'COMMENTED' || review.state === 'PENDING') {
      ignored.push({ review: review.id, why: review.state === 'PENDING' ? 'pending' : 'comment' })
      continue
    }
    const before = last.get(review.person.id)
    if (before) ignored.push({ review: before.id, why: 'superseded' })
    last.set(review.person.id, review)
  }
  return [...last.values()].sort((a, b) => byId(a.person, b.person))
}

function ignoredBecause(ballot: Ballot, review: Review): IgnoredBecause | undefined {
  const { person, state } = review
  if (state === 'DISMISSED') return 'dismissed'
  if (person.type !== 'User') return 'not-a-person'
  if (person.id === ballot.requester) return 'requester'
  if (!isAbout(ballot, review)) return 'other-commit'
  const then = eligibleThen(ballot, review)
  const now = ballot.slots.filter(({ eligible }) => eligible.some(({ id }) => id === person.id))
  if (then.length === 0) return 'not-eligible-then'
  if (now.length === 0) return 'not-eligible-now'
  if (state === 'CHANGES_REQUESTED') return undefined
  // Whoever could void a yes could void a no the same way: only a yes is lost with the text that it was given to.
  if (review.id <= ballot.voidedUpTo) return 'void'
  return ballot.slots.some((slot) => mayFill(ballot, review, slot)) ? undefined : 'not-eligible-now'
}

/** A yes is for one commit. A no is for what it asks for, and the same text in another commit does not get rid of it. */
function isAbout({ head, before }: Ballot, { state, commit }: Review): boolean {
  return commit === head || (state === 'CHANGES_REQUESTED' && (before?.some((one) => one === commit) ?? false))
}

function eligibleThen(ballot: Ballot, review: Review): readonly string[] {
  const names = ballot.eligibleThen[String(review.id)]
  return ballot.slots.map(({ name }) => name).filter((name) => names?.includes(name))
}

function mayFill(ballot: Ballot, review: Review, slot: OpenTo): boolean {
  return eligibleThen(ballot, review).includes(slot.name) && slot.eligible.some(({ id }) => id === review.person.id)
}

/**
 * Voters come first, then those who might still vote: so as many slots as possible are filled, and of all ways to do it the one that
 * leaves open what others can fill.
 */
function fill(ballot: Ballot, yes: ReadonlyMap<number, Review>): Pick<Tally, 'filled' | 'open'> {
  const voters = [...yes.values()]
  const slots = ballot.slots.map((slot) => {
    const waiting = canFill(slot.eligible, ballot.requester, yes)
    const own = voters.filter((review) => mayFill(ballot, review, slot)).map(({ person }) => person)
    return { slot, waiting, accepts: new Set([...own, ...waiting].map(({ id }) => id)) }
  })
  const others = slots.flatMap(({ waiting }) => waiting.map(({ id }) => id))
  const matched = match([...yes.keys(), ...others], slots)
  const filled: Tally['filled'] = []
  const open: Tally['open'] = []
  for (const [index, { slot, waiting }] of slots.entries()) {
    const holder = matched.get(index)
    const vote = holder === undefined ? undefined : yes.get(holder)
    if (vote) {
      filled.push({ slot: slot.name, person: named(vote.person), review: vote.id })
      continue
    }
    const note = slot.note ?? (holder === undefined && waiting.length > 0 ? nobodyElse : undefined)
    const noted = note === undefined ? {} : { note }
    const except = slot.except ? { except: [...slot.except] } : {}
    open.push({ slot: slot.name, from: [...slot.from], ...except, canFill: waiting, ...noted })
  }
  return { filled, open }
}

function canFill(eligible: readonly Person[], requester: number, yes: ReadonlyMap<number, unknown>): Person[] {
  const people = new Map(eligible.map((person) => [person.id, named(person)]))
  return [...people.values()].filter(({ id }) => id !== requester && !yes.has(id)).sort(byId)
}

function named({ id, login }: Person): Person {
  return { id, login }
}

function byId(a: Person, b: Person): number {
  return a.id - b.id
}
