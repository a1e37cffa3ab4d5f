import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { bigEndian, SshWire, wirePositive, wireString } from '../core/ssh/wire.ts'
import { damagedKey, unsupportedKey } from './private-key-errors.ts'

/** PKCS #8 of an ed25519 key up to its 32-byte seed (RFC 8410, section 7). */
const ed25519Pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * Reads the decrypted private section of an `openssh-key-v1` file and checks that its private part belongs to
 * `publicBlob`, for a file that names one key and holds another would answer for somebody else. Returns undefined when
 * the two check numbers differ, which is how OpenSSH notices a wrong passphrase.
 * Throws KEY_UNUSABLE for other types than ed25519 and RSA, KEY_MALFORMED.
 */
export function readPrivateSection(section: Buffer, block: number, publicBlob: Buffer): KeyObject | undefined {
  const wire = new SshWire(section)
  const [check, again] = [wire.uint32(), wire.uint32()]
  if (check !== again) return undefined
  const type = wire.name()
  const { key, blob } = readKey(type, wire)
  if (!blob.equals(publicBlob)) throw damagedKey('its public and its private part belong to different keys')
  wire.string() // the comment
  const padding = wire.rest()
  if (padding.length >= block || !padding.every((byte, at) => byte === at + 1)) throw damagedKey('its padding is wrong')
  return key
}

function readKey(type: string, wire: SshWire): { key: KeyObject; blob: Buffer } {
  if (type === 'ssh-ed25519') return readEd25519(wire)
  if (type === 'ssh-rsa') return readRsa(wire)
  throw unsupportedKey(`it is of type ${type}; only ssh-ed25519 and ssh-rsa can be sealed to`)
}

function readEd25519(wire: SshWire): { key: KeyObject; blob: Buffer } {
  const point = wire.string()
  const pair = wire.string()
  if (point.length !== 32 || pair.length !== 64) throw damagedKey('its ed25519 numbers have the wrong length')
  const der = Buffer.concat([ed25519Pkcs8, pair.subarray(0, 32)])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const own = Buffer.from((createPublicKey(key).export({ format: 'jwk' }) as { x: string }).x, 'base64url')
  if (!own.equals(point) || !pair.subarray(32).equals(point)) {
    throw damagedKey('its public and its private part belong to different keys')
  }
  return { key, blob: Buffer.concat([wireString('ssh-ed25519'), wireString(point)]) }
}

function readRsa(wire: SshWire): { key: KeyObject; blob: Buffer } {
  const [n, e, d, qi, p, q] = [wire, wire, wire, wire, wire, wire].map((w) => w.positive()) as Six
  const numbers = {
    n: bigEndian(n),
    e: bigEndian(e),
    d: bigEndian(d),
    qi: bigEndian(qi),
    p: bigEndian(p),
    q: bigEndian(q),
  }
  if (!isRsaKey(numbers)) throw damagedKey('its public and its private part belong to different keys')
  const dp = numbers.d % (numbers.p - 1n)
  const dq = numbers.d % (numbers.q - 1n)
  const jwk = {
    kty: 'RSA',
    ...{ n: url(n), e: url(e), d: url(d), p: url(p), q: url(q), qi: url(qi) },
    ...{ dp: url(bytesOf(dp)), dq: url(bytesOf(dq)) },
  }
  const blob = Buffer.concat([wireString('ssh-rsa'), wirePositive(e), wirePositive(n)])
  return { key: createPrivateKey({ key: jwk, format: 'jwk' }), blob }
}

type Six = [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer]
type RsaNumbers = Record<'n' | 'e' | 'd' | 'qi' | 'p' | 'q', bigint>

function isRsaKey({ n, e, d, qi, p, q }: RsaNumbers): boolean {
  const fits = (prime: bigint) => prime > 1n && (e * d) % (prime - 1n) === 1n
  return p * q === n && fits(p) && fits(q) && (qi * q) % p === 1n
}

function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}

function url(bytes: Buffer): string {
  return bytes.toString('base64url')
}
