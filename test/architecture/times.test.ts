import { describe, expect, test } from 'vitest'
import { modulesBelow } from './modules.ts'

const system = String.raw`(?:Date\.now\(\)|new Date\(\))`
/** `now()` too: that is what tests call a clock of their own. What stands behind a dot is a clock that the test sets. */
const clock = String.raw`(?:${system}|(?<![.\w])now\(\))(?:\.getTime\(\)|\.valueOf\(\))?`

/**
 * A machine may be slower than any that somebody thought of: a time that was measured says nothing about the code, neither the
 * clock's nor the processor's. What is linear is shown by a size (test/linear.ts); what is late, by what happened before it.
 */
const measures: [what: string, pattern: RegExp][] = [
  ['a stopwatch', /\b(?:performance|perf_hooks|hrtime|resourceUsage)\b|cpuUsage|process\.uptime|console\.time/i],
  ['the clock by another name', /\bDate\.now(?!\()/],
  ['the time of a process', /\/proc\/.*\bstat\b/],
  ['an instant kept, to be compared later', new RegExp(String.raw`[^=!<>]=\s*\+?${clock}\s*;?\s*$`)],
  // An instant some seconds from now is a plan; a difference of two is a measurement.
  ['a difference of instants', new RegExp(String.raw`${clock}\s*-(?!\s*\d)|-\s*\+?${clock}`)],
  ['the clock in an assertion', new RegExp(String.raw`(?:\bexpect|\.to[A-Z]\w*)\([^;\n]*${system}`)],
  ['how long a call took', /\.(?:ms|durationMs)\b/],
]

/** What the lines of a text measure, as `a stopwatch: const begin = …`. */
function measuredIn(text: string): string[] {
  const lines = text.split('\n').filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
  return lines.flatMap((line) =>
    measures.filter(([, pattern]) => pattern.test(line)).map(([what]) => `${what}: ${line.trim()}`),
  )
}

/** These name what others must not use. */
const guards = ['test/architecture/times.test.ts', 'test/architecture/imports.test.ts']
/** Its stand-in for a policy's thread reports CPU time as the real one does; nothing is asserted of it. */
const reports = ['test/integration/policy-thread.test.ts']

test('no test measures a time', () => {
  const modules = modulesBelow('test').filter(({ path }) => !guards.includes(path))
  const found = modules.flatMap(({ path, text }) => measuredIn(text).map((what) => ({ path, what })))
  expect(found.filter(({ path }) => !reports.includes(path))).toEqual([])
  expect([...new Set(found.map(({ path }) => path))], 'no exception is left over').toEqual(reports)
})

describe('a measurement is found', () => {
  test.each([
    'const begin = performance.now()',
    "import { hrtime } from 'node:process'",
    'const { user } = process.threadCpuUsage(before)',
    'const spent = process.cpuUsage().user',
    "readFileSync('/proc/self/stat')",
    'const begin = Date.now()',
    'const clock = Date.now',
    'const begin = new Date()\nawait work()',
    '  begin = now()',
    'const begin: number = new Date().getTime();',
    'took(Date.now() - begin)',
    'const took = now().getTime() - begin.getTime()',
    'const took = end - Date.now()',
    'expect(Date.now()).toBe(1)',
    'expect(took).toBeLessThan(Date.now())',
    'expect(call.ms).toBeLessThan(58)',
  ])('%s', (text) => {
    expect(measuredIn(`const a = 1\n${text}\n`)).not.toEqual([])
  })
})

describe('what only needs the time is none', () => {
  test.each([
    'const now = () => new Date()',
    'const now = (): Date => new Date()',
    'const wakeAt = new Date(Date.now() + 700)',
    'const since = new Date(Date.now() - 60_000)',
    'const claims = { iat: now() - 30 }',
    'const second = () => Math.floor(Date.now() / 1000)',
    'await reached(instant, () => Date.now() > instant)',
    "// Unlike performance.now(), it counts only one's own",
    'expect(calls.length).toBeLessThan(22)',
    'expect(await due(now(), 1)).toEqual([])',
  ])('%s', (text) => {
    expect(measuredIn(text)).toEqual([])
  })
})
