import { Unequal } from './builtin.ts'
import { formatFloat } from './go-float.ts'
import { fitsBackquotes, isPrintable, quote, quoteCharacter } from './quote.ts'

/** What OPA hands to Go's fmt: an integer of 64 bits, a larger one, a number with a fraction, or a text. */
export type Argument =
  | { type: 'int64'; value: bigint }
  | { type: '*big.Int'; value: bigint }
  | { type: 'float64'; value: number }
  | { type: 'string'; value: string }

/** What stands between `%` and the verb. */
export type Flags = {
  plus: boolean
  minus: boolean
  sharp: boolean
  space: boolean
  zero: boolean
  /** `%#v` and `%+v`: the flag is the verb's, not the format's. */
  sharpV: boolean
  plusV: boolean
  width: number | undefined
  precision: number | undefined
}

/** Pads to the width, counted in characters. */
function pad(text: string, { width, minus, zero }: Flags): string {
  const missing = (width ?? 0) - [...text].length
  if (missing <= 0) return text
  if (minus) return text + ' '.repeat(missing)
  return (zero ? '0' : ' ').repeat(missing) + text
}

const withoutZero = (flags: Flags): Flags => ({ ...flags, zero: false })

function integer(value: bigint, base: number, verb: string, flags: Flags): string {
  const { width, precision, plus, space, sharp, zero, minus } = flags
  if (precision === 0 && value === 0n) return pad('', withoutZero(flags))
  const negative = value < 0n
  let least = precision ?? 0
  // Zeros that fill the width take its place for the sign, not for 0x.
  if (precision === undefined && zero && !minus && width !== undefined)
    least = width - (negative || plus || space ? 1 : 0)
  let digits = (negative ? -value : value).toString(base)
  if (verb === 'X') digits = digits.toUpperCase()
  digits = digits.padStart(least, '0')
  if (sharp && base === 2) digits = `0b${digits}`
  if (sharp && base === 8 && !digits.startsWith('0')) digits = `0${digits}`
  if (sharp && base === 16) digits = `0${verb === 'X' ? 'X' : 'x'}${digits}`
  if (verb === 'O') digits = `0o${digits}`
  const sign = negative ? '-' : plus ? '+' : space ? ' ' : ''
  return pad(sign + digits, withoutZero(flags))
}

/** Go's math/big formats by rules of its own. */
function bigInteger(value: bigint, base: number, verb: string, flags: Flags): string {
  const { width, precision, minus, zero } = flags
  const sign = value < 0n ? '-' : flags.plus || flags.plusV ? '+' : flags.space ? ' ' : ''
  const sharp = flags.sharp || flags.sharpV
  const prefixes: Record<string, string> = { b: '0b', o: '0', x: '0x', X: '0X' }
  const prefix = verb === 'O' ? '0o' : sharp ? (prefixes[verb] ?? '') : ''
  let digits = (value < 0n ? -value : value).toString(base)
  if (verb === 'X') digits = digits.toUpperCase()
  digits = digits.padStart(precision ?? 0, '0')
  const missing = Math.max((width ?? 0) - sign.length - prefix.length - digits.length, 0)
  if (minus) return sign + prefix + digits + ' '.repeat(missing)
  if (zero && precision === undefined) return sign + prefix + '0'.repeat(missing) + digits
  return ' '.repeat(missing) + sign + prefix + digits
}

const MAX_RUNE = 0x10ffffn

function character(value: bigint): string {
  const valid = value >= 0n && value <= MAX_RUNE && !(value >= 0xd800n && value <= 0xdfffn)
  return String.fromCodePoint(valid ? Number(value) : 0xfffd)
}

function unicode(value: bigint, flags: Flags): string {
  const unsigned = BigInt.asUintN(64, value)
  const digits = unsigned
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(flags.precision ?? 4, 4), '0')
  const shown = unsigned <= MAX_RUNE ? String.fromCodePoint(Number(unsigned)) : ''
  const tail = flags.sharp && isPrintable(shown) ? ` '${shown}'` : ''
  return pad(`U+${digits}${tail}`, withoutZero(flags))
}

const BASES = new Map([
  ['v', 10],
  ['d', 10],
  ['b', 2],
  ['o', 8],
  ['O', 8],
  ['x', 16],
  ['X', 16],
])

function formatInteger(value: bigint, verb: string, flags: Flags): string | undefined {
  const base = BASES.get(verb)
  if (base !== undefined) return integer(value, base, verb, flags)
  if (verb === 'c') return pad(character(value), flags)
  if (verb === 'q') return pad(quoteCharacter(character(value), flags.plus), flags)
  return verb === 'U' ? unicode(value, flags) : undefined
}

/** With `#` the point stays, and with %g the zeros behind it. */
function sharpened(text: string, verb: string, precision: number): string {
  let wanted = verb === 'g' || verb === 'G' ? (precision === -1 ? 6 : precision) : 0
  const at = text.search(/e/i)
  const [body, tail] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)]
  wanted -= body.replace('.', '').replace(/^0+/, '').length
  if (!body.includes('.') && body === '0') wanted -= 1
  return body + (body.includes('.') ? '' : '.') + '0'.repeat(Math.max(wanted, 0)) + tail
}

function formatFraction(value: number, verb: string, flags: Flags): string | undefined {
  if (verb === 'b' || verb === 'x' || verb === 'X')
    throw new Unequal(`%${verb} of sprintf for a number with a fraction`, 'use %v, %f or %g')
  if (!/^[vgGeEfF]$/.test(verb)) return undefined
  const plainVerb = (verb === 'v' ? 'g' : verb === 'F' ? 'f' : verb) as 'g'
  const precision = flags.precision ?? (/[vgG]/.test(verb) ? -1 : 6)
  let text = formatFloat(Math.abs(value), plainVerb, precision)
  if (flags.sharp) text = sharpened(text, plainVerb, precision)
  const negative = value < 0 || Object.is(value, -0)
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : ''
  if (sign !== '' && flags.zero && !flags.minus) return sign + text.padStart((flags.width ?? 0) - 1, '0')
  return pad(sign + text, flags)
}

function hexadecimal(text: string, verb: string, flags: Flags): string {
  const bytes = [...Buffer.from(text).subarray(0, flags.precision)]
  const pairs = bytes.map((byte) => byte.toString(16).padStart(2, '0'))
  const prefix = flags.sharp && bytes.length > 0 ? '0x' : ''
  const shown = prefix + pairs.join(flags.space ? ` ${prefix}` : '')
  return pad(verb === 'X' ? shown.toUpperCase() : shown, flags)
}

function formatText(value: string, verb: string, flags: Flags): string | undefined {
  const short = flags.precision === undefined ? value : [...value].slice(0, flags.precision).join('')
  if (verb === 's' || (verb === 'v' && !flags.sharpV)) return pad(short, flags)
  if (verb === 'x' || verb === 'X') return hexadecimal(value, verb, flags)
  if (verb !== 'q' && verb !== 'v') return undefined
  if (flags.sharp && fitsBackquotes(short)) return pad(`\`${short}\``, flags)
  return pad(quote(short, flags.plus), flags)
}

/**
 * One argument under one verb, as Go's fmt prints it; what the verb does not fit is named in the text, as Go does.
 *
 * @throws Unequal for what fmt would print in a way that is not known here
 */
export function formatArgument(given: Argument, verb: string, flags: Flags): string {
  if (verb === 'T') return formatText(given.type, 's', flags) ?? ''
  if (given.type === '*big.Int') {
    if (verb === 'p') throw new Unequal('%p of sprintf for a large number', 'use %d')
    const base = BASES.get(verb) ?? (verb === 's' ? 10 : undefined)
    if (base === undefined) return `%!${verb}(big.Int=${given.value})`
    return bigInteger(given.value, base, verb, flags)
  }
  const text =
    given.type === 'int64'
      ? formatInteger(given.value, verb, flags)
      : given.type === 'float64'
        ? formatFraction(given.value, verb, flags)
        : formatText(given.value, verb, flags)
  return text ?? `%!${verb}(${given.type}=${formatArgument(given, 'v', flags)})`
}
