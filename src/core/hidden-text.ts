import type { ErrorCode } from './error-codes.ts'

/** A finding that knows its line (from 1) as a number, so that findings can be put in order. */
export type LineFinding = { line: number; code: ErrorCode; message: string }

/**
 * Characters that GitHub does not show, or that move others about: controls, format and bidi characters, tags, variation
 * selectors, fillers, line separators, lone surrogates, private use, unassigned. Tab and line feed are not among them.
 */
const unseen = /(?![\t\n])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

/**
 * Emoji are made with joiners, selectors and tags; the sequences that Unicode recommends are a closed list and show as one. None begins
 * with what is not seen. The list is long: it is gone through only where one of them can begin.
 */
const emojiOrUnseen =
  /(?<unseen>(?![\t\n])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])|(?=[\p{Emoji}--[#*0-9]]|[#*0-9]\ufe0f)\p{RGI_Emoji}/gv

/** More accents on one letter than any language has cover the lines around it. */
const piledUp = /\p{M}{9}/u

/** The first character of the text that nobody would see, as `U+202E`; undefined when there is none. */
export function unseenCharacter(text: string): string | undefined {
  // Looking for emoji is slow, and most lines hold nothing of the kind.
  if (!unseen.test(text)) return undefined
  for (const { groups } of text.matchAll(emojiOrUnseen)) {
    const found = groups?.unseen?.codePointAt(0)
    if (found !== undefined) return `U+${found.toString(16).toUpperCase().padStart(4, '0')}`
  }
  return undefined
}

/** The text on one line, with a visible mark in place of each character that nobody would see. */
export function withoutUnseen(text: string): string {
  const line = text.replace(/[\t\n]/g, ' ')
  if (!unseen.test(line)) return line
  return line.replace(emojiOrUnseen, (found, hidden: string | undefined) => (hidden === undefined ? found : '\uFFFD'))
}

/** A line without the marks of quotes and lists before it: what a heading or a definition inside one would begin with. */
export function unwrapped(line: string): string {
  return line.replace(/^[ \t]*(?:(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))[ \t]*)*/, '')
}

const rules: readonly { pattern: RegExp; inside?: true; message: string }[] = [
  {
    pattern: /<[A-Za-z/!?]/,
    message: 'This looks like HTML, which GitHub hides. Write it without the "<", or put a space behind it.',
  },
  {
    pattern: /&(?:#\d{1,8}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/,
    message: 'GitHub shows another character for this reference (such as "&amp;"). Write the character itself.',
  },
  { pattern: piledUp, message: 'So many accents on one letter hide the text around it. Remove them.' },
  {
    // Each part of it can match in one way only, so that no line takes long.
    pattern: /^(?:`{3,}\s*[^`\s][^`]*$|~~~[~\s]*[^~\s])/,
    inside: true,
    message:
      'What follows the marks of a code block on the same line is not shown. Leave the marks alone on their line.',
  },
]

function unseenIn(line: string): string | undefined {
  const character = unseenCharacter(line)
  if (character) return `The character ${character} is not shown to readers. Remove it.`
  if (line.normalize('NFC') !== line) {
    return 'An accent here is written in a way that looks the same but is not (Unicode NFC). Type the line again.'
  }
  const inside = unwrapped(line)
  return rules.find((rule) => rule.pattern.test(rule.inside ? inside : line))?.message
}

/** Mathematics can be white, invisible or commented out. It needs a `$` that opens and one behind it that closes. */
function holdsMathematics(paragraph: string): boolean {
  const opens = paragraph.search(/\$\S/)
  if (opens < 0) return false
  return /\S\$(?!\d)/.test(paragraph.slice(opens + 1)) || paragraph.startsWith('$$', opens)
}

function mathematics(lines: readonly string[]): LineFinding[] {
  const findings: LineFinding[] = []
  let first = 0
  for (let at = 0; at <= lines.length; at++) {
    if ((lines[at] ?? '').trim() !== '') continue
    if (holdsMathematics(lines.slice(first, at).join('\n'))) {
      const message =
        'GitHub takes text between two "$" for mathematics, which can hide it. Put a space behind the first "$".'
      findings.push({ line: first + 1, code: 'REQUEST_HIDDEN_TEXT', message })
    }
    first = at + 1
  }
  return findings
}

/** Definitions such as `[x]: text` are never shown. The label may run over several lines, so its opening is remembered. */
function definitions(lines: readonly string[]): LineFinding[] {
  const findings: LineFinding[] = []
  let opened: number | undefined
  for (const [index, line] of lines.entries()) {
    const inside = unwrapped(line)
    if (inside.startsWith('[')) opened ??= index
    if (inside === '') opened = undefined
    if (opened === undefined) continue
    const closes = inside.replace(/\\./g, '  ').indexOf(']')
    if (closes < 0) continue
    if (inside[closes + 1] === ':') {
      const message = 'GitHub does not show a line that begins with "[…]:". Write it without the brackets.'
      findings.push({ line: opened + 1, code: 'REQUEST_HIDDEN_TEXT', message })
    }
    opened = undefined
  }
  return findings
}

/**
 * Everything in these lines that a reader of the issue would not see, or would see otherwise than it is written: what is
 * approved must be what was shown. Refuses more than GitHub hides where telling both apart would need a whole Markdown
 * parser. Linear in the length of the text.
 */
export function hiddenText(lines: readonly string[]): LineFinding[] {
  const findings: LineFinding[] = [...definitions(lines), ...mathematics(lines)]
  for (const [index, line] of lines.entries()) {
    const message = line === '' ? undefined : unseenIn(line)
    if (message) findings.push({ line: index + 1, code: 'REQUEST_HIDDEN_TEXT', message })
  }
  return findings
}
