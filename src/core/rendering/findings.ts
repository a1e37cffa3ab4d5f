import { code, message } from '../markdown.ts'
import type { Finding } from '../record.ts'

/** A message may have several lines; those that begin with `- ` are a list inside the item. */
function rest(lines: readonly string[], room: number): string[] {
  return lines.flatMap((line) =>
    line.startsWith('- ') ? [`  - ${message(line.slice(2), room)}`] : ['', `  ${message(line, room)}`],
  )
}

function item(finding: Finding, room: number): string {
  const [first = '', ...more] = finding.message.split('\n').slice(0, 20)
  const where = finding.where === undefined ? '' : `${code(finding.where)}: `
  return `${[`- ${where}${message(first, room)}`, ...rest(more, room)].join('\n')} (${code(finding.code)})`
}

/** One item a finding: where, what is wrong and what to do, code last. */
export function findingsList(findings: readonly Finding[], room: number): string {
  const most = room > 1000 ? 20 : 5
  const more = findings.length - most
  const items = findings.slice(0, most).map((finding) => item(finding, room))
  return [...items, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')
}
