import type { RestEndpointMethodTypes } from '@octokit/rest'

export type PullRequest = RestEndpointMethodTypes['pulls']['get']['response']['data']
export type PullReview = RestEndpointMethodTypes['pulls']['getReview']['response']['data']
export type PullPatch = { title?: string; body?: string | null; state?: 'open' | 'closed'; base?: string }
export type ReviewEvent = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'

/** Where a merge queue has put a pull request: what merging it onto `onto` makes, on a branch of its own. */
export type Place = { branch: string; sha: string; onto: string }

/** A person at work with branches and pull requests. */
export type PersonOnPulls = {
  openPull(pull: {
    title: string
    head: string
    base: string
    body?: string
    draft?: boolean
  }): Promise<{ number: number; url: string; headSha: string }>
  editPull(number: number, patch: PullPatch): Promise<void>
  closePull(number: number): Promise<void>
  mergePull(
    number: number,
    options?: { sha?: string; method?: 'merge' | 'squash' | 'rebase' },
  ): Promise<{ sha: string }>
  pull(number: number): Promise<PullRequest>
  pullFiles(number: number): Promise<{ filename: string; status: string; sha: string }[]>
  /** REQUEST_CHANGES and COMMENT want a body; left out, one is made up. */
  review(number: number, event: ReviewEvent, body?: string, commitId?: string): Promise<{ id: number }>
  editReview(number: number, review: number, body: string): Promise<void>
  dismiss(number: number, review: number, message: string): Promise<void>
  /** All pages. */
  reviews(number: number): Promise<PullReview[]>
  requestReview(number: number, who: { people?: readonly string[]; teams?: readonly string[] }): Promise<void>
} & PersonOnBranches

/** A person at work with branches. */
export type PersonOnBranches = {
  createBranch(branch: string, from?: string): Promise<{ sha: string }>
  deleteBranch(branch: string): Promise<void>
  /**
   * One commit, and the branch on it; `null` deletes a file. `createFrom` names the branch or commit to build on where that is not
   * the branch itself: with it the branch is made, or, with `force`, moved there.
   */
  push(
    branch: string,
    files: Readonly<Record<string, string | null>>,
    options?: { message?: string; force?: boolean; createFrom?: string },
  ): Promise<{ sha: string }>
  /** Moves a branch to a commit that exists. */
  moveBranch(branch: string, sha: string, force?: boolean): Promise<void>
  /** Where a branch is; undefined where there is none. */
  branch(name: string): Promise<string | undefined>
}

/** A person's fork of the access repository: branches of its own, and pull requests from them. */
export type PersonsFork = PersonOnBranches & {
  id: number
  owner: string
  name: string
  /** From a branch of the fork into one of the access repository. */
  openPull(pull: Parameters<PersonOnPulls['openPull']>[0]): ReturnType<PersonOnPulls['openPull']>
  /** Pull requests from it stay, without a repository at their head. */
  remove(): Promise<void>
}
