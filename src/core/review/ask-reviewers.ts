import { addSeconds } from '../instant.ts'
import type { Person } from './votes.ts'

/** So many people are asked for each slot at a time: one might be away, and everybody would mean nobody. */
const atATime = 2
const widenAfter = 4 * 3600

export type Asking = {
  /** The slots that are open, each with everybody who can fill it. */
  open: readonly { canFill: readonly Person[] }[]
  /** Ids of those who were asked before. */
  asked: readonly number[]
  requester: number
  /** Turns the list, so that not always the same people are asked first. */
  issue: number
  /** How often the circle was widened. */
  widened: number
}

/**
 * Whom to ask now, beyond those who were asked before: up to two for each open slot, two more each time the circle is widened, in turn
 * by the issue's number, each person for one slot, never the requester. The same input gives the same people.
 */
export function whomToAsk({ open, asked, requester, issue, widened }: Asking): Person[] {
  const wanted = atATime * (1 + widened)
  const free = new Set(asked)
  const slots = open.map(({ canFill }) => ({
    canFill,
    missing: wanted - take(canFill, wanted, (person) => free.delete(person.id)).length,
  }))
  const now: Person[] = []
  const known = new Set([...asked, requester])
  for (const { canFill, missing } of slots)
    now.push(...take(turned(canFill, issue), missing, ({ id }) => !known.has(id) && known.add(id) !== undefined))
  return now
}

function take(people: readonly Person[], most: number, accept: (person: Person) => boolean): Person[] {
  const taken: Person[] = []
  for (const person of people)
    if (taken.length < most && accept(person)) taken.push({ id: person.id, login: person.login })
  return taken
}

/** From one of them on, and then from the first: nobody is taken twice. */
function turned(people: readonly Person[], by: number): Person[] {
  const sorted = [...people].sort((a, b) => a.id - b.id)
  return [...sorted.slice(by % sorted.length), ...sorted]
}

/**
 * When to ask more people, and when to remind those who were asked: after four hours, and at half of the time until the request
 * lapses. Absent where the request would have lapsed by then.
 */
export function whenToAskMore(opened: Date, lapsesAt: Date): { widen?: Date; remind?: Date } {
  const left = lapsesAt.getTime() - opened.getTime()
  const widen = addSeconds(opened, widenAfter)
  return {
    ...(widen < lapsesAt ? { widen } : {}),
    ...(left > 0 ? { remind: new Date(opened.getTime() + Math.floor(left / 2)) } : {}),
  }
}
