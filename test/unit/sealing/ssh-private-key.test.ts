import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/core/secret.ts'
import { readSshPrivateKey } from '../../../src/sealing/ssh-private-key.ts'
import { runs } from '../../runs.ts'
import { codeOf } from './delivery.ts'
import { fingerprints, fixture, passphrase, publicLine } from './keys.ts'

const right = new Secret(passphrase)
const wrong = new Secret('correct-horsf')
const plain = ['ed25519', 'rsa-2048', 'rsa-3072', 'rsa-4096', 'rsa-3072-pkcs1', 'rsa-3072-pkcs8']
const encrypted = [
  'ed25519-aes256-ctr',
  'ed25519-aes128-ctr',
  'ed25519-aes256-cbc',
  'ed25519-aes256-gcm',
  'rsa-3072-aes256-ctr',
  'rsa-3072-pkcs1-encrypted',
  'rsa-3072-pkcs8-encrypted',
]

describe('reads what ssh-keygen writes', () => {
  test.each([...plain, ...encrypted])('%s', (name) => {
    const locked = readSshPrivateKey(fixture(name))
    const key = locked.unlock(right)
    expect(locked.encrypted).toBe(encrypted.includes(name))
    expect(key.fingerprint).toBe(fingerprints.get(name))
    expect(`${key.type} ${key.blob.toString('base64')}`).toBe(publicLine(name))
  })

  test('with Windows line ends and blanks around', () => {
    const text = `\n ${fixture('ed25519').replaceAll('\n', '\r\n')}\n`
    expect(readSshPrivateKey(text).unlock().fingerprint).toBe(fingerprints.get('ed25519'))
  })

  test.each(encrypted)('%s: whose it is shows before it is unlocked, except in PEM', (name) => {
    const expected = name.includes('pkcs') ? undefined : fingerprints.get(name)
    expect(readSshPrivateKey(fixture(name)).identity?.fingerprint).toBe(expected)
  })
})

describe('passphrases', () => {
  test.each(encrypted)('%s: a wrong one, none and an empty one', async (name) => {
    const locked = readSshPrivateKey(fixture(name))
    expect(await codeOf(() => locked.unlock(wrong))).toBe('KEY_PASSPHRASE')
    expect(await codeOf(() => locked.unlock())).toBe('KEY_PASSPHRASE')
    expect(await codeOf(() => locked.unlock(new Secret('')))).toBe('KEY_PASSPHRASE')
  })
})

describe('keys that cannot open anything', () => {
  test.each([
    ['dss', /ssh-dss/],
    ['ecdsa', /ecdsa-sha2-nistp256/],
    ['ecdsa-pkcs8', /type ec/],
    ['ed25519-chacha20-poly1305', /ssh-keygen -p -Z aes256-ctr/],
  ])('%s', (name, words) => {
    const read = () => readSshPrivateKey(fixture(name)).unlock(right)
    expect(read).toThrow(expect.objectContaining({ code: 'KEY_UNUSABLE', message: expect.stringMatching(words) }))
  })
})

const header = '-----BEGIN OPENSSH PRIVATE KEY-----'
const footer = '-----END OPENSSH PRIVATE KEY-----'

/** A key file of a fixture with its bytes changed. */
function changed(name: string, change: (bytes: Buffer) => Buffer): string {
  const base64 = fixture(name).split('\n').slice(1, -2).join('')
  return [header, change(Buffer.from(base64, 'base64')).toString('base64'), footer, ''].join('\n')
}

function replaced(name: string, from: Uint8Array, to: Uint8Array): string {
  return changed(name, (bytes) => {
    const at = bytes.lastIndexOf(Buffer.from(from))
    expect(at).toBeGreaterThan(0)
    return Buffer.concat([bytes.subarray(0, at), to, bytes.subarray(at + from.length)])
  })
}

const pointOf = (name: string): Buffer => Buffer.from(publicLine(name).split(' ')[1] ?? '', 'base64').subarray(-32)
const other = pointOf('ed25519-other')
const own = pointOf('ed25519')

describe('damaged files', () => {
  test.each<[string, () => string]>([
    ['empty', () => ''],
    ['a public key', () => fixture('ed25519.pub')],
    ['no last line', () => fixture('ed25519').replace(footer, '')],
    ['broken base64', () => fixture('ed25519').replace('b3Blbn', 'b3B*bn')],
    [
      'another magic',
      () => changed('ed25519', (b) => Buffer.concat([Buffer.from('openssh-key-v2\0'), b.subarray(15)])),
    ],
    ['nothing but the magic', () => changed('ed25519', (b) => b.subarray(0, 15))],
    ['cut short', () => changed('ed25519', (b) => b.subarray(0, -5))],
    ['something after its end', () => changed('ed25519', (b) => Buffer.concat([b, Buffer.from([0])]))],
    ['two keys', () => changed('ed25519', (b) => Buffer.concat([b.subarray(0, 38), Buffer.from([2]), b.subarray(39)]))],
    ['check numbers that differ', () => changed('ed25519', (b) => flip(b, 98))],
    ['padding that does not count up', () => changed('ed25519', (b) => flip(b, b.length - 1))],
    ['a blank inside its base64', () => fixture('ed25519').replace('b3Blbn', 'b3B lbn')],
    ['a block of padding too many', () => changed('ed25519', (b) => withPadding(b, 8))],
    ['another seed', () => replaced('ed25519', seedOf('ed25519'), seedOf('ed25519-other'))],
    ['another point in the key pair', () => replaced('ed25519', own, other)],
    [
      'another public key in front',
      () => changed('ed25519', (b) => Buffer.concat([b.subarray(0, 62), other, b.subarray(94)])),
    ],
    ['an RSA prime that is not', () => changed('rsa-3072', (b) => flip(b, b.length - 120))],
    ['PEM that is cut', () => fixture('rsa-3072-pkcs8').slice(0, 400)],
    ['far too long', () => `${fixture('ed25519')}${' '.repeat(70_000)}`],
  ])('%s', async (_, text) => {
    expect(await codeOf(() => readSshPrivateKey(text()).unlock())).toBe('KEY_MALFORMED')
  })

  test('an ed25519 key whose two public copies agree with each other but not with its secret', async () => {
    const text = changed('ed25519', (bytes) => {
      const copy = Buffer.from(bytes)
      for (let at = copy.indexOf(own); at >= 0; at = copy.indexOf(own)) other.copy(copy, at)
      return copy
    })
    expect(await codeOf(() => readSshPrivateKey(text).unlock())).toBe('KEY_MALFORMED')
  })

  test('a passphrase that would take for ever to check', async () => {
    const rounds = changed('ed25519-aes256-ctr', (b) => {
      const at = b.indexOf('bcrypt') + 6 + 4 + 4 + 16
      expect(b.readUInt32BE(at)).toBe(2)
      b.writeUInt32BE(0xffffffff, at)
      return b
    })
    expect(await codeOf(() => readSshPrivateKey(rounds).unlock(right))).toBe('KEY_UNUSABLE')
  })

  test('any changed byte of a small key is noticed, or lies in its comment or check numbers', () => {
    const size = Buffer.from(fixture('ed25519').split('\n').slice(1, -2).join(''), 'base64').length
    fc.assert(
      fc.property(fc.nat({ max: size - 1 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const text = changed('ed25519', (b) => flip(b, at, mask))
        try {
          const key = readSshPrivateKey(text).unlock()
          expect(key.fingerprint).toBe(fingerprints.get('ed25519'))
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: expect.stringMatching(/^KEY_(MALFORMED|UNUSABLE|PASSPHRASE)$/) })
        }
      }),
      { numRuns: runs(300) },
    )
  })
})

test('a key prints nothing of its secret', () => {
  const key = readSshPrivateKey(fixture('ed25519')).unlock()
  const seed = seedOf('ed25519')
  for (const shown of [inspect(key, { depth: 9, showHidden: true }), JSON.stringify(key)]) {
    expect(shown).not.toContain(
      seed
        .toString('hex')
        .replace(/(..)(?=.)/g, '$1 ')
        .slice(0, 47),
    )
    expect(shown).not.toContain(seed.toString('base64url'))
    expect(shown).not.toContain(JSON.stringify([...seed.subarray(0, 8)]).slice(1, -1))
  }
})

function flip(bytes: Buffer, at: number, mask = 1): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ mask
  return copy
}

/** Adds padding that goes on counting, and says so in the section's length. */
function withPadding(bytes: Buffer, more: number): Buffer {
  const at = 94
  const last = bytes.at(-1) ?? 0
  const copy = Buffer.concat([bytes, Buffer.from(Array.from({ length: more }, (_, n) => last + n + 1))])
  expect(copy.readUInt32BE(at)).toBe(bytes.length - at - 4)
  copy.writeUInt32BE(bytes.length - at - 4 + more, at)
  return copy
}

function seedOf(name: string): Buffer {
  const key = readSshPrivateKey(fixture(name)).unlock().key
  return Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url')
}
