export const sensitivities = ['low', 'medium', 'high', 'critical'] as const
export type Sensitivity = (typeof sensitivities)[number]

/** The highest of them. An empty list is a mistake of the caller's: a request always has an action. */
export function highest(levels: readonly Sensitivity[]): Sensitivity {
  if (levels.length === 0) throw new TypeError('no sensitivity to compare')
  return levels.reduce((a, b) => (sensitivities.indexOf(b) > sensitivities.indexOf(a) ? b : a))
}

export function isBelow(level: Sensitivity, floor: Sensitivity): boolean {
  return sensitivities.indexOf(level) < sensitivities.indexOf(floor)
}
