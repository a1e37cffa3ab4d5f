import { type Named, namedFacts } from '../../../core/policy/named-facts.ts'
import type { PersonFacts } from '../../../core/policy/policy-question.ts'
import type { Resource } from '../../../generated/catalog.ts'
import type { Governance } from '../../../ports/access-repository.ts'
import type { Permission } from '../../../ports/directory.ts'
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
  const named = namedFacts(governance.policy, governance.repository.owner)
  const asked = [...new Set([...(resource.team === undefined ? [] : [resource.team]), ...named.teams])]
  const [teams, permission] = await Promise.all([
    asked.length === 0 ? [] : ports.directory.teamsOf(repository, person, asked),
    named.names('permission') ? ports.directory.permission(repository, person) : undefined,
  ])
  // An active member of one of the organisation's teams is a member of it; anybody else is asked about.
  const member = teams.length > 0 || (await isMember(ports, repository, person))
  const affiliation = await affiliationOf(ports, governance, { person, member, permission }, named)
  return {
    ...{ id: person.id, login: person.login, type: person.type, organisation_member: member, teams },
    ...(permission === undefined ? {} : { permission }),
    ...(affiliation === undefined ? {} : { affiliation }),
  }
}

/** A no is asked for twice: on its bad days GitHub answers so for what is there, and what is denied for it has to be asked anew. */
async function isMember({ directory }: Ports, repository: number, person: Issue['author']): Promise<boolean> {
  return (await directory.isMember(repository, person)) || directory.isMember(repository, person)
}

type Known = { person: Issue['author']; member: boolean; permission: Permission | undefined }

/** Only about those who are no members anything more is asked. */
async function affiliationOf(
  { directory }: Ports,
  { repository }: Governance,
  { person, member, permission }: Known,
  named: Named,
): Promise<PersonFacts['affiliation']> {
  if (!named.names('affiliation') || person.type !== 'User') return undefined
  if (member) return 'member'
  return isCollaborator(permission ?? (await directory.permission(repository.id, person)), repository.private)
    ? 'outside-collaborator'
    : 'none'
}

/** Everybody may read what is public. */
export function isCollaborator(permission: Permission, isPrivate: boolean): boolean {
  return permission !== 'none' && (isPrivate || permission !== 'read')
}
