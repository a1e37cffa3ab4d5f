/** So often it is said how far judging has come: each time costs a call, and people look seldom. */
const mostTold = 3
/** Milliseconds from one time to the next. */
const apart = 2_000

/** Whether to say now how far judging has come. `told`: when it was said, the beginning, which is told too, first. */
export function mayTell(told: readonly Date[], now: Date): boolean {
  const last = told.at(-1)
  return last !== undefined && told.length <= mostTold && now.getTime() - last.getTime() >= apart
}
