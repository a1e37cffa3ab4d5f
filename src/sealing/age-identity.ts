import { constants, privateDecrypt } from 'node:crypto'
import type { Stanza } from 'age-encryption'
import sodium from 'libsodium-wrappers'
import { DaypassError } from '../core/error.ts'
import { fileKeyLength, unwrapFileKey, wrappedLength } from './file-key-cipher.ts'
import { agree, keyTag, rsaLabel, tweakOf, unpadded, wrappingKey } from './ssh-agreement.ts'
import type { SshIdentity, SshPrivateKey } from './ssh-private-key.ts'

function malformed(what: string): DaypassError {
  return new DaypassError('SEALED_MALFORMED', `This sealed credential is damaged: ${what}. Copy it again.`)
}

/** Whether a stanza names this key. Four bytes of hash can collide, so this is a hint and never a proof. */
export function isFor(stanza: Stanza, key: SshIdentity): boolean {
  return stanza.args[0] === key.type && stanza.args[1] === keyTag(key.blob)
}

/**
 * The file key in a stanza, or undefined when the stanza is not for this private key. Throws SEALED_MALFORMED when it
 * names the key but cannot have been made for any. libsodium must be ready.
 */
export function fileKeyFrom(stanza: Stanza, key: SshPrivateKey): Uint8Array | undefined {
  if (!isFor(stanza, key)) return undefined
  return key.type === 'ssh-ed25519' ? ed25519FileKey(stanza, key) : rsaFileKey(stanza, key)
}

function ed25519FileKey(stanza: Stanza, { blob, key }: SshPrivateKey): Uint8Array | undefined {
  const share = Buffer.from(String(stanza.args[2]), 'base64')
  const wellFormed = stanza.args.length === 3 && share.length === 32 && unpadded(share) === stanza.args[2]
  if (!wellFormed || stanza.body.length !== wrappedLength) throw malformed('its ssh-ed25519 stanza has the wrong form')
  const { d, x } = key.export({ format: 'jwk' }) as { d: string; x: string }
  const point = Buffer.from(x, 'base64url')
  const montgomery = sodium.crypto_sign_ed25519_pk_to_curve25519(point)
  const scalar = sodium.crypto_sign_ed25519_sk_to_curve25519(Buffer.concat([Buffer.from(d, 'base64url'), point]))
  try {
    const shared = agree(tweakOf(blob), agree(scalar, new Uint8Array(share)))
    return unwrapFileKey(stanza.body, wrappingKey(shared, share, montgomery))
  } catch {
    throw malformed('its key agreement yields nothing secret')
  } finally {
    sodium.memzero(scalar)
  }
}

function rsaFileKey(stanza: Stanza, { key }: SshPrivateKey): Uint8Array | undefined {
  const { modulusLength } = key.asymmetricKeyDetails as { modulusLength: number }
  if (stanza.args.length !== 2 || stanza.body.length !== Math.ceil(modulusLength / 8)) {
    throw malformed('its ssh-rsa stanza has the wrong form')
  }
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  let fileKey: Buffer
  try {
    fileKey = privateDecrypt({ key, padding, oaepHash: 'sha256', oaepLabel: Buffer.from(rsaLabel) }, stanza.body)
  } catch {
    // Another key with the same tag: the padding of RSA says no more than that.
    return undefined
  }
  return fileKey.length === fileKeyLength ? new Uint8Array(fileKey) : undefined
}
