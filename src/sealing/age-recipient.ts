import { constants, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import { type Recipient, Stanza } from 'age-encryption'
import sodium from 'libsodium-wrappers'
import { DaypassError } from '../core/error.ts'
import { howToMakeKey, parseSshPublicKey, type UsableKey } from '../core/ssh/public-key.ts'
import { wrapFileKey } from './file-key-cipher.ts'
import { agree, keyTag, rsaLabel, tweakOf, unpadded, wrappingKey } from './ssh-agreement.ts'

export type SshRecipient = Recipient & { readonly fingerprint: string }

/**
 * The age recipient of an OpenSSH public key line, as `age -R` understands it: one `ssh-ed25519` or `ssh-rsa` stanza.
 * Throws KEY_UNUSABLE when nothing can be sealed to that key.
 */
export async function sshRecipient(line: string): Promise<SshRecipient> {
  await sodium.ready
  const key = parseSshPublicKey(line)
  if (!key.usable) throw unusable(key.type, key.reason)
  const wrap = key.type === 'ssh-ed25519' ? ed25519Wrap(key) : rsaWrap(key)
  return { fingerprint: key.fingerprint, wrapFileKey: (fileKey) => [wrap(fileKey)] }
}

function unusable(type: string, reason: string): DaypassError {
  return new DaypassError('KEY_UNUSABLE', `This ${type} key cannot be sealed to: ${reason}. ${howToMakeKey}`)
}

function ed25519Wrap(key: UsableKey & { type: 'ssh-ed25519' }): (fileKey: Uint8Array) => Stanza {
  let montgomery: Uint8Array
  try {
    // Beyond core's checks, libsodium refuses points outside the prime-order group.
    montgomery = sodium.crypto_sign_ed25519_pk_to_curve25519(key.point)
  } catch {
    throw unusable(key.type, 'its point is not in the prime-order group')
  }
  const tweak = tweakOf(key.blob)
  return (fileKey) => {
    const ephemeral = new Uint8Array(randomBytes(32))
    const share = sodium.crypto_scalarmult_base(ephemeral)
    const shared = agree(tweak, agree(ephemeral, montgomery))
    const body = wrapFileKey(fileKey, wrappingKey(shared, share, montgomery))
    sodium.memzero(ephemeral)
    sodium.memzero(shared)
    return new Stanza([key.type, keyTag(key.blob), unpadded(share)], body)
  }
}

function rsaWrap({ type, blob, modulus, exponent }: UsableKey & { type: 'ssh-rsa' }): (fileKey: Uint8Array) => Stanza {
  const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: exponent.toString('base64url') }
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  return (fileKey) => {
    const body = publicEncrypt({ key, padding, oaepHash: 'sha256', oaepLabel: Buffer.from(rsaLabel) }, fileKey)
    return new Stanza([type, keyTag(blob)], new Uint8Array(body))
  }
}
