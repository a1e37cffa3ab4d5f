import { hash } from 'node:crypto'
import { asError } from '../error.ts'
import { ed25519Flaw } from './ed25519-point.ts'
import { rsaFlaw } from './rsa-flaw.ts'
import { SshWire } from './wire.ts'

export type SshKeyType = 'ssh-ed25519' | 'ssh-rsa'

type Common = {
  usable: true
  /** The key in SSH's binary form (RFC 4253, section 6.6). */
  blob: Buffer
  /** `SHA256:` and unpadded base64, as `ssh-keygen -lf` prints it. */
  fingerprint: string
}

/** A public key that something can be sealed to. */
export type UsableKey =
  | (Common & { type: 'ssh-ed25519'; point: Buffer })
  | (Common & { type: 'ssh-rsa'; modulus: Buffer; exponent: Buffer })

/** A line that nothing can be sealed to. `type` is safe to show; it is `unreadable` where there is none. */
export type UnusableKey = { usable: false; type: string; reason: string }

/** What to do about a key that does not work; ends every refusal. */
export const howToMakeKey =
  'Sealing works with ssh-ed25519 keys and with ssh-rsa keys of at least 3072 bits: make one with `ssh-keygen -t ed25519` ' +
  'and add its public part in your GitHub settings under "SSH and GPG keys".'

/** For whoever has no private key in a file: what an agent or a hardware key holds can sign, and nothing else. */
export const howToOpen =
  'A key that lives only in an agent or on hardware cannot decrypt: export its private key into a file, or add a key to your ' +
  'GitHub account that has one (`ssh-keygen -t ed25519`), and ask again.'

const longestLine = 16_384
const lineForm = /^([A-Za-z0-9][A-Za-z0-9@.-]{0,63}) +([A-Za-z0-9+/]+={0,2})(?: [^\p{Cc}]*)?$/u

/** The fingerprint of a key in SSH's binary form, as `ssh-keygen -lf` prints it. */
export function sshFingerprint(blob: Uint8Array): string {
  return `SHA256:${hash('sha256', blob, 'base64').replace(/(?<!=)=+$/, '')}`
}

function unsupported(type: string): string {
  if (type.startsWith('sk-')) return 'a key on a security key can sign, but cannot decrypt'
  if (type.startsWith('ecdsa-')) return 'ecdsa keys can sign, but age does not decrypt with them'
  if (type === 'ssh-dss') return 'dss keys can only sign'
  if (type.includes('-cert-')) return 'it is a certificate, not a key'
  return 'keys of this kind cannot be sealed to'
}

function readEd25519(blob: Buffer, wire: SshWire): UsableKey | string {
  const point = wire.string()
  wire.end()
  return ed25519Flaw(point) ?? { usable: true, type: 'ssh-ed25519', blob, fingerprint: sshFingerprint(blob), point }
}

function readRsa(blob: Buffer, wire: SshWire): UsableKey | string {
  const exponent = wire.positive()
  const modulus = wire.positive()
  wire.end()
  const fingerprint = sshFingerprint(blob)
  return rsaFlaw(modulus, exponent) ?? { usable: true, type: 'ssh-rsa', blob, fingerprint, modulus, exponent }
}

/**
 * Reads one line in OpenSSH's public key format: type, one or more blanks, base64, and a comment that is ignored. Options
 * as in authorized_keys, a second line, non-canonical base64 and anything after the key are refused. Never throws: what
 * GitHub lists is not ours to mend, so a line that cannot be used says why.
 */
export function parseSshPublicKey(line: string): UsableKey | UnusableKey {
  const [, type = 'unreadable', base64 = ''] =
    (line.length <= longestLine && lineForm.exec(line.replace(/\r?\n$/, ''))) || []
  const refuse = (reason: string): UnusableKey => ({ usable: false, type, reason })
  if (base64 === '') return refuse('it is not a public key line of OpenSSH')
  if (type !== 'ssh-ed25519' && type !== 'ssh-rsa') return refuse(unsupported(type))
  const blob = Buffer.from(base64, 'base64')
  if (blob.toString('base64') !== base64) return refuse('its base64 is not in canonical form')
  try {
    const wire = new SshWire(blob)
    if (wire.name() !== type) return refuse('the type before it and the type inside it differ')
    const key = type === 'ssh-ed25519' ? readEd25519(blob, wire) : readRsa(blob, wire)
    return typeof key === 'string' ? refuse(key) : key
  } catch (thrown) {
    return refuse(asError(thrown).message)
  }
}
