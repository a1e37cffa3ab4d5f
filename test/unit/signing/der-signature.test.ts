import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { derSignature } from '../../../src/signing/der-signature.ts'

const number = (end: string): string => end.padStart(64, '0')
const der = (r: string, s: string): string => derSignature(Buffer.from(r + s, 'hex')).toString('hex')
const one = '020101'

// X.690, 8.3: as few bytes as possible, and a zero before a first bit that would make the number negative.
test.each<[string, string, string]>([
  ['of one byte', number('01'), `3006${one}${one}`],
  ['zero', number(''), `3006020100${one}`],
  ['with the first bit of its byte set', number('80'), `300702020080${one}`],
  ['without it', number('7f'), `300602017f${one}`],
  ['with a zero inside', number('0100'), `300702020100${one}`],
  ['that fills its place', '7f'.repeat(32), `30250220${'7f'.repeat(32)}${one}`],
  ['that fills it with the first bit set', 'ff'.repeat(32), `3026022100${'ff'.repeat(32)}${one}`],
])('a number %s', (_what, r, expected) => {
  expect(der(r, number('01'))).toBe(expected)
  expect(der(number('01'), r).length).toBe(expected.length)
})

test('both numbers at their longest', () => {
  const longest = `022100${'ff'.repeat(32)}`
  expect(der('ff'.repeat(32), 'ff'.repeat(32))).toBe(`3046${longest}${longest}`)
})

test('OpenSSL takes it where it takes the 64 bytes, and nowhere else', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  for (let index = 0; index < 200; index += 1) {
    const text = Buffer.from(`entry ${index}`)
    const raw = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    expect(verify('sha256', text, publicKey, derSignature(raw))).toBe(true)
    const bent = Buffer.from(raw)
    bent[index % 64] = (bent[index % 64] ?? 0) ^ 1
    expect(verify('sha256', text, publicKey, derSignature(bent))).toBe(false)
  }
})

test.each(['00', 'ff'])('numbers that no signature has, of %s alone, are refused without a word', (byte) => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  expect(verify('sha256', Buffer.from('entry'), publicKey, derSignature(Buffer.from(byte.repeat(64), 'hex')))).toBe(
    false,
  )
})
