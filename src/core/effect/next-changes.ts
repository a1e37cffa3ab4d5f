const quarter = 15 * 60_000
const step = 16
const week = 7 * 24 * 4
const mostChanges = 3

/**
 * The next instants, at most three within seven days and to the quarter of an hour, from which on the policy answers otherwise: looked for
 * every four hours, and then between the two where it has changed. What changes and changes back in between is not seen. `nameAt` names
 * the answer at an instant; `now` is the name of the present one.
 */
export function* nextChanges<Asked, Told>(
  from: Date,
  now: string,
  nameAt: (at: Date) => Generator<Asked, string, Told>,
): Generator<Asked, Date[], Told> {
  const first = Math.ceil((from.getTime() + 1) / quarter)
  const instant = (index: number): Date => new Date((first + index) * quarter)
  const changes: Date[] = []
  let before = now
  for (let at = 0; at <= week && changes.length < mostChanges; at += step) {
    const name = yield* nameAt(instant(at))
    if (name !== before) {
      // Behind `low` it is as it was, at `high` it has changed.
      let [low, high] = [at - step, at]
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2)
        if (middle < 0 || (yield* nameAt(instant(middle))) !== name) low = middle
        else high = middle
      }
      changes.push(instant(high))
    }
    before = name
  }
  return changes
}
