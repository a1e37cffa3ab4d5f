import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { Secret } from '../core/secret.ts'
import { wirePositive, wireString } from '../core/ssh/wire.ts'
import { damagedKey, missingPassphrase, unsupportedKey, wrongPassphrase } from './private-key-errors.ts'

/** PKCS #8, encrypted or not, and the older PKCS #1 that OpenSSH wrote until 2018. */
const pemStart = /^-----BEGIN (ENCRYPTED PRIVATE KEY|PRIVATE KEY|RSA PRIVATE KEY|EC PRIVATE KEY|DSA PRIVATE KEY)-----/

export function isPem(text: string): boolean {
  return pemStart.test(text)
}

export function isEncryptedPem(text: string): boolean {
  return text.startsWith('-----BEGIN ENCRYPTED ') || /^Proc-Type: *4,ENCRYPTED/m.test(text)
}

/** Reads a private key in PEM. Throws KEY_PASSPHRASE, KEY_MALFORMED, and KEY_UNUSABLE for types other than ed25519 and RSA. */
export function readPem(text: string, passphrase?: Secret): { key: KeyObject; blob: Buffer } {
  const encrypted = isEncryptedPem(text)
  if (encrypted && passphrase === undefined) throw missingPassphrase()
  let key: KeyObject
  try {
    key = createPrivateKey({
      key: text,
      format: 'pem',
      ...(passphrase ? { passphrase: passphrase.reveal() } : {}),
    })
  } catch (cause) {
    // With the wrong key, decryption yields noise: OpenSSL's complaint about it is no better than ours.
    throw encrypted ? wrongPassphrase(cause) : damagedKey('OpenSSL does not understand it', cause)
  }
  return { key, blob: blobOf(key) }
}

function blobOf(key: KeyObject): Buffer {
  const type = key.asymmetricKeyType
  if (type !== 'rsa' && type !== 'ed25519') {
    throw unsupportedKey(`it is of type ${type}; only ssh-ed25519 and ssh-rsa can be sealed to`)
  }
  const { x, n, e } = createPublicKey(key).export({ format: 'jwk' }) as { x: string; n: string; e: string }
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64url')
  if (type === 'ed25519') return Buffer.concat([wireString('ssh-ed25519'), wireString(bytes(x))])
  return Buffer.concat([wireString('ssh-rsa'), wirePositive(bytes(e)), wirePositive(bytes(n))])
}
