import { bareName } from '../writing/bare-name.ts'

/** What stands before an item of a list. */
const bullet = /^\s*(?:[-*+]|\d{1,2}[.)])\s+/

/** Names in the catalog are in small letters: in ASCII alone, so that nothing but the case of a letter is overlooked. */
export function inSmallLetters(name: string): string {
  return /^[A-Za-z0-9_-]{1,64}$/.test(name) ? name.toLowerCase() : name
}

/** The name that is meant by what somebody wrote, where it can be only one. */
export function meantName(text: string): string {
  return inSmallLetters(bareName(text.replace(bullet, '')))
}

/** Lines of which each begins with a box, as GitHub makes boxes of: those that are ticked. Undefined: not all of them do. */
export function tickedIn(lines: readonly string[]): string[] | undefined {
  const boxes = lines.map((line) => /^\s*(?:[-*+]|\d{1,2}[.)])\s+\[([ xX])\]\s+(\S.*)$/.exec(line.trimEnd()))
  if (!boxes.every((box) => box !== null)) return undefined
  return boxes.filter((box) => box[1] !== ' ').map((box) => box[2] ?? '')
}

/**
 * The names in a list as people write one: with commas, semicolons, "and" or "+" between them, a line for each, marks before the lines. A
 * place without a name is an empty text.
 */
export function namesIn(lines: readonly string[]): string[] {
  const last = lines.length - 1
  return lines.flatMap((line, index) => {
    const items = bareName(line.replace(bullet, '')).replace(/\s+/g, ' ')
    // A comma at the end of a line leads over to the next one.
    return (index < last ? items.replace(/[,;]$/, '') : items)
      .split(/[,;，、；](?: ?(?:and|&) )?| (?:and|&|\+) /i)
      .map((name) => name.trim())
  })
}
