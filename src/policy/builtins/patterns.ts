import { RE2JS, RE2JSSyntaxException } from 're2js'
import { Unequal } from './builtin.ts'

/** One match: the whole first, then each group; undefined for a group that takes no part. In UTF-16. */
export type Match = readonly (Span | undefined)[] & { readonly 0: Span }
export type Span = readonly [from: number, to: number]

const KEPT = 50
const compiled = new Map<string, RE2JS | undefined>()

/** A pattern of Go's `regexp`, undefined where it is none. A policy asks for the same few ones again and again. */
export function compilePattern(pattern: string): RE2JS | undefined {
  if (compiled.has(pattern)) return compiled.get(pattern)
  if (compiled.size >= KEPT) compiled.clear()
  const made = compile(pattern)
  compiled.set(pattern, made)
  return made
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern)
  } catch (thrown) {
    if (!(thrown instanceof RE2JSSyntaxException)) throw thrown
    // OPA takes it, and puts in the first of the two that takes part.
    if (/duplicate/.test(thrown.message)) throw new Unequal('a pattern with two groups of one name', 'name them apart')
    return undefined
  }
}

/** The matches from left to right, none overlapping another, and no empty one right behind another. */
export function* matchesOf(pattern: RE2JS, text: string): Generator<Match> {
  const matcher = pattern.matcher(text)
  const groups = Array.from({ length: pattern.groupCount() + 1 }, (_, group) => group)
  let [at, last] = [0, -1]
  while (at <= text.length && matcher.find(at)) {
    const [from, to] = [matcher.start(), matcher.end()]
    if (from !== to || from !== last)
      yield groups.map((group) => spanOf(matcher.start(group), matcher.end(group))) as never
    last = to
    at = to > at ? to : at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
  }
}

const spanOf = (from: number, to: number): Span | undefined => (from < 0 ? undefined : [from, to])
