import type { KeyObject } from 'node:crypto'
import type { Secret } from '../core/secret.ts'
import { type SshKeyType, sshFingerprint } from '../core/ssh/public-key.ts'
import { SshWire } from '../core/ssh/wire.ts'
import { decryptSection } from './openssh-cipher.ts'
import { opensshHeader, readOpensshKeyFile } from './openssh-key-file.ts'
import { readPrivateSection } from './openssh-private-section.ts'
import { isEncryptedPem, isPem, readPem } from './pem-private-key.ts'
import { damagedKey, unsupportedKey, wrongPassphrase } from './private-key-errors.ts'

/** The public part of a private key, in SSH's binary form. */
export type SshIdentity = { readonly type: SshKeyType; readonly blob: Buffer; readonly fingerprint: string }

/** A private key that can open what is sealed to it. The secret stays inside Node's key object, which prints as nothing. */
export type SshPrivateKey = SshIdentity & { readonly key: KeyObject }

/** A private key file, read but not unlocked. */
export type LockedKey = {
  readonly encrypted: boolean
  /** Known before unlocking, except for encrypted PEM, which hides it. */
  readonly identity: SshIdentity | undefined
  /** Throws KEY_PASSPHRASE when the passphrase is missing or wrong, KEY_MALFORMED, KEY_UNUSABLE. */
  unlock(passphrase?: Secret): SshPrivateKey
}

const longestFile = 65_536

/**
 * Reads the text of a private key file: OpenSSH's own format with or without passphrase (AES in CTR, CBC and GCM mode), or
 * PEM (PKCS #8, PKCS #1). Throws KEY_MALFORMED, and KEY_UNUSABLE for keys that are neither ed25519 nor RSA.
 */
export function readSshPrivateKey(text: string): LockedKey {
  if (text.length > longestFile) throw damagedKey('it is far too long')
  const trimmed = text.trim()
  if (trimmed.startsWith(opensshHeader)) return lockedOpenssh(trimmed)
  if (isPem(trimmed)) return lockedPem(trimmed)
  throw damagedKey('it does not begin like a private key of OpenSSH or in PEM')
}

function lockedOpenssh(text: string): LockedKey {
  const file = readOpensshKeyFile(text)
  const identity = identityOf(file.publicBlob)
  const encrypted = file.cipher !== 'none'
  const unlock = (passphrase?: Secret): SshPrivateKey => {
    const { section, block } = decryptSection(file, passphrase)
    const key = readPrivateSection(section, block, file.publicBlob)
    if (key === undefined) throw encrypted ? wrongPassphrase() : damagedKey('its check numbers differ')
    return { ...identity, key }
  }
  return { encrypted, identity, unlock }
}

function lockedPem(text: string): LockedKey {
  const unlock = (passphrase?: Secret): SshPrivateKey => {
    const { key, blob } = readPem(text, passphrase)
    return { ...identityOf(blob), key }
  }
  if (isEncryptedPem(text)) return { encrypted: true, identity: undefined, unlock }
  const open = unlock()
  return { encrypted: false, identity: open, unlock: () => open }
}

function identityOf(blob: Buffer): SshIdentity {
  const type = new SshWire(blob).name()
  if (type !== 'ssh-ed25519' && type !== 'ssh-rsa') {
    throw unsupportedKey(`it is of type ${type}; only ssh-ed25519 and ssh-rsa can be sealed to`)
  }
  return { type, blob, fingerprint: sshFingerprint(blob) }
}
