/** One thing that only the real GitHub can answer. `ask` returns what can be written as JSON; it throws only what is no answer. */
export type Question = { id: string; asked: string; ask(): Promise<unknown> }

/**
 * What is asked of a real GitHub before it is relied on. Some of it writes: issues, a comment, one file on the branch of requests. The
 * questions are asked in their order.
 */
export interface FirstContact {
  questions: readonly Question[]
  /** Closes and removes what the questions left behind, also after a failure. Returns what could not be taken back. */
  tidy(): Promise<string[]>
}

/** `issues`: how many are opened to see how soon they can be read; `mention`: a team that is mentioned once. */
export type ContactOptions = { repository: number; issues: number; mention?: string }
