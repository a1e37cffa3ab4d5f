import type { Judgement } from '../../core/lint/judgement.ts'
import { governedFindings } from '../../core/policy/governed-findings.ts'
import { inOrder, type PlaceInYaml } from '../../core/policy/policy-finding.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import type { Proposed } from '../../ports/proposals.ts'
import { defaultPolicies, readPolicyFolder } from '../folder.ts'
import type { OpaBinary } from '../opa/opa-binary.ts'
import { checkForm, type FormOptions, findingOfRefusal } from './check-form.ts'
import { deadRules } from './dead-rules.ts'
import { effectsOf } from './effects.ts'
import type { CheckForm } from './known-forms.ts'
import { type LintContext, lint } from './lint.ts'
import { placeRemarks } from './place-remarks.ts'

/** `checkForm`: what checks how a policy is written; absent: afresh each time. */
export type JudgeParts = { opa: Pick<OpaBinary, 'path'>; placeInYaml: PlaceInYaml; checkForm?: CheckForm }

/**
 * `inForce`: the files to compare with; absent: nothing is compared. `deep`: also looks for rules that change nothing, which takes opa's
 * time for each rule.
 */
export type JudgeContext = LintContext & { inForce?: Proposed; deep?: boolean }

/**
 * Judges files before they come into force: whether they are written as they should be, and, where nothing is wrong with that, what they
 * mean. Changes nothing.
 *
 * @throws DaypassError POLICY_TIMEOUT, OPA_MISSING, and what `peopleBehind` throws: then they could not be judged
 */
export async function judge(parts: JudgeParts, proposed: Proposed, context: JudgeContext): Promise<Judgement> {
  const form = await judgeForm(parts, proposed)
  const findings = [...governedFindings(proposed, parts.placeInYaml), ...form.findings]
  const { resources, settings } = proposed
  if (resources === undefined || settings === undefined || !compiles(form))
    return { ...form, findings: inOrder(findings) }
  context.tell?.({ step: 'compiled' })
  try {
    const { remarks, asked, answered } = await lint(parts.opa.path, { ...proposed, resources, settings }, context)
    findings.push(...(await placeRemarks(parts, remarks, proposed)))
    if (context.deep) findings.push(...(await deadRules(parts.opa, proposed.policy, answered, context.signal)))
    const { inForce } = context
    const effects = inForce && (await effectsOf(parts.opa.path, inForce, proposed, context))
    const recorded = inForce && { recorded: context.recorded?.length ?? 0 }
    return { ...form, asked, ...effects, ...recorded, findings: inOrder(findings) }
  } catch (thrown) {
    return { ...form, findings: inOrder([...findings, findingOfRefusal(thrown)]) }
  }
}

/** Tests run only where opa takes the files. */
const compiles = ({ tests }: Judgement): boolean => tests !== undefined

/** The same of the policy alone, and only how it is written and tested. */
export async function judgeForm(
  { opa, checkForm: check = checkForm }: JudgeParts,
  { policy, problems, settings }: Proposed,
): Promise<Judgement> {
  // What is refused by its name already is not shown to opa.
  if (problems.some(({ where }) => where.startsWith('policies'))) return { findings: [] }
  const form = await check(opa, policy, { coverage: await coverageFor(policy, settings?.policy?.coverage) })
  return { ...form, findings: inOrder(form.findings) }
}

/** Files of the default library as they came have tests for every line, which came along. */
async function coverageFor(policy: PolicyFiles, set: number | undefined): Promise<FormOptions['coverage']> {
  if (set !== undefined) return () => set
  const library = await readPolicyFolder(defaultPolicies)
  return (path) => (policy.get(path) === library.get(path) ? 100 : 80)
}
