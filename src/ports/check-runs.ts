import type { Conclusion } from '../core/proposal/proposal-record.ts'

export type Annotation = {
  path: string
  line: number
  /** The column is told only where it is more than the first one. */
  column: number
  level: 'failure' | 'warning' | 'notice'
  title: string
  message: string
}

/** What a run shows. `text`: below the summary; each at most 65 535 characters. */
export type CheckOutput = { title: string; summary: string; text?: string }

/** `conclusion`: absent while it is under way. */
export type CheckRun = { id: number; name: string; conclusion?: string }

/** GitHub's limit on the annotations of one call. Further calls add to them. */
export const annotationsACall = 50

/** The check runs `daypass/policy` of this app. Throws GITHUB_*; GITHUB_REFUSED where the app may not write checks. */
export interface CheckRuns {
  /** Those of a commit that this app made, the newest of each `name` (GitHub's external_id). */
  of(repository: number, head: string): Promise<CheckRun[]>
  /** Begins a run, or makes one that is complete at once. Not idempotent: look for its name first where it may have got through. */
  create(
    repository: number,
    run: { head: string; name: string; output: CheckOutput; conclusion?: Conclusion },
  ): Promise<number>
  /** Says more; with a conclusion it is complete. Annotations are added to those that were sent before: never send them twice. */
  update(
    repository: number,
    run: number,
    change: { output: CheckOutput; annotations?: readonly Annotation[]; conclusion?: Conclusion },
  ): Promise<void>
}
