import { forbidden } from './gateway/forward.ts'
import { page } from './gateway/page.ts'
import { type Answer, type Exchange, type Route, route } from './gateway/route.ts'
import { visible } from './people/organisations.ts'

/** The one thing that GitHub tells nowhere else: when somebody came into a team. Only larger organisations have this log. */
export const auditLogRoutes: readonly Route[] = [route('GET /orgs/:org/audit-log', visible(auditLog))]

function auditLog(x: Exchange): Answer {
  if (!mayRead(x)) return forbidden(x.actor)
  const { login } = x.world.organisation
  const entries = x.world.directory.teams().flatMap((team) =>
    [...team.members].flatMap(([user, { since }]) => {
      if (since === undefined) return []
      const time = since.getTime()
      const who = { org: login, team: `${login}/${team.slug}`, user, user_id: x.world.directory.account(user)?.id }
      return [{ '@timestamp': time, created_at: time, action: 'team.add_member', ...who }]
    }),
  )
  const action = /action:(\S+)/.exec(x.query.get('phrase') ?? '')?.[1]
  const chosen = entries.filter((entry) => action === undefined || entry.action === action)
  return page(
    x,
    chosen.toSorted((a, b) => b.created_at - a.created_at),
  )
}

function mayRead(x: Exchange): boolean {
  if (x.actor.by === 'user') return x.actor.account.owner
  return (
    x.actor.by === 'app' &&
    x.actor.as === 'installation' &&
    x.actor.token.permissions.organization_administration !== undefined
  )
}
