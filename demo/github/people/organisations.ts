import { forbidden, forward } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import {
  type Answer,
  type Exchange,
  type Handler,
  json,
  NO_CONTENT,
  notFound,
  type Route,
  route,
} from '../gateway/route.ts'
import { asObject } from '../json.ts'
import type { Account } from './directory.ts'
import { appMayRead } from './permission.ts'

export const organisationRoutes: readonly Route[] = [
  route('GET /orgs/:org', organisation),
  route('GET /user/memberships/orgs/:org', ownMembership),
  route('GET /orgs/:org/members', visible(listMembers)),
  route(
    'GET /orgs/:org/members/:login',
    visible((x) => (member(x) ? NO_CONTENT : notFound())),
  ),
  route('GET /orgs/:org/memberships/:login', visible(membership)),
]

/** Only a member, or an app that may read members, sees an organisation's people; everybody else is told that there are none. */
export function visible(handler: Handler): Handler {
  return (x) => {
    if (x.params.org?.toLowerCase() !== x.world.organisation.login.toLowerCase()) return notFound()
    if (!appMayRead(x, 'members')) return forbidden(x.actor)
    if (x.actor.by === 'anonymous' || (x.actor.by === 'user' && !x.actor.account.member)) return notFound()
    return handler(x)
  }
}

/** The member that the path names. */
export function member(x: Exchange): Account | undefined {
  const account = x.world.directory.account(x.params.login ?? '')
  return account?.member ? account : undefined
}

/** Owners are told the plan. */
async function organisation(x: Exchange): Promise<Answer> {
  const answer = await forward(x)
  const tells = x.actor.by === 'user' && x.actor.account.owner && answer.status === 200
  if (!tells) return answer
  const plan = { name: x.world.settings.plan, space: 976_562_499, private_repos: 9_999, filled_seats: 5, seats: 10 }
  return { ...answer, body: { ...asObject(answer.body), plan } }
}

function ownMembership(x: Exchange): Answer {
  if (x.actor.by !== 'user') return x.actor.by === 'app' ? forbidden(x.actor) : notFound()
  const own = { ...x, params: { ...x.params, login: x.actor.account.login } }
  return x.params.org?.toLowerCase() === x.world.organisation.login.toLowerCase() ? membership(own) : notFound()
}

function listMembers(x: Exchange): Answer {
  const role = x.query.get('role') ?? 'all'
  const members = x.world.directory.accounts().filter((account) => account.member)
  const chosen = members.filter((account) => role === 'all' || (role === 'admin') === account.owner)
  return page(
    x,
    chosen.map((account) => account.profile),
  )
}

function membership(x: Exchange): Answer {
  const account = member(x)
  if (account === undefined) return notFound()
  const { organisation, url } = x.world
  return json({
    url: `${url}/orgs/${organisation.login}/memberships/${account.login}`,
    state: 'active',
    role: account.owner ? 'admin' : 'member',
    organization_url: `${url}/orgs/${organisation.login}`,
    user: account.profile,
    organization: organisation.profile,
  })
}
