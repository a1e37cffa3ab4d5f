import type { Coverage, TestResults } from '../../core/lint/judgement.ts'
import type { Place, PolicyFinding } from '../../core/policy/policy-finding.ts'
import { explained } from '../opa-words.ts'
import { isNode } from '../syntax.ts'

/** More is no help to anybody. */
const longestMessage = 1_000

/** What `opa check -f json` complains of; undefined: it is no such answer. */
export function readErrors(output: string): PolicyFinding[] | undefined {
  const { errors } = parsed(output)
  if (!Array.isArray(errors) || errors.length === 0) return undefined
  return errors.filter(isNode).map((error) => {
    const known = isNode(error.details) && Array.isArray(error.details.oneOf) ? error.details.oneOf : []
    const names = known.length === 0 ? '' : ` There is: ${known.map((name) => `\`${name}\``).join(', ')}.`
    const message = `opa does not accept this: ${explained(textOf(error.message))}.${names}`
    return { ...placeOf(error.location), severity: 'error', code: 'POLICY_INVALID', message: short(message) }
  })
}

/** What `opa test -f json` says; undefined: it is no such answer. A test with cases counts as many tests. */
export function readTests(output: string): TestResults | undefined {
  const tests = parsedList(output)
  if (tests === undefined) return undefined
  const results: TestResults = { passed: 0, failed: 0, skipped: 0, findings: [] }
  for (const test of tests.filter(isNode)) {
    const place = placeOf(test.location)
    for (const { name, failed, why } of casesOf(test, textOf(test.name))) {
      if (test.skip === true) results.skipped += 1
      else if (!failed) results.passed += 1
      else {
        results.failed += 1
        const message = short(`The test \`${name}\` ${why ?? 'fails'}.`)
        results.findings.push({ ...place, severity: 'error', code: 'POLICY_INVALID', message })
      }
    }
  }
  return results
}

/** Whether a test was ended because it took too long. */
export function hasLateTests(output: string): boolean {
  return (parsedList(output) ?? []).some(
    (test) => isNode(test) && isNode(test.error) && isLate(textOf(test.error.message)),
  )
}

const isLate = (error: string): boolean => /deadline|cancel/.test(error)

type Case = { name: string; failed: boolean; why?: string }

/** A test, or each of its cases, however deep they lie. */
function casesOf(test: { readonly [member: string]: unknown }, name: string): Case[] {
  const below = isNode(test.sub_results) ? Object.entries(test.sub_results) : []
  const cases = below.flatMap(([key, one]) => (isNode(one) ? casesOf(one, `${name}: ${key}`) : []))
  const error = isNode(test.error) ? textOf(test.error.message) : undefined
  const own: Case = { name, failed: test.fail === true || error !== undefined, ...(error ? { why: whyOf(error) } : {}) }
  // A test with cases fails with one of them; that it fails by itself is told of it alone.
  return cases.length === 0 || (own.failed && !cases.some(({ failed }) => failed)) ? [own] : cases
}

function whyOf(error: string): string {
  return isLate(error) ? 'takes longer than 5 s' : `ends with an error: ${error}`
}

/** What `opa test --coverage -f json` says of the files that decide, tests left out; undefined: it is no such answer. */
export function readCoverage(output: string): Coverage[] | undefined {
  const { files } = parsed(output)
  if (!isNode(files)) return undefined
  return Object.entries(files)
    .filter(([path]) => path.endsWith('.rego') && !path.endsWith('_test.rego'))
    .map(([path, file]) => {
      const { coverage, not_covered: missing } = isNode(file) ? file : {}
      return { path, percent: Number(coverage ?? 0), missing: Array.isArray(missing) ? stretches(missing) : [] }
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** What touches is one; opa names every expression of a line. */
function stretches(ranges: readonly unknown[]): [number, number][] {
  const found: [number, number][] = []
  for (const [from, to] of ranges.map(stretchOf).sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else found.push([from, to])
  }
  return found
}

function stretchOf(range: unknown): [number, number] {
  const row = (end: unknown): number => (isNode(end) && typeof end.row === 'number' ? end.row : 1)
  return isNode(range) ? [row(range.start), row(range.end)] : [1, 1]
}

/** Where opa says that something stands. */
export function placeOf(location: unknown): Place {
  const { file, row, col } = isNode(location) ? location : {}
  const atLeastOne = (value: unknown): number => (typeof value === 'number' ? Math.max(1, value) : 1)
  return { path: textOf(file) || 'policies', line: atLeastOne(row), column: atLeastOne(col) }
}

function parsed(output: string): { readonly [member: string]: unknown } {
  try {
    const value: unknown = JSON.parse(output)
    return isNode(value) ? value : {}
  } catch {
    return {}
  }
}

function parsedList(output: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(output)
    // A policy without tests is answered with null.
    return Array.isArray(value) ? value : value === null ? [] : undefined
  } catch {
    return undefined
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const short = (text: string): string => (text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text)
