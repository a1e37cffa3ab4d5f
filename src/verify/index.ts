import { type AccessTokenClaims, checkClaims } from './claims.ts'
import { VerifyError } from './error.ts'
import { Keys } from './issuer-keys.ts'
import { checkSignature, parseJws, parseObject } from './jws.ts'
import type { Fetch } from './source.ts'
import { StatusReader, statusError } from './status-check.ts'

export type { AccessTokenClaims, Operation } from './claims.ts'
export { VerifyError, type VerifyErrorCode } from './error.ts'
export type { Fetch } from './source.ts'

export type VerifierOptions = {
  /** The address of the Daypass server: its PUBLIC_URL, letter by letter. Keys and status lists are read from there only. */
  issuer: string
  /** What this application is called in tokens: the audience of its connector, letter by letter. */
  audience: string
  /** true (the default): refuse when the status list is older than 5 minutes or missing. false: accept, with a warning. */
  strict?: boolean
  clock?: () => Date
  fetch?: Fetch
  /** How long keys and status list are used before they are read again, in seconds (default and at most 30). */
  refresh?: number
}

/** What the caller needs: scopes, separated by spaces, all of which the token must hold, and the resource it must be for. */
export type Demand = { scope?: string; resource?: string }

export type Warning = 'STATUS_STALE' | 'STATUS_UNAVAILABLE'

/** The claims of an accepted token. `warnings` is empty unless the verifier is not strict. */
export type VerifiedToken = AccessTokenClaims & { warnings: readonly Warning[] }

export interface Verifier {
  /** Returns the claims of a good token; throws VerifyError, whose `code` says why, for every other text. */
  verify(token: string, demand?: Demand): Promise<VerifiedToken>
}

const types = ['at+jwt', 'application/at+jwt']
const longestToken = 8192
const probeScope = 'daypass:probe'

/**
 * Checks Daypass access tokens in the application that they are for. Make one and keep it: it holds the issuer's keys and
 * status lists, and reads them again every 30 s. It sets no timers.
 *
 * ```ts
 * import { createVerifier, VerifyError } from 'daypass/verify'
 *
 * const verifier = createVerifier({ issuer: 'https://daypass.acme.example', audience: 'https://api.acme.example' })
 *
 * export async function readOrders(authorization: string) {
 *   const claims = await verifier.verify(authorization.replace(/^Bearer /, ''), { scope: 'orders:read' })
 *   return ordersSeenBy(claims.sub) // 'github|1234'
 * }
 * ```
 *
 * An application that is asked for a proof of the end answers its probe address after `verify(token)` without a scope. A token
 * with the scope `daypass:probe` is good for nothing else, and makes the verifier read the status list anew.
 *
 * Throws TypeError for options that cannot work.
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const { issuer, audience, strict = true, fetch = globalThis.fetch } = options
  const refresh = Math.min(30, options.refresh ?? 30) * 1000
  checkOptions(issuer, audience, refresh)
  const time = timeOf(options.clock ?? (() => new Date()))
  const keys = new Keys({ issuer, fetch, refresh, clock: time })
  const lists = new StatusReader({ issuer, fetch, keys, refresh, clock: time })

  const checkStatus = async (claims: AccessTokenClaims): Promise<Warning[]> => {
    const { idx: index, uri } = claims.status.status_list
    const insist = claims.scope.split(' ').includes(probeScope)
    const answer = await lists.ask({ index, uri, iat: claims.iat, insist })
    if (answer.status === 'ended') throw new VerifyError('TOKEN_ENDED', 'The grant of this token has ended.')
    if (answer.warning === undefined) return []
    if (strict) throw statusError(answer.warning, lists.failure(uri))
    return [answer.warning]
  }

  return {
    verify: async (token, demand = {}) => {
      const jws = parseJws(token, { types, longest: longestToken })
      await checkSignature(jws, await keys.find(jws.kid, 'token'))
      const claims = checkClaims(parseObject(jws.payload, 'payload'), { issuer, audience }, time() / 1000)
      // Before scope and resource: whoever refuses the probe of an ended grant shall have learnt of the end.
      const warnings = await checkStatus(claims)
      checkDemand(claims, demand)
      return { ...claims, warnings }
    },
  }
}

function checkOptions(issuer: unknown, audience: unknown, refresh: number): void {
  const url = typeof issuer === 'string' ? URL.parse(issuer) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash)
    throw new TypeError('issuer shall be the http(s) address of the Daypass server')
  if (typeof audience !== 'string' || audience === '')
    throw new TypeError('audience shall be the name of this application')
  if (!(refresh >= 0)) throw new TypeError('refresh shall be a number of seconds')
}

/** Milliseconds. A clock without a time makes every comparison false, and "not expired" must not be the outcome. */
function timeOf(clock: () => Date): () => number {
  return () => {
    const now = clock().getTime()
    if (!Number.isFinite(now)) throw new TypeError('clock gave no time')
    return now
  }
}

function checkDemand(claims: AccessTokenClaims, { scope, resource }: Demand): void {
  const held = claims.scope.split(' ')
  const wanted = scope?.split(' ') ?? []
  const isProbe = held.includes(probeScope)
  if (
    isProbe ? scope !== undefined && scope !== probeScope : !wanted.every((each) => each !== '' && held.includes(each))
  )
    throw new VerifyError('TOKEN_SCOPE', 'The token is not good for this action.')
  if (resource !== undefined && claims.daypass.resource !== resource)
    throw new VerifyError('TOKEN_RESOURCE', 'The token is for another resource.')
}
