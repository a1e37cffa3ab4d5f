import type { TeamNode } from '../core/lending/never-lent.ts'

/** Which teams there are, which are above which, and who of them may write to an access repository. Throws GITHUB_*. */
export interface TeamTree {
  /** All teams of the organisation that owns the repository, as they were at most ten seconds ago. */
  of(repository: number): Promise<{ organisation: string; teams: readonly TeamNode[] }>
  /** Whether a team may write there, by itself or by one above it. */
  mayWrite(repository: number, slug: string): Promise<boolean>
}
