/** A built-in answers undefined where OPA's own would raise an error: Rego then treats the call as undefined. */
type Builtin = (argument: unknown) => unknown

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
const INT64_MAX = 2n ** 63n - 1n
const INT64_MIN = -(2n ** 63n)
const NS_PER_MS = 1_000_000n

/** Nanoseconds leave as the exact integer: a double holds only about 128 ns of today's instants. */
function exact(value: bigint): unknown {
  return value < INT64_MIN || value > INT64_MAX ? undefined : JSON.rawJSON(value.toString())
}

/** "1h30m" → nanoseconds, as opa 1.19 reads it: Go's `time.ParseDuration` and, beyond it, days, weeks and years of 365 days. */
function parseDurationNs(argument: unknown): unknown {
  if (typeof argument !== 'string' || argument.length > 64) return undefined
  const sign = argument.startsWith('-') ? -1n : 1n
  let rest = argument.replace(/^[-+]/, '')
  if (rest === '0') return 0
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
  return exact(sign * total)
}

const RFC3339 =
  /^(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:[.,](\d+))?(?:Z|([-+])([01]\d|2[0-4]):([0-5]\d))$/

/** Go's `time.Parse(time.RFC3339, …)`: strict, unlike Date.parse, which also reads "2026" or 30 February. */
function parseRfc3339Ns(argument: unknown): unknown {
  if (typeof argument !== 'string' || argument.length > 64) return undefined
  const [, local = '', fraction = '', sign = '+', hours = '0', minutes = '0'] = RFC3339.exec(argument) ?? []
  const utc = Date.parse(`${local}Z`)
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 19) !== local) return undefined
  const offset = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000
  return exact(BigInt(utc - offset) * NS_PER_MS + BigInt(fraction.slice(0, 9).padEnd(9, '0')))
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone === '' ? 'UTC' : zone,
    weekday: 'long',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  })
  if (formats.size < 64) formats.set(zone, made)
  return made
}

/** The parts of an instant, given as nanoseconds or as [nanoseconds, name of a time zone]. */
function parts(argument: unknown): Map<string, string> | undefined {
  const [ns, zone] = Array.isArray(argument) ? (argument as unknown[]) : [argument, 'UTC']
  if (typeof ns !== 'number' || !Number.isInteger(ns) || Math.abs(ns) > Number(INT64_MAX)) return undefined
  // An offset is no name of a zone for Go, and "Local" would depend on the machine.
  if (typeof zone !== 'string' || /^[-+]/.test(zone)) return undefined
  try {
    const found = format(zone).formatToParts(new Date(Math.floor(ns / 1e6)))
    return new Map(found.map((part) => [part.type, part.value]))
  } catch {
    return undefined
  }
}

function clock(argument: unknown): unknown {
  const found = parts(argument)
  return found && [Number(found.get('hour')), Number(found.get('minute')), Number(found.get('second'))]
}

/** What a policy may use beyond the module's own code, written here: deterministic, total, without any I/O. */
export const hostBuiltins: Readonly<Record<string, Builtin>> = {
  'time.clock': clock,
  'time.parse_duration_ns': parseDurationNs,
  'time.parse_rfc3339_ns': parseRfc3339Ns,
  'time.weekday': (argument) => parts(argument)?.get('weekday'),
}

/**
 * The SDK's built-ins that we trust. The rest stay out: `sprintf` differs from Go's, `regex.split` runs JavaScript's
 * backtracking matcher on text that people write, the `yaml` family expands aliases.
 */
export const sdkBuiltins: readonly string[] = ['json.is_valid']
