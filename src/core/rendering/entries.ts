import { showInstant } from '../instant.ts'
import { code, fold, prose, table } from '../markdown.ts'
import { entryLine, type TrailEntry } from '../trail/entry.ts'
import { longestComment, page } from './page.ts'

/** What stands around the lines, and a little more. */
const frame = 300

/** One row of the table for its readers. */
const row = ({ event }: TrailEntry): string[] => [String(event.seq), prose(event.kind), code(event.at)]

/** An entry as it is shown: its line, and its row of the table. */
type Shown = { entry: TrailEntry; line: string; cells: string[] }

/** The entries at the end of the list that fit into so many bytes. */
function fitting(entries: readonly TrailEntry[], bytes: number): Shown[] {
  let room = bytes - frame
  const shown: Shown[] = []
  for (const entry of entries.toReversed()) {
    const [line, cells] = [entryLine(entry), row(entry)]
    room -= Buffer.byteLength(line) + Buffer.byteLength(cells.join('')) + 20
    if (room < 0) break
    shown.push({ entry, line, cells })
  }
  return shown.reverse()
}

function summaryOf(shown: readonly Shown[], left: number): string {
  const [first, last] = [shown[0]?.entry.event.seq, shown.at(-1)?.entry.event.seq]
  const older = left === 0 ? '' : `, ${left} older left out`
  const at = shown.at(-1)?.entry.event.at
  // What is shown may be behind; whoever reads it sees as of when it is.
  const asOf = at === undefined ? '' : ` · as of ${showInstant(new Date(at), 'second')}`
  return `${first === last ? `Trail entry ${last}` : `Trail entries ${first}–${last}`}${older}${asOf}`
}

/**
 * Entries as a comment carries them: a table for people, then the signed lines for `daypass audit verify`. A line of JSON begins with a
 * brace, so nothing in it can end the block.
 */
function foldOf(shown: readonly Shown[], left: number): string {
  const lines = ['```json', ...shown.map(({ line }) => line), '```']
  const rows = shown.map(({ cells }) => cells)
  return fold(summaryOf(shown, left), page(table(rows, ['Entry', 'What', 'When']), lines.join('\n')).trimEnd())
}

/** A comment with as many of the entries below it as there is room for; the oldest are left out first, and that is said. */
export function withEntries(text: string, entries: readonly TrailEntry[]): string {
  const shown = fitting(entries, longestComment - Buffer.byteLength(text))
  return shown.length === 0 ? text : page(text.trimEnd(), foldOf(shown, entries.length - shown.length))
}

/** The entries that the comment could not take, in as many texts as they need, oldest first; nearly always none. */
export function remaining(text: string, entries: readonly TrailEntry[], heading: string): string[] {
  const texts: string[] = []
  let left = entries.slice(0, entries.length - fitting(entries, longestComment - Buffer.byteLength(text)).length)
  while (left.length > 0) {
    const shown = fitting(left, longestComment - Buffer.byteLength(heading))
    if (shown.length === 0) break
    texts.unshift(page(heading, foldOf(shown, 0)))
    left = left.slice(0, -shown.length)
  }
  return texts
}
