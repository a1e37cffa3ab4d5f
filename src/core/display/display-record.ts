import type { StoreMark } from '../comment-marker.ts'
import type { Part, Shown } from './shown-parts.ts'

/** A comment of ours: that we were about to write it, and its id where that is known. `lost`: somebody has deleted the one before. */
export type OwnComment = { intended: boolean; comment?: number; lost?: boolean }

/**
 * What GitHub shows of a request, as far as it was written: a row of its own beside the request's, so that what is true never waits for
 * what is shown.
 */
export type DisplayRecord = { [part in Part]?: OwnComment } & {
  /** Which store looks after the request, as its status says in its hidden first line. */
  mark?: StoreMark
  /** What was written completely; what is missing differs, or was never written. */
  shown?: Partial<Shown>
  /** Whether the issue was left open when it was last written. */
  open?: boolean
  /** How many further comments with trail entries were written after the receipt. */
  rest?: number
  /** How many comments of ours were written in the issue. */
  said: number
  /** How many orders to compare, and to open the issue again, were carried out. */
  compared?: number
  reopened?: number
  /** When a comment that shows the request was last created: GitHub may list it only seconds later. */
  created?: string
  /** When it is compared once more: right after a change GitHub may show what was there before. */
  again?: string | undefined
  /** How often it was said that what others changed was restored, and that what is over stays closed. */
  restored?: number
  closedAgain?: number
  /** Tries in a row that failed, for the back-off. */
  tries: number
}

export const nothingShown: DisplayRecord = { said: 0, tries: 0 }

/** Something to be said once: in the issue, or on the pull request `on`. `by`: who has caused it; default: the requester. */
export type Word = { body: string; on?: number; by?: number }

/** One that the store keeps; `begun`: a try to say it was begun, and how it went is not known. */
export type WaitingWord = Word & { id: number; begun: boolean }
