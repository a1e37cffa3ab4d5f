import { SshWire } from '../core/ssh/wire.ts'
import { damagedKey } from './private-key-errors.ts'

/** An `openssh-key-v1` file before decryption (PROTOCOL.key of OpenSSH). */
export type OpensshKeyFile = {
  cipher: string
  kdf: string
  kdfOptions: Buffer
  publicBlob: Buffer
  /** The private section, encrypted unless `cipher` is `none`. */
  section: Buffer
  /** What an authenticated cipher appends; empty for the others. */
  tag: Buffer
}

export const opensshHeader = '-----BEGIN OPENSSH PRIVATE KEY-----'
const footer = '-----END OPENSSH PRIVATE KEY-----'
const magic = 'openssh-key-v1\0'

/** Takes the text of a key file apart, with nothing around it. Throws KEY_MALFORMED. */
export function readOpensshKeyFile(text: string): OpensshKeyFile {
  const lines = text.split(/\r?\n/)
  if (lines.shift() !== opensshHeader || lines.pop() !== footer) throw damagedKey('its first or last line is missing')
  const base64 = lines.join('')
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.toString('base64') !== base64) throw damagedKey('its base64 is broken')
  const wire = new SshWire(bytes)
  if (wire.take(Math.min(magic.length, bytes.length)).toString('latin1') !== magic)
    throw damagedKey('it is of another version')
  const cipher = wire.name()
  const kdf = wire.name()
  const kdfOptions = wire.string()
  if (wire.uint32() !== 1) throw damagedKey('it holds more or fewer than one key')
  const publicBlob = wire.string()
  const section = wire.string()
  const tag = wire.rest()
  return { cipher, kdf, kdfOptions, publicBlob, section, tag }
}
