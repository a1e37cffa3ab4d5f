import { forward } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import { type Answer, type Exchange, json, notFound, type Route, refusal, route } from '../gateway/route.ts'

export const userRoutes: readonly Route[] = [
  route('GET /user', authenticatedUser),
  route('GET /user/:id', userById),
  route('GET /users/:login/keys', userKeys),
]

async function authenticatedUser(x: Exchange): Promise<Answer> {
  if (x.actor.by === 'anonymous') return refusal(401, 'Requires authentication')
  return x.actor.by === 'user' ? forward(x) : refusal(403, 'Resource not accessible by integration')
}

async function userById(x: Exchange): Promise<Answer> {
  const id = Number(x.params.id)
  if (id === x.world.app.bot.id) return json(x.world.app.bot)
  const account = x.world.directory.accountById(id)
  if (account === undefined) return notFound()
  return forward({ ...x, path: `/users/${account.login}` })
}

function userKeys(x: Exchange): Answer {
  const account = x.world.directory.account(x.params.login ?? '')
  if (account === undefined) return notFound()
  // The public list tells id, key and times; title and verification are the owner's.
  return page(
    x,
    account.keys.map(({ id, key, created_at, last_used }) => {
      return x.world.settings.keyAges ? { id, key, created_at, last_used } : { id, key }
    }),
  )
}
