import { createDecipheriv } from 'node:crypto'
import bcrypt from 'bcrypt-pbkdf'
import type { Secret } from '../core/secret.ts'
import { SshWire } from '../core/ssh/wire.ts'
import type { OpensshKeyFile } from './openssh-key-file.ts'
import { damagedKey, missingPassphrase, unsupportedKey, wrongPassphrase } from './private-key-errors.ts'

type Cipher = { name: string; key: number; iv: number; tag: number; block: number }

const ciphers: Readonly<Record<string, Cipher>> = {
  none: { name: 'none', key: 0, iv: 0, tag: 0, block: 8 },
  'aes128-ctr': { name: 'aes-128-ctr', key: 16, iv: 16, tag: 0, block: 16 },
  'aes192-ctr': { name: 'aes-192-ctr', key: 24, iv: 16, tag: 0, block: 16 },
  'aes256-ctr': { name: 'aes-256-ctr', key: 32, iv: 16, tag: 0, block: 16 },
  'aes128-cbc': { name: 'aes-128-cbc', key: 16, iv: 16, tag: 0, block: 16 },
  'aes192-cbc': { name: 'aes-192-cbc', key: 24, iv: 16, tag: 0, block: 16 },
  'aes256-cbc': { name: 'aes-256-cbc', key: 32, iv: 16, tag: 0, block: 16 },
  'aes128-gcm@openssh.com': { name: 'aes-128-gcm', key: 16, iv: 12, tag: 16, block: 16 },
  'aes256-gcm@openssh.com': { name: 'aes-256-gcm', key: 32, iv: 12, tag: 16, block: 16 },
}

/** A round takes about 10 ms, so a damaged file must not ask for billions; `ssh-keygen` makes 16 to 24. */
const mostRounds = 4096

/**
 * The private section in plain text, and the block size its padding must fit. Throws KEY_PASSPHRASE when there is none or
 * an authenticated cipher refuses it (for the others only the section itself can tell), KEY_UNUSABLE for ciphers that we
 * do not read, KEY_MALFORMED.
 */
export function decryptSection(file: OpensshKeyFile, passphrase?: Secret): { section: Buffer; block: number } {
  const cipher = Object.hasOwn(ciphers, file.cipher) ? ciphers[file.cipher] : undefined
  if (cipher === undefined) {
    throw unsupportedKey(`it is encrypted with ${file.cipher}; change that with \`ssh-keygen -p -Z aes256-ctr -f\``)
  }
  if (file.tag.length !== cipher.tag) throw damagedKey('its end is not where it should be')
  if (file.section.length === 0 || file.section.length % cipher.block !== 0) throw damagedKey('its length is odd')
  if (file.cipher === 'none') {
    if (file.kdf !== 'none' || file.kdfOptions.length !== 0) throw damagedKey('it has a passphrase and no cipher')
    return { section: file.section, block: cipher.block }
  }
  if (passphrase === undefined) throw missingPassphrase()
  return { section: decrypt(file, cipher, stretch(file, passphrase, cipher.key + cipher.iv)), block: cipher.block }
}

function stretch(file: OpensshKeyFile, passphrase: Secret, length: number): Buffer {
  if (file.kdf !== 'bcrypt') throw unsupportedKey(`its passphrase is stretched with ${file.kdf}, which is unknown`)
  const options = new SshWire(file.kdfOptions)
  const salt = options.string()
  const rounds = options.uint32()
  options.end()
  if (salt.length === 0 || rounds === 0) throw damagedKey('its passphrase settings are empty')
  if (rounds > mostRounds) throw unsupportedKey(`its passphrase takes ${rounds} rounds, and ${mostRounds} are accepted`)
  const secret = Buffer.from(passphrase.reveal(), 'utf8')
  const key = Buffer.alloc(length)
  if (bcrypt.pbkdf(secret, secret.length, salt, salt.length, key, length, rounds) !== 0) throw wrongPassphrase()
  return key
}

function decrypt(file: OpensshKeyFile, { name, key, tag }: Cipher, secret: Buffer): Buffer {
  const decipher = createDecipheriv(name, secret.subarray(0, key), secret.subarray(key))
  // OpenSSH pads by itself; the cipher's own padding must stay out of it.
  decipher.setAutoPadding(false)
  if (tag > 0 && 'setAuthTag' in decipher && typeof decipher.setAuthTag === 'function') decipher.setAuthTag(file.tag)
  try {
    return Buffer.concat([decipher.update(file.section), decipher.final()])
  } catch (cause) {
    throw wrongPassphrase(cause)
  }
}
