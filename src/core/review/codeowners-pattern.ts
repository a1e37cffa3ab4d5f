// Patterns are read where they stand in the file, without making anything of them: a hostile file has a million lines.

import { unseenCharacter } from '../hidden-text.ts'

const slash = 47
const star = 42
const backslash = 92
const space = 32

/**
 * Why the pattern `text[from, to)` cannot be understood, as the rest of a sentence with what to do; undefined: it can. GitHub takes the
 * patterns of gitignore without `!`, `[ ]` and `\#`; what it does not document, such as other backslashes, is not guessed at.
 */
export function patternFault(text: string, from: number, to: number): string | undefined {
  const first = text.charCodeAt(from)
  if (first === 33) return 'begins with "!", which cannot be used here. List what is meant instead'
  if (first === backslash && text.charCodeAt(from + 1) === 35)
    return 'begins with "\\#", which cannot be used here. Write the pattern without "#"'
  let stars = 0
  let foreign = false
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    stars = code === star ? stars + 1 : 0
    if (stars > 2) return 'has more than two "*" in a row. Write "*" or "**"'
    if (code === 91 || code === 93) return 'has "[" or "]", which cannot be used here. Write a line for each name'
    if (code < space || code === 127) return 'holds a character that nobody sees. Type the line again'
    if (code > 127) foreign = true
    if (code === slash && at > from && text.charCodeAt(at - 1) === slash) return 'has "//". Write one "/"'
    if (code === backslash) {
      if (at + 1 >= to || text.charCodeAt(at + 1) !== space)
        return 'has a "\\". Remove it; it may stand before a space only'
      at++
    }
  }
  if (text.charCodeAt(to - 1) === slash && endsInStars(text, from, to - 1))
    return 'ends with "**/". End it with "/" or "/**"'
  return foreign ? blankFault(text.slice(from, to)) : undefined
}

/** GitHub separates words at blanks of ASCII alone: what only looks like one, or like nothing, is not what somebody meant to write. */
function blankFault(pattern: string): string | undefined {
  const found = unseenCharacter(pattern) ?? nameOf(/\p{White_Space}/u.exec(pattern.replaceAll(' ', ''))?.[0])
  if (found === undefined) return undefined
  return `holds ${found}, which looks like a blank or like nothing. Type the line again with plain spaces`
}

function nameOf(character: string | undefined): string | undefined {
  return character && `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** Whether the last segment before this slash is `**`. */
function endsInStars(text: string, from: number, to: number): boolean {
  const at = to - 2
  if (at < from || !text.startsWith('**', at)) return false
  return at === from || text.charCodeAt(at - 1) === slash
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
  let afterStar = -1
  let tried = 0
  while (here < name.length) {
    const code = at < to ? text.charCodeAt(at) : -1
    if (code === star) {
      afterStar = ++at
      tried = here
      // A star at the end takes the rest.
      if (at === to) return true
    } else if (code === 63 || (code === backslash ? space : code) === name.charCodeAt(here)) {
      at += code === backslash ? 2 : 1
      here++
    } else if (afterStar >= 0) {
      at = afterStar
      here = ++tried
    } else return false
  }
  while (at < to && text.charCodeAt(at) === star) at++
  return at === to
}

/**
 * Whether the pattern `text[from, to)`, in which `patternFault` found nothing, matches the path, given as its names from the root.
 * As in gitignore: a slash at the beginning or in the middle binds to the root, `**` stands for any number of directories, a name stands
 * for a file and for all that lies in a directory of that name. Unlike there: a `*` at the end stands for files only.
 */
export function patternMatches(text: string, from: number, to: number, path: readonly string[]): boolean {
  const first = text.charCodeAt(from) === slash ? from + 1 : from
  if (first === to) return false
  const rooted = first > from || segmentEnd(text, from, to) < to - 1
  let at = first
  let name = 0
  // Where to go on, one name further, when what follows the last `**` does not fit.
  let again = rooted ? -1 : first
  let tried = 0
  let filesOnly = false
  for (;;) {
    if (at >= to) {
      const rest = path.length - name
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
        filesOnly = end - at === 1 && text.charCodeAt(at) === star
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
