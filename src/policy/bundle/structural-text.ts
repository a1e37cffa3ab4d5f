/** A number as it is written: a bundle holds what the policy's data say, whether or not a double can. */
export class Numeral {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Json = null | boolean | string | Numeral | readonly Json[] | { readonly [member: string]: Json }

/** What stands in a JSON text, its numbers as they are written. Throws SyntaxError. */
export function readJson(text: string): Json {
  // The third parameter (ECMAScript 2026, in Node since 21) is not in the types yet.
  const keep = (_member: string, value: unknown, of?: { source: string }) =>
    typeof value === 'number' ? new Numeral(of?.source ?? String(value)) : value
  return JSON.parse(text, keep)
}

/**
 * The one text of a value that opa hashes when it checks a bundle, whatever the file looks like: members in the order of their UTF-8
 * bytes, no white space, numbers as they are written, U+2028 and U+2029 escaped. RFC 8785 differs in all but the white space.
 */
export function structuralText(value: Json): string {
  if (value instanceof Numeral) return value.text
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quoted(value)
  if (isList(value)) return `[${value.map(structuralText).join(',')}]`
  const members = Object.entries(value).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return `{${members.map(([name, member]) => `${quoted(name)}:${structuralText(member)}`).join(',')}}`
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** Go escapes these two, which JavaScript takes as they are. */
const separators = /[\u2028\u2029]/g

function quoted(text: string): string {
  return JSON.stringify(text).replace(separators, (one) => `\\u${one.charCodeAt(0).toString(16)}`)
}
