/**
 * Reads Markdown the way GitHub does, as far as it takes to say what is outside of code: fenced blocks, table cells, code
 * spans (CommonMark 0.31, section 6.1). Written apart from the rendering, which it judges. `lines` are those texts outside of
 * code that a block could begin with: in the cell of a table none can. A code span shows as U+0001 in what is outside.
 */
export type Scan = { outside: string[]; lines: string[]; inside: string[] }

function splitCells(row: string): string[] {
  const cells: string[] = []
  let cell = ''
  for (let at = 1; at < row.length; at++) {
    if (row[at] === '\\' && row[at + 1] === '|') {
      cell += '|'
      at++
    } else if (row[at] === '|') {
      cells.push(cell)
      cell = ''
    } else cell += row[at]
  }
  if (cell.trim() !== '') throw new TypeError(`text behind the last cell: ${row}`)
  return cells
}

/** Notes the code spans of a text; returns the rest of it. */
function scanInline(text: string, scan: Scan): string {
  let outside = ''
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '`') {
      outside += text[at++]
      continue
    }
    const run = /^`+/.exec(text.slice(at))?.[0] ?? ''
    let from = at + run.length
    let end = -1
    while (end < 0 && from < text.length) {
      const next = text.indexOf('`', from)
      if (next < 0) break
      const other = /^`+/.exec(text.slice(next))?.[0] ?? ''
      if (other.length === run.length) end = next
      from = next + other.length
    }
    if (end < 0) throw new TypeError(`a code span that never ends: ${text}`)
    scan.inside.push(text.slice(at + run.length, end))
    outside += '\u0001'
    at = end + run.length
  }
  scan.outside.push(outside)
  return outside
}

const structure =
  /^(?:<!-- daypass:(?:status|receipt|delivery|reminder|trail) \d+#\d+ -->|<details><summary>[A-Za-z0-9 ,–·:-]+<\/summary>|<\/details>)$/

export function scanMarkdown(markdown: string): Scan {
  const scan: Scan = { outside: [], lines: [], inside: [] }
  let fence: string | undefined
  let columns: number | undefined
  for (const line of markdown.split('\n')) {
    const marks = /^(`{3,})[^`]*$/.exec(line)?.[1]
    if (fence !== undefined) {
      if (line.startsWith(fence) && line.trim() === fence) fence = undefined
      else scan.inside.push(line)
    } else if (marks !== undefined) fence = marks
    else if (line.startsWith('|')) {
      const cells = splitCells(line)
      if (columns !== undefined && cells.length !== columns) throw new TypeError(`a row of its own shape: ${line}`)
      columns = cells.length
      if (/^[|-]+$/.test(line)) continue
      for (const cell of cells) scanInline(cell, scan)
    } else if (!structure.test(line)) {
      columns = undefined
      scan.lines.push(scanInline(line, scan))
    }
  }
  if (fence !== undefined) throw new TypeError('a code block that never ends')
  return scan
}

/** What GitHub or Markdown would make of text outside of code, by name. */
const offences: [name: string, pattern: RegExp][] = [
  ['mention', /@/],
  ['reference', /#\d|\bGH-\d/i],
  ['address', /:\/\/|www\.|[a-z0-9]\.[a-z]{2,}/i],
  ['link or image', /[[\]]/],
  ['HTML or quote', /[<>]/],
  ['emphasis', /[*_~]/],
  ['character reference', /&\w|&#/],
  ['commit', /(?<![a-z0-9])[0-9a-f]{7,40}(?![a-z0-9])/i],
  ['emoji', /:[a-z]\w*:/i],
  ['mathematics', /\$/],
  ['escape', /\\/],
  ['unseen character', /[\p{Cc}\p{Zl}\p{Zp}]/u],
]

/**
 * What a line outside of code would begin with: our own headings and list marks are no offence, but in an item of a list they
 * are. The mark of a numbered list has a blank or nothing behind it (CommonMark 0.31, section 5.2).
 */
const block = /^\s*(?:#(?!## )|[+=-](?! )|\d{1,9}[.)](?:\s|$)|- \s*(?:[#+=-]|\d{1,9}[.)](?:\s|$)))/

/** The offences found outside of code, as `mention: text`. */
export function offencesIn(markdown: string): string[] {
  const { outside, lines } = scanMarkdown(markdown)
  const inline = outside.flatMap((raw) => {
    // Our own word for the kind of a key happens to be seven hexadecimal digits.
    const text = raw.replaceAll('\u0001', '').replace('(ed25519)', '')
    return offences.filter(([, pattern]) => pattern.test(text)).map(([name]) => `${name}: ${text}`)
  })
  return [...inline, ...lines.filter((line) => block.test(line)).map((line) => `heading or list: ${line}`)]
}
