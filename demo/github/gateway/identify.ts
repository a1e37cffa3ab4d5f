import { verify } from 'node:crypto'
import { asObject } from '../json.ts'
import { LENDING_APP } from '../lending-app.ts'
import type { World } from '../world.ts'
import type { Actor } from './actor.ts'

/** Who makes the call; undefined for a credential that is not known, which GitHub answers with 401. */
export function identify(world: World, authorization: string | undefined): Actor | undefined {
  if (authorization === undefined) return { by: 'anonymous' }
  const [, token = ''] = /^(?:bearer|token)\s+(\S+)$/i.exec(authorization) ?? []
  const account = world.directory.accountByToken(token)
  if (account) return { by: 'user', account }
  const minted = world.app.tokens.get(token)
  if (minted) {
    const dead = (world.app.state === 'deleted' && !minted.lends) || minted.expiresAt.getTime() <= Date.now()
    return dead ? undefined : { by: 'app', as: 'installation', name: token, token: minted }
  }
  if (isAppToken(world, token, LENDING_APP.id)) return { by: 'app', as: 'app', lends: true }
  return world.app.state !== 'unmade' && isAppToken(world, token, world.app.id) ? { by: 'app', as: 'app' } : undefined
}

/** GitHub wants RS256, the app's id as issuer, and a life of at most ten minutes. */
function isAppToken(world: World, token: string, app: number): boolean {
  const [header = '', payload = '', signature = '', ...more] = token.split('.')
  if (more.length > 0 || signature === '') return false
  try {
    if (asObject(decoded(header)).alg !== 'RS256') return false
    const signed = Buffer.from(`${header}.${payload}`)
    if (!verify('sha256', signed, world.app.publicKey, Buffer.from(signature, 'base64url'))) return false
    const { iss, exp, iat } = asObject(decoded(payload))
    const now = Date.now() / 1_000
    if (typeof exp !== 'number' || typeof iat !== 'number') return false
    return String(iss) === String(app) && exp > now && exp <= now + 660 && iat <= now + 60
  } catch {
    return false
  }
}

function decoded(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}
