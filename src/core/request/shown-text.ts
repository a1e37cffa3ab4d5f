import { type LineFinding, unseenInText, unwrapped, withoutDebris } from '../hidden-text.ts'
import { named } from '../markdown.ts'
import { type CodeBlocks, isBlank, isLanguage, opensHtml, readCodeBlocks } from './code-blocks.ts'
import { withoutCodeSpans } from './code-spans.ts'
import { htmlIn } from './html-in-text.ts'
import { surplusCells } from './table-rows.ts'

/** More accents on one letter than any language has cover the lines around it. */
const piledUp = /\p{M}{9}/u

/** What no line may hold, a line of code neither. `strict`: letters must be written in one way (NFC), as in names. */
function unseenIn(line: string, strict: boolean): string | undefined {
  const character = unseenInText(line)
  if (character) {
    const around = named(line.slice(Math.max(0, character.index - 10), character.index + 10))
    return `The character ${character.name} is not shown to readers. Remove it: ${around}.`
  }
  if (strict && line.normalize('NFC') !== line)
    return 'An accent here is written in a way that looks the same but is not (Unicode NFC). Type the line again.'
  return piledUp.test(line) ? 'So many accents on one letter hide the text around it. Remove them.' : undefined
}

/** Words behind the marks of a block in a quote or a list, where `readCodeBlocks` does not look. Each part matches in one way only. */
const marksAndWords = /^(?:`{3,}[ \t]*([^`\s][^`]*)|~~~[~\s]*([^~\s][^\n]*))$/

function hiddenInLine(line: string, hasEnd: (column: number) => boolean): string | undefined {
  const html = htmlIn(line, hasEnd)
  if (html)
    return `${html} looks like HTML, which GitHub hides. Put it between backticks or into a code block, or put a space behind the "<".`
  const [reference] = /&(?:#\d{1,8}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/.exec(line) ?? []
  if (reference)
    return `GitHub shows another character for ${named(reference)}. Write the character itself, or put it between backticks.`
  const [, ticks, tildes] = marksAndWords.exec(unwrapped(line)) ?? []
  return isLanguage((ticks ?? tildes ?? '').trim())
    ? undefined
    : 'What follows the marks of a code block on the same line is not shown. Leave the marks alone on their line.'
}

/** Mathematics can be white, invisible or commented out. It needs a `$` that opens and one behind it that closes. */
function holdsMathematics(paragraph: string): boolean {
  const opens = paragraph.search(/\$\S/)
  if (opens < 0) return false
  return /\S\$(?!\d)/.test(paragraph.slice(opens + 1)) || paragraph.startsWith('$$', opens)
}

/**
 * Whether nothing but a definition can be meant by what stands behind `[…]:`. A definition has one word, and may have a title; any other
 * word behind it makes a text of the whole (GFM 4.7).
 */
function isDefinition(label: string, rest: string): boolean {
  const [first = '', second = ''] = rest.trim().split(/[ \t]+/, 2)
  return label.startsWith('[^') || second === '' || first.startsWith('<') || /^["'(]/.test(second)
}

/** Definitions such as `[x]: text` are never shown. The label may run over several lines, so its opening is remembered. */
function definitions(lines: readonly string[]): { index: number; message: string }[] {
  const findings: { index: number; message: string }[] = []
  let opened: number | undefined
  for (const [index, line] of lines.entries()) {
    const inside = unwrapped(line)
    if (inside.startsWith('[')) opened ??= index
    if (inside === '') opened = undefined
    if (opened === undefined) continue
    const closes = inside.replace(/\\./g, '  ').indexOf(']')
    if (closes < 0) continue
    const label = opened === index ? inside : unwrapped(lines[opened] ?? '')
    if (inside[closes + 1] === ':' && isDefinition(label, inside.slice(closes + 2))) {
      const message = `GitHub does not show a line that begins with "[…]:" and one word: ${named(inside.slice(0, 60))}. Write it without the brackets.`
      findings.push({ index: opened, message })
    }
    opened = undefined
  }
  return findings
}

type Found = { index: number; message: string }

/** What is hidden in lines that belong together: between two empty lines, or beside a code block. */
function hiddenInParagraph(lines: readonly string[]): Found[] {
  const isHtml = lines.some((line) => opensHtml.test(unwrapped(line)))
  const seen = isHtml ? lines : withoutCodeSpans(lines)
  const lastEnd = lines.findLastIndex((line) => line.includes('>'))
  const found: Found[] = definitions(lines)
  if (holdsMathematics(seen.join('\n'))) {
    const message =
      'GitHub takes text between two "$" for mathematics, which can hide it. Put a space behind the first "$", or backticks around it.'
    found.push({ index: 0, message })
  }
  for (const index of surplusCells(lines)) {
    const message = 'This row has more cells than the head of the table, and GitHub drops them. Give both as many.'
    found.push({ index, message })
  }
  for (const [index, line] of seen.entries()) {
    const hasEnd = (column: number) => lastEnd > index || (lines[index] ?? '').lastIndexOf('>') > column
    const message = hiddenInLine(line, hasEnd)
    if (message) found.push({ index, message })
  }
  return found
}

type Looking = { blocks?: CodeBlocks; isFree?: (index: number) => boolean }

/**
 * Everything in these lines that a reader of the issue would not see, or would see otherwise than it is written: what is approved must be
 * what was shown. What GitHub shows as it is written, in code above all, passes; where telling both apart would need a whole Markdown
 * parser, more is refused than GitHub hides. `isFree`: whether a line is free text, in which letters may be written in any way that looks
 * the same; without it all are. Linear in the length of the text.
 */
export function hiddenText(lines: readonly string[], looking: Looking = {}): LineFinding[] {
  const { blocks = readCodeBlocks(lines), isFree = () => true } = looking
  const findings: LineFinding[] = [...blocks.findings]
  const told = new Set<number>()
  const note = (index: number, message: string): void => {
    if (!told.has(index)) findings.push({ line: index + 1, code: 'REQUEST_HIDDEN_TEXT', message })
    told.add(index)
  }
  for (const [index, line] of lines.entries()) {
    const isStrict = !isFree(index)
    const message = line === '' ? undefined : unseenIn(isStrict ? line : withoutDebris(line), isStrict)
    if (message) note(index, message)
  }
  let from = 0
  for (let at = 0; at <= lines.length; at++) {
    if (at < lines.length && !blocks.shown[at] && !isBlank(lines[at] ?? '')) continue
    for (const { index, message } of hiddenInParagraph(lines.slice(from, at))) note(from + index, message)
    from = at + 1
  }
  return findings
}
