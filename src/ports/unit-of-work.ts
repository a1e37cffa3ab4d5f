import type { RequestKey } from '../core/request-key.ts'

/** The store's open transaction, opaque to everybody but the store and the queue's adapter. */
export type UnitOfWork = { readonly transaction: unknown }

/** Wake-ups ride in the transaction that makes them necessary, so that state and job commit together. `urgent`: ends, which go first. */
export interface WakeUps {
  schedule(unit: UnitOfWork, key: RequestKey, at: Date, urgent: boolean): Promise<void>
  /** Wakes a display. `urgency`: 0 goes first. */
  scheduleDisplay(unit: UnitOfWork, key: RequestKey, at: Date, urgency: number): Promise<void>
  /** Wakes a pull request that is to be judged. */
  scheduleProposal(unit: UnitOfWork, key: RequestKey, at: Date): Promise<void>
  /** Wakes what is in force in a repository. */
  scheduleGovernance(unit: UnitOfWork, key: RequestKey, at: Date): Promise<void>
  /** Wakes whoever sends the notices of a repository. */
  scheduleNotice(unit: UnitOfWork, key: RequestKey, at: Date): Promise<void>
  /** Wakes many requests at once. */
  scheduleAll(unit: UnitOfWork, keys: readonly RequestKey[], at: Date, urgent: boolean): Promise<void>
}
