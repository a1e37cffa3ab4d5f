import { readFileSync } from 'node:fs'
import { createContext, Script } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.ts'
import { type Expression, expressionsIn, productFiles } from './expressions.ts'

// Whoever writes an issue, a comment or a file chooses what our expressions read. One that goes back over a text for each of its
// characters takes seconds for what GitHub lets one person write, and nothing else happens meanwhile (security.R7). So each expression
// of the product reads texts at whose size that takes minutes.
const size = 100_000
/** Milliseconds that a few texts may take. What is linear takes less than a hundredth of it, what is not, at this size, more. */
const limit = { timeout: 5_000 }
/** How many are read at once: each time a thread is started that watches the limit. */
const few = 16

/** What expressions may tell apart in ASCII: every mark, and some of the letters, digits and controls, of which classes take all. */
const ascii = [...'\0\u0001\t\n\v\r\u001b\u007f !"#$%&\'()*+,-./019:;<=>?@AFZ[\\]^_`afz{|}~']
/** What classes tell apart beyond ASCII, and what is written in several characters. */
const others = [
  'é',
  '\u0301',
  '\u2028',
  '\ufeff',
  '\ufffd',
  '＝',
  '😀',
  '❤\ufe0f',
  'a ',
  'a\n',
  '\\"',
  '"a',
  '`a',
  '=a',
  '$a',
]
/** Behind the repetition stands what hardly any expression accepts, so that it looks for another way through what was before. */
const end = '\u2028\u0000!'

const texts = new Map<string, string>()

function repeated(part: string): string {
  const text = texts.get(part) ?? part.repeat(Math.ceil(size / part.length))
  texts.set(part, text)
  return text
}

/** Texts that this expression accepts, where fast-check can make some of it. */
function accepted({ pattern, flags }: Expression): string[] {
  try {
    const plain = new RegExp(pattern, flags.replace(/[gym]/g, ''))
    const wanted = fc.stringMatching(plain, { size: '-1' })
    return [...new Set(fc.sample(wanted, runs(4)).slice(0, 4))].map((text) => text.slice(0, 200))
  } catch {
    return []
  }
}

/** Characters that the expression names, and one of each kind that a class may mean. */
function named(pattern: string): string[] {
  const kinds = ['a', 'f', 'z', 'A', '0', '9', '_', '-', ' ', '\t', '\n', '\r', '!', 'é', '\u0301']
  return [...new Set([...pattern.replaceAll('\\', ''), ...kinds])]
}

/** Words that the expression begins with or looks for: as `${` in `\\$\\{([^}]*)\\}`. */
function words(pattern: string): string[] {
  const runs = pattern.match(/(?:\\[^\w]|[\w<>"'`#:/=@& -])+/g) ?? []
  return [...new Set(runs.map((run) => run.replaceAll('\\', '')))].filter((word) => word.length > 1)
}

/** What an expression is tried with: what it accepts is cut anywhere, and from there on something is repeated. */
function* hostile(expression: Expression): Generator<string> {
  const samples = accepted(expression)
  const parts = [...ascii, ...others, ...words(expression.pattern), ...samples.filter((sample) => sample !== '')]
  for (const part of new Set(parts)) yield repeated(part) + end
  const sample = samples.toSorted((a, b) => a.length - b.length).at(-1) ?? ''
  // Cut in the middle; `npm run test:fuzz` cuts in more places.
  const step = Math.max(1, Math.ceil(sample.length / runs(2, 6)))
  for (let at = step; at <= sample.length; at += step)
    for (const part of [...named(expression.pattern), sample.slice(0, at)])
      yield sample.slice(0, at) + repeated(part) + end
}

/** Stops within an expression too, which vitest cannot: otherwise somebody who adds a bad one would wait for minutes. */
const run = new Script(
  'for (at = 0; at < texts.length; at++) { expression.lastIndex = 0; texts[at].replace(expression, "") }',
)
const context = createContext({})

/** Throws, with the text in which it is stuck, when the expression goes beyond the limit. */
function read(expression: Expression, within: { timeout: number }): void {
  const { pattern, flags } = expression
  // All matches are looked for, as `split`, `matchAll` and `replace` do.
  context.expression = new RegExp(pattern, flags.includes('g') ? flags : `${flags}g`)
  const all = [...hostile(expression)]
  for (let from = 0; from < all.length; from += few) {
    const texts = all.slice(from, from + few)
    context.texts = texts
    try {
      run.runInContext(context, within)
    } catch (cause) {
      const stuck = JSON.stringify(texts[context.at]?.slice(0, 60))
      throw new Error(`${expression.path}: stuck in ${stuck}…: ${(cause as Error).message}`, { cause })
    }
  }
}

const all = productFiles().flatMap((path) => expressionsIn(path, readFileSync(path, 'utf8')))
const different = [...new Map(all.map((one) => [`/${one.pattern}/${one.flags}`, one])).entries()]

/** What repeats nothing goes so many steps at each place and no more, whatever the text: it is linear by its form. */
const repeats = /[*+]|\{\d+(?:,\d*)?\}/
const repeating = different.filter(([, { pattern }]) => repeats.test(pattern))

test('expressions are found wherever they are written', () => {
  const text = `const a: RegExp = /x+/gu\nf(new RegExp('y', 'm'), b / c / d, \`\${/z/.test(e)}\`)`
  expect(expressionsIn('a.ts', text).map(({ pattern, flags }) => `/${pattern}/${flags}`)).toEqual([
    '/x+/gu',
    '/y/m',
    '/z/',
  ])
  expect(different.length).toBeGreaterThan(150)
})

describe('every expression of the product is linear (security.R7)', () => {
  test.each(repeating)('%s', { timeout: 300_000 }, (_name, expression) => {
    read(expression, limit)
  })
})

describe('one that is not linear is found (security.R7)', () => {
  test.each([
    /\s+$/,
    /(\\*)\|/g,
    /^(?:~{3,}.*[^~\s].*)$/,
    /"(?:[^"\\]|\\.)*"/g,
    /^\/a(?:[ \t]+(.*))?$/,
    /\$\{([^}]*)\}/g,
    /policies\/[^\s:]+:\d+/,
  ])('%s', (bad) => {
    const expression = { path: '', pattern: bad.source, flags: bad.flags }
    expect(() => read(expression, { timeout: 300 })).toThrow(/timed out/)
  })
})
