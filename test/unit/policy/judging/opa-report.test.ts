import { describe, expect, it } from 'vitest'
import { hasLateTests, readCoverage, readErrors, readTests } from '../../../../src/policy/judging/opa-report.ts'

const at = (row: number, file = 'policies/a_test.rego') => ({ file, row, col: 1 })
const test = (name: string, more: object = {}) => ({
  location: at(3),
  package: 'data.daypass_test',
  name,
  duration: 1,
  ...more,
})
const late = test('test_long', { error: { code: 'eval_cancel_error', message: 'context deadline exceeded' } })

describe('what opa says of tests', () => {
  it('is counted, a case as a test', () => {
    const cases = {
      one: { name: 'one' },
      two: { name: 'two', fail: true },
      more: { name: 'more', sub_results: { three: {} } },
    }
    const report = [test('test_a'), test('todo_b', { skip: true }), test('test_c', { fail: true, sub_results: cases })]
    const { findings, ...counts } = readTests(JSON.stringify(report)) ?? { findings: [] }
    expect(counts).toEqual({ passed: 3, failed: 1, skipped: 1 })
    expect(findings.map(({ message }) => message)).toEqual(['The test `test_c: two` fails.'])
  })

  it('names what is late, and what ends with an error', () => {
    const error = test('test_x', { error: { message: 'conflict' } })
    const { findings } = readTests(JSON.stringify([late, error])) ?? { findings: [] }
    expect(findings.map(({ message }) => message)).toEqual([
      'The test `test_long` takes longer than 5 s.',
      'The test `test_x` ends with an error: conflict.',
    ])
    expect([hasLateTests(JSON.stringify([error])), hasLateTests(JSON.stringify([error, late]))]).toEqual([false, true])
  })

  it('fails where a test fails with none of its cases', () => {
    const report = [test('test_a', { fail: true, sub_results: { one: { name: 'one' } } })]
    expect(readTests(JSON.stringify(report))).toMatchObject({ passed: 0, failed: 1 })
  })

  it.each([
    ['null', { passed: 0, failed: 0, skipped: 0, findings: [] }],
    ['1 error occurred', undefined],
    ['{}', undefined],
  ])('is nothing in %s', (output, expected) => {
    expect(readTests(output)).toEqual(expected)
  })
})

describe('what opa says of what tests reach', () => {
  const range = (from: number, to = from) => ({ start: { row: from, col: 2 }, end: { row: to, col: 9 } })

  it('is told by file, tests left out, what touches as one', () => {
    const files = {
      'policies/b.rego': { coverage: 50, not_covered: [range(9), range(3), range(4, 5), range(4)] },
      'policies/a.rego': { coverage: 100 },
      'policies/a_test.rego': { coverage: 10 },
    }
    expect(readCoverage(JSON.stringify({ files, coverage: 70 }))).toEqual([
      { path: 'policies/a.rego', percent: 100, missing: [] },
      {
        path: 'policies/b.rego',
        percent: 50,
        missing: [
          [3, 5],
          [9, 9],
        ],
      },
    ])
  })

  it.each([['FAIL: 1/3'], ['[]'], ['null']])('is nothing in %s', (output) => {
    expect(readCoverage(output)).toBeUndefined()
  })
})

describe('what opa complains of', () => {
  it('is told at its place, with the names that there are, and is not endless', () => {
    const error = {
      message: 'undefined ref: input.a',
      location: at(4, 'policies/a.rego'),
      details: { oneOf: ['b', 'c'] },
    }
    const [first, second] = readErrors(JSON.stringify({ errors: [error, { message: 'x'.repeat(5_000) }] })) ?? []
    expect(first).toEqual({
      path: 'policies/a.rego',
      line: 4,
      column: 1,
      severity: 'error',
      code: 'POLICY_INVALID',
      message: 'opa does not accept this: undefined ref: input.a. There is: `b`, `c`.',
    })
    expect(second).toMatchObject({ path: 'policies', line: 1 })
    expect(second?.message.length).toBe(1_001)
  })

  it.each([['rego_parse_error: …'], ['{"errors": []}'], ['[]']])('is nothing in %s', (output) => {
    expect(readErrors(output)).toBeUndefined()
  })
})
