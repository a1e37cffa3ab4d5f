import type { ProposalRecord, Queued, RunRecord } from '../core/proposal/proposal-record.ts'
import type { Pushed } from '../core/proposal/pushes-in-event.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { Wake } from './wake.ts'

/** A claimed proposal: nobody else judges it. `reruns`: how often another run was asked for; it only ever grows. */
export type ProposalClaim = {
  readonly key: RequestKey
  readonly fence: number
  readonly reruns: number
  /** What merge queues were told to be about to merge of it. */
  readonly queued: readonly Queued[]
  proposal: ProposalRecord
}

/** "Look at this pull request again"; `rerun`: somebody asks for another run; `queued`: it stands in a merge queue. */
export type ProposalWake = { repository: Wake['repository']; pull: number; rerun?: true; queued?: Queued }

/** The pull requests against default branches, by the number that each shares with issues. Throws STORE_UNAVAILABLE. */
export interface ProposalStore {
  /** Makes it due, with its job, in one transaction; one that is not known begins to be. Idempotent. */
  wake(wake: ProposalWake): Promise<void>
  /** The same of all that are known of a repository and not over. */
  wakeAll(repository: number, rerun?: true): Promise<void>
  /** Takes note of who pushed a commit. Idempotent; nobody takes back what another has pushed before. */
  notePush(push: Pushed): Promise<void>
  /** All of whom it was told that they have pushed it; nobody: it was not told. */
  pushersOf(repository: number, commit: string): Promise<number[]>
  /** Claims it; undefined when it is unknown or somebody else judges it (who will then look again). */
  claim(key: RequestKey, now: Date): Promise<ProposalClaim | undefined>
  /** Commits a change and returns the claim with it. Throws FENCED_OFF when the claim was lost: write nothing more then. */
  save(claim: ProposalClaim, set: Partial<ProposalRecord>): Promise<ProposalClaim>
  /** Gives the claim back with the instant of the next look (null: none), committed with its wake-up. True: look again. */
  release(claim: ProposalClaim, wakeAt: Date | null): Promise<boolean>
  /** As it was last saved; one of which nothing was judged where there is none. */
  find(key: RequestKey): Promise<ProposalRecord>
  /** The pull requests that are known of a repository and not over. */
  unfinished(repository: number): Promise<number[]>
  /** The pull requests whose last run found a way to just these governed files, and said that they may be merged. */
  judgedTo(repository: number, digest: string): Promise<{ pull: number; run: RunRecord }[]>
  /** Those whose instant has come and that nobody judges, the longest due first. */
  due(now: Date, limit: number): Promise<RequestKey[]>
  /** Of these, those that wait for an instant and that nobody judges. */
  waiting(
    keys: readonly RequestKey[],
    now: Date,
  ): Promise<{ key: RequestKey; due: boolean; wakeAt: Date; urgency: number }[]>
}
