import { join } from 'node:path'
import type { Coverage, Judgement } from '../../core/lint/judgement.ts'
import { isAcceptable, type PolicyFinding, placeText, type Severity } from '../../core/policy/policy-finding.ts'
import { plain } from '../plain-text.ts'

/** The exit code: 1 where an error keeps the files from coming into force. */
export function verdictOf({ findings }: Judgement): 0 | 1 {
  return isAcceptable(findings) ? 0 : 1
}

/** One line a finding, as editors and terminals follow them; at the end what it comes to. */
export function renderJudgement(judgement: Judgement, folder: string): string {
  return [...findingLines(judgement.findings, folder), sumOf(judgement), ''].join('\n')
}

/** The same, with how much of each file the tests reach. */
export function renderTests(judgement: Judgement, folder: string): string {
  const lines = findingLines(judgement.findings, folder)
  return [...lines, ...coverageLines(judgement.coverage ?? []), sumOf(judgement), ''].join('\n')
}

/** For programs: `ok` is the exit code in words. */
export function renderJudgementJson(judgement: Judgement): string {
  const { findings, tests, coverage, asked } = judgement
  const counts = tests && { passed: tests.passed, failed: tests.failed, skipped: tests.skipped }
  const answer = {
    ok: isAcceptable(findings),
    findings,
    ...(counts && { tests: counts }),
    ...(coverage && { coverage }),
    ...(asked && { asked }),
  }
  return `${JSON.stringify(answer, null, 2)}\n`
}

function findingLines(findings: readonly PolicyFinding[], folder: string): string[] {
  const lines = findings.map((one) => {
    const place = placeText({ ...one, path: join(folder, one.path) })
    return `${plain(place)}: ${one.severity}: ${one.message.split('\n').map(plain).join('\n  ')} [${one.code}]`
  })
  return lines.length === 0 ? [] : [...lines, '']
}

function coverageLines(coverage: readonly Coverage[]): string[] {
  const width = Math.max(0, ...coverage.map(({ path }) => path.length))
  const lines = coverage.map(({ path, percent }) => `${plain(path).padEnd(width)}  ${Math.floor(percent)} %`)
  return lines.length === 0 ? [] : [...lines, '']
}

function sumOf({ findings, tests, asked }: Judgement): string {
  const counted = (['error', 'warning', 'notice'] as const).flatMap((severity) => countOf(findings, severity))
  const found = counted.length === 0 ? 'Nothing is to be put right.' : `${counted.join(', ')}.`
  const left =
    asked && asked.questions < asked.of
      ? ` ${asked.questions} of ${asked.of} questions about the catalog were asked.`
      : ''
  if (tests === undefined) return found
  const { passed, failed } = tests
  const ran =
    failed > 0
      ? `${failed} of ${passed + failed} tests fail.`
      : `${plural(passed, 'test')} pass${passed === 1 ? 'es' : ''}.`
  return `${found} ${ran}${left}`
}

function countOf(findings: readonly PolicyFinding[], severity: Severity): string[] {
  const count = findings.filter((one) => one.severity === severity).length
  return count === 0 ? [] : [plural(count, severity)]
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
