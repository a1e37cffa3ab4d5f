import { showInstant } from '../../core/instant.ts'
import { plain } from '../plain-text.ts'
import type { CloneFound, Found, Trusted, Verdict } from './verdict.ts'

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

const instant = (text: string): string => showInstant(new Date(text), 'second')

function foundLines({ where, entries, from, to, head, checkpoints }: Found): string[] {
  const span = entries === 0 ? '' : `, from ${instant(from)} to ${instant(to)}`
  const kept =
    checkpoints === 0
      ? ''
      : `, through ${count(checkpoints, 'place that was seen before', 'places that were seen before')}`
  const end = entries === 0 ? [] : [`    ends in entry ${head.seq}, ${head.hash}`]
  return [`  ${plain(where)}: ${count(entries, 'entry', 'entries')}${span}${kept}`, ...end]
}

const because: Record<Trusted['how'], string> = {
  pinned: 'which this machine trusts',
  'first-use': 'first use: trusted on this machine from now on',
  fetched: 'fetched just now; this machine trusts none yet',
  own: 'its own word: compare the key with what the issuer publishes',
}

function signers({ issuer, how, kids }: Trusted): string {
  const who = issuer === undefined ? 'unknown' : plain(issuer)
  return `  Signed by ${who}, key ${kids.map(plain).join(', ') || '(none)'} (${because[how]})`
}

/** Whose comments were read. */
function writers({ app, issuer }: Trusted): string[] {
  if (app === undefined) return []
  if (app !== null) return [`  Written by the app ${plain(app)}; what other apps and people wrote does not count`]
  const pin = issuer === undefined ? '' : `: run \`daypass trust ${plain(issuer)}\``
  return [
    `  This machine does not know which app writes for the issuer, so every app's comments count, and another bot can make this fail${pin}`,
  ]
}

const histories: Record<CloneFound['history'], string> = {
  whole: 'none was ever changed or taken away',
  shallow: 'the clone is shallow, so that what was taken away before its first commit does not show',
  none: 'git cannot be asked there, so that what was taken away does not show',
}

/** An issue shows a few entries, of which there need not be a checkpoint; that must not look like a comparison. */
function cloneLine({ folder, files, compared, history }: CloneFound): string {
  const [where, past] = [plain(folder), histories[history]]
  if (compared === 0)
    return `  Not compared: ${count(files, 'checkpoint')} in ${where}, of none of these entries; ${past}`
  const of = compared === files ? '' : ` of ${files}`
  return `  Goes through ${count(compared, 'checkpoint')}${of} in ${where}; ${past}`
}

/** What of an issue is signed, or hashed into what is signed; and what only looks as if it were. */
const covered = 'the signed entries, and the lines of JSON of the request and its extensions, by their digests'
const uncovered =
  'every other word of the comments, title and labels (read `daypass audit show`, which is made from what is covered), and what may follow the last entry of an open issue'

const coverage = [`  Covered: ${covered}.`, `  Not covered: ${uncovered}.`]

/** `daypass audit verify`: yes or no first, then what it is about. */
export function renderVerdict(verdict: Verdict): string {
  if (!verdict.ok) {
    const { fault, where, trusted } = verdict
    // All that is shown fits: what is missing contradicts nothing.
    const fits = fault.code === 'END_NOT_SHOWN'
    const lines = [
      `${fits ? 'No end shown' : 'Does not fit'}. ${plain(where)}: ${plain(fault.message)} [${fault.code}]`,
    ]
    if (trusted) lines.push(fits ? signers(trusted) : signers(trusted).replace('Signed by', 'Expected to be signed by'))
    if (trusted) lines.push(...writers(trusted))
    if (fits) lines.push(...coverage)
    return `${lines.join('\n')}\n`
  }
  const all = verdict.found.reduce((sum, { entries }) => sum + entries, 0)
  const head = `Fits: ${count(all, 'entry', 'entries')}, every hash and signature, none missing.`
  const lines = [head, ...verdict.found.flatMap(foundLines), signers(verdict.trusted)]
  lines.push(...writers(verdict.trusted))
  if (verdict.clone) lines.push(cloneLine(verdict.clone))
  if (verdict.covers === 'issue') lines.push(...coverage)
  return `${lines.join('\n')}\n`
}

/** The same for programs. */
export function renderVerdictJson(verdict: Verdict): string {
  if (verdict.ok) {
    const { covers, ...rest } = verdict
    const words = covers === 'issue' ? { covered, notCovered: uncovered } : {}
    return `${JSON.stringify({ ...rest, ...words }, null, 2)}\n`
  }
  const { fault, where, trusted } = verdict
  const { code, at, message } = fault
  return `${JSON.stringify({ ok: false, code, at, where, message, ...(trusted ? { trusted } : {}) }, null, 2)}\n`
}
