import type { RE2JS } from 're2js'
import { fitsInt64, plainInteger } from './number.ts'
import { refuseDisputed } from './pattern-limits.ts'
import { compilePattern, type Match, matchesOf } from './patterns.ts'
import { newer } from './unicode.ts'
import { Num, type Value } from './value.ts'

// `$1`, `$name`, `${name}`: as long as it can be. What is none of them stays as it stands.
const NAME = `((?:(?!${newer.source})[\\p{L}\\p{Nd}_])+)`
const REFERENCE = new RegExp(`\\$(?:\\$|${NAME}|\\{${NAME}\\})`, 'gu')

/** What a template of Go's `Expand` becomes; a group that is not there is empty. */
function expand(template: string, text: string, match: Match, names: Readonly<Record<string, number>>): string {
  return template.replace(REFERENCE, (whole: string, bare?: string, braced?: string) => {
    const name = bare ?? braced
    if (name === undefined) return whole.slice(1)
    const group = /^(?:0|[1-9]\d{0,8})$/.test(name)
      ? Number(name)
      : Object.hasOwn(names, name)
        ? names[name]
        : undefined
    const span = group === undefined ? undefined : match[group]
    return span === undefined ? '' : text.slice(...span)
  })
}

function given(text: Value, pattern: Value): { text: string; pattern: RE2JS } | undefined {
  if (typeof text !== 'string' || typeof pattern !== 'string') return undefined
  refuseDisputed(pattern, text)
  const compiled = compilePattern(pattern)
  return compiled && { text, pattern: compiled }
}

/** `regex.replace(text, pattern, template)`: every match, with what its groups took put into the template. */
export function replaceMatches(subject: Value, expression: Value, template: Value): string | undefined {
  const found = given(subject, expression)
  if (found === undefined || typeof template !== 'string') return undefined
  const { text, pattern } = found
  const names = pattern.namedGroups()
  let [result, end] = ['', 0]
  for (const match of matchesOf(pattern, text)) {
    result += text.slice(end, match[0][0]) + expand(template, text, match, names)
    end = match[0][1]
  }
  return result + text.slice(end)
}

/** `regex.split(pattern, text)`: what stands between the matches. */
export function splitAtMatches(expression: Value, subject: Value): string[] | undefined {
  const found = given(subject, expression)
  if (found === undefined) return undefined
  const { text, pattern } = found
  // As Go does it, whatever the pattern.
  if (text === '') return expression === '' ? [] : ['']
  const parts: string[] = []
  let [begin, last] = [0, 0]
  for (const [[from, to]] of matchesOf(pattern, text)) {
    if (to !== 0) parts.push(text.slice(begin, from))
    ;[begin, last] = [to, from]
  }
  return last === text.length ? parts : [...parts, text.slice(begin)]
}

/** `regex.find_n(pattern, text, number)`: the first matches, all where the number is below zero. */
export function findMatches(expression: Value, subject: Value, number: Value): string[] | undefined {
  const most = number instanceof Num ? plainInteger(number.text) : undefined
  const found = given(subject, expression)
  if (found === undefined || most === undefined || !fitsInt64(most)) return undefined
  const texts: string[] = []
  for (const [[from, to]] of matchesOf(found.pattern, found.text)) {
    if (most >= 0n && texts.length >= most) break
    texts.push(found.text.slice(from, to))
  }
  return texts
}
