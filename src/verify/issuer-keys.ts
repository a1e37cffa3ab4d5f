import { type CryptoKey, importJWK } from 'jose'
import { VerifyError } from './error.ts'
import { isObject, parseObject } from './jws.ts'
import { Cached, type Fetch, fetchDocument } from './source.ts'

export type KeyPurpose = 'token' | 'status'

type PublishedKey = { key: CryptoKey; purpose: string | undefined }

/** After a fetch that did not help, the next one waits this long (milliseconds), however many unknown keys are named. */
const coolDown = 30_000
/** The last good keys are used this long while the issuer cannot be asked (milliseconds). */
const oldest = 600_000
const longest = 65_536

/** The issuer's public keys, from its own address only. */
export class Keys {
  readonly #refresh: number
  readonly #cached: Cached<Map<string, PublishedKey>>

  constructor(options: { issuer: string; fetch: Fetch; refresh: number; clock: () => number }) {
    const url = `${options.issuer.replace(/(?<!\/)\/+$/, '')}/.well-known/jwks.json`
    this.#refresh = options.refresh
    this.#cached = new Cached(options.clock, async () =>
      readKeys(await fetchDocument(options.fetch, url, 'application/json', longest)),
    )
  }

  /** The key of that name, if it is meant for the purpose. Throws TOKEN_KEY_UNKNOWN, KEYS_UNAVAILABLE. */
  async find(kid: string, purpose: KeyPurpose): Promise<CryptoKey> {
    const cached = this.#cached
    const due = cached.age() >= this.#refresh && cached.mayTry()
    const unknown = cached.value?.has(kid) === false && cached.idle() >= coolDown
    if (due || unknown) await cached.refresh()
    const keys = cached.value
    if (!keys || cached.age() > oldest)
      throw new VerifyError('KEYS_UNAVAILABLE', "The issuer's keys cannot be fetched; try again later.", cached.failure)
    const found = keys.get(kid)
    if (!found || (found.purpose !== undefined && found.purpose !== purpose))
      throw new VerifyError('TOKEN_KEY_UNKNOWN', 'The issuer has no such key for this purpose.')
    return found.key
  }
}

/** The usable keys of a JWK set (RFC 7517) by their kid. A set without any is an error, so that it never replaces a good one. */
async function readKeys(bytes: Uint8Array): Promise<Map<string, PublishedKey>> {
  const { keys } = parseObject(bytes, 'key set')
  const usable = new Map<string, PublishedKey>()
  for (const jwk of Array.isArray(keys) ? keys.slice(0, 100) : []) {
    if (!isObject(jwk)) continue
    const { kty, crv, x, y, kid, use = 'sig', alg = 'ES256', daypass } = jwk
    const fits = kty === 'EC' && crv === 'P-256' && use === 'sig' && alg === 'ES256' && !('d' in jwk)
    if (!fits || typeof x !== 'string' || typeof y !== 'string' || typeof kid !== 'string' || usable.has(kid)) continue
    if (daypass !== undefined && typeof daypass !== 'string') continue
    const key = await importJWK({ kty, crv, x, y }, 'ES256').catch(() => undefined)
    if (key && !(key instanceof Uint8Array)) usable.set(kid, { key, purpose: daypass })
  }
  if (usable.size === 0) throw new Error('the key set holds no ES256 key')
  return usable
}
