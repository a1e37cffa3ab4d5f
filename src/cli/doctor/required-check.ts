import { checkName, requiredSources } from '../../core/proposal/required-checks.ts'
import type { BranchRule } from '../../ports/repository-inspection.ts'
import type { CheckResult } from './report.ts'

const note = (message: string): CheckResult[] => [{ state: 'note', message }]

/**
 * Whether nothing is merged into the default branch before Daypass has judged it: the check is required, and from this app alone. `app`: its
 * numeric id. Who may bypass the rules GitHub shows to administrators only.
 */
export function judgeRequiredCheck(branch: string, rules: readonly BranchRule[], app: number): CheckResult[] {
  const sources = requiredSources(rules)
  if (sources.length === 0)
    return note(
      `No rule requires \`${checkName}\` on ${branch}: what widens access can be merged before anybody has seen its effect. Add it to the ruleset, with this app as its source.`,
    )
  if (sources.includes(app))
    return [{ state: 'well', message: `Nothing is merged into ${branch} before this app has judged it.` }]
  if (sources.includes(undefined))
    return note(
      `\`${checkName}\` is required on ${branch} from any source: whoever may write can make one that is green. Choose this app as its source.`,
    )
  const message = `\`${checkName}\` is required on ${branch} from the app ${sources.join(', ')}, and this one is ${app}: nothing can be merged. Choose this app as its source.`
  return [{ state: 'wrong', code: 'BRANCH_UNPROTECTED', where: branch, message }]
}
