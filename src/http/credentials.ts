import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import { sha256 } from '../core/digest.ts'
import type { Signer } from '../ports/signer.ts'
import type { TokenLease, TokenLeases } from '../ports/token-leases.ts'

/** A credential of ours whose grant lives: what it is, and what it is good for. */
export type LiveCredential =
  | { kind: 'access'; grant: TokenLease; scope: string; claims: JWTPayload }
  | { kind: 'renewal'; grant: TokenLease; scope: string }

/** Undefined for whatever is not such a credential; the reason is nobody's business. Throws STORE_UNAVAILABLE. */
export type ReadCredential = (text: string, now: Date) => Promise<LiveCredential | undefined>

const renewalPattern = /^dpr_[A-Za-z0-9_-]{43}$/
/** Before anything is decoded: jose sets no limit of its own. */
const longest = 8192

/** Knows access tokens by our own keys and the grant they name, never by their text, which has several spellings. */
export function createCredentialReader(options: {
  publicUrl: string
  signer: Signer
  leases: TokenLeases
}): ReadCredential {
  const { signer, leases } = options
  const keys = signer.publicKeys().filter((key) => key.daypass === undefined || key.daypass === 'token')
  const keySet = createLocalJWKSet({ keys })

  const readToken = async (text: string, now: Date): Promise<LiveCredential | undefined> => {
    const checks = {
      algorithms: ['ES256'],
      typ: 'at+jwt',
      issuer: options.publicUrl,
      requiredClaims: ['exp', 'iat', 'jti'],
    }
    const verified = await jwtVerify(text, keySet, { ...checks, currentDate: now }).catch((error: unknown) => {
      if (error instanceof errors.JOSEError) return undefined
      throw error
    })
    const { grant_id: id, scope } = verified?.payload ?? {}
    if (!verified || typeof id !== 'string' || typeof scope !== 'string') return undefined
    const grant = await leases.leaseOf(id)
    return grant && isLive(grant, now) ? { kind: 'access', grant, scope, claims: verified.payload } : undefined
  }

  return async (text, now) => {
    if (text.length > longest) return undefined
    if (!renewalPattern.test(text)) return readToken(text, now)
    const grant = await leases.findByRenewal(sha256(text))
    return grant && isLive(grant, now) ? { kind: 'renewal', grant, scope: grant.scope } : undefined
  }
}

function isLive(grant: TokenLease, now: Date): boolean {
  return grant.ended === null && now < grant.ends
}
