import type { Lendable } from '../../core/lending/loans.ts'
import { flawsOf, flawWords, teamsIn, textsThatName } from '../../core/lending/never-lent.ts'
import type { Governance } from '../../ports/access-repository.ts'
import type { TeamTree } from '../../ports/team-tree.ts'
import type { DoctorInspection } from './inspection.ts'
import type { CheckResult } from './report.ts'

/** What all connectors lend, whichever repository uses them. */
export function lentIn(looks: DoctorInspection): Lendable[] {
  const { connectors } = looks.configuration().deployment
  return Object.values(connectors).flatMap((one) =>
    one?.type === 'github' ? Object.values(one.roles ?? {}).flatMap((what) => what ?? []) : [],
  )
}

/** Whether nobody becomes one who is asked by what is lent. */
export async function lookAtLent(
  teams: TeamTree,
  id: number,
  governance: Governance,
  lends: readonly Lendable[],
): Promise<CheckResult[]> {
  const ids = teamsIn(lends)
  const tree = await teams.of(id)
  const slugs = tree.teams.filter((team) => ids.includes(team.id)).map(({ slug }) => slug)
  const writes = await Promise.all(slugs.map((slug) => teams.mayWrite(id, slug)))
  const writers = new Set(slugs.filter((_, index) => writes[index]))
  const flaws = flawsOf(lends, { tree, texts: textsThatName(governance), writers })
  if (flaws.length === 0) return [{ state: 'well', message: 'No team that is lent has a say here.' }]
  return flaws.map((flaw) => ({ state: 'wrong', code: 'LOAN_FORBIDDEN', message: flawWords(flaw) }))
}
