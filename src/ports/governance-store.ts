import type { GovernanceRecord } from '../core/governance/governance-record.ts'
import type { RequestRecord } from '../core/record.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { NewEvent } from '../core/trail/entry.ts'
import type { Wake } from './wake.ts'

/** What is in force in a repository is looked at by this key: its repository, and no issue. */
export function governanceKey(repository: number): RequestKey {
  return { repository, issue: 0 }
}

/** Claimed: nobody else looks at it. `released` of the record is what an operator had said by then. */
export type GovernanceClaim = {
  readonly key: RequestKey
  readonly fence: number
  governance: GovernanceRecord
}

/** The texts of governed files by their paths. */
export type GovernedTexts = ReadonlyMap<string, string>

/** Access that lives, with what was asked when it was decided last; undefined: it cannot be read, or is not kept. */
export type LiveGrant = { key: RequestKey; record: RequestRecord | undefined; input: unknown }

/** What is in force, by repository. Throws STORE_UNAVAILABLE. */
export interface GovernanceStore {
  /** Makes it due, with its job, in one transaction; what is not known begins to be. Idempotent. */
  wake(repository: Wake['repository']): Promise<void>
  /** Claims it; undefined when it is unknown or somebody else looks at it (who will then look again). */
  claim(key: RequestKey, now: Date): Promise<GovernanceClaim | undefined>
  /**
   * Commits the record with what the trail is told, and with the texts where other files come into force, and returns the claim with it. What
   * an operator had released is done with then. Throws FENCED_OFF when the claim was lost: write nothing more then.
   */
  save(
    claim: GovernanceClaim,
    record: GovernanceRecord,
    more?: { event?: NewEvent; texts?: GovernedTexts },
  ): Promise<GovernanceClaim>
  /** Gives the claim back with the instant of the next look (null: none), committed with its wake-up. True: look again. */
  release(claim: GovernanceClaim, wakeAt: Date | null): Promise<boolean>
  /** As it was last saved; undefined: nobody has looked at it. */
  find(repository: number): Promise<GovernanceRecord | undefined>
  /** Of every repository of which something is known. */
  all(): Promise<{ repository: number; governance: GovernanceRecord }[]>
  /** The texts that are in force, if they have this digest. */
  texts(repository: number, digest: string): Promise<GovernedTexts | undefined>
  /** Says for an operator that files with this digest come into force, and makes them due. False: nothing is known of the repository. */
  letIn(repository: number, digest: string): Promise<boolean>
  /** Access that lives, by the numbers of the issues, from the one after `after` on. */
  live(repository: number, after: number, limit: number): Promise<LiveGrant[]>
  /** Those whose instant has come and that nobody looks at, the longest due first. */
  due(now: Date, limit: number): Promise<RequestKey[]>
  /** Of these, those that wait for an instant and that nobody looks at. */
  waiting(
    keys: readonly RequestKey[],
    now: Date,
  ): Promise<{ key: RequestKey; due: boolean; wakeAt: Date; urgency: number }[]>
}
