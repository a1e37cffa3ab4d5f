import { newer } from './unicode.ts'

/** What Go calls printable: letters, marks, numbers, punctuation, symbols and the plain space, of Unicode 15. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u

const SHORT = new Map([
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
])

const hex = (code: number, length: number) => code.toString(16).padStart(length, '0')

export const isPrintable = (character: string): boolean => PRINTABLE.test(character) && !newer.test(character)

/** One character between quotes, as Go's `strconv` writes it. */
function escaped(character: string, mark: string, asciiOnly: boolean): string {
  if (character === mark || character === '\\') return `\\${character}`
  const code = character.codePointAt(0) ?? 0
  if (isPrintable(character) && (!asciiOnly || code < 0x80)) return character
  const short = SHORT.get(character)
  if (short !== undefined) return short
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd'
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`
}

/** A text in double quotes, as Go's `strconv.Quote` and `QuoteToASCII` write it. */
export function quote(text: string, asciiOnly = false): string {
  return `"${Array.from(text, (character) => escaped(character, '"', asciiOnly)).join('')}"`
}

/** One character in single quotes. */
export function quoteCharacter(character: string, asciiOnly: boolean): string {
  return `'${escaped(character, "'", asciiOnly)}'`
}

/** Whether Go would write the text between backquotes: one line without control characters, backquote and byte order mark. */
export function fitsBackquotes(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  return !/[\u0000-\u0008\u000a-\u001f\u007f`\ufeff]/.test(text)
}
