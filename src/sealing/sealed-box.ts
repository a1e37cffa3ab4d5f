import sodium from 'libsodium-wrappers'
import { DaypassError } from '../core/error.ts'

/** Bytes of a public key of Curve25519. */
const keyLength = 32

/**
 * A sealed box of libsodium: only whoever has the private key opens it, and nobody learns who sealed it. `publicKey` and what is returned
 * are base64, as GitHub has them. Throws CONNECTOR_FAILED for a key that is none.
 */
export async function sealBox(text: string, publicKey: string): Promise<string> {
  await sodium.ready
  try {
    const key = sodium.from_base64(publicKey, sodium.base64_variants.ORIGINAL)
    if (key.length !== keyLength) throw new RangeError('its length')
    return sodium.to_base64(sodium.crypto_box_seal(text, key), sodium.base64_variants.ORIGINAL)
  } catch (cause) {
    const message =
      'GitHub answered with a public key that nothing can be sealed to. Nothing was put there; it is tried again.'
    throw new DaypassError('CONNECTOR_FAILED', message, { cause })
  }
}
