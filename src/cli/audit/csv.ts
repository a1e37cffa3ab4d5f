import { canonicalJson } from '../../core/canonical-json.ts'
import type { TrailEntry } from '../../core/trail/entry.ts'

export const columns = [
  'repository',
  'entry',
  'at',
  'request',
  'step',
  'what',
  'who',
  'person',
  'digest',
  'facts',
  'hash',
] as const

/** What a spreadsheet would take for a formula when it stands first: such a cell gets an apostrophe, and is text. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

/** A row of RFC 4180, every cell quoted. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${(formula.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(',')}\r\n`
}

/** An entry as a row; `nameOf` says who stands behind a keyed hash, as far as that is still known. */
export function entryRow(
  { event, hash }: TrailEntry,
  repository: string,
  nameOf: (ref: string) => string | undefined,
): string {
  const { seq, at, issue, step, kind, actor, digest = '', facts } = event
  const who = actor.ref === undefined ? actor.kind : (nameOf(actor.ref) ?? '')
  const cells = [repository, String(seq), at, `#${issue}`, String(step), kind, who, actor.ref ?? '', digest]
  return csvRow([...cells, canonicalJson(facts), hash])
}
