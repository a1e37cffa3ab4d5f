import { Unequal } from './builtin.ts'
import { wholeNumber } from './number.ts'
import { isArray, Num, type Value } from './value.ts'
import { zoneNames } from './zone-names.ts'

/** An instant as the clocks of a zone show it. */
export type LocalTime = {
  ns: bigint
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  nanosecond: number
  /** Sunday is 0. */
  weekday: number
  /** Seconds east of Greenwich. */
  offset: number
  zone: string
}

const NS = 1_000_000_000n
// Rules of zones before the epoch differ between copies of the tz database, and after 2037 between how they are packed.
const ZONES_FROM = 0n
const ZONES_TO = BigInt(Date.UTC(2037, 0, 1)) * 1_000_000n

const formats = new Map<string, Intl.DateTimeFormat>()

/** Undefined: Go's tz database has no zone of that name. */
function format(zone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(zone)
  if (known !== undefined) return known
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    })
    if (formats.size < 64) formats.set(zone, made)
    return made
  } catch {
    return undefined
  }
}

function offsetOf(ns: bigint, zone: string): number | undefined {
  if (zone === 'UTC' || zone === '') return 0
  if (zone === 'Local')
    throw new Unequal('The time zone "Local"', 'it is that of the machine; name one, as "Europe/Berlin"')
  const found = zoneNames.has(zone) ? format(zone) : undefined
  if (found === undefined) return undefined
  if (ns < ZONES_FROM || ns >= ZONES_TO)
    throw new Unequal(`Local time in ${zone} before 1970 or after 2036`, 'use UTC there')
  const seconds = ns / NS
  const parts = new Map(found.formatToParts(new Date(Number(seconds) * 1000)).map(({ type, value }) => [type, value]))
  const part = (name: Intl.DateTimeFormatPartTypes) => Number(parts.get(name))
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return shown / 1000 - Number(seconds)
}

const floorDivide = (a: bigint, b: bigint): bigint => a / b - (a % b < 0n ? 1n : 0n)

/** Undefined where there is no such zone. Throws Unequal for a zone or an instant at which ours and Go's may differ. */
export function localTime(ns: bigint, zone: string): LocalTime | undefined {
  const offset = offsetOf(ns, zone)
  if (offset === undefined) return undefined
  const seconds = floorDivide(ns, NS)
  const date = new Date((Number(seconds) + offset) * 1000)
  return {
    ns,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nanosecond: Number(ns - seconds * NS),
    weekday: date.getUTCDay(),
    offset,
    zone,
  }
}

/** An instant in nanoseconds, as OPA takes it: a whole number of 64 bits. */
export function instantOf(value: Value | undefined): bigint | undefined {
  return value instanceof Num ? wholeNumber(value.text) : undefined
}

/** `ns`, `[ns, zone]` or `[ns, zone, layout]`. */
export function timeOf(value: Value): { time: LocalTime; layout: Value | undefined } | undefined {
  const [first, zone = 'UTC', layout] = isArray(value) ? value : [value]
  const ns = instantOf(first)
  if (ns === undefined || typeof zone !== 'string') return undefined
  const time = localTime(ns, zone)
  return time && { time, layout }
}
