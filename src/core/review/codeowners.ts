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
  const isTooLarge = text.length >= tooLarge || Buffer.byteLength(text) >= tooLarge
  // Some editors begin a file with a mark of its order of bytes.
  return { text: text.startsWith('\uFEFF') ? text.slice(1) : text, file, tooLarge: isTooLarge }
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

function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 45 ||
    code === 95
  )
}

/** An address of plain characters. Whose it is, only GitHub knows. */
function isMail(text: string, from: number, to: number): boolean {
  let sign = -1
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === 64 && sign < 0) sign = at
    else if (!isNameCode(code) && code !== 46 && code !== 43) return false
  }
  return sign > from && sign < to - 1
}

/** What an owner's word is: `@user`, `@organisation/team`, an e-mail address, or nothing that GitHub knows. */
function ownerKind(text: string, from: number, to: number): 'name' | 'mail' | 'malformed' {
  if (text.charCodeAt(from) !== 64) return isMail(text, from, to) ? 'mail' : 'malformed'
  let at = from + 1
  while (at < to && isNameCode(text.charCodeAt(at))) at++
  const user = at - from - 1
  if (user < 1 || user > 100) return 'malformed'
  if (at === to) return 'name'
  if (text.charCodeAt(at) !== 47) return 'malformed'
  // Teams of an enterprise begin so.
  if (text.startsWith('ent:', at + 1) && at + 5 < to) at += 4
  const team = ++at
  while (at < to && (isNameCode(text.charCodeAt(at)) || text.charCodeAt(at) === 46)) at++
  return at === to && at > team && at - team <= 100 ? 'name' : 'malformed'
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
      if (ownerKind(text, at, to) === 'malformed') {
        this.#note(number, { from: at, to, words: notAnOwner })
      }
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
    if (ownerKind(text, at, to) === 'name') owners.add(text.slice(at, to))
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
