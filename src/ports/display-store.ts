import type { Alert } from '../core/alerts/alert.ts'
import type { DisplayRecord, WaitingWord } from '../core/display/display-record.ts'
import type { RequestRecord } from '../core/record.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { TrailEntry } from '../core/trail/entry.ts'

/**
 * How often it was ordered to compare what GitHub shows, and to open an issue that others closed: they only ever grow. `closedBy`: who had
 * closed it when that was ordered last; who closes it later may have a say.
 */
export type DisplayOrders = { compare: number; reopen: number; closedBy?: number }

/** A claimed display: nobody else writes what GitHub shows of the request. `fence` only ever grows. */
export type DisplayClaim = {
  readonly key: RequestKey
  readonly fence: number
  readonly orders: DisplayOrders
  display: DisplayRecord
}

/** Committed together, or not at all. `begun`: a try to say this word begins; `said`: it needs to be said no more; `alert`: people are told. */
export type DisplayChange = { set?: Partial<DisplayRecord>; begun?: number; said?: number; alert?: Alert }

/** The displays: what GitHub shows of each request, apart from the requests, so that none of them waits for GitHub. */
export interface DisplayStore {
  /** Claims the display; undefined when it is unknown or somebody else writes it (who will then look again). */
  claim(key: RequestKey, now: Date): Promise<DisplayClaim | undefined>
  /** Commits a change and returns the claim with the new display. Throws FENCED_OFF when the claim was lost: write nothing more then. */
  save(claim: DisplayClaim, change: DisplayChange): Promise<DisplayClaim>
  /** Gives the claim back with the instant of the next look (null: none), committed with its wake-up. True: look again. */
  release(claim: DisplayClaim, wakeAt: Date | null): Promise<boolean>
  /** The display as it was last saved; that of which nothing was shown where there is none. */
  find(key: RequestKey): Promise<DisplayRecord>
  /** What is to be shown: the request as it was last saved, its trail, and the words that wait, in order. */
  wanted(key: RequestKey): Promise<{ record: RequestRecord; entries: TrailEntry[]; words: WaitingWord[] } | undefined>
  /** Displays whose instant has come and that nobody writes: first those that people wait for. */
  due(now: Date, limit: number): Promise<RequestKey[]>
  /** Of these, those that wait for an instant and that nobody writes; `urgency`: 0 is first. */
  waiting(
    keys: readonly RequestKey[],
    now: Date,
  ): Promise<{ key: RequestKey; due: boolean; wakeAt: Date; urgency: number }[]>
}
