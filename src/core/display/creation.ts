/**
 * Something that is created on GitHub: what it is for, and who has caused it. GitHub counts creations of an installation together, so
 * that each counts against the share of whoever caused it.
 */
export type Creation = {
  /**
   * `credential`: it stands between what was approved and its use; `end`: it shows that a grant has ended; `open`: all else that a
   * requester, a caller or a repair causes.
   */
  for: 'credential' | 'end' | 'open'
  /** A person's numeric id; `repair`: it restores what somebody has changed; `upkeep`: Daypass does it unasked. */
  by: number | 'repair' | 'upkeep'
}

/** A person who is not known, or who was forgotten. All of them have one share. */
export const unknownPerson = 0
