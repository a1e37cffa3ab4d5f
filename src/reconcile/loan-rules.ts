import type { Lendable } from '../core/lending/loans.ts'
import { flawsOf, type LoanFlaw, teamsIn } from '../core/lending/never-lent.ts'
import type { TeamTree } from '../ports/team-tree.ts'

/** Which of these may not be lent, as somebody would have a say by it; `texts`: what names those who have. Throws GITHUB_*. */
export async function loanFlaws(
  teams: TeamTree,
  repository: number,
  texts: ReadonlyMap<string, string>,
  lends: readonly Lendable[],
): Promise<LoanFlaw[]> {
  const ids = teamsIn(lends)
  if (ids.length === 0) return []
  const tree = await teams.of(repository)
  const slugs = tree.teams.filter(({ id }) => ids.includes(id)).map(({ slug }) => slug)
  const writes = await Promise.all(slugs.map((slug) => teams.mayWrite(repository, slug)))
  return flawsOf(lends, { tree, texts, writers: new Set(slugs.filter((_, index) => writes[index])) })
}
