import { DaypassError } from './error.ts'
import { named } from './markdown.ts'
import { bareName } from './writing/bare-name.ts'
import { inDigits } from './writing/number-words.ts'

const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 } as const

/** 366 days: a grant is always finite, and an absurd wish is refused before any arithmetic. */
export const longestDuration = 366 * seconds.d

const rule =
  'The duration is a whole number above zero and one of s, m, h, d, such as 30m or 2h, and at most 366d.' as const

/**
 * Seconds of a duration such as `90s`, `30m`, `2h`, `1d`: a whole number and one unit, as policies, catalogs and settings write it.
 * Throws REQUEST_DURATION_INVALID for everything else, zero, negative and more than 366 days included.
 */
export function parseDuration(text: string): number {
  const match = /^([0-9]{1,8})([smhd])$/.exec(text)
  const unit = match?.[2] as keyof typeof seconds | undefined
  const value = match && unit ? Number(match[1]) * seconds[unit] : Number.NaN
  if (!isLength(value)) throw new DaypassError('REQUEST_DURATION_INVALID', rule)
  return value
}

/** The shortest exact form with one unit: 7200 → `2h`, 90 → `90s`. */
export function formatDuration(total: number): string {
  for (const unit of ['d', 'h', 'm'] as const) {
    if (total >= seconds[unit] && total % seconds[unit] === 0) return `${total / seconds[unit]}${unit}`
  }
  return `${total}s`
}

function isLength(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= longestDuration
}

/** What a person wrote as a duration, in seconds; or a sentence that quotes it and proposes what may be meant. */
export type DurationReading = { ok: true; seconds: number } | { ok: false; message: string }

/** Longer texts are no duration, whatever they say; it keeps every reading short. */
const longestText = 60

/**
 * Reads a duration as a person writes it, where it can mean one thing only: `2 hours`, `90 min`, `1h30m`, `1 d, 12 h`, `an hour`,
 * `PT1H30M`, `1.5h`, in any case. Months, points in time, numbers without a unit, ranges and guesses are refused.
 */
export function readDuration(text: string): DurationReading {
  const plain = plainly(text.slice(0, 4 * longestText))
  const total = plain.length > longestText || text.length > 4 * longestText ? undefined : secondsOf(plain)
  if (total !== undefined && isLength(total)) return { ok: true, seconds: total }
  if (total === undefined) return { ok: false, message: `${named(text)} ${meant(plain)}` }
  const flaw = Number.isNaN(total) ? 'is no whole number of seconds.' : 'is too short or too long.'
  return { ok: false, message: `${named(text)} ${flaw} ${rule}` }
}

/** The form in which a duration is shown back; what cannot be read stays as it was written. */
export function canonicalDuration(text: string): string {
  const reading = readDuration(text)
  return reading.ok && !/^[0-9]{1,8}[smhd]$/.test(text) ? formatDuration(reading.seconds) : text
}

/** Full-width letters and digits are what they look like; blanks of any kind are blanks. The case of `M` tells months from minutes. */
function plainly(text: string): string {
  const narrow = text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s+/g, ' ')
  return inDigits(bareName(narrow))
}

const units: readonly [RegExp, number][] = [
  [/^(?:w|wks?|weeks?)$/i, 7 * seconds.d],
  [/^(?:d|days?)$/i, seconds.d],
  [/^(?:h|hrs?|hours?)$/i, seconds.h],
  [/^(?:m|mins?|minutes?)$/i, seconds.m],
  [/^(?:s|secs?|seconds?)$/i, seconds.s],
]

function numberOf(text: string): number {
  if (/^an?$/i.test(text)) return 1
  return /^\d/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
}

/** Undefined: it is not one thing. What it means may still be no length that anybody can have. */
function secondsOf(text: string): number | undefined {
  return /^P/i.test(text) ? isoSeconds(text) : partsOf(text.match(token) ?? [])
}

/** Numbers with at most two digits behind the point: with three, it may stand for thousands. */
const token = /\d{1,9}(?:[.,]\d{1,2}(?!\d))?|[a-z]+|[^\da-z]/gi
const joint = /^(?:,? ?(?:and |& )?)$/i

/** One part a unit, from the largest down. */
function partsOf(tokens: readonly string[]): number | undefined {
  let [at, total, before] = [0, 0, Number.POSITIVE_INFINITY]
  const skip = (tokenToSkip: string): void => {
    if (tokens[at] === tokenToSkip) at++
  }
  while (at < tokens.length) {
    const number = numberOf(tokens[at++] ?? '')
    skip(' ')
    const unit = tokens[at++] ?? ''
    const length = units.find(([name]) => name.test(unit))?.[1]
    if (Number.isNaN(number) || length === undefined || length >= before) return undefined
    // Behind hours `M` can mean nothing but minutes; alone it may be months.
    if (unit === 'M' && before !== seconds.h) return undefined
    total += number * length
    before = length
    skip('.')
    const from = at
    while ([' ', ',', '&', 'and'].includes(tokens[at]?.toLowerCase() ?? '')) at++
    if (!joint.test(tokens.slice(from, at).join('')) || (at === tokens.length && at > from)) return undefined
  }
  return before === Number.POSITIVE_INFINITY ? undefined : whole(total)
}

const iso =
  /^P(?:(\d{1,9})W|(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9}(?:[.,]\d{1,2})?)H)?(?:(\d{1,9}(?:[.,]\d{1,2})?)M)?(?:(\d{1,9})S)?)?)$/i

/** A duration of ISO 8601 in weeks, or in days, hours, minutes and seconds. */
function isoSeconds(text: string): number | undefined {
  const parts = iso.exec(text)?.slice(1)
  if (!parts?.some((number) => number !== undefined)) return undefined
  const lengths = [7 * seconds.d, seconds.d, seconds.h, seconds.m, seconds.s]
  return whole(parts.reduce((total, number, at) => total + numberOf(number ?? '0') * (lengths[at] ?? 0), 0))
}

/** Tenths and hundredths do not add up exactly in binary. */
function whole(total: number): number {
  const rounded = Math.round(total)
  return Math.abs(total - rounded) < 1e-6 ? rounded : Number.NaN
}

const months = /\d ?(?:mo|mon|months?|y|yrs?|years?)\b|\b(?:month|year)s?\b|^P\d+[MY]/i
const instants =
  /\b(?:until|till|by|before|eod|eow|today|tonight|tomorrow|noon|midnight|end|monday|friday)\b|\d ?[ap]m\b|\d[:.]\d\d\b/i

/** What is wrong, and what its writer may mean. */
function meant(text: string): string {
  if (/^\d{1,8}$/.test(text)) {
    const either = [`${text}h`, `${text}m`].filter((one) => lengthOf(one) !== undefined).map((one) => `\`${one}\``)
    return `has no unit.${either.length > 0 ? ` Did you mean ${either.join(' or ')}?` : ''} ${rule}`
  }
  const near = text.length > longestText ? undefined : nearMeaning(text)
  const hint = near === undefined ? '' : ` Did you mean \`${formatDuration(near)}\`?`
  if (months.test(text)) return `is not one length: months and years differ. Write days, such as 30d. ${rule}`
  if (instants.test(text)) return `says when, not how long. Write for how long, counted from the start.${hint} ${rule}`
  return `is not a duration.${hint} ${rule}`
}

/** What may say how many as well: then the part that can be read is not what was meant. */
const furtherAmount = /[\d.½¼¾/]|half|quarter|third|couple|few|dozen|hundred|score|and|or/i

/** The one duration that stands in a text among other words. */
function nearMeaning(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,3}) ?(?:h|:)(?: ?)([0-5]\d)(?: ?h)?$/i.exec(text) ?? []
  const tokens = /^\d+ ?M$/.test(text) ? [text.toLowerCase()] : (text.match(token) ?? [])
  if (hours && minutes) return lengthOf(`${hours}h${minutes}m`)
  for (let size = tokens.length; size > 0; size--) {
    for (let from = 0; from + size <= tokens.length; from++) {
      const found = lengthOf(tokens.slice(from, from + size).join(''))
      const others = [...tokens.slice(0, from), ...tokens.slice(from + size)].join('')
      if (found !== undefined) return furtherAmount.test(others) ? undefined : found
    }
  }
  return undefined
}

function lengthOf(text: string): number | undefined {
  const total = secondsOf(text.trim())
  return total !== undefined && isLength(total) ? total : undefined
}
