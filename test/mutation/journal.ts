import { createHash } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'

/** What became of a mutant: `killed` and `timeout` are noticed; `invalid` did not even load, and counts for neither side. */
export const verdicts = ['killed', 'timeout', 'survived', 'uncovered', 'invalid'] as const
export type Verdict = (typeof verdicts)[number]

/** A change of one place in one file. */
export type Mutant = {
  file: string
  /** SHA-256 of the unchanged file. */
  sha256: string
  line: number
  column: number
  endLine: number
  endColumn: number
  kind: string
  /** What stands there instead. */
  replacement: string
}

/** One line of the journal. */
export type Tried = Mutant & {
  part: string
  verdict: Verdict
  /** Of all files in the tree: of what was tried against what. */
  tree: string
  /** The first test that failed. */
  by?: string
}

/** The same for the same change of the same file, whatever else has changed. */
export const nameOf = (mutant: Mutant): string => {
  const { file, sha256, line, column, endLine, endColumn, kind, replacement } = mutant
  return createHash('sha256')
    .update(JSON.stringify([file, sha256, line, column, endLine, endColumn, kind, replacement]))
    .digest('hex')
}

/**
 * What is known of each mutant, by its name: the last line about it counts. A line that was cut by a crash is left out.
 * `path` need not exist yet.
 */
export function readJournal(path: string): Map<string, Tried> {
  if (!existsSync(path)) return new Map()
  const lines = readFileSync(path, 'utf8').split('\n')
  return new Map(lines.flatMap(parsed).map((tried) => [nameOf(tried), tried]))
}

function parsed(line: string): Tried[] {
  try {
    return [JSON.parse(line) as Tried]
  } catch {
    return []
  }
}

/** Begins with a line end where the last line was cut. */
export function appendToJournal(path: string, tried: Tried): void {
  const file = openSync(path, 'a+')
  try {
    const { size } = fstatSync(file)
    const last = Buffer.alloc(1)
    if (size > 0) readSync(file, last, 0, 1, size - 1)
    const isCut = size > 0 && last.toString() !== '\n'
    writeSync(file, `${isCut ? '\n' : ''}${JSON.stringify(tried)}\n`)
  } finally {
    closeSync(file)
  }
}

/**
 * Whether a verdict still holds in a tree: one that was noticed does as long as its file is the same (its name says so), one that was
 * not noticed only until anything changes, since a new test may notice it.
 */
export const stillHolds = ({ verdict, tree }: Tried, now: string): boolean =>
  verdict === 'killed' || verdict === 'timeout' || tree === now
