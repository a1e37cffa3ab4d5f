import { asObject, type JsonObject } from '../json.ts'
import type { World } from '../world.ts'
import type { Actor } from './actor.ts'
import { innerToken } from './app-token.ts'
import { correct } from './correct.ts'
import { type Answer, type Exchange, refusal } from './route.ts'

/** The call as it came, or with another body, answered by `emulate` and corrected. */
export async function forward(x: Exchange, body: unknown = x.payload): Promise<Answer> {
  // `emulate` wants a body even where GitHub needs none.
  const sent = ['POST', 'PUT', 'PATCH'].includes(x.method) ? (body ?? {}) : x.method === 'DELETE' ? body : undefined
  const query = x.query.size > 0 ? `?${x.query}` : ''
  const reply = await x.world.backend.request(await authorization(x), x.method, `${x.path}${query}`, sent)
  if (reply.status === 403 && asObject(reply.data).message === 'Forbidden') return forbidden(x.actor)
  const data = correct(x.world, reply.data, x.actor)
  return { status: reply.status, ...(reply.link === null ? {} : { headers: { link: reply.link } }), body: data }
}

/** GitHub's refusal of what this actor may not do although they see the repository. */
export function forbidden(actor: Actor): Answer {
  return refusal(
    403,
    actor.by === 'app' ? 'Resource not accessible by integration' : 'Must have admin rights to Repository.',
  )
}

/** GitHub's simple user of whoever acts. */
export function senderOf(world: World, actor: Actor): JsonObject {
  if (actor.by === 'user') return actor.account.profile
  return world.app.bot
}

/** An object as the gateway itself reads it, whatever the actor's rights; undefined when there is none. */
export async function read(world: World, path: string): Promise<JsonObject | undefined> {
  const reply = await world.backend.admin('GET', path)
  return reply.status === 200 ? asObject(correct(world, reply.data)) : undefined
}

async function authorization(x: Exchange): Promise<string | undefined> {
  if (x.actor.by === 'user') return x.world.backend.as(x.actor.account.login)
  if (x.actor.by === 'anonymous') return undefined
  return x.actor.as === 'app' ? x.headers.authorization : `token ${await innerToken(x.world, x.actor.token)}`
}
