import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/core/secret.ts'
import { wirePositive, wireString } from '../../../src/core/ssh/wire.ts'
import { isEncryptedPem } from '../../../src/sealing/pem-private-key.ts'
import { readSshPrivateKey } from '../../../src/sealing/ssh-private-key.ts'
import { fixture, lineOf, publicLine } from './keys.ts'

// Key files made of parts (PROTOCOL.key of OpenSSH), so that each part can be wrong by itself.

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const blobOf = (line: string) => Buffer.from(line.split(' ')[1] ?? '', 'base64')
const jwk = readSshPrivateKey(fixture('ed25519')).unlock().key.export({ format: 'jwk' })
const [seed, point] = [Buffer.from(jwk.d ?? '', 'base64url'), Buffer.from(jwk.x ?? '', 'base64url')]

type Parts = {
  magic?: string
  cipher?: string
  kdf?: string
  options?: Buffer
  count?: number
  blob?: Buffer
  type?: string
  /** What stands in the private section after its type. */
  numbers?: Buffer[]
  checks?: [number, number]
  block?: number
  section?: Buffer
  tag?: Buffer
}

function keyFile(parts: Parts = {}): string {
  const { magic = 'openssh-key-v1\0', cipher = 'none', kdf = 'none', options = Buffer.alloc(0), count = 1 } = parts
  const { blob = blobOf(publicLine('ed25519')), type = 'ssh-ed25519', checks = [7, 7], tag = Buffer.alloc(0) } = parts
  const { numbers = [point, Buffer.concat([seed, point])], block = 8 } = parts
  const bare = Buffer.concat([
    ...checks.map(uint32),
    ...[type, ...numbers, 'a comment'].map((part) => wireString(part)),
  ])
  const padding = Buffer.from(Array.from({ length: (block - (bare.length % block)) % block }, (_, at) => at + 1))
  const section = parts.section ?? Buffer.concat([bare, padding])
  const [ciphers, kdfs, settings, key, secret] = [cipher, kdf, options, blob, section].map((part) => wireString(part))
  const all = [Buffer.from(magic), ciphers, kdfs, settings, uint32(count), key, secret, tag] as Buffer[]
  const base64 = Buffer.concat(all).toString('base64')
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', base64, '-----END OPENSSH PRIVATE KEY-----'].join('\n')
}

const read = (parts: Parts, passphrase?: string) =>
  readSshPrivateKey(keyFile(parts)).unlock(passphrase === undefined ? undefined : new Secret(passphrase))
const damaged = (what: string) => ({
  code: 'KEY_MALFORMED',
  message: `This private key file cannot be read: ${what}. Check it with \`ssh-keygen -y -f\`.`,
})
const unusable = (what: string) => ({
  code: 'KEY_UNUSABLE',
  message: `This private key cannot open sealed credentials: ${what}.`,
})
const bcrypt = (salt: string, rounds: number) => Buffer.concat([wireString(salt), uint32(rounds)])
const ctr = { cipher: 'aes256-ctr', kdf: 'bcrypt', options: bcrypt('salt', 1), block: 16 }

test('made of good parts, it is read', () => {
  expect(read({}).blob).toStrictEqual(blobOf(publicLine('ed25519')))
})

describe('a part that is wrong', () => {
  test.each<[string, Parts, object]>([
    ['the version', { magic: 'openssh-key-v2\0' }, damaged('it is of another version')],
    ['no key', { count: 0 }, damaged('it holds more or fewer than one key')],
    ['two keys', { count: 2 }, damaged('it holds more or fewer than one key')],
    ['the check numbers', { checks: [7, 8] }, damaged('its check numbers differ')],
    ['something behind it', { tag: Buffer.alloc(1) }, damaged('its end is not where it should be')],
    ['an empty section', { section: Buffer.alloc(0) }, damaged('its length is odd')],
    ['half a block', { section: Buffer.alloc(12) }, damaged('its length is odd')],
    ['a passphrase and no cipher', { kdf: 'bcrypt' }, damaged('it has a passphrase and no cipher')],
    [
      'settings of a passphrase and no cipher',
      { options: bcrypt('s', 1) },
      damaged('it has a passphrase and no cipher'),
    ],
    [
      'a point too long',
      { numbers: [Buffer.alloc(33), Buffer.alloc(64)] },
      damaged('its ed25519 numbers have the wrong length'),
    ],
    [
      'a pair too long',
      { numbers: [point, Buffer.concat([seed, point, point])] },
      damaged('its ed25519 numbers have the wrong length'),
    ],
    ['a pair too short', { numbers: [point, seed] }, damaged('its ed25519 numbers have the wrong length')],
    [
      'another point',
      { numbers: [Buffer.alloc(32, 9), Buffer.concat([seed, point])] },
      damaged('its public and its private part belong to different keys'),
    ],
    [
      'another public key',
      { blob: blobOf(publicLine('ed25519-other')) },
      damaged('its public and its private part belong to different keys'),
    ],
    [
      'another type within',
      { type: 'ssh-dss' },
      unusable('it is of type ssh-dss; only ssh-ed25519 and ssh-rsa can be sealed to'),
    ],
    [
      'another type without',
      { blob: blobOf(lineOf('ssh-dss')) },
      unusable('it is of type ssh-dss; only ssh-ed25519 and ssh-rsa can be sealed to'),
    ],
    [
      'a cipher that is unknown',
      { cipher: 'x' },
      unusable('it is encrypted with x; change that with `ssh-keygen -p -Z aes256-ctr -f`'),
    ],
    [
      'a cipher of a prototype',
      { cipher: 'toString' },
      unusable('it is encrypted with toString; change that with `ssh-keygen -p -Z aes256-ctr -f`'),
    ],
  ])('%s', (_what, parts, error) => {
    expect(() => read(parts)).toThrow(expect.objectContaining(error))
  })

  test.each<[string, Parts, object]>([
    [
      'how its passphrase is stretched',
      { ...ctr, kdf: 'x' },
      unusable('its passphrase is stretched with x, which is unknown'),
    ],
    ['no salt', { ...ctr, options: bcrypt('', 1) }, damaged('its passphrase settings are empty')],
    ['no rounds', { ...ctr, options: bcrypt('salt', 0) }, damaged('its passphrase settings are empty')],
    [
      'too many rounds',
      { ...ctr, options: bcrypt('salt', 4097) },
      unusable('its passphrase takes 4097 rounds, and 4096 are accepted'),
    ],
    [
      'more in its settings',
      { ...ctr, options: Buffer.concat([bcrypt('salt', 1), Buffer.alloc(1)]) },
      {
        code: 'KEY_MALFORMED',
        message: 'This is not a well-formed SSH key: something follows its end. Export or copy it again.',
      },
    ],
    ['its blocks', { ...ctr, section: Buffer.alloc(24) }, damaged('its length is odd')],
    ['a tag', { ...ctr, tag: Buffer.alloc(16) }, damaged('its end is not where it should be')],
    ['no tag', { ...ctr, cipher: 'aes256-gcm@openssh.com' }, damaged('its end is not where it should be')],
  ])('of an encrypted one: %s', (_what, parts, error) => {
    expect(() => read(parts, 'secret')).toThrow(expect.objectContaining(error))
  })

  test.each([
    ...['aes128-ctr', 'aes192-ctr', 'aes256-ctr', 'aes128-cbc', 'aes192-cbc', 'aes256-cbc'],
    ...['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com'],
  ])('%s asks for a passphrase, and says when it does not fit', (cipher) => {
    const parts = { ...ctr, cipher, tag: Buffer.alloc(cipher.includes('gcm') ? 16 : 0) }
    const asks = { code: 'KEY_PASSPHRASE', message: 'This private key is encrypted: give its passphrase.' }
    expect(() => read(parts)).toThrow(expect.objectContaining(asks))
    const misfit = { code: 'KEY_PASSPHRASE', message: 'The passphrase does not fit this private key: try again.' }
    expect(() => read(parts, 'wrong')).toThrow(expect.objectContaining(misfit))
  })

  test.each([
    ['some', ''],
    ['none', '12345'],
  ])('padding, where the section takes %s', (_much, comment) => {
    const section = Buffer.concat([
      ...[7, 7].map(uint32),
      ...['ssh-ed25519', point, Buffer.concat([seed, point]), comment].map((part) => wireString(part)),
    ])
    const padded = (length: number, from = 1) =>
      Buffer.concat([section, Buffer.from(Array.from({ length }, (_, at) => from + at))])
    const fill = (8 - (section.length % 8)) % 8
    expect(read({ section: padded(fill) }).type).toBe('ssh-ed25519')
    for (const wrong of [padded(fill + 8), ...(fill === 0 ? [] : [padded(fill, 2)])])
      expect(() => read({ section: wrong })).toThrow(expect.objectContaining(damaged('its padding is wrong')))
  })
})

describe('the text of a file', () => {
  const text = keyFile()
  test.each<[string, string, string]>([
    ['65 536 characters and no key', 'x'.repeat(65_536), 'it does not begin like a private key of OpenSSH or in PEM'],
    ['one more', 'x'.repeat(65_537), 'it is far too long'],
    ['no last line', text.split('\n').slice(0, 2).join('\n'), 'its first or last line is missing'],
    ['more on its first line', text.replace('KEY-----', 'KEY----- x'), 'its first or last line is missing'],
    ['broken base64', text.replace('b3Blb', 'b3B*b'), 'its base64 is broken'],
    [
      'PEM behind something else',
      `a note\n${fixture('rsa-3072-pkcs8')}`,
      'it does not begin like a private key of OpenSSH or in PEM',
    ],
    ['PEM with nothing in it', '-----BEGIN PRIVATE KEY-----\n', 'OpenSSL does not understand it'],
  ])('%s', (_what, wrong, why) => {
    expect(() => readSshPrivateKey(wrong)).toThrow(expect.objectContaining(damaged(why)))
  })

  test('what OpenSSL says of it is kept', () => {
    const read = () => readSshPrivateKey('-----BEGIN PRIVATE KEY-----\n')
    expect(read).toThrow(expect.objectContaining({ cause: expect.any(Error) }))
    const unlock = () => readSshPrivateKey(fixture('rsa-3072-pkcs8-encrypted')).unlock(new Secret('no'))
    expect(unlock).toThrow(expect.objectContaining({ code: 'KEY_PASSPHRASE', cause: expect.any(Error) }))
  })

  test.each([
    ['-----BEGIN ENCRYPTED PRIVATE KEY-----', true],
    ['-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED', true],
    ['-----BEGIN RSA PRIVATE KEY-----\nProc-Type:4,ENCRYPTED', true],
    ['-----BEGIN RSA PRIVATE KEY-----\nX-Proc-Type: 4,ENCRYPTED', false],
    ['-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,CLEAR', false],
    ['-----BEGIN PRIVATE KEY-----', false],
  ])('%j is encrypted: %s', (pem, encrypted) => expect(isEncryptedPem(pem)).toBe(encrypted))
})

describe('RSA numbers', () => {
  const rsa = readSshPrivateKey(fixture('rsa-3072')).unlock().key.export({ format: 'jwk' })
  const bytes = (text = '') => Buffer.from(text, 'base64url')
  const numbers = (over: Record<string, Buffer> = {}) => {
    const all = { n: rsa.n, e: rsa.e, d: rsa.d, qi: rsa.qi, p: rsa.p, q: rsa.q }
    return Object.entries(all).map(([name, text]) => wirePositive(over[name] ?? bytes(text)))
  }
  const section = (parts: Buffer[]) => {
    const bare = Buffer.concat([uint32(7), uint32(7), wireString('ssh-rsa'), ...parts, wireString('')])
    const fill = (8 - (bare.length % 8)) % 8
    return Buffer.concat([bare, Buffer.from(Array.from({ length: fill }, (_, at) => at + 1))])
  }
  const readRsa = (over?: Record<string, Buffer>) =>
    read({ blob: blobOf(publicLine('rsa-3072')), section: section(numbers(over)) })
  const one = Buffer.from([1])

  test('of one key are read', () => {
    const key = readRsa()
    expect(key.type).toBe('ssh-rsa')
    expect(key.key.export({ format: 'jwk' })).toEqual(rsa)
  })

  test('of another modulus, without and within', () => {
    const n = bytes(rsa.n).map((byte, at, all) => (at === all.length - 1 ? byte ^ 2 : byte))
    const blob = Buffer.concat([wireString('ssh-rsa'), wirePositive(bytes(rsa.e)), wirePositive(Buffer.from(n))])
    const error = damaged('its public and its private part belong to different keys')
    const readOther = () => read({ blob, section: section(numbers({ n: Buffer.from(n) })) })
    expect(readOther).toThrow(expect.objectContaining(error))
  })

  // Of one number of it, which is not in the file, the first half byte is zero.
  test('that begin with half a byte are read whole', () => {
    const small = {
      kty: 'RSA',
      n: '3Qf9S_zyzrGjUmzwJnc47FmQ86UE_pVBneUYy92CIL4u4nVeBNQeRLimID3RGlr78QTeghJW4e6wIsOTa989GQ',
      e: 'AQAB',
      d: 'l80u54tX7yENPETZQnHLRHfXF56UKYy0vg5j00_UWUs95i8lsEV07wB3fOgeyKAGHsTaVXIIN4sV-PFLaykfAQ',
      p: '9IPgs1JAnDomxyPGyh5uebRP2TexqCL4htRgRzjWLWk',
      q: '52m74MR2hFkNEtaQmcEzQjCh52rdAS9OuG3vhK-urDE',
      dp: 'ArOCQ_jgpdkunHyUsZ7scYPAbhHjcIwSWsr11VOXaiE',
      dq: 'bl915ryNso4uuB9ylIMbiaRcdF35zwjbSQfWR7jrXOE',
      qi: 'mJfq7hmv1bUrPTl2U0m86LPgQrTsXkN7uQq9Paqoeq0',
    }
    const { n, e, d, qi, p, q } = small
    const blob = Buffer.concat([wireString('ssh-rsa'), wirePositive(bytes(e)), wirePositive(bytes(n))])
    const parts = [n, e, d, qi, p, q].map((text) => wirePositive(bytes(text)))
    expect(read({ blob, section: section(parts) }).key.export({ format: 'jwk' })).toEqual(small)
  })

  test.each<[string, Record<string, Buffer>]>([
    ['a first prime of one', { p: one, q: bytes(rsa.n) }],
    ['a second prime of one', { p: bytes(rsa.n), q: one }],
    ['primes of another number', { q: bytes(rsa.p) }],
    ['another private exponent', { d: bytes(rsa.e) }],
    ['an exponent for the first prime alone', { d: bytes(rsa.dp) }],
    ['an exponent for the second prime alone', { d: bytes(rsa.dq) }],
    ['another coefficient', { qi: bytes(rsa.p) }],
  ])('%s', (_what, over) => {
    const error = damaged('its public and its private part belong to different keys')
    expect(() => readRsa(over)).toThrow(expect.objectContaining(error))
  })
})

test('an ed25519 key in PEM is read as what it is', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const key = readSshPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()).unlock()
  const own = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  expect(key.blob).toStrictEqual(Buffer.concat([wireString('ssh-ed25519'), wireString(own)]))
  expect(key.type).toBe('ssh-ed25519')
})
