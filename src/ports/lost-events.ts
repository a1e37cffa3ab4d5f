import type { Wake } from './wake.ts'

/** Finds what no webhook told. All of it is safe to repeat. Throws GITHUB_*. */
export interface LostEvents {
  /** Asks GitHub to send again what it could not deliver since then. Returns how many deliveries were asked for. */
  redeliverFailures(since: Date): Promise<number>
  /** A wake for every open issue of the repository that begins like a request, with the instant of its last change. */
  openRequests(repository: number): Promise<(Wake & { changedAt: string })[]>
  /** Every repository that the app is installed on. */
  enrolledRepositories(): Promise<Wake['repository'][]>
}
