import { named } from '../markdown.ts'
import type { Finding } from '../record.ts'

/** Where a key of the file begins, and what stands on its line behind the colon; undefined: it is not written at the left edge. */
function entryOf(lines: readonly string[], key: string): { index: number; value: string } | undefined {
  for (const [index, line] of lines.entries()) {
    const [, value] = new RegExp(`^["']?${key}["']?[ \\t]*:(?:[ \\t]+|$)(.*)$`).exec(line) ?? []
    if (value !== undefined) return { index, value }
  }
  return undefined
}

/** The lines of a text without quotes: its first one, and those below that are indented. */
function plainLines(lines: readonly string[], { index, value }: { index: number; value: string }): string[] {
  if (/^["'|>[{]/.test(value)) return []
  const rest = lines.slice(index + 1)
  const end = rest.findIndex((line) => /^[^ \t]/.test(line))
  return [value, ...rest.slice(0, end < 0 ? rest.length : end)]
}

function inQuotes(text: string): string {
  return JSON.stringify(text.trim().slice(0, 60))
}

/**
 * What YAML takes for a comment although it was meant as a part of the text: `reason: see #4711 now` says "see". Codes are
 * REQUEST_FIELD_INVALID, findings name the key and its line.
 */
export function swallowedTexts(text: string): Finding[] {
  const lines = text.split(/\r?\n/)
  return ['reason', 'ticket'].flatMap((key): Finding[] => {
    const entry = entryOf(lines, key)
    const plain = entry ? plainLines(lines, entry) : flowLines(lines, key)
    const at = plain.findIndex((line) => /(?:^|[ \t])#/.test(line))
    if (at < 0) return []
    const message = `YAML takes what follows " #" for a comment, so a part of this would be lost. Put all of it in quotes: ${named(`${key}: ${inQuotes(plain[at] ?? '')}`)}.`
    return [{ code: 'REQUEST_FIELD_INVALID', where: `${key}, line ${(entry?.index ?? -1) + at + 1}`, message }]
  })
}

/** Where the key stands within braces, a comment may end any text: then no line may have one behind something else. */
function flowLines(lines: readonly string[], key: string): string[] {
  return lines.some((line) => line.includes('{')) && lines.some((line) => line.includes(key)) ? [...lines] : []
}

/** What to write instead of a value that YAML reads as something else than a text; empty where that is not known. */
function instead(key: string, value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
  if (text === '') return ''
  if (key !== 'duration') return ` Write \`${key}: ${JSON.stringify(text)}\`.`
  return ` It has no unit: write \`duration: ${text}m\` for minutes or \`duration: ${text}h\` for hours.`
}

/** The same findings, each about a value of the file with what to write instead. */
export function withProposals(findings: readonly Finding[], data: unknown): Finding[] {
  return findings.map((finding) => {
    const key = /: (duration|reason|ticket|resource)$/.exec(finding.where ?? '')?.[1]
    const value = key === undefined ? undefined : (data as Record<string, unknown>)[key]
    return key === undefined ? finding : { ...finding, message: `${finding.message}${instead(key, value)}` }
  })
}

/** What to do about a file that is no YAML, where the cause is a colon in a text without quotes; else nothing. */
export function colonAdvice(text: string): string {
  const lines = text.split(/\r?\n/)
  for (const key of ['reason', 'ticket']) {
    const entry = entryOf(lines, key)
    const [line = ''] = entry ? plainLines(lines, entry) : []
    if (/:(?:[ \t]|$)/.test(line))
      return ` The colon in the ${key} is what it stumbles at: put it in quotes, ${named(`${key}: ${inQuotes(line)}`)}.`
  }
  return ''
}
