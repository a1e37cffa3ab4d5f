type Decimal = { negative: boolean; digits: string /** Where the point stands: 0.digits × 10^point. */; point: number }

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

function decimal(text: string): Decimal {
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? []
  const all = whole + fraction
  const first = all.search(/[1-9]/)
  if (first < 0) return { negative: false, digits: '', point: 0 }
  let end = all.length
  while (all[end - 1] === '0') end -= 1
  return { negative: sign === '-', digits: all.slice(first, end), point: whole.length - first + Number(exponent) }
}

/** Compares two numbers as they were written, exactly, of any size. */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0
  const [one, other] = [decimal(a), decimal(b)]
  const sign = (d: Decimal) => (d.digits === '' ? 0 : d.negative ? -1 : 1)
  if (sign(one) !== sign(other)) return sign(one) - sign(other)
  if (sign(one) === 0) return 0
  const size = one.point - other.point || (one.digits < other.digits ? -1 : one.digits > other.digits ? 1 : 0)
  return size * sign(one)
}

const INT64_MAX = 2n ** 63n - 1n
const INT64_MIN = -(2n ** 63n)

/** Whether Go's int64 holds it. */
export const fitsInt64 = (value: bigint): boolean => value >= INT64_MIN && value <= INT64_MAX

/** The integer that this text writes without point and exponent, of any size; undefined for all others. */
export function plainInteger(text: string): bigint | undefined {
  return /^-?\d+$/.test(text) ? BigInt(text) : undefined
}

/** The whole number that this text writes in whatever way (1.0, 1e3), if int64 holds it. */
export function wholeNumber(text: string): bigint | undefined {
  const { negative, digits, point } = decimal(text)
  if (point > 19 || digits.length > Math.max(point, 0)) return undefined
  const value = BigInt((negative ? '-' : '') + (digits.padEnd(point, '0') || '0'))
  return fitsInt64(value) ? value : undefined
}
