/** The digits of a number without leading zeros, and where its point stands: 0.digits × 10^point. Zero has no digits. */
type Digits = { digits: string; point: number }

/** All digits of a double, of which there may be a thousand: doubles are exact in decimal. */
function allDigits(value: number): Digits {
  if (value === 0) return { digits: '', point: 0 }
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const raw = Number((bits >> 52n) & 0x7ffn)
  const mantissa = (bits & ((1n << 52n) - 1n)) | (raw === 0 ? 0n : 1n << 52n)
  const exponent = (raw === 0 ? 1 : raw) - 1075
  // m × 2^-k is m × 5^k ÷ 10^k.
  const [whole, scale] =
    exponent >= 0 ? [mantissa << BigInt(exponent), 0] : [mantissa * 5n ** BigInt(-exponent), -exponent]
  const text = whole.toString()
  return { digits: text, point: text.length - scale }
}

/** The fewest digits that read as this double again. */
function shortestDigits(value: number): Digits {
  if (value === 0) return { digits: '', point: 0 }
  const [digits = '', exponent = '0'] = Math.abs(value).toExponential().replace('.', '').split('e')
  return { digits, point: Number(exponent) + 1 }
}

/** Keeps so many digits, rounding half to even, as Go does on the exact value. */
function rounded({ digits, point }: Digits, keep: number): Digits {
  if (keep >= digits.length) return { digits, point }
  if (keep < 0) return { digits: '', point: 0 }
  const kept = digits.slice(0, keep)
  const rest = digits.slice(keep)
  const half = `5${'0'.repeat(rest.length - 1)}`
  const odd = keep > 0 && Number(kept.at(-1)) % 2 === 1
  if (rest < half || (rest === half && !odd)) return { digits: kept, point }
  const up = (BigInt(kept || '0') + 1n).toString()
  return { digits: up, point: point + (up.length > keep ? 1 : 0) }
}

function plain({ digits, point }: Digits, decimals: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  if (decimals === 0) return whole
  const fraction = point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits
  return `${whole}.${fraction.slice(0, decimals).padEnd(decimals, '0')}`
}

function scientific({ digits, point }: Digits, decimals: number, mark: string): string {
  const exponent = digits === '' ? 0 : point - 1
  const fraction = decimals > 0 ? `.${digits.slice(1, decimals + 1).padEnd(decimals, '0')}` : ''
  const sign = exponent < 0 ? '-' : '+'
  return `${digits[0] ?? '0'}${fraction}${mark}${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
}

/**
 * The text of |value| as Go's `strconv.FormatFloat` writes it. A precision of -1 asks for the fewest digits that read as the same
 * double again.
 */
export function formatFloat(value: number, verb: 'e' | 'E' | 'f' | 'g' | 'G', precision: number): string {
  const shortest = precision < 0
  const exact = shortest ? shortestDigits(value) : allDigits(value)
  if (verb === 'f') {
    const decimals = shortest ? Math.max(exact.digits.length - exact.point, 0) : precision
    return plain(shortest ? exact : rounded(exact, exact.point + precision), decimals)
  }
  if (verb === 'e' || verb === 'E') {
    const decimals = shortest ? Math.max(exact.digits.length - 1, 0) : precision
    return scientific(shortest ? exact : rounded(exact, precision + 1), decimals, verb)
  }
  const wanted = shortest ? exact.digits.length : Math.max(precision, 1)
  const found = trimmed(shortest ? exact : rounded(exact, wanted))
  const { digits, point } = found
  const count = shortest ? 6 : wanted > digits.length && digits.length >= point ? digits.length : wanted
  const exponent = point - 1
  if (digits !== '' && (exponent < -4 || exponent >= count))
    return scientific(found, Math.min(wanted, digits.length) - 1, verb === 'g' ? 'e' : 'E')
  return plain(found, Math.max(digits.length - point, 0))
}

function trimmed({ digits, point }: Digits): Digits {
  let end = digits.length
  while (digits[end - 1] === '0') end -= 1
  return { digits: digits.slice(0, end), point }
}
