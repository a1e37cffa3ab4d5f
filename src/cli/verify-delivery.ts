import { compactVerify, importJWK } from 'jose'
import { DaypassError } from '../core/error.ts'
import { deliveryType } from '../core/sealed-payload.ts'
import type { JwkSet } from './issuer.ts'

/**
 * Checks a detached JWS (RFC 7515, appendix F) of a delivery over `bytes` with the one of `keys` that its header names.
 * ES256 and the delivery's own `typ` alone are accepted. Throws SEALED_NOT_AUTHENTIC.
 */
export async function verifyDelivery({ keys }: JwkSet, signature: string, bytes: Uint8Array): Promise<void> {
  const [header = '', detached, value = ''] = signature.split('.')
  try {
    if (detached !== '') throw new Error('the signature is not detached')
    const compact = `${header}.${Buffer.from(bytes).toString('base64url')}.${value}`
    const { protectedHeader } = await compactVerify(
      compact,
      async ({ kid }) => {
        const key = keys.find((candidate) => candidate.kid === kid)
        if (key === undefined) throw new Error('the signature names a key that is not trusted')
        return importJWK({ kty: key.kty, crv: key.crv, x: key.x, y: key.y }, 'ES256')
      },
      { algorithms: ['ES256'] },
    )
    if (protectedHeader.typ !== deliveryType) throw new Error('the signature is for another kind of thing')
  } catch (cause) {
    throw new DaypassError(
      'SEALED_NOT_AUTHENTIC',
      'The credential was not sealed by the Daypass that this machine trusts. Nothing was opened. Tell its operators.',
      { cause },
    )
  }
}
