import { fitsInt64 } from './number.ts'
import { Num, type Value } from './value.ts'

const UNITS = new Map<string, number>([
  ['ns', 1],
  ['us', 1e3],
  ['µs', 1e3],
  ['μs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 60e9],
  ['h', 3600e9],
  ['d', 24 * 3600e9],
  ['w', 7 * 24 * 3600e9],
  ['y', 365 * 24 * 3600e9],
])
const NS_PER_MS = 1_000_000n

/** Nanoseconds leave as the exact integer: a double holds only about 128 ns of today's instants. */
export function nanoseconds(value: bigint): Num | undefined {
  return fitsInt64(value) ? new Num(value.toString()) : undefined
}

/** "1h30m" → nanoseconds, as opa 1.19 reads it: Go's `time.ParseDuration` and, beyond it, days, weeks and years of 365 days. */
export function parseDurationNs(argument: Value): Num | undefined {
  if (typeof argument !== 'string' || argument.length > 64) return undefined
  const sign = argument.startsWith('-') ? -1n : 1n
  let rest = argument.replace(/^[-+]/, '')
  if (rest === '0') return new Num('0')
  let total = 0n
  do {
    const part = /^(?=\.?\d)(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|[smhdwy])/.exec(rest)
    const unit = UNITS.get(part?.[3] ?? '')
    if (part === null || unit === undefined) return undefined
    // Floating point in this order, as opa itself computes it, so that the last nanosecond agrees.
    const digits = (part[2] ?? '').slice(0, 18)
    const fraction = Math.trunc(Number(digits) * (unit / 10 ** digits.length))
    total += BigInt(part[1] ?? '') * BigInt(unit) + BigInt(fraction)
    rest = rest.slice(part[0].length)
  } while (rest !== '')
  return nanoseconds(sign * total)
}

const RFC3339 =
  /^(\d{4}-\d\d-\d\dT(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d)(?:[.,](\d+))?(?:Z|([-+])([01]\d|2[0-4]):([0-5]\d))$/

/** Go's `time.Parse(time.RFC3339, …)`: strict, unlike Date.parse, which also reads "2026" or 30 February. */
export function parseRfc3339Ns(argument: Value): Num | undefined {
  if (typeof argument !== 'string' || argument.length > 64) return undefined
  const [, read = '', fraction = '', sign = '+', hours = '0', minutes = '0'] = RFC3339.exec(argument) ?? []
  // Go takes an hour of one digit.
  const local = read.replace(/T(?=\d:)/, 'T0')
  const utc = Date.parse(`${local}Z`)
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 19) !== local) return undefined
  const offset = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000
  return nanoseconds(BigInt(utc - offset) * NS_PER_MS + BigInt(fraction.slice(0, 9).padEnd(9, '0')))
}
