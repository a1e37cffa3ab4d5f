/**
 * Places for so many at a time; of the others, the lowest `urgency` is next, in order. `enter` resolves to how to leave again, and to
 * whether it had to wait.
 */
export type Slots = { enter: (urgency?: number) => Promise<{ leave: () => void; waited: boolean }> }

export function createSlots(count: number): Slots {
  const waiting: { urgency: number; enter: () => void }[] = []
  let free = count
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next.enter()
  }
  return {
    async enter(urgency = 0) {
      const waited = free === 0
      if (!waited) free -= 1
      else
        await new Promise<void>((enter) => {
          const before = waiting.findLastIndex((one) => one.urgency <= urgency)
          waiting.splice(before + 1, 0, { urgency, enter })
        })
      return { leave, waited }
    },
  }
}
