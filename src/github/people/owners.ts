import { DaypassError } from '../../core/error.ts'
import { readTeamName } from '../../core/team-name.ts'
import type { OwnerPeople, Owners } from '../../ports/owners.ts'
import type { Roster } from '../../ports/roster.ts'
import { allPages } from '../api/pages.ts'
import type { Repositories } from '../api/repositories.ts'
import { asList, ResponseFields } from '../api/response.ts'
import { readPermission } from './directory.ts'
import { readPerson } from './person.ts'

/**
 * Milliseconds for which an answer serves. Many requests name the same owners, and most looks find nothing new; those that see a vote, or
 * grant, say since when they want it.
 */
const trusted = 10_000

type Kept = { answer: Promise<OwnerPeople>; at: Date }

/** Who keeps in mind since when people are in a team, as far as listings go. */
export type Listings = Pick<Roster, 'changes' | 'listed'>

/** What a name is looked up with. Without a `roster` nobody is told, and nobody asked. */
type Parts = { repositories: Repositories; now: () => Date; roster: Listings | undefined }

/** Owners as GitHub has them now: people by id, with write access to the access repository, and everybody else with a reason. */
export function createOwners(repositories: Repositories, now: () => Date, roster?: Listings): Owners {
  const parts: Parts = { repositories, now, roster }
  const kept = new Map<string, Kept>()
  const ask = (repository: number, name: string, since: Date | undefined): Promise<OwnerPeople> => {
    const key = `${repository} ${name.toLowerCase()}`
    const at = now()
    const known = kept.get(key)
    const isOld = known && since && known.at < since
    if (known && !isOld && at.getTime() - known.at.getTime() < trusted) return known.answer
    const answer = peopleBehind(parts, repository, name)
    for (const [old, entry] of kept) if (at.getTime() - entry.at.getTime() >= trusted) kept.delete(old)
    kept.set(key, { answer, at })
    // What failed is no answer to anybody else.
    answer.catch(() => kept.get(key)?.answer === answer && kept.delete(key))
    return answer
  }
  return {
    async peopleOf(repository, names, since) {
      const unique = [...new Set(names)]
      const answers = await Promise.all(unique.map(async (name) => [name, await ask(repository, name, since)] as const))
      return new Map(answers)
    },
  }
}

async function peopleBehind(parts: Parts, repository: number, name: string): Promise<OwnerPeople> {
  const team = readTeamName(name)
  if (team) return teamMembers(parts, repository, team.org, team.slug)
  const [, login] = /^@([A-Za-z0-9_][A-Za-z0-9_-]{0,99})$/.exec(name) ?? []
  if (login !== undefined) return onePerson(parts.repositories, repository, login)
  if (/^[^@\s]+@[^@\s]+$/.test(name))
    return nobody(
      'an e-mail address does not say whose account it is: whoever keeps CODEOWNERS names @user or @organisation/team',
    )
  return nobody('this is no name on GitHub: whoever keeps CODEOWNERS and the policy names @user or @organisation/team')
}

/** One call: the answer about the permission shows the account with its id. */
async function onePerson(repositories: Repositories, repository: number, login: string): Promise<OwnerPeople> {
  const answer = await repositories.find(repository, 'permission', { username: login })
  if (answer === undefined)
    return nobody('there is no such account: whoever keeps CODEOWNERS and the policy mends the name')
  const permission = new ResponseFields(answer.data, 'the permission')
  const person = readPerson(permission.part('user'))
  if (person.type !== 'User' || person.login.toLowerCase() !== login.toLowerCase())
    return nobody('this is not the account of a person: whoever keeps CODEOWNERS and the policy names one')
  if (!['write', 'maintain', 'admin'].includes(readPermission(permission)))
    return nobody(
      'this person has no write access to this repository: its owners give it, or CODEOWNERS names another',
      [{ id: person.id, login: person.login }],
    )
  return { people: [{ id: person.id, login: person.login }] }
}

/** So often a team is listed in a row that changes while it is listed first. */
const mostListings = 3

async function teamMembers(
  parts: Parts,
  repository: number,
  org: string,
  slug: string,
  tries = 1,
): Promise<OwnerPeople> {
  const { repositories, now, roster } = parts
  const { owner, installation } = await repositories.recent(repository)
  if (owner.type !== 'Organization' || org.toLowerCase() !== owner.login.toLowerCase())
    return nobody(
      `only teams of the organisation that owns this repository count: CODEOWNERS names one of ${owner.login}`,
    )
  const address = { org: owner.login, team_slug: slug }
  const after = (await roster?.changes(installation)) ?? 0
  const [members, mayWrite, team] = await Promise.all([
    membersOf(repositories, repository, address),
    hasWriteAccess(repositories, repository, address),
    repositories.find(repository, 'team', address),
  ])
  if (members === undefined || team === undefined)
    return nobody(
      'there is no such team, or the app may not see it: its owners make it, or whoever keeps CODEOWNERS and the policy mends the name',
    )
  const shown = new ResponseFields(team.data, 'the team')
  const id = shown.id('id')
  const listing = { installation, team: id, people: members.map((member) => member.id), after, answered: now() }
  // Told of every listing, an empty one too, whether or not its people count: who comes after it is new.
  const came = roster ? await roster.listed(listing) : new Map<number, Date>()
  if (came === undefined) {
    if (tries < mostListings) return teamMembers(parts, repository, org, slug, tries + 1)
    throw new DaypassError(
      'GITHUB_UNAVAILABLE',
      `The team @${org}/${slug} changed each time it was listed. It is listed again later.`,
    )
  }
  if (!mayWrite)
    return nobody(
      'the team has no write access to this repository: its owners add it, or CODEOWNERS names another',
      members,
    )
  if (members.length === 0) return nobody('the team has nobody in it: its maintainers add somebody', [])
  const secret = shown.optionalText('privacy') === 'secret' ? { secret: true as const } : {}
  return { people: members.map((member) => withSince(member, came.get(member.id))), team: id, ...secret }
}

function withSince<Member extends object>(member: Member, since: Date | undefined): Member & { since?: Date } {
  return since === undefined ? member : { ...member, since }
}

type TeamAddress = { org: string; team_slug: string }

/** All active members, those of child teams included; undefined: there is no such team. */
async function membersOf(repositories: Repositories, repository: number, address: TeamAddress) {
  let isThere = true
  const found = await allPages(
    (page) => repositories.find(repository, 'teamMembers', { ...address, ...page }),
    (answer) => {
      if (answer === undefined) isThere = false
      return answer === undefined ? [] : asList(answer.data, 'the members')
    },
  )
  if (!isThere) return undefined
  const people = found.map((member) => readPerson(new ResponseFields(member, 'the member')))
  return people.filter(({ type }) => type === 'User').map(({ id, login }) => ({ id, login }))
}

/** Roles of the organisation's own are told by what they permit. */
export async function hasWriteAccess(
  repositories: Repositories,
  repository: number,
  address: TeamAddress,
): Promise<boolean> {
  const answer = await repositories.find(repository, 'teamRepository', address)
  if (answer === undefined) return false
  const shown = new ResponseFields(answer.data, "the team's repository")
  if (shown.id('id') !== repository) return false
  const permits = shown.part('permissions')
  return ['push', 'maintain', 'admin'].some((level) => permits.has(level) && permits.flag(level))
}

const nobody = (words: string, members?: readonly { id: number; login: string }[]): OwnerPeople => ({
  ...{ people: [], nobody: words },
  ...(members ? { members } : {}),
})
