import type { Grants } from './app-manifest.ts'
import type { Settings } from './settings.ts'

export type MergeMethod = 'merge' | 'squash' | 'rebase'

/** A rule about a text, in GitHub's words; `negate` for what must not be. */
export type TextPattern = {
  operator: 'starts_with' | 'ends_with' | 'contains' | 'regex'
  pattern: string
  negate?: boolean
}

/** What may be done to the branches that a pattern names, as one ruleset of GitHub's. */
export type BranchRules = {
  /** Only our app makes, moves and deletes these branches; people and other apps are refused. */
  onlyApp?: boolean
  /** Nobody makes them. */
  creation?: boolean
  /** Nobody moves them. */
  update?: boolean
  /** Nobody deletes them. */
  deletion?: boolean
  /** Nobody force-pushes to them. */
  nonFastForward?: boolean
  /** Only through a pull request with so many approvals. */
  reviews?: { count: number; codeOwners?: boolean; dismissStale?: boolean; methods?: readonly MergeMethod[] }
  /** Only what has these checks behind it, by whatever app or by one; `upToDate` where the base has won nothing since. */
  requiredChecks?: readonly { context: string; app?: number }[]
  upToDate?: boolean
  /** No merge commits. */
  linearHistory?: boolean
  /** Only signed commits; GitHub signs what an app commits by its API. */
  signatures?: boolean
  commitMessage?: TextPattern
  branchName?: TextPattern
  /** Who is beyond these rules; with `onlyApp` our app always is. */
  bypass?: readonly ('app' | 'owners')[]
  enforcement?: 'active' | 'evaluate' | 'disabled'
}

/**
 * How far reads are behind webhooks: the first reads of what is new or changed, or all within a time by the world's clock; with both,
 * what is over first ends it. `of` says of what alone, default everything; `onlyNew` leaves out what was merely changed.
 */
export type LagOptions = { reads?: number; ms?: number; of?: readonly Lagging[]; onlyNew?: boolean }
export type Lagging = 'issue' | 'comment' | 'pull' | 'review' | 'check'

/** In what the local GitHub is as unkind as the real one, and when. Each may change while it runs. */
export type Switches = {
  /** What the owner has accepted from now on; without an argument all that the app asks for. Tokens that are out keep what they have. */
  accept(grants?: Partial<Grants>): void
  /** Reads of the app behind its webhooks, from the next webhook on; undefined ends it for what comes later. */
  setLag(lag: LagOptions | undefined): void
  /** On `free` a private repository has neither rules nor code owners. */
  setPlan(plan: Settings['plan']): void
  /** How pull requests may be merged, by the settings of the access repository. */
  setMergeMethods(methods: readonly MergeMethod[]): Promise<void>
  /** Rules for the branches that a pattern names (`requests`, `daypass/*`, `~DEFAULT_BRANCH`, `~ALL`); `null` takes them away. */
  setRules(branchPattern: string, rules: BranchRules | null): void
  /** The same for all repositories of the organisation; nothing in a repository lifts them. */
  setOrganisationRules(branchPattern: string, rules: BranchRules | null): void
  /** Whether a ruleset tells the app that it is beyond it; at first it does. */
  setTellsBypass(told: boolean): void
  /**
   * How many looks at a pull request, after a push to either side, do not know yet whether it can be merged: `mergeable` and
   * `merge_commit_sha` are null, or, with `former`, the latter is still the commit of before. At first it is one.
   */
  setMergeUnknown(unknown: Settings['mergeUnknown']): void
  /** Whether files, blobs and trees with what looks like a secret are refused. */
  setPushProtection(on: boolean): void
  /** Whether keys tell when they were added; at first they do. */
  setKeyAges(told: boolean): void
  /** From now on the organisation refuses tokens of people until they sign on; what `as` does goes on, as in a browser. */
  setSaml(on: boolean): void
  /** From now on the organisation's list of addresses shuts these out, `as` excepted. */
  setIpAllowList(shutsOut: Settings['ipAllowList']): void
}
