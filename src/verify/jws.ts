import { type CryptoKey, compactVerify } from 'jose'
import { VerifyError } from './error.ts'

/** A compact JWS (RFC 7515) taken apart. Nothing of it is to be believed before its signature was checked. */
export type Jws = { text: string; kid: string; payload: Uint8Array }

/** What a signed thing must be before its key is even looked for. */
export type JwsRules = { types: readonly string[]; longest: number }

const utf8 = new TextDecoder('utf-8', { fatal: true })
/** Takes a compact JWS apart. Throws TOKEN_TOO_LARGE, TOKEN_MALFORMED, TOKEN_TYPE, TOKEN_ALGORITHM. */
export function parseJws(text: string, rules: JwsRules): Jws {
  if (typeof text !== 'string' || text === '') throw new VerifyError('TOKEN_MALFORMED', 'There is no token.')
  if (text.length > rules.longest)
    throw new VerifyError('TOKEN_TOO_LARGE', 'The token is longer than any that is issued.')
  const parts = text.split('.')
  const [header, payload, signature] = parts.map(decode)
  if (parts.length !== 3 || !header || !payload || !signature)
    throw new VerifyError('TOKEN_MALFORMED', 'The token is no compact JWS.')
  const { alg, typ, kid, ...more } = parseObject(header, 'header')
  if (typeof typ !== 'string' || !rules.types.includes(typ))
    throw new VerifyError('TOKEN_TYPE', `The token is of another type than ${rules.types[0]}.`)
  if (alg !== 'ES256') throw new VerifyError('TOKEN_ALGORITHM', 'The token is not signed with ES256.')
  // The issuer writes no other member: jku, x5u, jwk, crit, b64 … is an attempt at something.
  if (Object.keys(more).length > 0)
    throw new VerifyError('TOKEN_MALFORMED', 'The header holds members that the issuer never writes.')
  if (typeof kid !== 'string') throw new VerifyError('TOKEN_KEY_UNKNOWN', 'The token names no key.')
  return { text, kid, payload }
}

/** Throws TOKEN_SIGNATURE unless the key made the signature. */
export async function checkSignature(jws: Jws, key: CryptoKey): Promise<void> {
  try {
    await compactVerify(jws.text, key, { algorithms: ['ES256'] })
  } catch (cause) {
    throw new VerifyError('TOKEN_SIGNATURE', 'The signature is not that of the issuer.', cause)
  }
}

/** UTF-8 JSON that is an object. Throws TOKEN_MALFORMED. */
export function parseObject(bytes: Uint8Array, what: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(utf8.decode(bytes))
  } catch (cause) {
    throw new VerifyError('TOKEN_MALFORMED', `The ${what} of the token is no JSON.`, cause)
  }
  if (!isObject(value)) throw new VerifyError('TOKEN_MALFORMED', `The ${what} of the token is no JSON object.`)
  return value
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Base64url in its one canonical spelling; undefined for any other, so that a token has exactly one text. */
export function decode(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
