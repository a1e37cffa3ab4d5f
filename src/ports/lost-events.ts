import type { Wake } from './wake.ts'

/** Finds what no webhook told. All of it is safe to repeat. Throws GITHUB_*. */
export interface LostEvents {
  /** Asks GitHub to send again what it could not deliver since then. Returns how many deliveries were asked for. */
  redeliverFailures(since: Date): Promise<number>
  /** A wake for every open issue of the repository that begins like a request, with the instant of its last change. */
  openRequests(repository: number): Promise<(Wake & { changedAt: string })[]>
  /** The open pull requests to the branch of requests. */
  openPulls(repository: number): Promise<OpenPulls>
  /** Every repository that the app is installed on. */
  enrolledRepositories(): Promise<Wake['repository'][]>
}

/** Pull requests as they were listed at one time. */
export type OpenPulls = {
  /** A wake for every one by which a person asks, with the instant of its last change. */
  requests: (Wake & { changedAt: string })[]
  /**
   * Whether this pull request, its text, its reviews, or that it is open, differ from what was remembered of it. Costs one call, which
   * GitHub does not count when nothing changed. In doubt it has changed, and so has what is seen for the first time. Throws GITHUB_*.
   */
  compare(pull: number): Promise<Comparison>
}

export type Comparison = {
  changed: boolean
  /** Remembers what was seen, once it is certain that somebody looks at it: until then it counts as changed. */
  remember(): void
}
