import { type LineFinding, unwrapped } from '../hidden-text.ts'
import { isFormHeading } from './form-headings.ts'

/** Which lines GitHub shows exactly as they are written, the marks around them included; and what cannot be told for sure. */
export type CodeBlocks = { shown: boolean[]; findings: LineFinding[] }

type Fence = { indent: number; mark: string; length: number; info: string }

function fenceIn(line: string): Fence | undefined {
  const match = /^( {0,3})(?:(`{3,})([^`]*)|(~{3,})(?!~)(.*))$/.exec(line)
  if (!match) return undefined
  const [, indent = '', ticks, afterTicks, tildes, afterTildes] = match
  const marks = ticks ?? tildes ?? ''
  const info = (afterTicks ?? afterTildes ?? '').replace(/^[ \t]+/, '')
  return { indent: indent.length, mark: marks.charAt(0), length: marks.length, info: withoutEnd(info) }
}

/** Without blanks at the end. Only these two are blanks to Markdown: a no-break space is text. */
function withoutEnd(text: string): string {
  let end = text.length
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end--
  return text.slice(0, end)
}

/** Whether Markdown sees an empty line here. */
export function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line)
}

function closes(line: string, fence: Fence): boolean {
  const found = fenceIn(line)
  return found !== undefined && found.info === '' && found.mark === fence.mark && found.length >= fence.length
}

/**
 * Words behind the marks of a code block that name its language. It is a closed list: GitHub draws pictures of some (`mermaid`, `math`,
 * `geojson`, …) instead of showing what is written, and may come to draw more.
 */
const languages = new Set(
  `bash bat c c++ clojure cmd console cpp cs csharp css csv diff docker dockerfile elixir erlang go golang graphql groovy haskell hcl html
  http ini java javascript js json json5 jsonc jsx kotlin kt log lua make makefile md markdown mysql nginx none patch perl php plain
  plaintext postgres postgresql powershell promql properties proto protobuf ps1 psql py python r rb rego rs ruby rust scala sh shell
  sql swift terraform text tf toml ts tsx typescript txt xml yaml yml zsh`.split(/\s+/),
)

/** Whether nothing is lost of what stands behind the marks of a code block. */
export function isLanguage(info: string): boolean {
  return /^[~ \t]*$/.test(info) || languages.has(info.toLowerCase())
}

/** A line that opens HTML, which goes on to the next empty line; what stands in it is no Markdown. */
export const opensHtml = /^<(?:[A-Za-z][A-Za-z0-9-]{0,63}(?:[\s/>]|$)|[/!?])/

const told = {
  info: 'What follows the marks of a code block on the same line is not shown. Leave the marks alone on their line, or name a language such as json.',
  open: 'This code block has no end. Put the same marks alone on a line below it.',
  unsure: 'Where this code block ends cannot be told for sure. Begin its marks at the left edge of their lines.',
  html: 'Behind a picture, a code block needs an empty line before it.',
}

/** One pass over the lines. What a reading may get wrong is a finding, and everything below is looked at as if it were no code. */
class BlockReader {
  readonly #lines: readonly string[]
  readonly shown: boolean[] = []
  readonly findings: LineFinding[] = []
  #at = 0
  #html = false
  #list = false

  constructor(lines: readonly string[]) {
    this.#lines = lines
  }

  read(): CodeBlocks {
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at] ?? ''
      const fence = fenceIn(line)
      if (!fence) this.#pass(line)
      else if (!this.#block(fence)) break
    }
    while (this.shown.length < this.#lines.length) this.shown.push(false)
    return { shown: this.shown, findings: this.findings }
  }

  #pass(line: string): void {
    const before = this.#lines[this.#at - 1] ?? ''
    const inside = unwrapped(line)
    if (isBlank(line)) this.#html = false
    else if (opensHtml.test(inside)) this.#html = true
    // At the left edge, behind an empty line, nothing belongs to a list above.
    if (/^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/.test(line)) this.#list = true
    else if (/^[^ \t]/.test(line) && (isBlank(before) || /^#{1,6}(?:[ \t]|$)/.test(line))) this.#list = false
    this.#skip(1, false)
  }

  #skip(count: number, shown: boolean): void {
    for (let done = 0; done < count; done++) this.shown.push(shown)
    this.#at += count
  }

  #note(message: string): void {
    this.findings.push({ line: this.#at + 1, code: 'REQUEST_HIDDEN_TEXT', message })
  }

  /** Whether what follows can be read as usual. */
  #block(fence: Fence): boolean {
    if (this.#html) {
      this.#note(told.html)
      return false
    }
    if (!isLanguage(fence.info)) this.#note(told.info)
    const inList = fence.indent > 0 && this.#list
    const length = inList ? this.#lengthInList(fence) : this.#length(fence)
    if (length === undefined) {
      const next = this.#lines.findIndex((line, index) => index > this.#at && isFormHeading(line))
      // Without an end it goes on to the end of the text, and takes the headings below it with it.
      if (inList || next >= 0) this.#note(inList ? told.unsure : told.open)
      // To the end of the field it is taken for what was meant, so that one mistake is told once.
      this.#skip((next < 0 ? this.#lines.length : next) - this.#at, true)
      return false
    }
    this.#skip(length, !inList)
    if (fence.indent === 0) this.#list = false
    return true
  }

  #length(fence: Fence): number | undefined {
    for (let end = this.#at + 1; end < this.#lines.length; end++)
      if (closes(this.#lines[end] ?? '', fence)) return end + 1 - this.#at
    return undefined
  }

  /**
   * An item of a list ends where a line is less indented, and with it the block; or the item has ended before, and the block goes on.
   * Only where both come to the same is the end known; and whether it is the beginning, deeper marks above may decide.
   */
  #lengthInList(fence: Fence): number | undefined {
    for (let end = this.#at + 1; end < this.#lines.length; end++) {
      const line = this.#lines[end] ?? ''
      const indent = line.length - line.replace(/^ {1,3}/, '').length
      if (!isBlank(line) && indent < fence.indent) return undefined
      if (closes(line, fence)) return indent === fence.indent ? end + 1 - this.#at : undefined
    }
    return undefined
  }
}

/**
 * The code blocks between lines of ``` or ~~~, as GitHub sees them (GFM 4.5). Findings have the code REQUEST_HIDDEN_TEXT. Linear in the
 * length of the text.
 */
export function readCodeBlocks(lines: readonly string[]): CodeBlocks {
  return new BlockReader(lines).read()
}
