import { createHash } from 'node:crypto'

/** `count` of the names, drawn evenly, or all of them: the same seed draws the same, in whatever order they come. */
export function sampleOf(names: readonly string[], count: number, seed: number): string[] {
  const drawn = names.map((name) => ({ name, lot: createHash('sha256').update(`${seed} ${name}`).digest('hex') }))
  return drawn
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name)
}

/** A share with what it may be where only a sample was tried. All are between 0 and 1. */
export type Interval = { low: number; high: number }

/**
 * Wilson's interval of 95 % for a share of which a sample was seen, narrower where the sample is a large part of all (finite population
 * correction). Of nothing nothing is known: 0 to 1.
 * E. B. Wilson, «Probable Inference, the Law of Succession, and Statistical Inference», 1927.
 */
export function wilson(hits: number, tried: number, all = Number.POSITIVE_INFINITY): Interval {
  if (tried === 0) return { low: 0, high: 1 }
  const share = hits / tried
  if (tried >= all) return { low: share, high: share }
  const effective = Number.isFinite(all) ? (tried * (all - 1)) / (all - tried) : tried
  const z2 = 1.959964 ** 2
  const middle = (share + z2 / (2 * effective)) / (1 + z2 / effective)
  const half =
    (Math.sqrt(z2) * Math.sqrt((share * (1 - share)) / effective + z2 / (4 * effective ** 2))) / (1 + z2 / effective)
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
