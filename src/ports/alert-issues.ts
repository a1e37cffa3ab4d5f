import type { Issues } from './issues.ts'

/** Issues that we opened to tell alerts. Throws GITHUB_*. */
export interface AlertIssues extends Pick<Issues, 'comments' | 'comment'> {
  /** Those of ours that have this label, the newest first; `all`: closed ones, too. GitHub may list a new one some seconds later. */
  list(repository: number, label: string, all: boolean): Promise<{ number: number; body: string }[]>
  /** Whether it is there, is ours and is open. */
  isOpen(repository: number, issue: number): Promise<boolean>
  /** Returns its number. Not idempotent. */
  open(repository: number, issue: { title: string; body: string; label: string }): Promise<number>
}
