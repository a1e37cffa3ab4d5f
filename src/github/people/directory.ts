import { DaypassError } from '../../core/error.ts'
import { readTeamName } from '../../core/team-name.ts'
import type { Directory, Permission, SshKey } from '../../ports/directory.ts'
import { allPages } from '../api/pages.ts'
import type { Repositories } from '../api/repositories.ts'
import { asList, ResponseFields } from '../api/response.ts'
import { Identities, type Person } from './identities.ts'

const permissions: readonly Permission[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin']

/**
 * People, teams and keys as GitHub has them now. GitHub's addresses hold logins, which can be given up and taken by somebody
 * else: no answer counts unless the login belongs to the person's id.
 */
export function createDirectory(
  repositories: Repositories,
  now: () => Date,
  identities = new Identities(repositories, now),
): Directory {
  return {
    isMember: async (repository, person) => (await roleOf(repositories, identities, repository, person)) !== undefined,
    isOwner: async (repository, person) => (await roleOf(repositories, identities, repository, person)) === 'admin',
    permission: (repository, person) => permission(repositories, identities, repository, person),
    async teamsOf(repository, person, teams) {
      checkLogin(person)
      if (teams.length === 0) return []
      const [isThem, ...member] = await Promise.all([
        identities.check(repository, person),
        ...teams.map((team) => isInTeam(repositories, repository, person, team)),
      ])
      return isThem ? teams.filter((_, i) => member[i]) : []
    },
    async sshKeys(repository, person) {
      checkLogin(person)
      const [isThem, keys] = await Promise.all([
        identities.check(repository, person),
        readKeys(repositories, repository, person),
      ])
      if (!isThem) return []
      if (keys !== undefined) return keys
      // GitHub has an answer for each account that it has: this is one of its bad days, and not a person without keys.
      const message = `GitHub shows the account ${person.login} and not its keys. It is asked again later.`
      throw new DaypassError('GITHUB_UNAVAILABLE', message)
    },
  }
}

/** The person's role in the organisation that owns the repository; undefined: no active member. */
async function roleOf(
  repositories: Repositories,
  identities: Identities,
  repository: number,
  person: Person,
): Promise<string | undefined> {
  checkLogin(person)
  const { owner } = await repositories.recent(repository)
  // A repository of a user account has no organisation: only the owner belongs to it.
  if (owner.type !== 'Organization') return owner.id === person.id ? 'admin' : undefined
  const asked = repositories.find(repository, 'membership', { org: owner.login, username: person.login })
  const shown = await identities.learn(
    person,
    asked.then((answer) => answer && withUser(answer.data, 'the membership')),
  )
  const isThem = shown !== undefined && shown.user.id('id') === person.id && shown.reading.text('state') === 'active'
  return isThem ? (shown.reading.optionalText('role') ?? 'member') : undefined
}

async function permission(
  repositories: Repositories,
  identities: Identities,
  repository: number,
  person: Person,
): Promise<Permission> {
  checkLogin(person)
  const asked = repositories.find(repository, 'permission', { username: person.login })
  const shown = await identities.learn(
    person,
    asked.then((answer) => answer && withUser(answer.data, 'the permission')),
  )
  if (shown?.user.id('id') !== person.id) return 'none'
  return readPermission(shown.reading)
}

/** `role_name` tells triage and maintain apart, and may be a role of the organisation's own: then the coarse word counts. */
export function readPermission(answer: ResponseFields): Permission {
  const named = permissions.find((known) => known === answer.optionalText('role_name'))
  return named ?? permissions.find((known) => known === answer.text('permission')) ?? 'none'
}

function withUser(data: unknown, what: string): { reading: ResponseFields; user: ResponseFields } {
  const reading = new ResponseFields(data, what)
  return { reading, user: reading.part('user') }
}

async function isInTeam(
  repositories: Repositories,
  repository: number,
  person: Person,
  team: string,
): Promise<boolean> {
  const { owner } = await repositories.recent(repository)
  const { org, slug } = readTeamName(team) ?? {}
  if (org === undefined || slug === undefined) throw unknownTeam(team, 'It is written as @organisation/team.')
  if (org.toLowerCase() !== owner.login.toLowerCase()) {
    throw unknownTeam(team, `Only teams of ${owner.login}, which owns the repository, can be asked about.`)
  }
  const address = { org: owner.login, team_slug: slug }
  const answer = await repositories.find(repository, 'teamMembership', { ...address, username: person.login })
  if (answer !== undefined) return new ResponseFields(answer.data, 'the membership').text('state') === 'active'
  if ((await repositories.find(repository, 'team', address)) === undefined) {
    throw unknownTeam(
      team,
      'There is no such team, or the app may not see it. Mend the name in the catalog or the policy.',
    )
  }
  return false
}

/** Undefined: GitHub finds them not, or not all of them. */
async function readKeys(repositories: Repositories, repository: number, person: Person): Promise<SshKey[] | undefined> {
  let isFound = true
  const keys = await allPages(
    async (page) => {
      const answer = await repositories.find(repository, 'keys', { username: person.login, ...page })
      isFound &&= answer !== undefined
      return answer
    },
    (answer) => (answer === undefined ? [] : asList(answer.data, 'the keys')),
  )
  if (!isFound) return undefined
  return keys.map((data) => {
    const key = new ResponseFields(data, 'the key')
    const createdAt = key.optionalText('created_at')
    return { key: key.text('key'), ...(createdAt === undefined ? {} : { createdAt }) }
  })
}

/** Logins become parts of addresses. */
function checkLogin({ login }: Person): void {
  if (/^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,99})(?:\[bot\])?$/.test(login)) return
  throw new DaypassError(
    'GITHUB_NOT_FOUND',
    `${JSON.stringify(login.slice(0, 100))} is not the name of an account on GitHub.`,
  )
}

function unknownTeam(team: string, why: string): DaypassError {
  return new DaypassError('TEAM_UNKNOWN', `The team ${team} is unknown. ${why}`, { where: team })
}
