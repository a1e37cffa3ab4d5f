import type { GovernedTexts } from '../core/policy/governed-findings.ts'
import type { Queued } from '../core/proposal/proposal-record.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { PolicyFiles } from './policy-engine.ts'

/** The files of an access repository as they would be in force. `policy`: all below `policies/`, tests and tables with them; `digest`: over those that govern. */
export type Proposed = GovernedTexts & { policy: PolicyFiles; digest: string }

/** A pull request against the default branch. `merge`: the commit that merging it now would make; `null`: GitHub has not tried it yet. */
export type ProposedPull = {
  open: boolean
  base: string
  head: string
  /** The account that opened it, by its id. */
  author: number
  /** The default branch now. */
  defaultBranch: string
  merge: { commit: string; onto: string } | 'conflict' | null
}

/** What pull requests would change. Every read is fresh. Throws GITHUB_*, REPOSITORY_UNREADABLE. */
export interface Proposals {
  /** GITHUB_NOT_FOUND: it is not seen, which may be one of GitHub's bad days. */
  read(key: RequestKey): Promise<ProposedPull>
  /** The commit at which a branch stands. */
  tip(repository: number, branch: string): Promise<string>
  /** The paths, modes and hashes of all files that govern, their tests and the form at this commit, as one text: equal where nothing differs. */
  listing(repository: number, commit: string): Promise<string>
  /** Those files. What their hashes name is read once. */
  files(repository: number, commit: string): Promise<Proposed>
  /** What stands in the merge queue of this branch now, by pull request. */
  queued(repository: number, base: string): Promise<{ pull: number; queued: Queued }[]>
  /** Numbers and heads of the open ones against this branch. */
  open(repository: number, base: string): Promise<{ number: number; head: string }[]>
}
