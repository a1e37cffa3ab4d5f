/** Places for so many at a time; the others wait in order. `enter` resolves to how to leave again. */
export type Slots = { enter: () => Promise<() => void> }

export function createSlots(count: number): Slots {
  const waiting: (() => void)[] = []
  let free = count
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }
  return {
    async enter() {
      if (free > 0) free -= 1
      else await new Promise<void>((enter) => waiting.push(enter))
      return leave
    },
  }
}
