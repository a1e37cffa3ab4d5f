import { code, prose, table } from '../markdown.ts'
import type { Judgement } from '../policy/judgement.ts'
import { isAcceptable, type PolicyFinding, type Severity } from '../policy/policy-finding.ts'
import type { Conclusion } from '../proposal/proposal-record.ts'

/** What a check run says. At most 65 535 characters each; GitHub shows `title` beside its mark. */
export type CheckWords = { title: string; summary: string; text?: string }

export type Verdict = { conclusion: Conclusion; output: CheckWords; findings: readonly PolicyFinding[] }

/** Findings that are sent: people read no more, and the command shows all. */
const mostFindings = 200
const command = '`daypass policy check`'

const nothingBelow = { findings: [] }

/** Nothing that is governed changes: it has to be said, since a required check that says nothing blocks for ever. */
export const untouched: Verdict = {
  ...nothingBelow,
  conclusion: 'success',
  output: {
    title: 'Changes no rule of access',
    summary: 'Catalog, policies, owners, settings and issue form stay as they are.',
  },
}

export const conflicting: Verdict = {
  ...nothingBelow,
  conclusion: 'failure',
  output: {
    title: 'Cannot be judged while it conflicts',
    summary: 'GitHub cannot merge this pull request. Resolve the conflicts and push: it is then judged.',
  },
}

export const superseded: Verdict = {
  ...nothingBelow,
  conclusion: 'cancelled',
  output: {
    title: 'Not judged any more',
    summary:
      'The pull request was pushed to, closed or changed meanwhile. What stands there now has a check of its own.',
  },
}

/** While it runs. */
export const underWay: CheckWords = {
  title: 'Reading, compiling, testing …',
  summary: 'What this pull request would put in force is being judged. It takes a few seconds.',
}

/** It could not be judged, and nobody may take that for a yes. */
export function notJudged(message: string): Verdict {
  return {
    ...nothingBelow,
    conclusion: 'failure',
    output: {
      title: 'Could not be judged',
      summary: `${prose(message)}\n\nRun the check again once that is put right.`,
    },
  }
}

/** The judgement of the files that a pull request would put in force, as its check run says it. */
export function judged(judgement: Judgement): Verdict {
  const { findings } = judgement
  const isGood = isAcceptable(findings)
  const counts = (['error', 'warning', 'notice'] as const).flatMap((severity) => counted(findings, severity))
  const found = counts.length === 0 ? 'Nothing is to be put right' : counts.join(', ')
  const shown = findings.slice(0, mostFindings)
  const left = findings.length - shown.length
  const rest = left === 0 ? '' : `\n\n${left} more are not shown here: run ${command} in a checkout.`
  const next = isGood
    ? 'Nothing keeps these files from coming into force.'
    : `These files cannot come into force. Mend what is marked in the files, and push. ${command} says the same in a checkout.`
  return {
    conclusion: isGood ? 'success' : 'failure',
    findings: shown,
    output: { title: isGood ? found : `${found} to be put right`, summary: `${next}${testsOf(judgement)}${rest}` },
  }
}

function testsOf({ tests, coverage = [] }: Judgement): string {
  if (tests === undefined) return ''
  const { passed, failed } = tests
  const ran = failed > 0 ? `${failed} of ${passed + failed} tests fail.` : `${passed} tests pass.`
  const rows = coverage.map(({ path, percent }) => [code(path), `${Math.floor(percent)} %`])
  const reached = rows.length === 0 ? '' : `\n\n${table(rows, ['File', 'Lines that tests reach'])}`
  return `\n\n${ran}${reached}`
}

function counted(findings: readonly PolicyFinding[], severity: Severity): string[] {
  const count = findings.filter((one) => one.severity === severity).length
  return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
}
