import { withoutUnseen } from './hidden-text.ts'

/** At most so many bytes of UTF-8, never half a character; what was cut shows as `…`. */
export function clip(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  const cut = Buffer.from(text)
    .subarray(0, Math.max(0, bytes - 3))
    .toString('utf8')
  return `${cut.replace(/(?<!\uFFFD)\uFFFD+$/, '')}…`
}

function longestRun(text: string, mark: RegExp): number {
  return (text.match(mark) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)
}

/**
 * A code span that shows exactly this text on one line, whatever it holds: GitHub makes no markup, mention, reference or link
 * inside code. Line breaks become spaces.
 */
export function code(text: string): string {
  const shown = withoutUnseen(clip(text, 4096))
  if (shown.trim() === '') return '(empty)'
  const fence = '`'.repeat(longestRun(shown, /`+/g) + 1)
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}

/** A word in which neither Markdown nor GitHub can see anything but a word. */
const plainWord = /^["'(]{0,2}[\p{L}\p{N}]\p{M}*(?:[-'’/]?\p{L}\p{M}*|\p{N})*["',.;:!?)%]{0,3}$/u

/** GitHub links what looks like a commit or begins like an address, and a number with a dot begins a list. */
const linkedWord = /(?<![A-Za-z0-9])[0-9a-fA-F]{7,40}(?![A-Za-z0-9])|^[0-9]{1,9}[.)]$|www\.?$/i

function isPlain(word: string): boolean {
  return plainWord.test(word) && !linkedWord.test(word)
}

/** How many of the characters at the end of the text are stops. */
function stops(text: string): number {
  let count = 0
  while (count < text.length && '.,;:?'.includes(text.charAt(text.length - 1 - count))) count++
  return count
}

/** Brackets and stops at the edges stay outside of the code: they belong to the sentence, and alone they do nothing. */
function codeInSentence(text: string): string {
  const end = text.length - stops(text)
  const inner = text.slice(0, end)
  if (inner === '') return code(text)
  const bracketed = inner.length > 2 && inner.startsWith('(') && inner.endsWith(')')
  return (bracketed ? `(${code(inner.slice(1, -1))})` : code(inner)) + text.slice(end)
}

/**
 * Somebody's text as a sentence that cannot become anything else: plain words stay, runs of all others become code spans.
 * At most `bytes` of the text are shown.
 */
export function prose(text: string, bytes = 4096): string {
  const words = withoutUnseen(clip(text, bytes))
    .split(' ')
    .filter((word) => word !== '')
  const parts: string[] = []
  let odd: string[] = []
  const flush = (): void => {
    if (odd.length > 0) parts.push(codeInSentence(odd.join(' ')))
    odd = []
  }
  for (const word of words) {
    if (!isPlain(word)) {
      odd.push(word)
      continue
    }
    flush()
    parts.push(word)
  }
  flush()
  return parts.length === 0 ? '(empty)' : parts.join(' ')
}

/**
 * As `prose`, for messages of ours in which code stands between backticks: each pair of them is one code span here. Holds
 * for hostile messages too, since every part is made harmless by itself.
 */
export function message(text: string, bytes = 4096): string {
  const parts = withoutUnseen(clip(text, bytes)).split(/`([^`]+)`/)
  const pieces: string[] = []
  let last = ''
  for (const [index, part] of parts.entries()) {
    const next = index % 2 === 1 ? code(part) : between(part)
    // Two spans that touch would run into each other.
    if (last.endsWith('`') && next.startsWith('`')) pieces.push(' ')
    pieces.push(next)
    if (next !== '') last = next
  }
  const shown = pieces.join('')
  return shown.trim() === '' ? '(empty)' : shown
}

/** Text between two code spans: the comma behind one and the spaces around stay where they are. */
function between(part: string): string {
  const before = /^(?:[,.;:?)]+(?=\s|$))?\s*/.exec(part)?.[0] ?? ''
  const inner = part.slice(before.length).trimEnd()
  const opened = inner.endsWith(' (') || inner === '('
  const middle = opened ? inner.slice(0, -1).trimEnd() : inner
  return before + (middle === '' ? '' : prose(middle)) + part.slice(before.length + middle.length)
}

/** A word of somebody's inside a message of ours: short, visible, between backticks. */
export function named(text: string): string {
  const shown = withoutUnseen(text.slice(0, 400)).replaceAll('`', "'").trim()
  return `\`${shown.length > 80 || text.length > 400 ? `${shown.slice(0, 80).toWellFormed()}…` : shown}\``
}

/** Somebody's words, marked as such. */
export function quote(text: string, bytes = 4096): string {
  return `«${prose(text, bytes)}»`
}

/** A code block that shows exactly these lines. The fence is longer than any in the text. */
export function fence(text: string): string {
  const marks = '`'.repeat(Math.max(3, longestRun(text, /`+/g) + 1))
  return `${marks}\n${text.replace(/(?<!\n)\n+$/, '')}\n${marks}`
}

/** A section that opens on a click. */
export function fold(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`
}

/**
 * A table, without a head where none is given. A pipe would end its cell even inside a code span; GitHub takes back the
 * backslash before it, but readers disagree about several backslashes, hence the space.
 */
export function table(rows: readonly (readonly string[])[], head: readonly string[] = []): string {
  const cell = (text: string): string =>
    text.replace(/\r?\n/g, ' ').replace(/(?<!\\)(\\*)\|/g, (_, slashes: string) => (slashes ? `${slashes} \\|` : '\\|'))
  const width = Math.max(...rows.map((cells) => cells.length))
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  const first = head.length > 0 ? line(head) : `|${' |'.repeat(width)}`
  return [first, `|${'---|'.repeat(width)}`, ...rows.map(line)].join('\n')
}
