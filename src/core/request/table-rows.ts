import { unwrapped } from '../hidden-text.ts'

/** `===` or `---` under text makes a heading of it, and `|---|` a table. */
export function isUnderline(line: string): boolean {
  return /^[ \t>]*[-=|:][-=|: \t]*$/.test(line) && /[-=]/.test(line)
}

/** Cells at least: a bar with a backslash before it divides nothing. */
function cellsOf(head: string): number {
  return divided(head.replace(/\\./g, '  '))
}

function divided(row: string): number {
  const bars = row.split('|').length - 1
  return bars + 1 - (row.startsWith('|') ? 1 : 0) - (row.endsWith('|') && row.length > 1 ? 1 : 0)
}

function trimmed(line: string): string {
  return unwrapped(line).trim()
}

/**
 * The rows of tables in a paragraph, by index, that have more cells than the head: GitHub drops those. Counts no bar too few in a row and
 * none too many in a head, and takes more for a table than GitHub does.
 */
export function surplusCells(lines: readonly string[]): number[] {
  const found: number[] = []
  let head: number | undefined
  for (const [index, line] of lines.entries()) {
    const isDelimiter = index > 0 && isUnderline(line) && /[|:]/.test(line)
    if (isDelimiter) head ??= cellsOf(trimmed(lines[index - 1] ?? ''))
    else if (head !== undefined && divided(trimmed(line)) > head) found.push(index)
  }
  return found
}
