import { inflateSync } from 'node:zlib'
import { VerifyError, type VerifyErrorCode } from './error.ts'
import type { Keys } from './issuer-keys.ts'
import { checkSignature, decode, isObject, parseJws, parseObject } from './jws.ts'
import { Cached, type Fetch, fetchDocument } from './source.ts'

/** A list as the issuer signed it. `iat` and `exp` in seconds, `ttl` in milliseconds. */
type StatusList = { bytes: Uint8Array; iat: number; exp: number; ttl: number }

export type StatusQuestion = {
  index: number
  uri: string
  /** When the token was issued (seconds): a list that is not younger cannot know its grant. */
  iat: number
  /** Look at the issuer's list as it is now: the token was made to find out whether this is done. */
  insist: boolean
}

export type StatusAnswer = { status: 'live' | 'ended' } & { warning?: 'STATUS_STALE' | 'STATUS_UNAVAILABLE' }

/** Strict verifiers refuse when the list is older than this (seconds). */
const oldest = 300
const leeway = 5
const longest = 2 ** 20

/** The issuer's status lists (draft-ietf-oauth-status-list), one bit a grant: what was read last, for as long as it may be used. */
export class StatusReader {
  readonly #options: { issuer: string; fetch: Fetch; keys: Keys; refresh: number; clock: () => number }
  /** By address. Addresses come from tokens that the issuer signed, so they are as few as its lists. */
  readonly #lists = new Map<string, Cached<StatusList>>()

  constructor(options: { issuer: string; fetch: Fetch; keys: Keys; refresh: number; clock: () => number }) {
    this.#options = options
  }

  /** Throws TOKEN_CLAIMS for a place that cannot be. What is stale or missing is told as a warning; the caller decides. */
  async ask(question: StatusQuestion): Promise<StatusAnswer> {
    const cached = this.#listAt(question.uri)
    const before = cached.flights
    const due = cached.age() >= Math.min(this.#options.refresh, cached.value?.ttl ?? 0)
    if (due && cached.mayTry()) await cached.refresh()
    const looked = cached.loadedBy > before
    const blind = cached.value !== undefined && cached.value.iat <= question.iat
    const doubtful = question.insist || judge(cached.value, question.index) === 'ended'
    if (blind && doubtful && !looked && cached.mayTry()) await cached.renew()
    const list = cached.value
    const status = judge(list, question.index)
    if (!list) return { status, warning: 'STATUS_UNAVAILABLE' }
    const seconds = this.#options.clock() / 1000
    return seconds >= list.exp || seconds - list.iat > oldest ? { status, warning: 'STATUS_STALE' } : { status }
  }

  /** What the last fetch of a list failed with. */
  failure(uri: string): unknown {
    return this.#lists.get(uri)?.failure
  }

  #listAt(uri: string): Cached<StatusList> {
    const known = this.#lists.get(uri)
    if (known) return known
    const { issuer } = this.#options
    if (!isWithin(uri, issuer)) throw new VerifyError('TOKEN_CLAIMS', 'The status list is not at the issuer.')
    const list = new Cached(this.#options.clock, (before: StatusList | undefined) => this.#load(uri, before))
    this.#lists.set(uri, list)
    return list
  }

  async #load(uri: string, before: StatusList | undefined): Promise<StatusList> {
    const { fetch, keys, clock } = this.#options
    const text = Buffer.from(await fetchDocument(fetch, uri, 'application/statuslist+jwt', longest)).toString('latin1')
    const types = ['statuslist+jwt', 'application/statuslist+jwt']
    const jws = parseJws(text, { types, longest })
    await checkSignature(jws, await keys.find(jws.kid, 'status'))
    const list = readList(parseObject(jws.payload, 'status list'), uri, clock() / 1000)
    if (before && list.iat < before.iat) throw new Error('the status list is older than one that was seen before')
    return list
  }
}

function readList(claims: Record<string, unknown>, uri: string, now: number): StatusList {
  const { sub, iat, exp, ttl = oldest, status_list: body } = claims
  if (sub !== uri) throw new Error('the status list belongs to another address')
  if (!Number.isSafeInteger(iat) || !Number.isSafeInteger(exp) || typeof iat !== 'number' || typeof exp !== 'number')
    throw new Error('the status list lacks iat or exp')
  if (iat > now + leeway) throw new Error('the status list comes from the future')
  if (typeof ttl !== 'number' || !(ttl > 0)) throw new Error('the status list has a ttl that is no number')
  if (!isObject(body) || body.bits !== 1 || typeof body.lst !== 'string')
    throw new Error('the status list is not one of one bit a place')
  const packed = decode(body.lst)
  if (!packed) throw new Error('the status list is no base64url')
  return { bytes: inflateSync(packed, { maxOutputLength: longest }), iat, exp, ttl: ttl * 1000 }
}

/** The lowest bit of a byte comes first; 0 is valid. Without a list nothing is known to have ended. */
function judge(list: StatusList | undefined, index: number): 'live' | 'ended' {
  if (!list) return 'live'
  const byte = list.bytes[Math.floor(index / 8)]
  if (byte === undefined) throw new VerifyError('TOKEN_CLAIMS', 'The place in the status list lies outside of it.')
  return ((byte >> (index % 8)) & 1) === 0 ? 'live' : 'ended'
}

/** Same scheme, host and port, and spelled the one way that URLs are. */
function isWithin(uri: string, issuer: string): boolean {
  const url = URL.parse(uri)
  return (
    url !== null && url.href === uri && url.origin === new URL(issuer).origin && url.username === '' && url.hash === ''
  )
}

export function statusError(
  code: Extract<VerifyErrorCode, 'STATUS_STALE' | 'STATUS_UNAVAILABLE'>,
  cause: unknown,
): VerifyError {
  const message =
    code === 'STATUS_STALE'
      ? 'The status list is older than 5 minutes and cannot be refreshed; try again later.'
      : 'The status list cannot be fetched; try again later.'
  return new VerifyError(code, message, cause)
}
