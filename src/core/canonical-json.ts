/**
 * The canonical JSON text of a value (RFC 8785): keys sorted by UTF-16 code units, ECMAScript numbers, no white space.
 * Takes only what JSON can hold; `undefined` members are left out as JSON.stringify does.
 * Throws TypeError for NaN, infinities, bigint, functions and lone surrogates: two readers could disagree about them.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number that JSON cannot hold')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} has no JSON form`)
  let members = ''
  // Without a comparison of its own, sort compares UTF-16 code units.
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key]
    if (member !== undefined) members += `${members === '' ? '' : ','}${quoted(key)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}

/** Printable ASCII without quote and backslash, as nearly everything in a trail: no more than the quotes are needed. */
const plain = /^[ !#-[\]-~]*$/

function quoted(text: string): string {
  if (plain.test(text)) return `"${text}"`
  if (!text.isWellFormed()) throw new TypeError('a string with a lone surrogate')
  return JSON.stringify(text)
}
