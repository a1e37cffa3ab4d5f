import type { Alert, RepositoryAlert } from '../core/alerts/alert.ts'
import type { RequestKey } from '../core/request-key.ts'

/** What became of a notice at a place. `begun`: it was about to be sent, and nobody knows whether it arrived. */
export type Told = 'begun' | 'delivered' | 'given-up'

/** What came of a try to tell a notice. */
export type NoticeResult = 'delivered' | 'failed' | 'given-up'

/** An alert that is told to people, or was. `id` is the same however often it is sent. */
export type StoredNotice = Alert & {
  id: string
  repository: number
  at: Date
  shared: boolean
  /** By the name of the place. */
  told: Readonly<Record<string, Told>>
}

/** How sending went lately: by place, how often in a row it failed, and when it is tried again; by kind, the issue that was opened last. */
export type NoticePace = {
  places: Readonly<Record<string, { tries: number; again: string }>>
  issues: Readonly<Record<string, number>>
}

/** The right to send the notices of one repository, for 60 seconds from the claim. */
export type NoticeClaim = { readonly key: RequestKey; readonly fence: number; pace: NoticePace }

/** The notices of a repository are looked at by this key: its repository, and no issue. */
export function noticeKey(repository: number): RequestKey {
  return { repository, issue: 0 }
}

/**
 * What waits to be told. Most of it is written in the transaction that makes it true, and told once: the same kind, subject and spell in a
 * repository is one notice. Throws STORE_UNAVAILABLE.
 */
export interface NoticeStore {
  /** Writes down what no change of state tells. Idempotent. Repositories that no event was seen of hear nothing. */
  note(alerts: readonly RepositoryAlert[], at: Date): Promise<void>
  /** Claims a repository's; undefined: there are none, or somebody else sends them (who will look again). */
  claim(key: RequestKey, now: Date): Promise<NoticeClaim | undefined>
  /** Those that are not over, the oldest first. */
  open(claim: NoticeClaim, limit: number): Promise<StoredNotice[]>
  /** Keeps what became of one; `over`: nothing is left to be done for it. Throws FENCED_OFF. */
  tell(claim: NoticeClaim, id: string, change: { told: StoredNotice['told']; over: boolean }): Promise<void>
  /** Gives the claim back with the instant of the next look (null: none), and how sending went. True: look again. */
  release(claim: NoticeClaim, wakeAt: Date | null): Promise<boolean>
  /** Forgets those that were over before then. */
  forget(before: Date): Promise<void>
  /** How many are not over. */
  count(): Promise<number>
  /** Those whose instant has come and that nobody looks at, the longest due first. */
  due(now: Date, limit: number): Promise<RequestKey[]>
  /** Of these, those that wait for an instant and that nobody looks at. */
  waiting(
    keys: readonly RequestKey[],
    now: Date,
  ): Promise<{ key: RequestKey; due: boolean; wakeAt: Date; urgency: number }[]>
}

/**
 * Where notices are sent. At least once: after a crash the same one is sent again, with the same id. Throws DaypassError: it did not arrive,
 * or nobody knows; it is tried again.
 */
export interface NoticePlace {
  /**
   * `isAgain`: an earlier try may have arrived; `tries`: so many failed in a row at this place. `known`: the issue in which notices of this kind were told last. Returns the issue that it
   * was told in, where it was one.
   */
  send(
    notice: StoredNotice,
    how: { isAgain: boolean; tries: number; known: number | undefined },
  ): Promise<number | undefined>
}
