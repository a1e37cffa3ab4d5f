import { type Argument, type Flags, formatArgument } from './go-format.ts'
import { fitsInt64, plainInteger } from './number.ts'
import { isArray, Num, show, type Value } from './value.ts'

/** Longer widths Go does not take, and neither do we. */
const MOST = 1_000_000

/** How OPA hands a value to Go's fmt: numbers as numbers, texts as texts, everything else as the text that shows it. */
function argumentOf(value: Value): Argument {
  if (typeof value === 'string') return { type: 'string', value }
  if (!(value instanceof Num)) return { type: 'string', value: show(value) }
  const whole = plainInteger(value.text) ?? largeFromModule(value.text)
  if (whole !== undefined) return { type: fitsInt64(whole) ? 'int64' : '*big.Int', value: whole }
  const double = Number(value.text)
  // OPA takes only numbers with a point for fractions: 1e2 stays a text.
  if (value.text.includes('.') && Number.isFinite(double)) return { type: 'float64', value: double }
  return { type: 'string', value: value.text }
}

/** The module's arithmetic writes large integers as 1e+20 or 1.5e+30, OPA's writes all their digits. */
function largeFromModule(text: string): bigint | undefined {
  const [, whole = '', fraction = '', exponent = ''] = /^(-?\d)(?:\.(\d+))?e\+(\d{1,4})$/.exec(text) ?? []
  const zeros = Number(exponent) - fraction.length
  return exponent === '' || zeros < 0 ? undefined : BigInt(whole + fraction + '0'.repeat(zeros))
}

const plainFlags = (): Flags => ({
  plus: false,
  minus: false,
  sharp: false,
  space: false,
  zero: false,
  sharpV: false,
  plusV: false,
  width: undefined,
  precision: undefined,
})

/** Reads one directive after the other; the steps and their order are those of Go's fmt, whose findings are part of the text. */
class Printer {
  readonly #format: readonly string[]
  readonly #given: readonly Argument[]
  #at = 0
  #next = 0
  #reordered = false
  #goodIndex = true
  #afterIndex = false
  #text = ''

  constructor(format: string, given: readonly Argument[]) {
    this.#format = [...format]
    this.#given = given
  }

  print(): string {
    while (this.#at < this.#format.length) {
      const percent = this.#format.indexOf('%', this.#at)
      const end = percent < 0 ? this.#format.length : percent
      this.#text += this.#format.slice(this.#at, end).join('')
      this.#at = end + 1
      if (percent >= 0) this.#directive()
    }
    if (!this.#reordered && this.#next < this.#given.length) {
      const extra = this.#given.slice(this.#next).map((one) => `${one.type}=${formatArgument(one, 'v', plainFlags())}`)
      this.#text += `%!(EXTRA ${extra.join(', ')})`
    }
    return this.#text
  }

  #directive(): void {
    const flags = this.#flags()
    this.#goodIndex = true
    this.#afterIndex = false
    this.#index()
    this.#width(flags)
    this.#precision(flags)
    if (!this.#afterIndex) this.#index()
    const verb = this.#format[this.#at]
    this.#at += 1
    if (verb === undefined) this.#text += '%!(NOVERB)'
    else if (verb === '%') this.#text += '%'
    else if (!this.#goodIndex) this.#text += `%!${verb}(BADINDEX)`
    else this.#argument(verb, flags)
  }

  #argument(verb: string, flags: Flags): void {
    const given = this.#given[this.#next]
    if (given === undefined) {
      this.#text += `%!${verb}(MISSING)`
      return
    }
    this.#next += 1
    const forVerb = { sharpV: flags.sharp, sharp: false, plusV: flags.plus, plus: false }
    this.#text += formatArgument(given, verb, verb === 'v' ? { ...flags, ...forVerb } : flags)
  }

  #flags(): Flags {
    const flags = plainFlags()
    for (; ; this.#at += 1) {
      const mark = this.#format[this.#at]
      if (mark === '#') flags.sharp = true
      else if (mark === '0') flags.zero = true
      else if (mark === '+') flags.plus = true
      else if (mark === '-') flags.minus = true
      else if (mark === ' ') flags.space = true
      else return flags
    }
  }

  /** `[3]`: the third argument comes next. */
  #index(): void {
    this.#afterIndex = false
    if (this.#format[this.#at] !== '[') return
    this.#reordered = true
    const close = this.#format.indexOf(']', this.#at)
    const digits = close < 0 ? '' : this.#format.slice(this.#at + 1, close).join('')
    const number = /^\d+$/.test(digits) ? Number(digits) : Number.NaN
    this.#at = close < 0 ? this.#at + 1 : close + 1
    this.#afterIndex = number <= MOST
    if (this.#afterIndex && number >= 1 && number <= this.#given.length) this.#next = number - 1
    else this.#goodIndex = false
  }

  #width(flags: Flags): void {
    if (this.#format[this.#at] === '*') {
      this.#at += 1
      flags.width = this.#star()
      if (flags.width === undefined) this.#text += '%!(BADWIDTH)'
      else if (flags.width < 0) Object.assign(flags, { width: -flags.width, minus: true, zero: false })
      this.#afterIndex = false
      return
    }
    flags.width = this.#number()
    if (this.#afterIndex && flags.width !== undefined) this.#goodIndex = false
  }

  #precision(flags: Flags): void {
    if (this.#format[this.#at] !== '.') return
    this.#at += 1
    if (this.#afterIndex) this.#goodIndex = false
    this.#index()
    if (this.#format[this.#at] !== '*') {
      flags.precision = this.#number() ?? 0
      return
    }
    this.#at += 1
    const given = this.#star()
    flags.precision = given !== undefined && given < 0 ? undefined : given
    if (flags.precision === undefined) this.#text += '%!(BADPREC)'
    this.#afterIndex = false
  }

  /** A width or precision that is an argument; whatever it is, it is used up. */
  #star(): number | undefined {
    const given = this.#given[this.#next]
    if (given === undefined) return undefined
    this.#next += 1
    const number = given.type === 'int64' ? Number(given.value) : Number.NaN
    return Math.abs(number) <= MOST ? number : undefined
  }

  /** Digits in the format; too large a number ends the reading, as in Go. */
  #number(): number | undefined {
    const start = this.#at
    let number = 0
    for (; /^\d$/.test(this.#format[this.#at] ?? ''); this.#at += 1) {
      if (number > MOST) {
        this.#at = this.#format.length
        return undefined
      }
      number = number * 10 + Number(this.#format[this.#at])
    }
    return this.#at > start ? number : undefined
  }
}

/** `sprintf` with every verb, flag and finding of Go's fmt, as far as OPA's values reach them. */
export function sprintf(format: Value, given: Value): Value | undefined {
  if (typeof format !== 'string' || given === undefined || !isArray(given)) return undefined
  return new Printer(format, given.map(argumentOf)).print()
}
