/** Chance that a seed decides: the same seed gives the same draws, on every machine. */
export type Random = {
  /** Evenly in [0, 1). */
  next(): number
  chance(probability: number): boolean
  /** Whole, from `least` to `most`, both included. */
  int(least: number, most: number): number
  pick<Item>(items: readonly Item[]): Item
}

/** `stream` keeps draws for different purposes apart, so that one more of these changes none of those. */
export function randomOf(seed: number, stream = 0): Random {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(stream + 1, 0xc2b2ae35)) | 0
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  next()
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    chance: (probability) => next() < probability,
    int,
    pick(items) {
      const [first] = items
      if (first === undefined) throw new TypeError('nothing to pick from')
      return items[int(0, items.length - 1)] ?? first
    },
  }
}
