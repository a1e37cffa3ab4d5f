import { nanoseconds } from './durations.ts'
import { formatLayout, layouts } from './layout.ts'
import { instantOf, type LocalTime, timeOf } from './local-time.ts'
import { plainInteger } from './number.ts'
import { Num, type Value } from './value.ts'

const number = (value: number) => new Num(String(value))

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

export function clock(given: Value): Value | undefined {
  const time = timeOf(given)?.time
  return time && [number(time.hour), number(time.minute), number(time.second)]
}

export function date(given: Value): Value | undefined {
  const time = timeOf(given)?.time
  return time && [number(time.year), number(time.month), number(time.day)]
}

export function weekday(given: Value): Value | undefined {
  return WEEKDAYS[timeOf(given)?.time.weekday ?? -1]
}

export function format(given: Value): Value | undefined {
  const found = timeOf(given)
  if (found === undefined) return undefined
  const { time, layout = '' } = found
  if (typeof layout !== 'string') return undefined
  return formatLayout(time, layouts.get(layout === '' ? 'RFC3339Nano' : layout) ?? layout)
}

/** A date whose month or day lies outside of the calendar counts on: 32 January is 1 February. */
function utc(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  return date.getTime()
}

export function addDate(given: Value, ...parts: Value[]): Value | undefined {
  const ns = instantOf(given)
  const [years, months, days] = parts.map((part) => {
    const whole = part instanceof Num ? plainInteger(part.text) : undefined
    return whole === undefined ? Number.NaN : Number(whole)
  })
  const time = ns === undefined ? undefined : timeOf(given)?.time
  if (ns === undefined || time === undefined) return undefined
  const { year, month, day } = time
  const from = utc(year, month - 1, day)
  const to = utc(year + (years ?? 0), month - 1 + (months ?? 0), day + (days ?? 0))
  if (Number.isNaN(to)) return undefined
  return nanoseconds(ns + BigInt(to - from) * 1_000_000n)
}

/** Years, months, days, hours, minutes and seconds between two instants, as the clock of the first one's zone counts them. */
export function diff(first: Value, second: Value): Value | undefined {
  let [a, b] = [timeOf(first)?.time, timeOf(second)?.time]
  if (a === undefined || b === undefined) return undefined
  if (a.zone !== b.zone) b = inZone(b, a.zone)
  if (b === undefined) return undefined
  if (a.ns > b.ns) [a, b] = [b, a]
  const parts = [
    b.year - a.year,
    b.month - a.month,
    b.day - a.day,
    b.hour - a.hour,
    b.minute - a.minute,
    b.second - a.second,
  ] as [number, number, number, number, number, number]
  borrow(parts, a)
  return parts.map(number)
}

function inZone(time: LocalTime, zone: string): LocalTime | undefined {
  return timeOf([new Num(time.ns.toString()), zone])?.time
}

function borrow(parts: [number, number, number, number, number, number], from: LocalTime): void {
  const lack = (index: number, size: number) => {
    if ((parts[index] as number) >= 0) return
    parts[index] = (parts[index] as number) + size
    parts[index - 1] = (parts[index - 1] as number) - 1
  }
  lack(5, 60)
  lack(4, 60)
  lack(3, 24)
  // A month is as long as that in which the span begins.
  lack(2, new Date(utc(from.year, from.month, 0)).getUTCDate())
  lack(1, 12)
}
