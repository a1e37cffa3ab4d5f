import { createHash, hkdfSync } from 'node:crypto'
import sodium from 'libsodium-wrappers'

/** What ties every derived key and ciphertext to its stanza type (agessh in filippo.io/age). */
export const ed25519Label = 'age-encryption.org/v1/ssh-ed25519'
export const rsaLabel = 'age-encryption.org/v1/ssh-rsa'

/** Names the key in a stanza: unpadded base64 of the first four bytes of the SHA-256 of its binary form. */
export function keyTag(blob: Uint8Array): string {
  return unpadded(createHash('sha256').update(blob).digest().subarray(0, 4))
}

/** The tag of the key that a fingerprint names: both are of the same hash. */
export function tagOfFingerprint(fingerprint: string): string {
  return unpadded(Buffer.from(fingerprint.replace('SHA256:', ''), 'base64').subarray(0, 4))
}

/** Base64 without padding, as age writes stanza arguments. */
export function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '')
}

/**
 * X25519. Throws where the result would be all zero, which is the case for every point of low order: libsodium refuses
 * these by itself, and the check stays ours because the secrecy of the file key rests on it.
 */
export function agree(scalar: Uint8Array, point: Uint8Array): Uint8Array {
  const shared = sodium.crypto_scalarmult(scalar, point)
  if (sodium.is_zero(shared)) throw new Error('the shared secret is all zero')
  return shared
}

/**
 * The scalar that ties an agreement to the SSH key as such, so that it fits no other use of the same curve point. The key
 * material is empty and the salt is the key's binary form: that is how agessh does it.
 */
export function tweakOf(blob: Uint8Array): Uint8Array {
  return derive(new Uint8Array(0), blob)
}

/** The key that wraps the file key. `montgomery` is the recipient's point before the tweak. */
export function wrappingKey(shared: Uint8Array, share: Uint8Array, montgomery: Uint8Array): Uint8Array {
  return derive(shared, Buffer.concat([share, montgomery]))
}

function derive(material: Uint8Array, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', material, salt, ed25519Label, 32))
}
