import { showInstant } from '../instant.ts'
import { code, fold, prose, table } from '../markdown.ts'
import { entryLine, type TrailEntry } from '../trail/entry.ts'
import { longestComment, page } from './page.ts'

/** What stands around the lines, and a little more. */
const frame = 300

/** One row of the table for its readers. */
const row = ({ event }: TrailEntry): string[] => [String(event.seq), prose(event.kind), code(event.at)]

const sizeOf = (entry: TrailEntry): number =>
  Buffer.byteLength(entryLine(entry)) + Buffer.byteLength(row(entry).join('')) + 20

/** How many entries at the end of the list fit into so many bytes. */
function fitting(entries: readonly TrailEntry[], bytes: number): number {
  let room = bytes - frame
  let count = 0
  for (const entry of entries.toReversed()) {
    room -= sizeOf(entry)
    if (room < 0) break
    count += 1
  }
  return count
}

function summaryOf(shown: readonly TrailEntry[], left: number): string {
  const [first, last] = [shown[0]?.event.seq, shown.at(-1)?.event.seq]
  const older = left === 0 ? '' : `, ${left} older left out`
  const at = shown.at(-1)?.event.at
  // What is shown may be behind; whoever reads it sees as of when it is.
  const asOf = at === undefined ? '' : ` · as of ${showInstant(new Date(at), 'second')}`
  return `${first === last ? `Trail entry ${last}` : `Trail entries ${first}–${last}`}${older}${asOf}`
}

/**
 * Entries as a comment carries them: a table for people, then the signed lines for `daypass audit verify`. A line of JSON begins with a
 * brace, so nothing in it can end the block.
 */
function foldOf(shown: readonly TrailEntry[], left: number): string {
  const lines = ['```json', ...shown.map(entryLine), '```']
  return fold(
    summaryOf(shown, left),
    page(table(shown.map(row), ['Entry', 'What', 'When']), lines.join('\n')).trimEnd(),
  )
}

/** A comment with as many of the entries below it as there is room for; the oldest are left out first, and that is said. */
export function withEntries(text: string, entries: readonly TrailEntry[]): string {
  const count = fitting(entries, longestComment - Buffer.byteLength(text))
  return count === 0 ? text : page(text.trimEnd(), foldOf(entries.slice(-count), entries.length - count))
}

/** The entries that the comment could not take, in as many texts as they need, oldest first; nearly always none. */
export function remaining(text: string, entries: readonly TrailEntry[], heading: string): string[] {
  const texts: string[] = []
  let left = entries.slice(0, entries.length - fitting(entries, longestComment - Buffer.byteLength(text)))
  while (left.length > 0) {
    const count = fitting(left, longestComment - Buffer.byteLength(heading))
    if (count === 0) break
    texts.unshift(page(heading, foldOf(left.slice(-count), 0)))
    left = left.slice(0, -count)
  }
  return texts
}
