import { DaypassError } from '../../src/core/error.ts'
import { type Lendable, type LentPermission, lentPermissions } from '../../src/core/lending/loans.ts'
import type { Lending, OpenLending, OwnRole } from '../../src/ports/lending.ts'
import type { TeamTree } from '../../src/ports/team-tree.ts'

type Call = 'memberOf' | 'standing' | 'give' | 'take'
type Team = {
  slug: string
  above?: number
  /** An identity provider decides who is in it. */
  synchronised?: true
  members: Map<number, 'member' | 'maintainer' | 'invited'>
}
type Repository = {
  name: string
  direct: Map<number, LentPermission | 'more' | 'invited'>
  teams: Map<number, LentPermission>
}

/**
 * What of GitHub is lent, as unkind as it is: members of teams below count as members, owners of the organisation are maintainers of whatever
 * they are in, and whoever is no member is invited. `down`: it does not answer; `deaf`: it does what it is asked, and its answer is lost.
 */
export type FakeGitHub = {
  people: Map<number, 'member' | 'owner' | 'outside'>
  teams: Map<number, Team>
  repositories: Map<number, Repository>
  asked: string[]
  how: 'up' | 'down' | 'deaf'
  /** Before the call of that name does anything. */
  before: (call: Call) => Promise<void>
  /** What it shows, where that is from before; undefined: what is there. */
  shows: Pick<FakeGitHub, 'teams' | 'repositories'> | undefined
  /** Every membership is asked for, not given, as where the organisation has no seat left. */
  invites: boolean
  isIn(team: number, person: number): boolean
  open: OpenLending
}

export function createFakeGitHub(): FakeGitHub {
  const github: FakeGitHub = {
    people: new Map(),
    teams: new Map(),
    repositories: new Map(),
    asked: [],
    how: 'up',
    before: async () => undefined,
    shows: undefined,
    invites: false,
    isIn: (team, person) => {
      const role = github.teams.get(team)?.members.get(person)
      return (role !== undefined && role !== 'invited') || childrenIn(github, team, person).length > 0
    },
    open: () => lendingOf(github),
  }
  return github
}

function childrenIn(github: FakeGitHub, team: number, person: number): string[] {
  return [...github.teams].flatMap(([id, one]) =>
    one.above === team && github.isIn(id, person) ? [`through @acme/${one.slug}`] : [],
  )
}

function lendingOf(github: FakeGitHub): Lending {
  const ask = async <T>(call: Call, words: string, act: () => T): Promise<T> => {
    github.asked.push(`${call} ${words}`)
    await github.before(call)
    if (github.how === 'down') throw new DaypassError('GITHUB_UNAVAILABLE', 'GitHub did not answer.')
    const answer = act()
    if (github.how === 'deaf') throw new DaypassError('GITHUB_UNAVAILABLE', 'GitHub did not answer.')
    return answer
  }
  const wordsOf = (what: Lendable, person: number) =>
    'team' in what ? `team ${what.team} ${person}` : `repository ${what.repository} ${what.permission} ${person}`
  const isMember = (person: number) => ['member', 'owner'].includes(github.people.get(person) ?? '')
  const teamOf = (id: number): Team => github.teams.get(id) ?? refuse('Not Found')
  const repositoryOf = (id: number): Repository => github.repositories.get(id) ?? refuse('Not Found')
  return {
    memberOf: (person) =>
      ask('memberOf', `${person}`, () =>
        isMember(person) ? { isOwner: github.people.get(person) === 'owner' } : undefined,
      ),
    standing: (what, person) =>
      ask('standing', wordsOf(what, person), () => {
        const shown = { ...github, ...github.shows }
        if (!('team' in what)) return onRepository(shown, what, person)
        const team = shown.teams.get(what.team)
        if (!team) return undefined
        const also = childrenIn(shown, what.team, person)
        const own: OwnRole = also.length > 0 ? 'unclear' : (team.members.get(person) ?? 'none')
        return { name: `@acme/${team.slug}`, own, also }
      }),
    give: (what, person) =>
      ask('give', wordsOf(what, person), () => {
        const invites = github.invites || !isMember(person)
        if (!('team' in what)) {
          repositoryOf(what.repository).direct.set(person, invites ? 'invited' : what.permission)
          return invites ? 'invited' : 'given'
        }
        const team = teamOf(what.team)
        if (team.synchronised) refuse('This team is synchronised with an identity provider')
        const role = github.people.get(person) === 'owner' ? 'maintainer' : 'member'
        team.members.set(person, invites ? 'invited' : role)
        return invites ? 'invited' : 'given'
      }),
    take: (what, person) =>
      ask('take', wordsOf(what, person), () => {
        if ('team' in what) teamOf(what.team).members.delete(person)
        else repositoryOf(what.repository).direct.delete(person)
      }),
    seen: async () => ({
      tree: { organisation: 'acme', teams: [...github.teams].map(([id, { slug, above }]) => nodeOf(id, slug, above)) },
      repositories: [...github.repositories].map(([id, { name }]) => ({ id, name })),
    }),
    health: async () => [{ state: 'well', message: 'The App lends.' }],
  }
}

const nodeOf = (id: number, slug: string, above: number | undefined) => ({
  id,
  slug,
  ...(above === undefined ? {} : { above }),
})

function onRepository(
  github: FakeGitHub,
  what: { repository: number; permission: LentPermission },
  person: number,
): Awaited<ReturnType<Lending['standing']>> {
  const repository = github.repositories.get(what.repository)
  if (!repository) return undefined
  const enough = [...repository.teams].filter(
    ([team, role]) =>
      github.isIn(team, person) && lentPermissions.indexOf(role) >= lentPermissions.indexOf(what.permission),
  )
  const also = enough.map(([team]) => `through @acme/${github.teams.get(team)?.slug}`)
  const direct = repository.direct.get(person) ?? 'none'
  return { name: repository.name, own: direct !== 'none' && also.length > 0 ? 'unclear' : direct, also }
}

function refuse(words: string): never {
  throw new DaypassError('GITHUB_REFUSED', `GitHub refused (${words}).`)
}

/** For tests in which no connector lends anything. */
export const nobodyLends: OpenLending = () => {
  throw new Error('nothing of GitHub is lent here')
}

/** An organisation without teams. */
export const noTeams: TeamTree = { of: async () => ({ organisation: 'acme', teams: [] }), mayWrite: async () => false }
