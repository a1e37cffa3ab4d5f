import { canonicalJson } from '../canonical-json.ts'
import { sha256 } from '../digest.ts'

/** Nothing that a person can write comes below the block, so only a block at the very end is one. */
const block = /\n```json\n((?:\{[^\n]*\}\n)*)```\n\n<\/details>\s*$/

/**
 * A line as what it holds, if it is the one text of that (RFC 8785): with a member twice, two readers could read two things. Else as
 * the text that it is, for the check to find.
 */
export function readLine(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line)
    return canonicalJson(value) === line ? value : line
  } catch {
    return line
  }
}

/**
 * The trail entries that a comment carries, unchecked; a line that is none is handed on as it is, for the check to find.
 * Undefined: the comment carries no trail.
 */
export function readEntries(body: string): unknown[] | undefined {
  const text = body.replaceAll('\r\n', '\n')
  const lines = block.exec(text)?.[1]
  if (lines !== undefined) return lines.split('\n').slice(0, -1).map(readLine)
  // The fold is there but not what it should be: broken is not the same as absent.
  return /^<details><summary>Trail entr/m.test(text) ? ['a fold without its lines'] : undefined
}

const digestLine =
  /^(Request|Extension) digest: `([0-9a-f]{64})`(?:\.$|, the SHA-256 of this line \(RFC 8785\):\n\n(`{3,})\n(\{[^\n]*\})\n\3$)/gm

/** What a status says was asked for: at first, or by an extension. `line` is absent where it was forgotten or does not fit. */
export type Shown = {
  what: 'request' | 'extension'
  /** What it claims. */
  digest: string
  /** The canonical request. */
  line?: string
  /** Whether the digest is that of the line; a line that is not shown cannot be wrong. */
  right: boolean
}

/** The canonical requests that a status comment shows, in the order in which they stand there. */
export function readShown(body: string): Shown[] {
  return [...body.replaceAll('\r\n', '\n').matchAll(digestLine)].map(([, what, digest = '', , line]) => ({
    what: what === 'Extension' ? 'extension' : 'request',
    digest,
    ...(line === undefined ? {} : { line }),
    right: line === undefined || sha256(line) === digest,
  }))
}
