import { type KeyObject, sign } from 'node:crypto'
import { asObject, type JsonObject } from '../json.ts'
import type { World } from '../world.ts'
import type { Token } from './actor.ts'
import type { Reply } from './backend.ts'

// `emulate` lets a token make 5 000 calls an hour.
const CALLS_A_TOKEN = 4_500

/** A new installation token of `emulate`, asked for with the app's own key. */
export async function mintInner(world: World, request: unknown): Promise<Reply> {
  const jwt = `Bearer ${appToken(world.app.id, world.app.privateKey)}`
  return world.backend.request(jwt, 'POST', `/app/installations/${world.app.installationId}/access_tokens`, request)
}

/** The token of `emulate` behind one that the gateway gave out, renewed before it is used up. */
export async function innerToken(world: World, token: Pick<Token, 'inner' | 'calls' | 'request'>): Promise<string> {
  token.calls += 1
  if (token.calls % CALLS_A_TOKEN === 0)
    token.inner = String(asObject((await mintInner(world, token.request)).data).token)
  return token.inner
}

/** The authorization with which `emulate` takes a call as that of a person or of the bot, whatever they may do here. */
export async function asSender(world: World, sender: JsonObject): Promise<string> {
  const account = world.directory.account(String(sender.login))
  if (account) return world.backend.as(account.login)
  world.app.own ??= { inner: '', calls: CALLS_A_TOKEN - 1, request: {} }
  return `token ${await innerToken(world, world.app.own)}`
}

/** The JWT with which an app speaks for itself, good for five minutes. */
function appToken(appId: number, key: KeyObject): string {
  const now = Math.floor(Date.now() / 1_000)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: String(appId), iat: now - 30, exp: now + 300 })}`
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}
