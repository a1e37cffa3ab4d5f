import { failureOf, isDaypassError } from '../../../core/error.ts'
import type { SeenIssue } from '../../../core/lifecycle/steps.ts'
import { membershipDue } from '../../../core/lifecycle/timing/next-look.ts'
import type { GrantedBy, RequestRecord } from '../../../core/record.ts'
import type { Issue } from '../../../ports/issues.ts'
import type { Ports } from '../ports.ts'
import { ownersNow } from './owners-now.ts'
import { isCollaborator } from './person-facts.ts'

export type SeenCommand = { name: string; by: number; login: string; rest: string; onPull?: number }
type Person = { id: number; login: string }

/**
 * Of those who commanded or closed the issue without being its requester, who may `/revoke`: owners of the resource with write
 * access, and owners of the organisation. Nobody is asked about who said nothing.
 */
export async function entitledAmong(
  ports: Ports,
  record: RequestRecord,
  issue: Issue,
  commands: readonly SeenCommand[],
): Promise<number[]> {
  const people = new Map<number, Person>()
  for (const { name, by, login } of commands) if (name !== 'explain') people.set(by, { id: by, login })
  if (!issue.open && issue.closedBy?.type === 'User') people.set(issue.closedBy.id, issue.closedBy)
  people.delete(issue.author.id)
  if (people.size === 0 || !record.request) return []
  const { repository } = record.key
  const { names } = await ownersNow(ports, repository, `requests/${record.request.resource}/${record.digest}.yml`)
  const found = await ports.owners.peopleOf(repository, names)
  const owners = new Set([...found.values()].flatMap((one) => one.people.map((person) => person.id)))
  const entitled = await Promise.all(
    [...people.values()].map(
      async (person) => owners.has(person.id) || (await ports.directory.isOwner(repository, person)),
    ),
  )
  return [...people.keys()].filter((_, index) => entitled[index])
}

/** Why a request that waits, or a grant that lives, cannot go on here; and when membership was looked at for that. */
export async function ineligibilityOf(
  ports: Ports,
  record: RequestRecord,
  issue: Issue,
  { now, notices }: { now: Date; notices: number },
): Promise<Pick<SeenIssue, 'ineligible' | 'told' | 'membership'> | undefined> {
  const { repository } = record.key
  const { archived, private: isPrivate } = await ports.repository.visibility(repository)
  if (archived) return { ineligible: 'archived' }
  // Whether it may be public is part of the decision.
  if (!record.grant && record.state !== 'pending') return undefined
  if (!isPrivate && !ports.allowPublic) return { ineligible: 'public' }
  if (!record.grant) return undefined
  if (!isServed(ports, repository, record.grant)) return { ineligible: 'connector' }
  const told = notices > (record.membership?.notices ?? 0)
  if (!told && now < (membershipDue(record) ?? now)) return undefined
  // Only who is found is looked at seldom again.
  if (await isStillMember(ports, record, issue, isPrivate)) return { membership: { at: now.toISOString(), notices } }
  return { ineligible: 'left', told }
}

/** Whether the connector that began the grant is still there and may still be used: the name alone may be another's by now. */
function isServed(ports: Ports, repository: number, { connector, connectorType }: GrantedBy): boolean {
  try {
    ports.connectorFor(repository, connector, connectorType)
    return true
  } catch (error) {
    if (['connector', 'stranded'].includes(failureOf(error))) return false
    throw error
  }
}

/**
 * Whether what the decision rested on still holds: membership of the teams, or of the organisation, or access to this repository. Who was let
 * in as none of these is what they were.
 */
async function isStillMember(ports: Ports, record: RequestRecord, issue: Issue, isPrivate: boolean): Promise<boolean> {
  const { repository } = record.key
  if (record.affiliation === 'none') return true
  if (record.affiliation === 'outside-collaborator') {
    if (isCollaborator(await ports.directory.permission(repository, issue.author), isPrivate)) return true
    // Whoever has become a member has no need to be a guest.
    return ports.directory.isMember(repository, issue.author)
  }
  const teams = record.memberOf ?? []
  if (teams.length === 0) return ports.directory.isMember(repository, issue.author)
  try {
    return (await ports.directory.teamsOf(repository, issue.author, teams)).length === teams.length
  } catch (error) {
    // A team that was renamed or deleted says nothing about the person; the organisation does.
    if (isDaypassError(error, 'TEAM_UNKNOWN')) return ports.directory.isMember(repository, issue.author)
    throw error
  }
}
