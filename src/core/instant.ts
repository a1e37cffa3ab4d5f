/** `2026-11-21 21:14 UTC`, or with seconds; how instants are shown to people. */
export function showInstant(at: Date, precision: 'minute' | 'second' | 'tenth' = 'minute'): string {
  const iso = at.toISOString()
  const end = precision === 'minute' ? 16 : precision === 'second' ? 19 : 21
  return `${iso.slice(0, 10)} ${iso.slice(11, end)} UTC`
}

export function addSeconds(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000)
}

/** The first of these instants; null: there is none. */
export function earliest(...dates: (Date | null | undefined)[]): Date | null {
  return dates.reduce<Date | null>((a, b) => (b && (!a || b < a) ? b : a), null)
}
