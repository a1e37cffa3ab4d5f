/** `34 s`, `12 min`, `5 h`, `3 d`. */
export function shownAge(seconds: number): string {
  const units: [string, number][] = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ]
  const [unit, length] = units.find(([, one]) => seconds >= 2 * one) ?? ['s', 1]
  return `${Math.round(seconds / length)} ${unit}`
}
