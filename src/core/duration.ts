import { DaypassError } from './error.ts'

const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 } as const

/** 366 days: a grant is always finite, and an absurd wish is refused before any arithmetic. */
export const longestDuration = 366 * seconds.d

/**
 * Seconds of a duration such as `90s`, `30m`, `2h`, `1d`: a whole number and one unit.
 * Throws REQUEST_DURATION_INVALID for everything else, zero, negative and more than 366 days included.
 */
export function parseDuration(text: string): number {
  const match = /^([0-9]{1,8})([smhd])$/.exec(text)
  const unit = match?.[2] as keyof typeof seconds | undefined
  const value = match && unit ? Number(match[1]) * seconds[unit] : Number.NaN
  if (!(value >= 1 && value <= longestDuration)) {
    throw new DaypassError(
      'REQUEST_DURATION_INVALID',
      'The duration is a whole number above zero and one of s, m, h, d, such as 30m or 2h, and at most 366d.',
    )
  }
  return value
}

/** The shortest exact form with one unit: 7200 → `2h`, 90 → `90s`. */
export function formatDuration(total: number): string {
  for (const unit of ['d', 'h', 'm'] as const) {
    if (total >= seconds[unit] && total % seconds[unit] === 0) return `${total / seconds[unit]}${unit}`
  }
  return `${total}s`
}
