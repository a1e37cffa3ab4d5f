import { constants, createPublicKey, publicEncrypt } from 'node:crypto'
import { armor, Decrypter, Stanza } from 'age-encryption'
import sodium from 'libsodium-wrappers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { DaypassError } from '../../../src/core/error.ts'
import { fileKeyFrom } from '../../../src/sealing/age-identity.ts'
import { sshRecipient } from '../../../src/sealing/age-recipient.ts'
import { createKeyRing } from '../../../src/sealing/key-ring.ts'
import { agree, rsaLabel } from '../../../src/sealing/ssh-agreement.ts'
import { codeOf } from './delivery.ts'
import { fingerprints, fixture, lineOf, privateKey, publicLine } from './keys.ts'

beforeAll(() => sodium.ready)
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

const aliceSecret = '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a'
const bobPublic = 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'
const orderEight = 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'
const sharedSecret = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742'

test('X25519 gives the shared secret of RFC 7748, section 6.1', () => {
  expect(Buffer.from(agree(hex(aliceSecret), hex(bobPublic))).toString('hex')).toBe(sharedSecret)
})

describe('an all-zero shared secret aborts', () => {
  // Every u of low order, canonical or not (as in the Wycheproof X25519 vectors).
  test.each([
    '00'.repeat(32),
    `01${'00'.repeat(31)}`,
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    `ec${'ff'.repeat(30)}7f`,
    `ed${'ff'.repeat(30)}7f`,
    `ee${'ff'.repeat(30)}7f`,
  ])('%s', (point) => {
    expect(() => agree(hex(aliceSecret), hex(point))).toThrow()
  })
})

describe('recipients', () => {
  test.each<[string, string]>([
    [
      'a point with a part of low order',
      lineOf('ssh-ed25519', hex('16b981d0b88cdf3ab9fa87190822fe4905b475efda3aec7c34abfa92c19320f4')),
    ],
    ['a point of low order', lineOf('ssh-ed25519', new Uint8Array(32))],
    ['ecdsa', publicLine('ecdsa')],
    ['dss', publicLine('dss')],
    ['a security key', publicLine('sk-ed25519')],
    ['short RSA', publicLine('rsa-2048')],
    ['no key', ''],
  ])('none for %s', async (_, line) => {
    expect(await codeOf(() => sshRecipient(line))).toBe('KEY_UNUSABLE')
  })

  test('control: the point without its part of low order', async () => {
    const line = lineOf('ssh-ed25519', hex('b862409fb5c4c4123df2abf7462b88f041ad36dd6864ce872fd5472be363c5b1'))
    await expect(sshRecipient(line)).resolves.toBeDefined()
  })
})

test.each(['ed25519', 'rsa-3072'])('known answer: what the stock age sealed to %s opens', async (name) => {
  const key = privateKey(name)
  const ring = createKeyRing([{ identity: key, unlock: () => Promise.resolve(key) }])
  const decrypter = new Decrypter()
  decrypter.addIdentity(ring)
  const text = await decrypter.decrypt(armor.decode(fixture(`stock-age-${name}.age`)), 'text')
  expect(text).toBe('sealed by the stock age\n')
  expect(ring.openedBy).toBe(fingerprints.get(name))
})

describe('stanzas that name a key and were made for none', () => {
  const fileKey = new Uint8Array(16).fill(7)
  type Change = (args: readonly string[], body: Uint8Array) => [string[], Uint8Array]
  async function opened(name: string, change: Change): Promise<unknown> {
    const [stanza] = await (await sshRecipient(publicLine(name))).wrapFileKey(fileKey)
    const [args, body] = change(stanza?.args ?? [], stanza?.body ?? new Uint8Array())
    try {
      return fileKeyFrom(new Stanza(args, body), privateKey(name))
    } catch (thrown) {
      const { code, message } = thrown as DaypassError
      return { code, message }
    }
  }
  const damaged = (what: string) => ({
    code: 'SEALED_MALFORMED',
    message: `This sealed credential is damaged: ${what}. Copy it again.`,
  })
  const [misshapen, rsaMisshapen] = ['ed25519', 'rsa'].map((type) =>
    damaged(`its ssh-${type} stanza has the wrong form`),
  )
  const nothingSecret = damaged('its key agreement yields nothing secret')
  const rsaBody = (secret: Uint8Array) => {
    const [padding, oaepLabel] = [constants.RSA_PKCS1_OAEP_PADDING, Buffer.from(rsaLabel)]
    return publicEncrypt(
      { key: createPublicKey(privateKey('rsa-3072').key), padding, oaepHash: 'sha256', oaepLabel },
      secret,
    )
  }
  const shareOf = (point: string): string => Buffer.from(point, 'hex').toString('base64').replace('=', '')

  test.each<[string, string, Change, unknown]>([
    ['control', 'ed25519', (a, b) => [[...a], b], fileKey],
    ['control', 'rsa-3072', (a, b) => [[...a], b], fileKey],
    ['another tag', 'ed25519', (a, b) => [[a[0] ?? '', 'AAAAAA', a[2] ?? ''], b], undefined],
    ['another type', 'ed25519', (a, b) => [['X25519', ...a.slice(1)], b], undefined],
    ['an argument more', 'ed25519', (a, b) => [[...a, 'x'], b], misshapen],
    ['an argument more', 'rsa-3072', (a, b) => [[...a, 'x'], b], rsaMisshapen],
    ['an argument less', 'ed25519', (a, b) => [a.slice(0, 2), b], misshapen],
    ['padded base64', 'ed25519', (a, b) => [[...a.slice(0, 2), `${a[2]}=`], b], misshapen],
    ['a short share', 'ed25519', (a, b) => [[...a.slice(0, 2), 'AAAA'], b], misshapen],
    ['a share of low order', 'ed25519', (a, b) => [[...a.slice(0, 2), shareOf('00'.repeat(32))], b], nothingSecret],
    ['a share of order 8', 'ed25519', (a, b) => [[...a.slice(0, 2), shareOf(orderEight)], b], nothingSecret],
    ['a long body', 'ed25519', (a, b) => [[...a], Buffer.concat([b, b])], misshapen],
    ['a short body', 'ed25519', (a, b) => [[...a], b.subarray(1)], misshapen],
    ['a short body', 'rsa-3072', (a, b) => [[...a], b.subarray(1)], rsaMisshapen],
    ['a file key', 'rsa-3072', (a) => [[...a], rsaBody(fileKey)], fileKey],
    ['a file key that is too short', 'rsa-3072', (a) => [[...a], rsaBody(fileKey.subarray(1))], undefined],
    ['another body', 'ed25519', (a, b) => [[...a], b.map((byte) => byte ^ 1)], undefined],
    ['another body', 'rsa-3072', (a, b) => [[...a], b.map((byte, at) => (at === 9 ? byte ^ 1 : byte))], undefined],
  ])('%s (%s)', async (_, name, change, expected) => {
    expect(await opened(name, change)).toEqual(expected)
  })
})
