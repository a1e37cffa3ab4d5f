import type { Creation } from '../core/display/creation.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { Person } from './issues.ts'

export type Pull = {
  number: number
  url: string
  open: boolean
  draft: boolean
  merged: boolean
  /** Whether this app merged it. */
  mergedByUs: boolean
  /** Numeric id of who closed it unmerged; undefined: open, merged, or nobody knows. */
  closedBy: number | undefined
  mergeCommit: string | undefined
  /** Commit at the head of the branch. */
  head: string
  headRef: string
  /** Whether the head branch lies in the access repository itself, not in a fork. */
  own: boolean
  baseRef: string
  /** Commit of the base branch that GitHub compares the head with. */
  baseHead: string
  title: string
  body: string
  author: Person
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'

export type Review = {
  id: number
  person: Person
  state: ReviewState
  /** The commit that the reviewer saw at the head. */
  commit: string | undefined
  submittedAt: Date | undefined
}

/** What became of one file between two commits, in GitHub's words. */
export type ChangedFile = { path: string; status: string }

/** `one-commit`: nothing of the pull request's history may land, and none of its words; default: a merge commit where it is allowed. */
export type Landing = 'merge' | 'one-commit'

export type Proposal = {
  branch: string
  base: string
  path: string
  file: string
  title: string
  body: string
  /** Whose share of what may be created it counts against. */
  by: Creation['by']
}

/**
 * The `requests` branch and the grant pull requests to it. Every read is fresh and complete (all pages or an error).
 * Throws GITHUB_* codes.
 */
export interface PullRequests {
  /**
   * Makes the branch `requests` exist, with CODEOWNERS of the default branch as its mirror, and returns its head commit. What
   * stands there already is left alone but for the mirror.
   */
  prepare(repository: number, codeowners: string | undefined): Promise<string>
  /**
   * Puts one commit with this one file on the branch, on top of `onto`, whatever was on the branch before; returns that commit. Where an
   * earlier try has made it, and it is certain that this app did, it stays, with what people have said to it.
   * Throws GITHUB_REFUSED where branch rules do not let the app write.
   */
  commit(key: RequestKey, proposal: Proposal, onto: string): Promise<string>
  /** Opens the pull request, or returns the open one from this branch by this app. */
  open(key: RequestKey, proposal: Proposal): Promise<Pull>
  read(key: RequestKey, pull: number): Promise<Pull>
  reviews(key: RequestKey, pull: number): Promise<Review[]>
  rewrite(key: RequestKey, pull: number, text: { title: string; body: string }): Promise<void>
  /**
   * Merges if the head is still this commit; returns the commit that lands, which need not have two parents. Throws PULL_MOVED,
   * PULL_NOT_MERGEABLE. `by`: whose credential waits for it.
   */
  merge(key: RequestKey, pull: number, head: string, by: Creation['by'], landing?: Landing): Promise<string>
  /** What the head changes since it left its base, at these very commits; of very many files, the first 300. Empty where they have no history in common. */
  changes(key: RequestKey, commits: { base: string; head: string }): Promise<ChangedFile[]>
  /** The text of a file in a commit; undefined: there is none. Throws GITHUB_REFUSED, with `where`, for what is no text file. */
  fileAt(key: RequestKey, commit: string, path: string): Promise<string | undefined>
  /** Closes the pull request without merging. Idempotent. */
  close(key: RequestKey, pull: number): Promise<void>
  /** Deletes the branch; one that is gone already is fine. */
  deleteBranch(key: RequestKey, branch: string): Promise<void>
}
