import { canonicalJson } from '../core/canonical-json.ts'
import { deliveryType, type UnsignedPayload } from '../core/unsigned-payload.ts'
import { parseStrictJson } from './strict-json.ts'

/** The bytes that the signature of a sealed payload covers: RFC 8785 JSON of everything but the signature, as UTF-8. */
export function signedBytes(payload: UnsignedPayload): Uint8Array {
  return new TextEncoder().encode(canonicalJson(payload))
}

/**
 * What is wrong with the form of a delivery's signature, or undefined. Only a detached compact JWS with the protected header
 * `{alg: 'ES256', kid, typ: 'daypass-delivery+jws'}` passes. No other member is accepted: `b64` or `crit` would change what
 * is signed, `jwk` or `x5c` would bring a key along.
 */
export function signatureFlaw(signature: string): string | undefined {
  const encoded = /^([A-Za-z0-9_-]+)\.\.[A-Za-z0-9_-]{86}$/.exec(signature)?.[1]
  if (encoded === undefined) return 'it is not a detached ES256 signature'
  let header: unknown
  try {
    header = parseStrictJson(Buffer.from(encoded, 'base64url'))
  } catch {
    return 'its header is not JSON'
  }
  if (typeof header !== 'object' || header === null) return 'its header is not an object'
  const { alg, kid, typ, ...others } = header as Record<string, unknown>
  if (alg !== 'ES256') return 'its algorithm is not ES256'
  if (typ !== deliveryType) return `its type is not ${deliveryType}`
  if (typeof kid !== 'string' || kid === '') return 'it names no key'
  return Object.keys(others).length === 0 ? undefined : 'its header holds more than alg, kid and typ'
}
