import type { BranchRule } from '../../ports/repository-inspection.ts'
import type { CheckResult } from './report.ts'

/** The check run of pull requests, by its name on GitHub. */
const checkName = 'daypass/policy'

const note = (message: string): CheckResult[] => [{ state: 'note', message }]

/**
 * Whether nothing is merged into the default branch before Daypass has judged it: the check is required, and from this app alone. `app`: its
 * numeric id. Who may bypass the rules GitHub shows to administrators only.
 */
export function judgeRequiredCheck(branch: string, rules: readonly BranchRule[], app: number): CheckResult[] {
  const wanted = rules.filter(({ type }) => type === 'required_status_checks').flatMap(checksOf)
  const ours = wanted.filter(({ context }) => context === checkName)
  if (ours.length === 0)
    return note(
      `No rule requires \`${checkName}\` on ${branch}: what widens access can be merged before anybody has seen its effect. Add it to the ruleset, with this app as its source.`,
    )
  const sources = ours.map(({ source }) => source)
  if (sources.includes(app))
    return [{ state: 'well', message: `Nothing is merged into ${branch} before this app has judged it.` }]
  if (sources.includes(undefined))
    return note(
      `\`${checkName}\` is required on ${branch} from any source: whoever may write can make one that is green. Choose this app as its source.`,
    )
  const message = `\`${checkName}\` is required on ${branch} from the app ${sources.join(', ')}, and this one is ${app}: nothing can be merged. Choose this app as its source.`
  return [{ state: 'wrong', code: 'BRANCH_UNPROTECTED', where: branch, message }]
}

function checksOf({ parameters }: BranchRule): { context: string; source: number | undefined }[] {
  const checks = parameters.required_status_checks
  return (Array.isArray(checks) ? checks : []).map((one: { context?: unknown; integration_id?: unknown }) => ({
    context: String(one.context),
    source: typeof one.integration_id === 'number' ? one.integration_id : undefined,
  }))
}
