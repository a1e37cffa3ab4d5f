import { withoutUnseen } from '../hidden-text.ts'
import type { Finding } from '../record.ts'
import { isStrange, mayMatch, piecesOf, unseenFault } from './codeowners-doubt.ts'
import { patternFault, patternMatches } from './codeowners-pattern.ts'

/** A CODEOWNERS file; `file` is where it lies, for findings. It is read anew for each path that is asked about. */
export type Codeowners = { readonly text: string; readonly file: string; readonly tooLarge: boolean }

/** Where a line cannot be understood, and why: the word from `from` to `to`. */
type Fault = { from: number; to: number; words: string }

export type Ownership =
  /** `owners` are `@user` and `@organisation/team` as written; empty where the line names e-mail addresses only: nobody. */
  | { kind: 'owned'; owners: string[]; line: number }
  | { kind: 'unowned' }
  /** Who owns the path cannot be told for certain: nobody can approve until the findings are mended. */
  | { kind: 'closed'; findings: Finding[] }

/** GitHub loads no file of 3 MB or more. */
const tooLarge = 3 * 1024 * 1024
const mostFindings = 20

const notAnOwner = 'is no owner. Write @user or @organisation/team, with blanks between them.'

export function readCodeowners(text: string, file = '.github/CODEOWNERS'): Codeowners {
  // Some editors begin a file with a mark of its order of bytes.
  const read = text.startsWith('\uFEFF') ? text.slice(1) : text
  return { text: read, file, tooLarge: Buffer.byteLength(text) >= tooLarge }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13
}

function skipBlanks(text: string, from: number, to: number): number {
  let at = from
  while (at < to && isBlank(text.charCodeAt(at))) at++
  return at
}

/** The end of the word that begins here; a blank behind a backslash belongs to it. */
function wordEnd(text: string, from: number, to: number): number {
  let at = from
  while (at < to && !isBlank(text.charCodeAt(at))) at += text.charCodeAt(at) === 92 ? 2 : 1
  return Math.min(at, to)
}

/** `@user` or `@organisation/team`; teams of an enterprise begin with `ent:`. */
function isName(word: string): boolean {
  return /^@[\w-]{1,100}(?:\/(?:ent:)?[\w.-]{1,100})?$/.test(word)
}

/** An address of plain characters. Whose it is, only GitHub knows. */
function isMail(word: string): boolean {
  return /^[\w.+-]+@[\w.+-]+$/.test(word)
}

/** Where the next owner begins; `end` where there is none: what follows a `#` that begins a word is a comment. */
function nextOwner(text: string, from: number, end: number): number {
  const at = skipBlanks(text, from, end)
  return text.charCodeAt(at) === 35 ? end : at
}

function ownerEnd(text: string, from: number, end: number): number {
  let at = from
  while (at < end && !isBlank(text.charCodeAt(at))) at++
  return at
}

function shown(text: string, from: number, to: number): string {
  const word = withoutUnseen(text.slice(from, Math.min(to, from + 80)).toWellFormed()).replaceAll('`', "'")
  return `\`${word}${to - from > 80 ? '…' : ''}\``
}

/** Where the line's comment begins; `end` where there is none. */
function commentAt(text: string, from: number, end: number): number {
  let at = skipBlanks(text, from, end)
  if (text.charCodeAt(at) === 35) return at
  for (at = wordEnd(text, at, end); at < end; at = ownerEnd(text, at, end)) {
    at = skipBlanks(text, at, end)
    if (text.charCodeAt(at) === 35) return at
  }
  return end
}

/** Why a line cannot be understood, whomever it concerns; its owners are not looked at one by one. */
function faultOf(text: string, from: number, end: number): Fault | undefined {
  const start = skipBlanks(text, from, end)
  if (start === end) return undefined
  const isComment = text.charCodeAt(start) === 35
  const line = text.slice(start, end)
  const unseen = isStrange(line) ? unseenFault(line, commentAt(text, start, end) - start) : undefined
  if (unseen !== undefined) return { from: start, to: end, words: `${unseen}.` }
  if (isComment) return undefined
  const to = wordEnd(text, start, end)
  const fault = patternFault(text, start, to)
  return fault === undefined
    ? undefined
    : { from: start, to, words: `${fault}. Until then nobody can tell whom it means.` }
}

/** Whether some reader could take the line, or what looks like a line in it, for one about this path. */
function couldConcern(line: string, path: readonly string[]): boolean {
  return piecesOf(line).some((piece) => {
    const start = skipBlanks(piece, 0, piece.length)
    if (start === piece.length || piece.charCodeAt(start) === 35) return false
    return mayMatch(piece.slice(start, wordEnd(piece, start, piece.length)), path)
  })
}

/** Calls with the number, the beginning and the end of each line, the end of line left out, until it returns false. */
function eachLine({ text }: Codeowners, look: (number: number, from: number, end: number) => boolean): void {
  let number = 0
  for (let from = 0; from < text.length; ) {
    const next = text.indexOf('\n', from)
    const end = next < 0 ? text.length : next
    if (!look(++number, from, end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end)) return
    from = end + 1
  }
}

function findingOf({ text, file }: Codeowners, number: number, { from, to, words }: Fault): Finding {
  return { code: 'OWNERS_INVALID', where: `${file}:${number}`, message: `${shown(text, from, to)} ${words}` }
}

/** Goes through the file once for one path; the last line that matches wins. */
class Search {
  readonly findings: Finding[] = []
  /** The last line that matched: its number, and where its owners begin and end. */
  last = 0
  owners = 0
  end = 0
  readonly #codeowners: Codeowners
  readonly #path: readonly string[]

  constructor(codeowners: Codeowners, path: readonly string[]) {
    this.#codeowners = codeowners
    this.#path = path
  }

  line(number: number, from: number, end: number): void {
    const { text } = this.#codeowners
    const fault = faultOf(text, from, end)
    if (fault !== undefined) {
      if (couldConcern(text.slice(from, end), this.#path)) this.#note(number, fault)
      return
    }
    const start = skipBlanks(text, from, end)
    if (start === end || text.charCodeAt(start) === 35) return
    const to = wordEnd(text, start, end)
    if (patternMatches(text, start, to, this.#path)) {
      this.last = number
      this.owners = to
      this.end = end
      this.#checkOwners(number, to, end)
    }
  }

  #checkOwners(number: number, from: number, end: number): void {
    const { text } = this.#codeowners
    for (let at = nextOwner(text, from, end); at < end; ) {
      const to = ownerEnd(text, at, end)
      const word = text.slice(at, to)
      if (!isName(word) && !isMail(word)) this.#note(number, { from: at, to, words: notAnOwner })
      at = nextOwner(text, to, end)
    }
  }

  #note(number: number, fault: Fault): void {
    if (this.findings.length < mostFindings) this.findings.push(findingOf(this.#codeowners, number, fault))
  }
}

/**
 * Who owns a path (`requests/orders-db/x.yml`, without a slash before it), by the last line that matches it. Fails closed: a line
 * that matches and has a malformed owner, and any line that cannot be understood and could be about the path under some reading,
 * closes it. Findings have the code OWNERS_INVALID. Linear in the size of the file. Source: GitHub's documentation, "About code owners".
 */
export function ownersOf(codeowners: Codeowners, path: string): Ownership {
  const { text, file } = codeowners
  if (codeowners.tooLarge) {
    const message =
      'The file is 3 MB or larger, and GitHub does not load it. Shorten it: a pattern such as `docs/` does for many.'
    return { kind: 'closed', findings: [{ code: 'OWNERS_INVALID', where: file, message }] }
  }
  const search = new Search(codeowners, path.split('/'))
  eachLine(codeowners, (number, from, end) => {
    search.line(number, from, end)
    // Whoever mends twenty lines will ask again.
    return search.findings.length < mostFindings
  })
  if (search.findings.length > 0) return { kind: 'closed', findings: search.findings }
  const { last, end } = search
  const owners = new Set<string>()
  const first = nextOwner(text, search.owners, end)
  for (let at = first; at < end; ) {
    const to = ownerEnd(text, at, end)
    const word = text.slice(at, to)
    if (isName(word)) owners.add(word)
    at = nextOwner(text, to, end)
  }
  return first === end ? { kind: 'unowned' } : { kind: 'owned', owners: [...owners], line: last }
}

/** The lines that cannot be understood, whatever they are about; at most twenty. Findings have the code OWNERS_INVALID. */
export function strangeLines(codeowners: Codeowners): Finding[] {
  const findings: Finding[] = []
  eachLine(codeowners, (number, from, end) => {
    const fault = faultOf(codeowners.text, from, end)
    if (fault !== undefined) findings.push(findingOf(codeowners, number, fault))
    return findings.length < mostFindings
  })
  return findings
}
