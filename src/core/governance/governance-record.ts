/** Whom a pull request was merged with: its number, and the owners who had approved its head. */
export type Brought = { pull: number; approvers: readonly number[] }

/** How governed files came into force. `first`: nothing was in force before; `unreviewed`: nobody had to agree. */
export type Verdict = 'first' | 'reviewed' | 'unreviewed' | 'released'

/** The governed files by which is decided: all of them together, never one part newer than another. */
export type InForce = {
  /** Over all governed files. Their texts are kept by it. */
  digest: string
  commit?: string
  /** Instant as ISO 8601. */
  since: string
  verdict: Verdict
  brought?: Brought
}

/**
 * The files of the default branch, where those are not what is in force.
 * `unread`: nobody knows yet how they came; `broken`: they cannot be used; `held`: they can, and nobody who may has agreed; `guarded`: they would end
 * more than was announced, and wait for an operator's word.
 */
export type Newest = {
  digest: string
  commit?: string
  state: 'unread' | 'broken' | 'held' | 'guarded'
  /** When these were seen first. ISO 8601. */
  seen: string
  /** Since when it has not been decided by what is newest. ISO 8601. */
  since: string
  /** What is wrong with them, or how much they would end, in one sentence each. */
  why: readonly string[]
  /** They would come into force as these, if it were not for the guard. */
  brought?: Brought
}

/** What is in force in a repository, and what is not: a row of its own, beside requests and proposals. */
export type GovernanceRecord = {
  inForce?: InForce
  newest?: Newest
  /** An operator has said that files with this digest come into force, whoever wrote them and whatever they end. */
  released?: string
  /** What came into force, and has still to be told to those whom it concerns. */
  untold?: true
  /** Looks in a row that failed. */
  tries: number
}

export const nothingInForce: GovernanceRecord = { tries: 0 }

/** How long what was good last decides where what is newest cannot be used, in seconds, where nothing else is said. */
export const defaultLastGoodFor = 3_600

/** Whether decisions stop: what is newest cannot be used, or is not known, and that for too long. */
export function hasRunOut({ newest }: GovernanceRecord, now: Date, lastGoodFor: number): boolean {
  if (newest?.state !== 'broken' && newest?.state !== 'unread') return false
  return now.getTime() >= Date.parse(newest.since) + lastGoodFor * 1000
}
