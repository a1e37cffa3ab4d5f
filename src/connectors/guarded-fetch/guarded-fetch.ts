import { lookup as lookUp } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, request } from 'undici'
import { isLoopback } from '../../core/address.ts'
import { NoConnection, noConnectionIn } from '../../core/no-connection.ts'
import { type Reachable, reachableFrom } from './reachable.ts'

/** How long (milliseconds) a target has for its whole answer, from the look-up of its name on. */
const usualPatience = 5_000
/** How long (bytes) an answer may be. */
const longestAnswer = 64 * 1024

/** What is asked of a target. `allowPrivate`: the private ranges (CIDRs) that its name may lead to. */
export type Question = {
  method?: 'GET' | 'POST'
  headers?: Readonly<Record<string, string>>
  body?: string
  allowPrivate?: readonly string[]
}

/** Asks a target, by an address that the deployment file names. */
export type Fetch = (url: string, question: Question) => Promise<Response>

/** `lookup` and `connect`: those of Node.js and of undici, where nothing is said; `patience`: milliseconds. */
export type GuardedFetchOptions = { lookup?: LookupFunction; connect?: typeof buildConnector; patience?: number }

/**
 * Asks targets such that whoever owns their names cannot have this server ask something else: over https (http on this machine only), at the
 * addresses that `reachableFrom` says, which the name is looked up for and the connection is held to; directly, on a connection of its own,
 * without following redirects, in 5 s and 64 KiB. Throws NoConnection where an address is refused, and what undici throws.
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): Fetch {
  const { lookup = lookUp, connect = buildConnector, patience = usualPatience } = options
  return async (url, { allowPrivate, ...question }) => {
    const { protocol, hostname, username, password } = new URL(url)
    if (username !== '' || password !== '') throw refusal(hostname, 'is asked with a user name in the address')
    if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
      throw refusal(hostname, 'is asked over https only')
    const reachable = reachableFrom(hostname, allowPrivate)
    // No look-up is made for a literal.
    const literal = hostname.replace(/^\[|\]$/g, '')
    const flaw = isIP(literal) === 0 ? undefined : flawOf(hostname, [literal], reachable)
    if (flaw) throw flaw
    const agent = agentFor(hostname, reachable, lookup, connect)
    try {
      const signal = AbortSignal.timeout(patience)
      const { statusCode, headers, body } = await request(url, { ...question, dispatcher: agent, signal })
      const text = await body.text()
      const type = headers['content-type']
      const isEmpty = statusCode === 204 || statusCode === 205 || statusCode === 304
      return new Response(isEmpty ? null : text, {
        status: statusCode,
        headers: typeof type === 'string' ? { 'content-type': type } : {},
      })
    } catch (error) {
      throw noConnectionIn(error) ?? error
    } finally {
      await agent.destroy()
    }
  }
}

function agentFor(hostname: string, reachable: Reachable, lookup: LookupFunction, build: typeof buildConnector): Agent {
  const guarded: LookupFunction = (name, options, done) =>
    lookup(name, { ...options, all: true }, (error, found) => {
      const all = Array.isArray(found) ? found : []
      const addresses = all.map(({ address }) => address)
      const flaw = error ?? flawOf(hostname, addresses, reachable)
      if (flaw) done(flaw, [])
      else if (options.all) done(null, all)
      else done(null, all[0]?.address ?? '', all[0]?.family)
    })
  // Certificates are checked whatever the environment says.
  const open = build({ lookup: guarded, rejectUnauthorized: true, allowH2: false, maxCachedSessions: 0 })
  return new Agent({
    // One question, one connection.
    pipelining: 0,
    maxResponseSize: longestAnswer,
    connect: (options, callback) =>
      open(options, (error, socket) => {
        if (!socket) return callback(error ?? new Error('no connection'), null)
        // Whatever was looked up, and where nothing was: this is who will read the question.
        const flaw = flawOf(hostname, [socket.remoteAddress ?? ''], reachable)
        if (!flaw) return callback(null, socket)
        socket.destroy()
        callback(flaw, null)
      }),
  })
}

/** What is wrong with the addresses: one that may not be reached spoils all, since it could be the next that is taken. */
function flawOf(hostname: string, addresses: readonly string[], reachable: Reachable): NoConnection | undefined {
  if (addresses.length === 0) return refusal(hostname, 'has no address')
  for (const address of addresses) {
    const why = reachable(address)
    if (why !== undefined) return refusal(hostname, `leads to ${address}, which ${why}`)
  }
  return undefined
}

function refusal(hostname: string, why: string): NoConnection {
  return new NoConnection(`${hostname} ${why}.`, { cause: undefined, nothingSent: true })
}
