import { isDaypassError } from '../../core/error.ts'
import { grantBranchOf, ledgerBranch } from '../../core/request/branch-names.ts'
import type { BranchRule, RepositoryInspection } from '../../ports/repository-inspection.ts'
import type { CheckResult } from './report.ts'

/** What only the app may do on its branches. */
const reserved = ['creation', 'update', 'deletion'] as const

const nameOf = ({ type, ruleset: { id, source, above } }: BranchRule): string =>
  `\`${type}\` of the ruleset ${id} (${above ? `the organisation-wide one of ${source}` : source})`

const unprotected = (where: string, message: string): CheckResult => ({
  state: 'wrong',
  code: 'BRANCH_UNPROTECTED',
  where,
  message,
})

/**
 * Whether the app alone may write branches of this name: a rule against creating, updating and deleting them for everybody, and the
 * app in each such rule's bypass list. Rules that bind the app as well stand in its way and are named.
 */
export function judgeOwnBranch(branch: string, rules: readonly BranchRule[]): CheckResult[] {
  const open = reserved.filter((type) => !rules.some((rule) => rule.type === type))
  const told: CheckResult[] = []
  if (open.length > 0) {
    const message = `Others than the app may write here: no rule restricts ${open.join(', ')}. Add a ruleset for \`requests\` and \`daypass/**\` that restricts creations, updates and deletions, with the app alone in its bypass list.`
    told.push(unprotected(branch, message))
  }
  const binding = rules.filter(({ bypassed }) => bypassed === false)
  if (binding.length > 0) {
    const above = binding.some(({ ruleset }) => ruleset.above)
    const whose = above
      ? ' An organisation-wide ruleset is changed by the owners of the organisation: ask them for the app in its bypass list, or to leave this repository out of it; a bypass in a ruleset of the repository does not help.'
      : ''
    const message = `The app is bound by ${binding.map(nameOf).join(', ')}. Put the app into the bypass list, mode "always".${whose}`
    told.push(unprotected(branch, message))
  }
  return told
}

/**
 * Whether the default branch, where policy, catalog and owners live, changes only by reviewed pull request, and never by the app.
 * `isProtected`: whether GitHub says that anything protects it.
 */
export function judgeDefaultBranch(branch: string, rules: readonly BranchRule[], isProtected: boolean): CheckResult[] {
  const reviews = rules.filter(({ type }) => type === 'pull_request')
  if (reviews.length === 0) {
    const advice =
      'Add a ruleset that requires a pull request and the review of code owners, with nobody in its bypass list.'
    // GitHub says "protected" for any rule, such as one on names.
    if (rules.length > 0) {
      const kinds = [...new Set(rules.map(({ type }) => `\`${type}\``))].join(', ')
      const message = `No rule requires a pull request, only ${kinds} apply. Unless the older branch protection does, which the app may not read, whoever may write, the app too, can change policy. ${advice} A ruleset can be checked here.`
      return [unprotected(branch, message)]
    }
    if (!isProtected) return [unprotected(branch, `Nothing protects it, and the app may write contents. ${advice}`)]
    const message = `${branch} has the older branch protection, whose details the app may not read: whether policy and owners change by reviewed pull request alone is not known. Check that it requires reviews by code owners and lets no app push, or add a ruleset, which can be checked here.`
    return [{ state: 'note', message }]
  }
  const strict = reviews.filter(({ bypassed }) => bypassed !== true)
  if (strict.length === 0)
    return [
      unprotected(
        branch,
        `The app may bypass ${reviews.map(nameOf).join(', ')}. Take it out of the bypass list: policy is not the app's to change.`,
      ),
    ]
  const asked = strict.some(({ parameters }) => Number(parameters.required_approving_review_count ?? 0) > 0)
  const owned = strict.some(({ parameters }) => parameters.require_code_owner_review === true)
  if (!asked && !owned)
    return [
      unprotected(
        branch,
        'A pull request is required, and no review of it: whoever may write can change policy alone. Require an approval of code owners.',
      ),
    ]
  const told: CheckResult[] = []
  if (!owned) {
    const message = `${branch} requires reviews, but not of code owners: anybody with write access can approve a change of policy.`
    told.push({ state: 'note', message })
  }
  return [...told, ...afterApproval(branch, strict)]
}

/** What was approved can still be changed by a push, unless a rule says otherwise. */
function afterApproval(branch: string, reviews: readonly BranchRule[]): CheckResult[] {
  const has = (name: string) => reviews.some(({ parameters }) => parameters[name] === true)
  if (has('dismiss_stale_reviews_on_push') || has('require_last_push_approval')) return []
  const message = `On ${branch}, a pull request that was approved can be changed by another push and merged: let a push dismiss approvals (\`dismiss_stale_reviews_on_push\`), or require an approval of the last push (\`require_last_push_approval\`).`
  return [{ state: 'note', message }]
}

/** A branch that is never used: rules are asked for by name. */
export const anyGrantBranch = grantBranchOf(0)

/** The rules of the default branch, of `requests` and of the grant branches. Throws GITHUB_*. */
export async function lookAtBranches(
  looks: RepositoryInspection,
  id: number,
  defaultBranch: string,
): Promise<CheckResult[]> {
  const [main, requests, grants, isProtected] = await Promise.all([
    looks.branchRules(id, defaultBranch),
    looks.branchRules(id, ledgerBranch),
    looks.branchRules(id, anyGrantBranch),
    looks.isProtected(id, defaultBranch),
  ])
  const told = [
    ...judgeDefaultBranch(defaultBranch, main, isProtected),
    ...judgeOwnBranch(ledgerBranch, requests),
    ...judgeOwnBranch('daypass/**', grants),
  ]
  if (told.some(({ state }) => state === 'wrong')) return told
  // The older branch protection may say anything.
  const isKnown = main.some(({ type }) => type === 'pull_request')
  const policy = isKnown ? `Policy and owners on ${defaultBranch} change by reviewed pull request; ` : ''
  const message = `${policy}requests and daypass/** are the app's. Who else may bypass these rules, GitHub shows to administrators only: look there.`
  return [{ state: 'well', message }, ...told]
}

/** The rules that bind the app on a branch, to say what stands in its way; none where they cannot be read. */
export async function bindingRules(looks: RepositoryInspection, id: number, branch: string): Promise<string[]> {
  try {
    return (await looks.branchRules(id, branch)).filter(({ bypassed }) => bypassed !== true).map(nameOf)
  } catch (error) {
    if (isDaypassError(error)) return []
    throw error
  }
}
