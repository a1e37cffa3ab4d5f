import { readDuration } from '../duration.ts'
import { named } from '../markdown.ts'
import type { Finding } from '../record.ts'

/** The lines of a file, without the blanks before all of them. */
function linesOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const first = lines.find((line) => /^ *[^ \t#]/.test(line) && !line.startsWith('---')) ?? ''
  const indent = first.length - first.trimStart().length
  return lines.map((line) => (line.slice(0, indent).trim() === '' ? line.slice(indent) : line))
}

type Entry = { index: number; value: string }

/** Where a key of the file begins, and what stands on its line behind the colon; undefined: it is written in another way. */
function entryOf(lines: readonly string[], key: string): Entry | undefined {
  for (const [index, line] of lines.entries()) {
    const [, value] = new RegExp(`^["']?${key}["']?[ \\t]*:(?:[ \\t]+|$)(.*)$`).exec(line) ?? []
    if (value !== undefined) return { index, value }
  }
  return undefined
}

/** The lines of a text without quotes: its first one, and those below that are indented. */
function plainLines(lines: readonly string[], { index, value }: Entry): string[] {
  if (/^["'|>[{]/.test(value)) return []
  const rest = lines.slice(index + 1)
  const end = rest.findIndex((line) => /^[^ \t]/.test(line))
  return [value, ...rest.slice(0, end < 0 ? rest.length : end)]
}

function inQuotes(text: string): string {
  return JSON.stringify(text.trim().slice(0, 60))
}

function valueAt(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[key] : undefined
}

/**
 * What YAML takes for a comment although it was meant as a part of the text: `reason: see #4711 now` says "see". `data`: what YAML read.
 * A text whose key is not found, within braces or behind a "?", may end anywhere: then no line may have a comment behind something else.
 * Codes are REQUEST_FIELD_INVALID, findings name the key and its line.
 */
export function swallowedTexts(text: string, data: unknown): Finding[] {
  const lines = linesOf(text)
  return ['reason', 'ticket'].flatMap((key): Finding[] => {
    const entry = entryOf(lines, key)
    if (entry === undefined && valueAt(data, key) === undefined) return []
    const plain = entry ? plainLines(lines, entry) : lines
    const at = plain.findIndex((line) => (entry ? /(?:^|[ \t])#/ : /[^ \t][ \t]+#/).test(line))
    if (at < 0) return []
    const advice = entry
      ? `Put all of it in quotes: ${named(`${key}: ${inQuotes(plain[at] ?? '')}`)}.`
      : 'Put the text in quotes.'
    const message = `YAML takes what follows " #" for a comment, so a part of this would be lost. ${advice}`
    return [{ code: 'REQUEST_FIELD_INVALID', where: `${key}, line ${(entry?.index ?? 0) + at + 1}`, message }]
  })
}

/** What is said of a value that YAML reads as something else than a text, with what to write instead where that is known. */
function instead(key: string, written: string, message: string): string {
  if (written === '' || written.length > 60) return message
  if (key !== 'duration') return `${message} Write \`${key}: ${JSON.stringify(written)}\`.`
  if (!/^\d{1,8}(?:\.\d{1,2})?$/.test(written)) return message
  return `It has no unit: write \`duration: ${written}m\` for minutes or \`duration: ${written}h\` for hours.`
}

/** The same findings, each about a value of the file with what to write instead: in the letters of the file, in which `0123` is no 123. */
export function withProposals(findings: readonly Finding[], text: string, data: unknown): Finding[] {
  const lines = linesOf(text)
  return findings.map((finding) => {
    const key = /: (duration|reason|ticket|resource)$/.exec(finding.where ?? '')?.[1]
    if (key === undefined) return finding
    const value = valueAt(data, key)
    if (key === 'duration' && typeof value === 'string') {
      const reading = readDuration(value)
      return reading.ok ? finding : { ...finding, message: reading.message }
    }
    if (typeof value !== 'number' && typeof value !== 'boolean') return finding
    const written = (entryOf(lines, key)?.value ?? '').replace(/[ \t]#[\s\S]*$/, '').trim()
    return { ...finding, message: instead(key, written, finding.message) }
  })
}

/** What begins a value that YAML reads to the end of its line, as something else than a text. */
const special = /^(?:[[\]{}@`%"'&*!,]|[-?|>](?=[ \t]))/
const whole = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*(?:#.*)?$/

/** What to do about a file that is no YAML, where the cause is a text without quotes; else nothing. */
export function quotingAdvice(text: string): string {
  const lines = linesOf(text)
  for (const key of ['reason', 'ticket']) {
    const entry = entryOf(lines, key)
    if (entry === undefined || whole.test(entry.value)) continue
    const { value, index } = entry
    const quoted = named(`${key}: ${inQuotes(value)}`)
    const [sign] = special.exec(value) ?? []
    if (sign !== undefined)
      return ` The ${key} begins with a sign that means something to YAML: put it in quotes, ${quoted}.`
    if (/:(?:[ \t]|$)/.test(value))
      return ` The colon in the ${key} is what it stumbles at: put it in quotes, ${quoted}.`
    const next = lines[index + 1] ?? ''
    if (value !== '' && /^[^\s#}\]-]/.test(next) && !/^["']?\w+["']?[ \t]*:/.test(next))
      return ` The ${key} goes on in line ${index + 2}: begin that line with two blanks.`
  }
  return ''
}
