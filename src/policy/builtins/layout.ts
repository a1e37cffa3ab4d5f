import { Unequal } from './builtin.ts'
import type { LocalTime } from './local-time.ts'

/** The layouts that have a name in OPA. */
export const layouts: ReadonlyMap<string, string> = new Map([
  ['ANSIC', 'Mon Jan _2 15:04:05 2006'],
  ['UnixDate', 'Mon Jan _2 15:04:05 MST 2006'],
  ['RubyDate', 'Mon Jan 02 15:04:05 -0700 2006'],
  ['RFC822', '02 Jan 06 15:04 MST'],
  ['RFC822Z', '02 Jan 06 15:04 -0700'],
  ['RFC850', 'Monday, 02-Jan-06 15:04:05 MST'],
  ['RFC1123', 'Mon, 02 Jan 2006 15:04:05 MST'],
  ['RFC1123Z', 'Mon, 02 Jan 2006 15:04:05 -0700'],
  ['RFC3339', '2006-01-02T15:04:05Z07:00'],
  ['RFC3339Nano', '2006-01-02T15:04:05.999999999Z07:00'],
])

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

// In the order in which Go looks for them at each place.
const CHUNK =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|0[1-6]|002|15|1|2006|2|__2|_2(?!006)|3|4|5|PM|pm|[-Z]07(?:00(?:00)?|:00(?::00)?)?|[.,](?:0+|9+)(?!\d)/g

const two = (value: number) => String(value).padStart(2, '0')

function dayOfYear({ year, month, day }: LocalTime): number {
  return (Date.UTC(2000 + (year % 400), month - 1, day) - Date.UTC(2000 + (year % 400), 0, 0)) / 86_400_000
}

const writers: Record<string, (time: LocalTime) => string> = {
  January: ({ month }) => MONTHS[month - 1] ?? '',
  Jan: ({ month }) => (MONTHS[month - 1] ?? '').slice(0, 3),
  Monday: ({ weekday }) => DAYS[weekday] ?? '',
  Mon: ({ weekday }) => (DAYS[weekday] ?? '').slice(0, 3),
  MST: zoneName,
  '01': ({ month }) => two(month),
  '02': ({ day }) => two(day),
  '03': ({ hour }) => two(hour % 12 || 12),
  '04': ({ minute }) => two(minute),
  '05': ({ second }) => two(second),
  '06': ({ year }) => two(year % 100),
  '002': (time) => String(dayOfYear(time)).padStart(3, '0'),
  '15': ({ hour }) => two(hour),
  '1': ({ month }) => String(month),
  '2006': ({ year }) => String(year).padStart(4, '0'),
  '2': ({ day }) => String(day),
  __2: (time) => String(dayOfYear(time)).padStart(3, ' '),
  _2: ({ day }) => String(day).padStart(2, ' '),
  '3': ({ hour }) => String(hour % 12 || 12),
  '4': ({ minute }) => String(minute),
  '5': ({ second }) => String(second),
  PM: ({ hour }) => (hour >= 12 ? 'PM' : 'AM'),
  pm: ({ hour }) => (hour >= 12 ? 'pm' : 'am'),
}

function zoneName({ zone }: LocalTime): string {
  if (zone === 'UTC' || zone === '') return 'UTC'
  throw new Unequal(`The abbreviation of ${zone}`, 'use -0700 or Z07:00 in the layout instead of MST')
}

function offset({ offset: seconds }: LocalTime, shape: string): string {
  if (shape.startsWith('Z') && seconds === 0) return 'Z'
  const size = Math.abs(Math.trunc(seconds / 60) * 60)
  const colon = shape.includes(':') ? ':' : ''
  const parts = [two(Math.trunc(size / 3600))]
  if (shape.length > 3) parts.push(two(Math.trunc(size / 60) % 60))
  if (shape.length > 6) parts.push(two(Math.abs(seconds) % 60))
  return (seconds < 0 ? '-' : '+') + parts.join(colon)
}

function withoutZeros(digits: string): string {
  let end = digits.length
  while (digits[end - 1] === '0') end -= 1
  return digits.slice(0, end)
}

function fraction({ nanosecond }: LocalTime, shape: string): string {
  const digits = String(nanosecond)
    .padStart(9, '0')
    .slice(0, shape.length - 1)
  if (shape[1] === '0') return shape[0] + digits
  const kept = withoutZeros(digits)
  return kept === '' ? '' : shape[0] + kept
}

/** An instant in one of Go's layouts, which are written as the second of January 2006. Throws Unequal for names of zones. */
export function formatLayout(time: LocalTime, layout: string): string {
  return layout.replaceAll(CHUNK, (chunk) => {
    const write = writers[chunk]
    if (write !== undefined) return write(time)
    return /^[.,]/.test(chunk) ? fraction(time, chunk) : offset(time, chunk)
  })
}
