import { unseenCharacter } from '../hidden-text.ts'
import { patternFault, patternMatches } from './codeowners-pattern.ts'

/** What is neither a letter of ASCII nor a blank of it, nor the end of a line as everybody writes it. */
const strange = /[^\t\n\r -~]|\r(?!\n|$)/

/** Where some readers, and no others, see the end of a line. */
const lineEnd = /[\r\v\f\u0085\u2028\u2029]/

/** GitHub separates words at blanks of ASCII alone. */
const foreignBlank = /(?![\t\n\r ])\p{White_Space}/u

/** What nobody sees or what looks like a blank, and the marks behind which a pattern may be over. */
const mayEnd = /^(?:[\p{C}\p{Z}\p{White_Space}\p{Default_Ignorable_Code_Point}]|[\\#[])/u

/** Whether there is anything in the text that `unseenFault` would have to look at. */
export function isStrange(text: string): boolean {
  return strange.test(text)
}

/**
 * What is in a line (without its end) that a reader cannot see, or takes for a blank where GitHub sees a letter, as the rest of a
 * sentence with what to do; undefined: nothing. `comment`: where its comment begins, in which blanks may be of any kind.
 */
export function unseenFault(line: string, comment: number): string | undefined {
  const unseen = unseenCharacter(line)
  if (unseen !== undefined) return `holds ${unseen}, which nobody sees. Delete the line and type it again`
  const blank = foreignBlank.exec(line.slice(0, comment))?.[0]
  if (blank === undefined) return undefined
  const name = `U+${blank.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  return `holds ${name}, which looks like a blank or like nothing. Type the line again with plain spaces`
}

/** The pieces of a line of which some reader may take each for a line. */
export function piecesOf(line: string): string[] {
  return line.split(lineEnd)
}

/** Whether the pattern matches the path, or could under any reading, where it cannot be understood. */
export function mayMatch(pattern: string, path: readonly string[]): boolean {
  const understood = patternFault(pattern, 0, pattern.length) ?? unseenFault(pattern, pattern.length)
  if (understood === undefined) return patternMatches(pattern, 0, pattern.length, path)
  const bare = pattern.startsWith('\\!') ? pattern.slice(1) : pattern
  return couldMatch(bare, path) || (bare.startsWith('!') && couldMatch(bare.slice(1), path))
}

/** Anything may stand where the pattern is not plain letters; from where it may be over, anything may follow. */
function couldMatch(pattern: string, path: readonly string[]): boolean {
  const { rooted, parts } = partsOf(pattern)
  const starts = rooted ? path.slice(0, 1) : path
  return starts.some((_, from) => holdsInOrder(path.slice(from).join('/'), parts))
}

/** The text begins with the first part and holds the others behind it, each after the one before. */
function holdsInOrder(text: string, parts: readonly string[]): boolean {
  let at = 0
  for (const [index, part] of parts.entries()) {
    const found = text.indexOf(part, at)
    if (index === 0 ? found !== 0 : found < 0) return false
    at = found + part.length
  }
  return true
}

/** What stands for itself behind a backslash; wildcards; slashes; any other letter. */
const token = /\\([ #*?[\]])|([*?\]][*?/]*)|(\/)\/*|./gsu

/** What stands in the pattern for itself, in pieces between which anything may be. `rooted`: it begins at the root for certain. */
function partsOf(pattern: string): { rooted: boolean; parts: string[] } {
  const body = pattern.replace(/^\/+/, '')
  const plain = withoutRange(body)
  const parts: string[] = []
  let part = ''
  let end = plain.length
  for (const { 0: all, 1: escaped, 2: anything, 3: slash, index } of plain.matchAll(token)) {
    if (anything !== undefined) {
      parts.push(part)
      // `a/**/b` stands for `a/b` too.
      part = ''
    } else if (escaped === undefined && mayEnd.test(all)) {
      end = index
      break
    } else part += escaped ?? slash ?? all
  }
  parts.push(part)
  // What stands in a range, or where the pattern may be over, does not bind it to the root.
  return { rooted: body !== pattern || /\/[^/]/.test(plain.slice(0, end).replaceAll(']', '')), parts }
}

/** The same with nothing but a bracket in place of a range: from the first bracket that opens one to the last that may close it. */
function withoutRange(pattern: string): string {
  const open = pattern.search(/(?<!\\)\[/)
  if (open < 0) return pattern
  return pattern.slice(0, open) + pattern.slice(Math.max(open, pattern.lastIndexOf(']')))
}
