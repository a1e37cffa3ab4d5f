import { DaypassError } from '../../core/error.ts'
import type { Standing } from '../../ports/lending.ts'
import { ResponseFields } from '../api/response.ts'
import { type LendingClient, refusedByProvider } from './lending-client.ts'

/** What somebody has in a team. Undefined: there is no such team any more. Throws GITHUB_*. */
export async function standingInTeam(
  client: LendingClient,
  team_id: number,
  person: number,
): Promise<Standing | undefined> {
  const at = { org_id: client.organisation, team_id }
  const [answer, { login: org, permissions }] = await Promise.all([client.find('lentTeam', at), client.installation()])
  // Who may not read members is told the same of every team.
  if (answer === undefined && permissions.members !== undefined) return undefined
  if (answer === undefined)
    throw new DaypassError('GITHUB_REFUSED', 'The App may not see teams. Its owners let it write members.')
  const name = `@${org}/${new ResponseFields(answer.data, 'the team').text('slug')}`
  const login = await loginIn(client, at, person)
  const membership = login === undefined ? undefined : await client.find('lentMembership', { ...at, username: login })
  if (login === undefined || membership === undefined) {
    // A login can be changed between two calls: who is not in the list is not in the team.
    if ((await listedAs(client, at, person)) === undefined) return { name, own: 'none', also: [] }
    throw new DaypassError(
      'GITHUB_UNAVAILABLE',
      `GitHub lists them in ${name} and shows no membership. It is asked again.`,
    )
  }
  const shown = new ResponseFields(membership.data, 'the membership')
  if (shown.text('state') !== 'active') return { name, own: 'invited', also: [] }
  const also = await throughChildren(client, at, { org, login })
  const role = shown.text('role') === 'maintainer' ? 'maintainer' : 'member'
  return { name, own: also.length > 0 ? 'unclear' : role, also }
}

type Team = { org_id: number; team_id: number }

/** Members of teams below are members too; GitHub does not tell whether they have a membership of their own besides. */
async function throughChildren(
  client: LendingClient,
  at: Team,
  { org, login }: { org: string; login: string },
): Promise<string[]> {
  const children = await client.list('lentChildren', at)
  const names = await Promise.all(
    children.map(async (child) => {
      const found = await client.find('lentMembership', { ...at, team_id: child.id('id'), username: login })
      const isIn = found && new ResponseFields(found.data, 'the membership').text('state') === 'active'
      return isIn ? [`through @${org}/${child.text('slug')}`] : []
    }),
  )
  return names.flat()
}

/** Whose account GitHub does not show by its id may be in a list all the same. */
async function loginIn(client: LendingClient, at: Team, person: number): Promise<string | undefined> {
  return (await client.loginOf(person)) ?? listedAs(client, at, person)
}

async function listedAs(client: LendingClient, at: Team, person: number): Promise<string | undefined> {
  const people = await client.list('lentPeople', at)
  return people.find((one) => one.id('id') === person)?.text('login')
}

/** Throws GITHUB_*; GITHUB_REFUSED in plain words where an identity provider decides who is in the team. */
export async function giveMembership(
  client: LendingClient,
  team_id: number,
  person: number,
): Promise<'given' | 'invited'> {
  const at = { org_id: client.organisation, team_id }
  const username = await client.loginOf(person)
  if (username === undefined) throw new DaypassError('GITHUB_REFUSED', 'The account of the requester is gone.')
  const answer = await client.call('lendMembership', { ...at, username, role: 'member' }).catch(plainly)
  const isActive = new ResponseFields(answer.data, 'the membership').text('state') === 'active'
  await keptLogin(client, person, username, () => client.find('endMembership', { ...at, username }))
  return isActive ? 'given' : 'invited'
}

/** Idempotent. Throws GITHUB_*. */
export async function takeMembership(client: LendingClient, team_id: number, person: number): Promise<void> {
  const at = { org_id: client.organisation, team_id }
  const username = await loginIn(client, at, person)
  if (username !== undefined) await client.find('endMembership', { ...at, username }).catch(plainly)
}

/** Whoever has the login by now was given something that is not for them. */
export async function keptLogin(
  client: LendingClient,
  person: number,
  login: string,
  undo: () => Promise<unknown>,
): Promise<void> {
  if ((await client.loginOf(person)) === login) return
  await undo()
  throw new DaypassError('GITHUB_REFUSED', 'The login of the requester changed hands meanwhile. It is tried again.')
}

function plainly(thrown: unknown): never {
  if (!refusedByProvider(thrown)) throw thrown
  const message =
    'An identity provider decides who is in this team, so GitHub lets nobody else change it. Lend another team, and give that one the same.'
  throw new DaypassError('GITHUB_REFUSED', message, { cause: thrown })
}
