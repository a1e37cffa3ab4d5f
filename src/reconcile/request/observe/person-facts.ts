import type { PersonFacts } from '../../../core/policy/policy-question.ts'
import type { Resource } from '../../../generated/catalog.ts'
import type { Governance } from '../../../ports/access-repository.ts'
import type { Issue } from '../../../ports/issues.ts'
import type { Ports } from '../ports.ts'

/** What policies are told of the requester, as GitHub says it now. Throws GITHUB_*, TEAM_UNKNOWN. */
export async function personFacts(
  ports: Ports,
  governance: Governance,
  issue: Issue,
  resource: Resource,
): Promise<PersonFacts> {
  const repository = governance.repository.id
  const person = issue.author
  const [teams, permission] = await Promise.all([
    resource.team === undefined ? [] : ports.directory.teamsOf(repository, person, [resource.team]),
    namesPermission(governance) ? ports.directory.permission(repository, person) : undefined,
  ])
  // An active member of one of the organisation's teams is a member of it; anybody else is asked about.
  const member = teams.length > 0 || (await isMember(ports, repository, person))
  const known = { id: person.id, login: person.login, type: person.type, organisation_member: member, teams }
  return permission === undefined ? known : { ...known, permission }
}

/** A no is asked for twice: on its bad days GitHub answers so for what is there, and what is denied for it has to be asked anew. */
async function isMember({ directory }: Ports, repository: number, person: Issue['author']): Promise<boolean> {
  return (await directory.isMember(repository, person)) || directory.isMember(repository, person)
}

/** Whether any policy names the fact: GitHub is not asked for what no policy can read. */
function namesPermission(governance: Governance): boolean {
  return [...governance.policy.values()].some((text) => text.includes('permission'))
}
