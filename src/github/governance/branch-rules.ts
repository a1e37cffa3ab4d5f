import { grantBranchOf, ledgerBranch } from '../../core/request/branch-names.ts'
import type { BranchRule } from '../../ports/repository-inspection.ts'
import { allPages } from '../api/pages.ts'
import type { Repositories } from '../api/repositories.ts'
import { asList, ResponseFields } from '../api/response.ts'

/**
 * The rules for a branch of this name, whether there is one or not; each ruleset is asked whether the app may bypass it. Rulesets say
 * who else may to administrators only. Throws GITHUB_*.
 */
export async function rulesOf(repositories: Repositories, repository: number, branch: string): Promise<BranchRule[]> {
  const found = await allPages(
    (page) => repositories.call(repository, 'branchRules', { branch, ...page }),
    ({ data }) => asList(data, 'the rules'),
  )
  const rules = found.map(readRule)
  const ids = [...new Set(rules.map(({ ruleset }) => ruleset.id))]
  const bypass = new Map(
    await Promise.all(ids.map(async (id) => [id, await bypasses(repositories, repository, id)] as const)),
  )
  return rules.map((rule) => ({ ...rule, bypassed: bypass.get(rule.ruleset.id) }))
}

function readRule(data: unknown): Omit<BranchRule, 'bypassed'> {
  const rule = new ResponseFields(data, 'the rule')
  const parameters = (data as { parameters?: Record<string, unknown> }).parameters ?? {}
  const kind = rule.optionalText('ruleset_source_type') ?? 'Repository'
  const above = kind === 'Repository' ? {} : { above: true }
  const ruleset = { id: rule.id('ruleset_id'), source: rule.text('ruleset_source'), ...above }
  return { type: rule.text('type'), ruleset, parameters }
}

/** A bypass for pull requests only does not let the app write a branch, so it counts as none. */
async function bypasses(repositories: Repositories, repository: number, id: number): Promise<boolean | undefined> {
  const answer = await repositories.find(repository, 'ruleset', { ruleset_id: id })
  const said = answer && new ResponseFields(answer.data, 'the ruleset').optionalText('current_user_can_bypass')
  return said === undefined ? undefined : said === 'always' || said === 'exempt'
}

/** What others than the app may do to the ledger's branches, as `branch: creation`; empty: nothing. Throws GITHUB_*. */
export async function openToOthers(repositories: Repositories, repository: number): Promise<string[]> {
  // A branch that is never used: rules are asked for by name.
  const branches = [
    [ledgerBranch, ledgerBranch],
    ['daypass/**', grantBranchOf(0)],
  ] as const
  const rules = await Promise.all(branches.map(([, name]) => rulesOf(repositories, repository, name)))
  return branches.flatMap(([shown], index) =>
    ['creation', 'update', 'deletion']
      .filter((type) => !rules[index]?.some((rule) => rule.type === type))
      .map((type) => `${shown}: ${type}`),
  )
}

/** Whether anything protects the branch, the older branch protection included. False for a branch that is not there. Throws GITHUB_*. */
export async function isProtected(repositories: Repositories, repository: number, branch: string): Promise<boolean> {
  const answer = await repositories.find(repository, 'branchState', { branch })
  return answer !== undefined && new ResponseFields(answer.data, 'the branch').flag('protected')
}
