import { governedFindings } from '../core/policy/governed-findings.ts'
import type { Judgement } from '../core/policy/judgement.ts'
import { inOrder, type PlaceInYaml } from '../core/policy/policy-finding.ts'
import type { PolicyFiles } from '../ports/policy-engine.ts'
import type { Proposed } from '../ports/proposals.ts'
import { checkForm, type FormOptions } from './check-form.ts'
import { defaultPolicies, readPolicyFolder } from './folder.ts'
import type { OpaBinary } from './opa/opa-binary.ts'

export type JudgeParts = { opa: Pick<OpaBinary, 'path'>; placeInYaml: PlaceInYaml }

/**
 * Judges files before they come into force: whether they are written as they should be, and what they mean. Changes nothing, and asks
 * nobody.
 *
 * @throws DaypassError POLICY_TIMEOUT, OPA_MISSING: then they could not be judged
 */
export async function judge(parts: JudgeParts, proposed: Proposed): Promise<Judgement> {
  const form = await judgeForm(parts, proposed)
  return { ...form, findings: inOrder([...governedFindings(proposed, parts.placeInYaml), ...form.findings]) }
}

/** The same of the policy alone, and only how it is written and tested. */
export async function judgeForm({ opa }: JudgeParts, { policy, problems, settings }: Proposed): Promise<Judgement> {
  // What is refused by its name already is not shown to opa.
  if (problems.some(({ where }) => where.startsWith('policies'))) return { findings: [] }
  const form = await checkForm(opa, policy, { coverage: await coverageFor(policy, settings?.policy?.coverage) })
  return { ...form, findings: inOrder(form.findings) }
}

/** Files of the default library as they came have tests for every line, which came along. */
async function coverageFor(policy: PolicyFiles, set: number | undefined): Promise<FormOptions['coverage']> {
  if (set !== undefined) return () => set
  const library = await readPolicyFolder(defaultPolicies)
  return (path) => (policy.get(path) === library.get(path) ? 100 : 80)
}
