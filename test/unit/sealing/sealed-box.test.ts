import sodium from 'libsodium-wrappers'
import { expect, test } from 'vitest'
import { sealBox } from '../../../src/sealing/sealed-box.ts'

const { ORIGINAL } = await sodium.ready.then(() => sodium.base64_variants)
const base64 = (bytes: Uint8Array): string => sodium.to_base64(bytes, ORIGINAL)

test.each(['a', 'postgres://jit:pass@db/orders', 'ü€😀', 'x'.repeat(40_000)])(
  'whoever has the private key opens it, and nobody else',
  async (text) => {
    const [theirs, other] = [sodium.crypto_box_keypair(), sodium.crypto_box_keypair()]
    const box = sodium.from_base64(await sealBox(text, base64(theirs.publicKey)), ORIGINAL)
    expect(sodium.to_string(sodium.crypto_box_seal_open(box, theirs.publicKey, theirs.privateKey))).toBe(text)
    expect(() => sodium.crypto_box_seal_open(box, other.publicKey, other.privateKey)).toThrow()
  },
)

test('two boxes of one text are not the same', async () => {
  const key = base64(sodium.crypto_box_keypair().publicKey)
  expect(await sealBox('a', key)).not.toBe(await sealBox('a', key))
})

test.each([
  '',
  'AAAA',
  'no base64',
  base64(new Uint8Array(31)),
  base64(new Uint8Array(33)),
  base64(new Uint8Array(32)),
])('the key `%s` is refused, without what was to be sealed', async (key) => {
  const refused = await sealBox('hush', key).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'CONNECTOR_FAILED' })
  expect(String((refused as Error).stack)).not.toContain('hush')
})
