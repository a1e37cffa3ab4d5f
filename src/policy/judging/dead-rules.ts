import { isDaypassError } from '../../core/error.ts'
import type { Answered } from '../../core/policy/grid.ts'
import type { PolicyFinding } from '../../core/policy/policy-finding.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import { compiledFiles } from '../files.ts'
import { isNode, type Node, nameOf, parsePlaced } from '../syntax.ts'
import { checkForm } from './check-form.ts'
import { placeOf } from './opa-report.ts'
import { createTrial } from './trial.ts'

/** So many questions are asked again without each rule. */
const mostAsked = 2_000

type Opa = { path: string }

/**
 * Rules without which nothing changes: no answer to these questions, and no test. Takes each rule out in turn, which costs opa's time for
 * each of them. Code: POLICY_DEAD_RULE.
 *
 * @throws DaypassError POLICY_TIMEOUT, OPA_MISSING
 */
export async function deadRules(
  opa: Opa,
  policy: PolicyFiles,
  answered: readonly Answered[],
  signal?: AbortSignal,
): Promise<PolicyFinding[]> {
  const chosen = compiledFiles(policy)
  const asked = answered.slice(0, mostAsked)
  const found: PolicyFinding[] = []
  for (const path of [...chosen.keys()].filter((name) => name.endsWith('.rego'))) {
    const parsed = await parsePlaced(opa.path, chosen, path)
    for (const rule of parsed?.rules ?? []) {
      const without = withoutRule(parsed?.text ?? '', rule)
      if (without === undefined) continue
      const changed = new Map([...policy, [path, without]])
      if (!(await isSame(opa, changed, asked, signal)) || !(await passes(opa, changed))) continue
      const message = `Without this rule of \`${nameOfRule(rule)}\` nothing changes: no answer to the ${asked.length} questions that were asked, and no test. Remove it, or write the test that needs it.`
      found.push({ ...placeOf(rule.location), severity: 'warning', code: 'POLICY_DEAD_RULE', message })
    }
  }
  return found
}

/** The text with blank lines in place of the rule; undefined where it is not found as opa read it. */
function withoutRule(text: string, { location }: Node): string | undefined {
  if (!isNode(location) || typeof location.row !== 'number' || typeof location.text !== 'string') return undefined
  const lines = text.split('\n')
  const start = lines.slice(0, location.row - 1).join('\n').length + (location.row > 1 ? 1 : 0)
  const rule = Buffer.from(location.text, 'base64').toString('utf8')
  // Comments in front of a rule of one line may belong to opa's text of it; what does not fit is left alone.
  if (rule.length === 0 || !text.startsWith(rule, start)) return undefined
  return text.slice(0, start) + '\n'.repeat(rule.split('\n').length - 1) + text.slice(start + rule.length)
}

function nameOfRule({ head }: Node): string {
  if (!isNode(head)) return ''
  const [first] = Array.isArray(head.ref) ? (head.ref as unknown[]) : []
  return nameOf(first) ?? (typeof head.name === 'string' ? head.name : '')
}

/** Whether every question is answered in the same way. What does not compile is needed by another rule. */
async function isSame(
  opa: Opa,
  policy: PolicyFiles,
  asked: readonly Answered[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    const trial = await createTrial(opa.path, policy, signal)
    try {
      const answers = await trial.ask(asked.map(({ question }) => question.input))
      return asked.every(({ answer }, index) => JSON.stringify(answer) === JSON.stringify(answers[index]))
    } finally {
      await trial.close()
    }
  } catch (error) {
    if (isDaypassError(error) && error.failure === 'finding') return false
    throw error
  }
}

async function passes(opa: Opa, policy: PolicyFiles): Promise<boolean> {
  const { findings, tests } = await checkForm(opa, policy, { coverage: () => 0 })
  return tests !== undefined && !findings.some(({ severity }) => severity === 'error')
}
