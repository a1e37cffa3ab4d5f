/** The branch that approved requests lie on, in the access repository. */
export const ledgerBranch = 'requests'

const prefix = 'daypass/'

/** The branch from which Daypass asks for approval of a request. */
export function grantBranchOf(issue: number): string {
  return `${prefix}${issue}`
}

/** The request that a branch of this name is about; undefined: none. */
export function issueOfGrantBranch(branch: string): number | undefined {
  const issue = /^[1-9]\d{0,9}$/.exec(branch.startsWith(prefix) ? branch.slice(prefix.length) : '')
  return issue ? Number(issue[0]) : undefined
}

/** Whether branches of this name are kept for Daypass, in whatever letters: some file systems do not tell them apart. */
export function isKeptForDaypass(branch: string): boolean {
  return branch.toLowerCase().startsWith(prefix)
}
