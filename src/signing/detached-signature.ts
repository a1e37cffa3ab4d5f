import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import { DaypassError } from '../core/error.ts'
import type { Purpose } from '../ports/signer.ts'

/**
 * Checks a detached JWS (RFC 7515, appendix F) with an issuer's published keys alone: the key that the header names must be for
 * this purpose, or for every one. Throws SEALED_NOT_AUTHENTIC for whatever does not fit.
 */
export async function verifyWithPublished(
  published: { keys: readonly object[] },
  purpose: Purpose,
  typ: string,
  signature: string,
  bytes: Uint8Array,
): Promise<void> {
  try {
    const [header = '', payload, tag = '', ...rest] = signature.split('.')
    if (payload !== '' || rest.length > 0) throw new TypeError('not a detached signature')
    const jws = `${header}.${Buffer.from(bytes).toString('base64url')}.${tag}`
    const said = decodeProtectedHeader(jws)
    if (said.alg !== 'ES256' || said.typ !== typ) throw new TypeError('another kind of signature')
    const keys = published.keys as readonly (JWK & { daypass?: unknown })[]
    const key = keys.find((one) => one.kid === said.kid && (one.daypass === undefined || one.daypass === purpose))
    if (!key) throw new TypeError('a key that was not published for this')
    await compactVerify(jws, await importJWK(key, 'ES256'), { algorithms: ['ES256'] })
  } catch (cause) {
    const message =
      'This was not signed by the Daypass that this machine trusts. Somebody may have changed it; ask whoever runs Daypass before you use it.'
    throw new DaypassError('SEALED_NOT_AUTHENTIC', message, { cause })
  }
}
