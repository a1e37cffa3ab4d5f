import { flawWords, textsThatName } from '../../../core/lending/never-lent.ts'
import type { Reading } from '../../../core/lifecycle/plan.ts'
import type { Finding } from '../../../core/record.ts'
import type { CanonicalRequest } from '../../../generated/request.ts'
import type { Governance } from '../../../ports/access-repository.ts'
import type { Connector } from '../../../ports/connector.ts'
import type { TeamTree } from '../../../ports/team-tree.ts'
import { loanFlaws } from '../../loan-rules.ts'

/** What a loan would give somebody a say by: the team is another's to choose, or the one that has the say. Throws GITHUB_*. */
export async function forbiddenLoans(
  teams: TeamTree,
  governance: Governance,
  connector: Connector,
  { actions }: CanonicalRequest,
): Promise<Finding[]> {
  const lends = connector.lends?.(actions) ?? []
  const flaws = await loanFlaws(teams, governance.repository.id, textsThatName(governance), lends)
  return flaws.map((flaw) => ({ code: 'LOAN_FORBIDDEN', message: flawWords(flaw) }))
}

const members =
  'Memberships and roles are lent to members of the organisation alone, since GitHub would invite anybody else, and an invitation outlives its end. Its owners make the requester a member, or they ask for something else.'

/** Whom the policy would let in although GitHub would only invite them. */
export function forbiddenToOutsiders(connector: Connector, reading: Extract<Reading, { kind: 'decided' }>): Finding[] {
  const { affiliation, decision, forbidden, request } = reading
  const isNo = decision.output.outcome === 'deny' || forbidden.length > 0
  if (isNo || affiliation === 'member' || !connector.lends?.(request.actions).length) return []
  return [{ code: 'LOAN_FORBIDDEN', message: members }]
}
