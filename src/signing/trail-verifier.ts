import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import type { VerifySignature } from '../core/trail/check-entry.ts'
import { trailType } from '../core/trail/entry.ts'
import { derSignature } from './der-signature.ts'

type Published = JsonWebKey & { kid?: unknown; daypass?: unknown }

/**
 * How to check the trail's detached JWS (RFC 7515, appendix F; ES256) with these published keys: those kept for the trail, or where
 * there is none, those without a purpose of their own. About 15 000 signatures a second: node:crypto directly, since a promise for
 * each would take as long again, with a bare key and DER, since what it does for a key in an object and for the JWS form takes a third.
 */
export function trailVerifier(published: readonly object[]): VerifySignature {
  const keys = trailKeys(published as readonly Published[])
  // All signatures of one key have the same header, so each header is read once.
  const headers = new Map<string, KeyObject | undefined>()
  return (bytes, signature) => {
    const [header = '', payload, tag = '', ...rest] = signature.split('.')
    if (payload !== '' || rest.length > 0) return false
    if (!headers.has(header)) headers.set(header, keyFor(header, keys))
    const key = headers.get(header)
    const raw = Buffer.from(tag, 'base64url')
    // Base64url has several texts for the same bytes; only one of them is what was signed and stored.
    if (key === undefined || raw.length !== 64 || raw.toString('base64url') !== tag) return false
    const input = Buffer.from(`${header}.${Buffer.from(bytes).toString('base64url')}`)
    return verify('sha256', input, key, derSignature(raw))
  }
}

function trailKeys(published: readonly Published[]): readonly Published[] {
  const own = published.filter((key) => key.daypass === 'trail')
  return own.length > 0 ? own : published.filter((key) => key.daypass === undefined)
}

function keyFor(header: string, keys: readonly Published[]): KeyObject | undefined {
  try {
    const { alg, typ, kid, ...more } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
    if (alg !== 'ES256' || typ !== trailType || Object.keys(more).length > 0) return undefined
    const jwk = keys.find((key) => key.kid === kid && key.kty === 'EC' && key.crv === 'P-256')
    return jwk && createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return undefined
  }
}
