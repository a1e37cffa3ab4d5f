import { match } from '../review/matching.ts'

/** Slots that have to be filled by distinct people: for each, those who can. */
export type Slots = readonly ReadonlySet<number>[]

/** More would take too long to try: steps of a matching, over all that is tried. */
const mostSteps = 20_000_000

/**
 * Whether everybody who can fill the slots of `inner` together fills those of `outer` too, so that `inner` is no new way in. Takes slots
 * that can be filled. `unproved`: that would take too long to find out, and what is quick to see does not show it; only many slots of
 * many different circles are that large.
 */
export function isWithin(inner: Slots, outer: Slots): 'yes' | 'no' | 'unproved' {
  if (covers(outer, inner)) return 'yes'
  const circles = circlesOf(outer)
  const people = new Set(inner.flatMap((slot) => [...slot]))
  if (2 ** circles.length * people.size * inner.length ** 2 > mostSteps) return 'unproved'
  return everyChoice(circles).every((chosen) => haveEnough(inner, people, chosen)) ? 'yes' : 'no'
}

/** Each slot of `outer` is given one of `inner` for itself, whose people may all fill it: sound, and quick. */
export function covers(outer: Slots, inner: Slots): boolean {
  const slots = outer.map((wanted) => {
    const givers = inner.flatMap((people, index) => ([...people].every((one) => wanted.has(one)) ? [index] : []))
    return { accepts: new Set(givers) }
  })
  return match([...inner.keys()], slots).size === outer.length
}

/** Slots that the same people can fill; more of them than of one circle cannot be told apart. */
type Circle = { people: ReadonlySet<number>; count: number }

function circlesOf(slots: Slots): Circle[] {
  const circles = new Map<string, Circle>()
  for (const people of slots) {
    const name = [...people].sort((a, b) => a - b).join(' ')
    circles.set(name, { people, count: (circles.get(name)?.count ?? 0) + 1 })
  }
  return [...circles.values()]
}

function everyChoice(circles: readonly Circle[]): Circle[][] {
  return circles.reduce<Circle[][]>((choices, circle) => choices.flatMap((one) => [one, [...one, circle]]), [[]])
}

/**
 * Hall's condition, for the worst of those who fill `inner`: of them as few as possible belong to the chosen circles, and even they must be
 * as many as the circles have slots.
 */
function haveEnough(inner: Slots, people: ReadonlySet<number>, chosen: readonly Circle[]): boolean {
  const belongs = (person: number): boolean => chosen.some((circle) => circle.people.has(person))
  const others = [...people].filter((person) => !belongs(person))
  const without = match(
    others,
    inner.map((accepts) => ({ accepts })),
  ).size
  return inner.length - without >= chosen.reduce((sum, { count }) => sum + count, 0)
}
