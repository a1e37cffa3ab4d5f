/**
 * The lines of one paragraph with what GitHub shows in code spans put out of sight of the other rules, each character by an `x`; the
 * marks stay. Only what is certain is taken for code: every line for itself holds whole spans, and nothing before a mark could take it
 * away. Otherwise all lines come back as they are. Linear in the length of the text.
 */
export function withoutCodeSpans(lines: readonly string[]): string[] {
  const masked: string[] = []
  for (const line of lines) {
    const one = line.includes('`') || line.includes('](') ? maskedLine(line) : line
    if (one === undefined) return [...lines]
    masked.push(one)
  }
  return masked
}

/** Longer runs of marks are text to GitHub. */
const longestRun = 80

/** Undefined: what is code here depends on more than this line. */
function maskedLine(line: string): string | undefined {
  // A mark that is escaped opens nothing; the address of a link may hold marks, and is read before them.
  if (line.includes('\\`') || holdsOddLink(line)) return undefined
  const runs = [...line.matchAll(/`+/g)].map(({ index, 0: marks }) => ({ from: index, length: marks.length }))
  const partners = partnersOf(runs)
  let masked = ''
  let at = 0
  let piped = false
  for (let run = 0; run < runs.length; run++) {
    const [open, closing] = [runs[run], partners[run]]
    const close = closing === undefined ? undefined : runs[closing]
    if (!open || !close || closing === undefined || open.length > longestRun) return undefined
    if (belongsToAddress(line, at, open.from)) return undefined
    const inside = line.slice(open.from + open.length, close.from)
    piped ||= inside.includes('|')
    masked += line.slice(at, open.from + open.length) + 'x'.repeat(inside.length)
    at = close.from
    masked += line.slice(at, close.from + close.length)
    at = close.from + close.length
    run = closing
  }
  // In a table, a cell ends at its bar, whether or not that stands in code.
  return piped ? line : masked + line.slice(at)
}

/** For each run of marks the next one of the same length. */
function partnersOf(runs: readonly { length: number }[]): (number | undefined)[] {
  const next = new Map<number, number>()
  const partners: (number | undefined)[] = []
  for (let run = runs.length - 1; run >= 0; run--) {
    const length = runs[run]?.length ?? 0
    partners[run] = next.get(length)
    next.set(length, run)
  }
  return partners
}

/** GitHub makes a link of an address up to the next blank, and takes marks that stand in it. */
function belongsToAddress(line: string, from: number, mark: number): boolean {
  const before = line.slice(from, mark)
  const word = before.slice(Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t')) + 1)
  return /[:@]|www\./i.test(word)
}

/** A link whose address and title are more than one plain word. */
function holdsOddLink(line: string): boolean {
  return line.replace(/\]\([^\s`()<>"']*\)/g, '').includes('](')
}
