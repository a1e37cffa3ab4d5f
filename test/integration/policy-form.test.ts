import { beforeAll, describe, expect, it } from 'vitest'
import type { PolicyFinding } from '../../src/core/policy/policy-finding.ts'
import { defaultPolicies, readPolicyFolder } from '../../src/policy/folder.ts'
import { checkForm } from '../../src/policy/judging/check-form.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import type { PolicyFiles } from '../../src/ports/policy-engine.ts'

let opa: { path: string }
let library: PolicyFiles
beforeAll(async () => {
  opa = await findOpa({})
  library = await readPolicyFolder(defaultPolicies)
})

const all = { coverage: () => 100 }
const decision = 'package daypass\n\ndecision := {"outcome": "deny", "reasons": ["no"]}\n'
const test = 'package daypass_test\n\nimport data.daypass\n\ntest_no if daypass.decision.outcome == "deny"\n'

/** A policy that is in order, with these files laid over it. */
const policy = (files: Record<string, string | undefined> = {}): PolicyFiles => {
  const merged = { 'decision.rego': decision, 'decision_test.rego': test, ...files }
  return new Map(Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

const shown = (findings: readonly PolicyFinding[]) =>
  findings.map(({ severity, code, path, line, column }) => `${severity} ${code} ${path}:${line}:${column}`)

describe('the form of a policy', () => {
  it('is right in the default library, every line of it tested', async () => {
    const { findings, tests, coverage } = await checkForm(opa, library, all)
    expect(findings).toEqual([])
    expect(tests).toMatchObject({ failed: 0, skipped: 0 })
    expect(tests?.passed).toBeGreaterThan(50)
    expect(coverage?.filter(({ percent }) => percent < 100)).toEqual([])
    expect(coverage).toHaveLength([...library.keys()].filter((path) => /(?<!_test)\.rego$/.test(path)).length)
  })

  it('is right in a small one', async () => {
    expect(await checkForm(opa, policy(), all)).toMatchObject({ findings: [], tests: { passed: 1 } })
  })

  it.each<[string, Record<string, string | undefined>, string[], RegExp]>([
    [
      'a fact that there is not',
      { 'a.rego': 'package daypass\n\na if {\n\tinput.facts.requestr.id == 1\n}\n' },
      ['error POLICY_INVALID policies/a.rego:4:2'],
      /`requester`/,
    ],
    [
      'a fact that there is not, in a test',
      { 'a_test.rego': 'package daypass_test\n\ntest_a if input.request.tickett\n' },
      ['error POLICY_INVALID policies/a_test.rego:3:11'],
      /`ticket`/,
    ],
    [
      'several at once',
      { 'a.rego': 'package daypass\n\na if input.request.a\n\nb if input.request.b\n' },
      ['error POLICY_INVALID policies/a.rego:3:6', 'error POLICY_INVALID policies/a.rego:5:6'],
      /undefined ref/,
    ],
    [
      'no Rego',
      { 'a.rego': 'package daypass\n\na if {\n' },
      ['error POLICY_INVALID policies/a.rego:3:1'],
      /does not accept/,
    ],
    [
      'a built-in that there is not here, with what there is instead',
      { 'a.rego': 'package daypass\n\na := time.now_ns()\n' },
      ['error POLICY_INVALID policies/a.rego:3:6'],
      /input\.facts\.now_ns/,
    ],
    [
      'a format of its own',
      { 'decision.rego': `${decision}\n\n\n` },
      ['warning POLICY_UNFORMATTED policies/decision.rego:5:1'],
      /opa fmt --write/,
    ],
    [
      'a test that fails',
      { 'decision_test.rego': `${test}\ntest_yes if daypass.decision.outcome == "allow"\n` },
      ['error POLICY_INVALID policies/decision_test.rego:7:1'],
      /`test_yes` fails/,
    ],
    [
      'a case of a test that fails',
      { 'decision_test.rego': `${test}\ntest_case[n] if {\n\tsome n, c in {"one": 1, "two": 2}\n\tc == 1\n}\n` },
      ['error POLICY_INVALID policies/decision_test.rego:7:1'],
      /`test_case: two` fails/,
    ],
    [
      'a test with an error',
      { 'decision_test.rego': `${test}\ntest_two if f(1) == 1\n\nf(x) := 1 if x > 0\n\nf(x) := 2 if x > 0\n` },
      ['error POLICY_INVALID policies/decision_test.rego:7:1'],
      /`test_two` ends with an error/,
    ],
    [
      'lines that no test reaches',
      { 'decision.rego': `${decision}\nunused if {\n\tinput.request.duration > 5\n}\n` },
      ['error POLICY_UNTESTED policies/decision.rego:5:1'],
      /reach 33.3 % .* 100 % .* lines 5–6/,
    ],
    [
      'no test at all',
      { 'decision_test.rego': undefined },
      ['error POLICY_UNTESTED policies/decision.rego:1:1'],
      /No test/,
    ],
    ['no policy', { 'decision.rego': undefined }, ['error POLICY_MISSING policies:1:1'], /There is no policy/],
    ['a file that is none', { 'a.txt': 'x' }, ['error POLICY_FORBIDDEN policies/a.txt:1:1'], /not read/],
    [
      'a character that nobody sees',
      { 'a.rego': 'package daypass\n\na := "\u200b"\n' },
      ['error POLICY_FORBIDDEN policies/a.rego:3:1'],
      /zero-width/,
    ],
    ['another package', { 'a.rego': 'package other\n' }, ['error POLICY_FORBIDDEN policies/a.rego:1:1'], /must begin/],
    [
      'METADATA that opens files',
      { 'a.rego': '# METADATA\n# schemas:\n# - input: schema.x\npackage daypass\n' },
      ['error POLICY_FORBIDDEN policies/a.rego:2:1'],
      /METADATA/,
    ],
    [
      'a path that climbs',
      { '../a.rego': 'package daypass\n' },
      ['error POLICY_FORBIDDEN policies/../a.rego:1:1'],
      /plain/,
    ],
  ])('has a finding for %s', async (_what, files, expected, message) => {
    const { findings } = await checkForm(opa, policy(files), all)
    expect(shown(findings)).toEqual(expected)
    expect(findings[0]?.message).toMatch(message)
  })

  it('has a notice for a template that may print <undefined>', async () => {
    const files = policy({
      'decision.rego': 'package daypass\n\ndecision := {"outcome": "deny", "reasons": [$"{input.request.ticket}"]}\n',
    })
    expect(shown((await checkForm(opa, files, all)).findings)).toEqual([
      'notice POLICY_TEMPLATE policies/decision.rego:3:1',
    ])
  })

  it('asks of each file what is asked for', async () => {
    const files = policy({ 'decision.rego': `${decision}\nunused if input.request.duration > 5\n` })
    expect((await checkForm(opa, files, { coverage: () => 50 })).findings).toEqual([])
    const other = { coverage: (path: string) => (path === 'decision.rego' ? 51 : 100) }
    expect(shown((await checkForm(opa, files, other)).findings)).toEqual([
      'error POLICY_UNTESTED policies/decision.rego:5:1',
    ])
  })

  it('cannot be judged without opa, and says so', async () => {
    await expect(checkForm({ path: '/nowhere/opa' }, policy(), all)).rejects.toMatchObject({ code: 'OPA_MISSING' })
  })
})
