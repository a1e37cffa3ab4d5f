// Patterns are read where they stand in the file, without making anything of them: a hostile file has a million lines.

const slash = 47
const star = 42
const backslash = 92
const space = 32

/** What GitHub takes a backslash before: the characters that would mean something else by themselves. */
function isEscapable(code: number): boolean {
  return code === space || code === star || code === 35 || code === 63 || code === 91 || code === 93
}

const notFirst =
  'which GitHub does not take at the beginning of a pattern. Where a name begins so, write "**/" before it'

/**
 * Why the pattern `text[from, to)` cannot be understood, as the rest of a sentence with what to do; undefined: it can. GitHub takes the
 * patterns of gitignore without `!`, `[ ]` and `\#` at the beginning; a backslash stands before what would mean something else. What it
 * does not document, such as other backslashes, is not guessed at. Characters that nobody sees are looked for elsewhere. Around a
 * pattern are blanks, line ends or nothing: what is read from there makes no difference.
 */
export function patternFault(text: string, from: number, to: number): string | undefined {
  const first = text.charCodeAt(from)
  const second = text.charCodeAt(from + 1)
  if (first === 33) return `begins with "!", ${notFirst}; to leave something out, list what is meant instead`
  if (first === backslash && second === 33) return `begins with "\\!", ${notFirst}, and leave out the backslash`
  if (first === backslash && second === 35) return `begins with "\\#", ${notFirst}`
  let stars = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    stars = code === star ? stars + 1 : 0
    if (stars > 2) return 'has more than two "*" in a row. Write "*" or "**"'
    if (code === 91 || code === 93)
      return 'has "[" or "]", which is no range here. Write a line for each name, or "\\[" and "\\]" where they are part of one'
    if (code === slash && text.charCodeAt(at - 1) === slash) return 'has "//". Write one "/"'
    if (code === 35) return 'has "#" in it, which some take for the beginning of a comment. Write "\\#"'
    if (code !== backslash) continue
    const next = text.charCodeAt(at + 1)
    if (!isEscapable(next)) return backslashFault(next)
    at++
  }
  return undefined
}

function backslashFault(next: number): string {
  const allowed = 'has a "\\", which may stand before a blank, "#", "*", "?", "[" and "]" only.'
  if (next === backslash) return `${allowed} Write one "?" in place of both`
  if (next === slash) return `${allowed} Write "/" between folders, once`
  return `${allowed} Leave it out; between folders, write "/"`
}

/** Where the segment that begins here ends: at the next slash, or at the end of the pattern. */
function segmentEnd(text: string, from: number, to: number): number {
  let at = from
  while (at < to && text.charCodeAt(at) !== slash) at++
  return at
}

/** Whether one segment matches one name. Goes back to the last star only, so that no pattern takes long. */
function segmentMatches(text: string, from: number, to: number, name: string): boolean {
  let at = from
  let here = 0
  // Behind the last star; 0: there was none.
  let afterStar = 0
  let tried = 0
  while (here < name.length) {
    const code = at < to ? text.charCodeAt(at) : Number.NaN
    if (code === star) {
      afterStar = ++at
      tried = here
    } else if (code === 63 || (code === backslash ? text.charCodeAt(at + 1) : code) === name.charCodeAt(here)) {
      at += code === backslash ? 2 : 1
      here++
    } else if (afterStar > 0) {
      at = afterStar
      here = ++tried
    } else return false
  }
  while (text.charCodeAt(at) === star) at++
  return at === to
}

/**
 * Whether the pattern `text[from, to)`, in which `patternFault` found nothing, matches the path, given as its names from the root.
 * As in gitignore: a slash at the beginning or in the middle binds to the root, `**` stands for any number of directories, a name stands
 * for a file and for all that lies in a directory of that name. Unlike there: a `*` at the end stands for files only, and `**` with a
 * slash behind it, at the end, for all that lies below, as in the readers of CODEOWNERS that others wrote.
 */
export function patternMatches(text: string, from: number, to: number, path: readonly string[]): boolean {
  const first = text.charCodeAt(from) === slash ? from + 1 : from
  if (first === to) return false
  const rooted = segmentEnd(text, from, to) < to - 1
  let at = first
  let name = 0
  // Where to go on, one name further, when what follows the last `**` does not fit.
  let again = rooted ? -1 : first
  let tried = 0
  // Where the last segment that fitted begins.
  let segment = first
  for (;;) {
    if (at >= to) {
      const rest = path.length - name
      const filesOnly = to - segment === 1 && text.charCodeAt(segment) === star
      if (at === to ? rest > 0 : rest === 0 || !filesOnly) return true
    } else {
      const end = segmentEnd(text, at, to)
      if (end - at === 2 && text.startsWith('**', at)) {
        if (end === to) return name < path.length
        at = end + 1
        again = at
        tried = name
        continue
      }
      const wanted = path[name]
      if (wanted !== undefined && segmentMatches(text, at, end, wanted)) {
        segment = at
        at = end + 1
        name++
        continue
      }
    }
    if (again < 0 || ++tried >= path.length) return false
    at = again
    name = tried
  }
}
