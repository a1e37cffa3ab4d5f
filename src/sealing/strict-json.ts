import { canonicalJson } from '../core/canonical-json.ts'

/** A JSON string, and a colon after it if it names a member. One that never ends is taken to the end, so that no part of it is read twice. */
const strings = /"(?:[^"\\]|\\.)*(?:"\s*(:?)|$)/gs

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce((sum: number, member) => sum + countMembers(member), own)
}

/**
 * Parses UTF-8 JSON. Beyond JSON.parse it refuses broken UTF-8, a byte order mark, what has no canonical form (lone
 * surrogates, numbers beyond a double), and a member that is given twice, of which a human reader may believe the first
 * and the program the last. Throws SyntaxError, TypeError, or RangeError where it is nested too deeply.
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  const value: unknown = JSON.parse(text)
  canonicalJson(value)
  const named = [...text.matchAll(strings)].filter(([, colon]) => colon === ':').length
  if (named !== countMembers(value)) throw new SyntaxError('a member is given twice')
  return value
}
