/** Every invariant that is checked, by name. */
export const invariants = [
  'allowed',
  'asked',
  'member',
  'within-quota',
  'ends-in-time',
  'ended-is-refused',
  'stays-ended',
  'locked-down',
  'delivered-alive',
  'intent-first',
  'ended-by-right',
  'one-lease',
  'proved',
  'taken-back-ends',
  'trail',
  'granted-once',
  'nothing-lost',
  'nothing-stuck',
  'shown',
  'same-end',
  'governed',
  'judged',
  'told-once',
] as const

export type Invariant = (typeof invariants)[number]

/** Milliseconds for which what has just changed may not have been seen yet. */
export const tolerated = 120_000

/** Milliseconds between two sweeps, by which what no webhook told is found. */
export const sweepEvery = 300_000

/** Milliseconds after which what ends access has ended it, where GitHub tells and nothing goes wrong. */
export const toldEnd = 60_000

/** An end is no later than this (milliseconds), unless the target refuses it or the clock has jumped. */
export const latestEnd = 5 * 60_000
