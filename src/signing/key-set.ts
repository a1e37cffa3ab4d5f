import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import type { Problem } from '../core/error.ts'
import { type Purpose, purposes } from '../ports/signer.ts'

/** A private ES256 key that was tried out. `purpose` is what its member `daypass` names; undefined: the member is absent. */
export type PrivateKey = {
  kid: string
  purpose: Purpose | undefined
  sign: CryptoKey
  verify: CryptoKey
  published: { kty: 'EC'; crv: 'P-256'; x: string; y: string }
}

export type KeyFindings = { keys: PrivateKey[]; problems: Problem[] }

/** A new private ES256 key (RFC 7518) as a JWK, with its RFC 7638 thumbprint as `kid`. */
export async function generateKey(purpose: Purpose): Promise<JWK & { daypass: Purpose }> {
  const pair = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(pair.privateKey)
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig', daypass: purpose }
}

/** Reads a JWK or a JWK set (RFC 7517) of private P-256 keys; `where` is named in problems. Nothing of a key is ever told. */
export async function readKeys(text: string, where: string): Promise<KeyFindings> {
  const wrong = (message: string): KeyFindings => ({ keys: [], problems: [problem(where, message)] })
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    // The parser's own words quote the text, which is a private key.
    return wrong('is not JSON; it shall be a JWK set such as `daypass keys` prints')
  }
  if (!isObject(parsed)) return wrong('is not a JWK set; it shall be an object with the member "keys"')
  const entries = 'keys' in parsed ? parsed.keys : [parsed]
  if (!Array.isArray(entries) || entries.length === 0)
    return wrong('holds no key; "keys" shall be a list of private P-256 keys')
  const findings: KeyFindings = { keys: [], problems: [] }
  for (const [index, entry] of entries.entries()) {
    const place = 'keys' in parsed ? `${where}: keys[${index}]` : where
    const key = await readKey(entry)
    if (typeof key === 'string') findings.problems.push(problem(place, key))
    else if (findings.keys.some((other) => other.kid === key.kid))
      findings.problems.push(problem(place, `has the same kid as a key before it; give each key a kid of its own`))
    else findings.keys.push(key)
  }
  return findings
}

export function problem(where: string, message: string): Problem {
  return { code: 'SIGNING_KEY_INVALID', where, message }
}

/** The key, or what is wrong with it. */
async function readKey(entry: unknown): Promise<PrivateKey | string> {
  if (!isObject(entry)) return 'is not a JWK'
  const { kty, crv, x, y, d, alg, use, kid, daypass } = entry
  if (kty !== 'EC' || crv !== 'P-256') return 'is not an EC P-256 key; Daypass signs with ES256 only'
  if (typeof x !== 'string' || typeof y !== 'string') return 'lacks x or y'
  if (typeof d !== 'string') return 'is a public key; the private one, with d, is needed'
  if (alg !== undefined && alg !== 'ES256') return 'is meant for another algorithm than ES256'
  if (use !== undefined && use !== 'sig') return 'is not meant for signatures; use shall be "sig"'
  if (kid !== undefined && (typeof kid !== 'string' || kid === '' || kid.length > 200))
    return 'has a kid that is no short text'
  if (daypass !== undefined && !isPurpose(daypass))
    return `names an unknown purpose in "daypass"; known: ${purposes.join(', ')}`
  const published = { kty, crv, x, y } as const
  try {
    const sign = await importJWK({ ...published, d, alg: 'ES256' }, 'ES256', { extractable: false })
    const verify = await importJWK({ ...published, alg: 'ES256' }, 'ES256')
    if (sign instanceof Uint8Array || verify instanceof Uint8Array) return 'is not an EC P-256 key'
    return { kid: kid ?? (await calculateJwkThumbprint(published)), purpose: daypass, sign, verify, published }
  } catch {
    return 'is no usable P-256 key: d, x and y do not belong together or are not on the curve'
  }
}

function isPurpose(value: unknown): value is Purpose {
  return (purposes as readonly unknown[]).includes(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
