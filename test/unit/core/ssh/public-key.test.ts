import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSshPublicKey } from '../../../../src/core/ssh/public-key.ts'
import { wirePositive } from '../../../../src/core/ssh/wire.ts'
import { fingerprints, fixture, lineOf, publicLine } from '../../sealing/keys.ts'

function reason(line: string): string {
  const key = parseSshPublicKey(line)
  return key.usable ? 'usable' : key.reason
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const ed25519 = publicLine('ed25519')
const rsa = parseSshPublicKey(publicLine('rsa-3072'))
const modulus = rsa.usable && rsa.type === 'ssh-rsa' ? rsa.modulus : Buffer.alloc(0)
const exponent = hex('010001')

/** An RSA line; numbers are encoded as SSH does it. */
function rsaLine(e: Buffer, n: Buffer): string {
  return lineOf('ssh-rsa', wirePositive(e).subarray(4), wirePositive(n).subarray(4))
}

describe('key types', () => {
  test.each<[string, string | RegExp]>([
    ['ed25519', 'usable'],
    ['ed25519-other', 'usable'],
    ['rsa-3072', 'usable'],
    ['rsa-4096', 'usable'],
    ['rsa-2048', /2048 bits/],
    ['ecdsa', /ecdsa keys can sign/],
    ['dss', /dss keys can only sign/],
    ['sk-ed25519', /security key/],
    ['sk-ecdsa', /security key/],
  ])('%s: %s', (name, expected) => {
    expect(reason(fixture(`${name}.pub`))).toMatch(expected)
  })

  test.each(['ed25519', 'rsa-3072', 'rsa-4096'])('%s has the fingerprint that ssh-keygen prints', (name) => {
    expect(parseSshPublicKey(publicLine(name))).toMatchObject({ fingerprint: fingerprints.get(name) })
  })
})

describe('ed25519 points', () => {
  const pointLine = (point: string): string => lineOf('ssh-ed25519', hex(point))
  test.each<[string, string, RegExp]>([
    ['order 1', `01${'00'.repeat(31)}`, /low order/],
    ['order 1, sign set', `01${'00'.repeat(30)}80`, /low order/],
    ['order 2', `ec${'ff'.repeat(30)}7f`, /low order/],
    ['order 4', '00'.repeat(32), /low order/],
    ['order 4, sign set', `${'00'.repeat(31)}80`, /low order/],
    ['order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', /low order/],
    ['order 8, sign set', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85', /low order/],
    ['order 8, the other y', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', /low order/],
    ['order 8, the other y, sign set', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa', /low order/],
    ['y = p', `ed${'ff'.repeat(30)}7f`, /canonical/],
    ['y = p + 1', `ee${'ff'.repeat(30)}7f`, /canonical/],
    ['all ones', 'ff'.repeat(32), /canonical/],
    ['off the curve', `02${'00'.repeat(31)}`, /not on the curve/],
    ['31 bytes', '03'.repeat(31), /32 bytes/],
    ['33 bytes', '03'.repeat(33), /32 bytes/],
    ['RFC 8032 test 1', 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', /^usable$/],
  ])('%s', (_, point, expected) => {
    expect(reason(pointLine(point))).toMatch(expected)
  })
})

describe('RSA numbers', () => {
  // A modulus as the ROCA generator makes them: a power of 65537 modulo the product of the small primes.
  const primes = Array.from({ length: 168 }, (_, n) => n).filter(
    (n) => n > 1 && Array.from({ length: n - 2 }, (__, i) => i + 2).every((k) => n % k !== 0),
  )
  const product = primes.slice(1).reduce((all, prime) => all * BigInt(prime), 1n)
  const roca = (2n ** 3071n / product) * product + product + 65_537n ** 3n
  const odd = roca % 2n === 1n ? roca : roca + product
  const bytes = (n: bigint): Buffer => hex(n.toString(16).length % 2 ? `0${n.toString(16)}` : n.toString(16))
  const number = BigInt(`0x${modulus.toString('hex')}`)

  test.each<[string, string, RegExp]>([
    ['control', rsaLine(exponent, modulus), /^usable$/],
    ['one bit short', rsaLine(exponent, bytes(number >> 1n)), /3071 bits/],
    ['exponent 1', rsaLine(hex('01'), modulus), /smaller than 65537/],
    ['exponent 3', rsaLine(hex('03'), modulus), /smaller than 65537/],
    ['exponent 65535', rsaLine(hex('ffff'), modulus), /smaller than 65537/],
    ['even exponent', rsaLine(hex('010002'), modulus), /even/],
    ['exponent of 25 bits', rsaLine(hex('01000001'), modulus), /24 bits/],
    ['modulus of 20 000 bits', rsaLine(exponent, Buffer.alloc(2500, 0xff)), /at most 16384/],
    ['even modulus', rsaLine(exponent, bytes(number * 2n)), /small factor/],
    ['multiple of 167', rsaLine(exponent, bytes(((number / 334n) * 2n + 1n) * 167n)), /small factor/],
    ['ROCA', rsaLine(exponent, bytes(odd)), /ROCA/],
    ['negative modulus', lineOf('ssh-rsa', exponent, modulus), /not positive/],
    ['zero exponent', lineOf('ssh-rsa', '', modulus), /not positive/],
    ['needless zero', lineOf('ssh-rsa', hex('00010001'), modulus), /longer than needed/],
    ['no modulus', lineOf('ssh-rsa', exponent), /cut short/],
    ['a third number', lineOf('ssh-rsa', exponent, wirePositive(modulus).subarray(4), 'x'), /follows/],
  ])('%s', (_, line, expected) => {
    expect(reason(line)).toMatch(expected)
  })
})

describe('lines', () => {
  const [, base64 = ''] = ed25519.split(' ')
  /** The last digit of base64 before one `=` has two bits that mean nothing: sets one of them. */
  const spareBits = (end: string): string => `${String.fromCharCode(end.charCodeAt(0) + 1)}=`
  test.each<[string, string, RegExp]>([
    ['control', ed25519, /^usable$/],
    ['comment', `${ed25519} ada@laptop`, /^usable$/],
    ['two blanks and a line end', `ssh-ed25519  ${base64}\r\n`, /^usable$/],
    ['empty', '', /not a public key line/],
    ['type alone', 'ssh-ed25519', /not a public key line/],
    ['options', `restrict ${ed25519}`, /cannot be sealed to|not a public key line/],
    ['leading blank', ` ${ed25519}`, /not a public key line/],
    ['two lines', `${ed25519}\n${ed25519}`, /not a public key line/],
    ['control character in the comment', `${ed25519} a\u0007`, /not a public key line/],
    ['missing padding', publicLine('rsa-3072').replace(/=+$/, ''), /canonical/],
    ['URL-safe base64', `ssh-ed25519 ${base64.slice(0, -1)}-`, /not a public key line/],
    ['base64 with spare bits', publicLine('rsa-3072').replace(/.=$/, spareBits), /canonical/],
    ['another type inside', `ssh-rsa ${base64}`, /differ/],
    ['something after the point', lineOf('ssh-ed25519', Buffer.alloc(32, 3), 'x'), /follows/],
    ['too long', `${ed25519} ${'x'.repeat(20_000)}`, /not a public key line/],
    ['certificate', `ssh-ed25519-cert-v01@openssh.com ${base64}`, /certificate/],
    ['private key', fixture('ed25519'), /not a public key line/],
  ])('%s', (_, line, expected) => {
    expect(reason(line)).toMatch(expected)
  })
})

test('never throws, and takes no line for usable that differs from a good one in its key', () => {
  const blob = Buffer.from(ed25519.split(' ')[1] ?? '', 'base64')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat({ max: 18 }), (bytes, at) => {
      expect(parseSshPublicKey(Buffer.from(bytes).toString('utf8')).usable).toBe(false)
      expect(parseSshPublicKey(`ssh-rsa ${Buffer.from(bytes).toString('base64')}`).usable).toBe(false)
      const changed = Buffer.from(blob)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(parseSshPublicKey(`ssh-ed25519 ${changed.toString('base64')}`).usable).toBe(false)
    }),
  )
})
