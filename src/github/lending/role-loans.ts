import { DaypassError, isDaypassError } from '../../core/error.ts'
import { type LentPermission, lentPermissions } from '../../core/lending/loans.ts'
import type { OwnRole, Standing } from '../../ports/lending.ts'
import { ResponseFields } from '../api/response.ts'
import type { LendingClient } from './lending-client.ts'
import { keptLogin } from './team-loans.ts'

export type LentRole = { repository: number; permission: LentPermission }

/** GitHub has two words for each role. */
const roles: Readonly<Record<string, OwnRole>> = { read: 'pull', write: 'push' }

/** What somebody has on a repository. Undefined: it is gone. Throws GITHUB_*. */
export async function standingOnRepository(
  client: LendingClient,
  { repository, permission }: LentRole,
  person: number,
): Promise<Standing | undefined> {
  const { allRepositories } = await client.installation()
  const answer = await client.find('lentRepository', { id: repository }).catch(shutOut)
  if (answer === undefined) {
    if (allRepositories) return undefined
    const message = `The App may not see the repository ${repository}, or it is gone. Its owners install the App there.`
    throw new DaypassError('GITHUB_REFUSED', message)
  }
  const name = new ResponseFields(answer.data, 'the repository').text('full_name')
  const own = await ownRole(client, repository, person)
  const also = own === 'none' || own === 'invited' ? [] : await alsoBy(client, { repository, permission }, person, true)
  if (own !== 'none') return { name, own: also.length > 0 ? 'unclear' : own, also }
  return { name, own, also: await alsoBy(client, { repository, permission }, person, false) }
}

function shutOut(thrown: unknown): undefined {
  if (isDaypassError(thrown, 'GITHUB_SHUT_OUT')) return undefined
  throw thrown
}

/** The role as a collaborator in person, by id; a role of the organisation's own is `more`. */
async function ownRole(client: LendingClient, repository: number, person: number): Promise<OwnRole> {
  const at = { repository_id: repository }
  const direct = await client.list('lentCollaborators', { ...at, affiliation: 'direct' }, repository)
  const found = direct.find((one) => one.id('id') === person)
  if (found) {
    const word = found.text('role_name')
    return roles[word] ?? lentPermissions.find((one) => one === word) ?? 'more'
  }
  const waits = await client.list('lentInvitations', at, repository)
  return waits.some((one) => one.optionalPart('invitee')?.id('id') === person) ? 'invited' : 'none'
}

/** What else gives them as much. `teamsOnly`: as far as teams do, where they have a role of their own as well. */
async function alsoBy(client: LendingClient, what: LentRole, person: number, teamsOnly: boolean): Promise<string[]> {
  const { repository, permission } = what
  const at = { repository_id: repository }
  const username = await client.loginOf(person)
  if (username === undefined) return []
  if (!teamsOnly) {
    const answer = await client.find('lentPermission', { ...at, username }, repository)
    const shown = answer && new ResponseFields(answer.data, 'the permission')
    const word = shown && (shown.optionalText('role_name') ?? shown.text('permission'))
    if (!word || !isAsMuch(word, permission)) return []
  }
  const { login: org } = await client.installation()
  const teams = (await client.list('lentTeams', at, repository)).filter((team) =>
    isAsMuch(team.text('permission'), permission),
  )
  const names = await Promise.all(
    teams.map(async (team) => {
      const at = { org_id: client.organisation, team_id: team.id('id'), username }
      const found = await client.find('lentMembership', at)
      const isIn = found && new ResponseFields(found.data, 'the membership').text('state') === 'active'
      return isIn ? [`through @${org}/${team.text('slug')}`] : []
    }),
  )
  const through = names.flat()
  return through.length > 0 || teamsOnly ? through : ['as everybody in the organisation, or as one of its owners']
}

/** A role of the organisation's own may be anything: then it counts as much. */
function isAsMuch(word: string, permission: LentPermission): boolean {
  if (word === 'none') return false
  const own = roles[word] ?? word
  const rank = (lentPermissions as readonly string[]).indexOf(own)
  return rank < 0 || rank >= lentPermissions.indexOf(permission)
}

/** Throws GITHUB_*. */
export async function giveRole(
  client: LendingClient,
  { repository, permission }: LentRole,
  person: number,
): Promise<'given' | 'invited'> {
  const username = await client.loginOf(person)
  if (username === undefined) throw new DaypassError('GITHUB_REFUSED', 'The account of the requester is gone.')
  const at = { repository_id: repository, username }
  const { status } = await client.call('lendRole', { ...at, permission }, repository)
  await keptLogin(client, person, username, () => client.find('endRole', at, repository))
  return status === 204 ? 'given' : 'invited'
}

/** Takes an invitation away as well. Idempotent. Throws GITHUB_*. */
export async function takeRole(client: LendingClient, { repository }: LentRole, person: number): Promise<void> {
  const at = { repository_id: repository }
  for (const waits of await client.list('lentInvitations', at, repository)) {
    if (waits.optionalPart('invitee')?.id('id') !== person) continue
    await client.find('endInvitation', { ...at, invitation_id: waits.id('id') }, repository)
  }
  const direct = await client.list('lentCollaborators', { ...at, affiliation: 'direct' }, repository)
  const username = (await client.loginOf(person)) ?? direct.find((one) => one.id('id') === person)?.text('login')
  if (username !== undefined) await client.find('endRole', { ...at, username }, repository)
}
