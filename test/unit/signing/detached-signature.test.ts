import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { verifyWithPublished } from '../../../src/signing/detached-signature.ts'
import { openSigner } from '../../../src/signing/signing-keys.ts'

// What a reader of published keys takes, and what the server takes of its own: both are asked, as strictly as they are.

const bytes = Buffer.from('what is signed')
const typ = 'daypass-trail+jws'
const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
const [own, shared, other, p384] = [curve('P-256'), curve('P-256'), curve('P-256'), curve('P-384')]
const jwk = ({ privateKey }: { privateKey: KeyObject }, more: object) => ({
  ...privateKey.export({ format: 'jwk' }),
  ...more,
})
const all = [
  jwk(own, { kid: 'own', daypass: 'trail' }),
  jwk(shared, { kid: 'shared' }),
  jwk(other, { kid: 'other', daypass: 'token' }),
]
const published = { keys: all.map(({ d: _secret, ...half }) => half) }
const signer = await openSigner({ jwks: JSON.stringify({ keys: all }) }, () => undefined)

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
function signed(
  { privateKey }: { privateKey: KeyObject },
  header: object,
  over: Buffer = bytes,
  digest = 'sha256',
): string {
  const input = `${encode(header)}.${over.toString('base64url')}`
  const tag = sign(digest, Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${encode(header)}..${tag.toString('base64url')}`
}
const good = signed(own, { alg: 'ES256', typ, kid: 'own' })
const refused = expect.objectContaining({ code: 'SEALED_NOT_AUTHENTIC' })

describe('a detached signature is taken', () => {
  it.each([
    ['by the key for this', good],
    ['by the key for this, with its members in another order', signed(own, { kid: 'own', typ, alg: 'ES256' })],
  ])('%s', async (_what, signature) => {
    await expect(verifyWithPublished(published, 'trail', typ, signature, bytes)).resolves.toBeUndefined()
    await expect(signer.verifyDetached('trail', typ, signature, bytes)).resolves.toBeUndefined()
  })

  it('by a published key for everything', async () => {
    const signature = signed(shared, { alg: 'ES256', typ, kid: 'shared' })
    await expect(verifyWithPublished(published, 'trail', typ, signature, bytes)).resolves.toBeUndefined()
  })
})

describe('a detached signature is refused', () => {
  const [header = '', , tag = ''] = good.split('.')
  it.each([
    ['with a part more', `${good}.x`, 'not a detached'],
    ['with an empty part more', `${good}.`, 'not a detached'],
    ['with its payload', `${header}.${bytes.toString('base64url')}.${tag}`, 'not a detached'],
    ['of one part', header, 'not a detached'],
    ['of another kind', signed(own, { alg: 'ES256', typ: 'x+jws', kid: 'own' }), 'another kind'],
    ['of no kind', signed(own, { alg: 'ES256', kid: 'own' }), 'another kind'],
    ['by another algorithm', signed(p384, { alg: 'ES384', typ, kid: 'own' }, bytes, 'sha384'), 'another kind'],
    ['by no algorithm', `${encode({ alg: 'none', typ, kid: 'own' })}..`, 'another kind'],
    ['by a key for something else', signed(other, { alg: 'ES256', typ, kid: 'other' }), 'a key that was not published'],
    ['by a key that nobody knows', signed(own, { alg: 'ES256', typ, kid: 'unknown' }), 'a key that was not published'],
    ['by another key than it names', signed(other, { alg: 'ES256', typ, kid: 'own' }), 'verification failed'],
    ['over other bytes', signed(own, { alg: 'ES256', typ, kid: 'own' }, Buffer.from('other')), 'verification failed'],
    ['without a tag', `${header}..`, 'verification failed'],
    ['with nothing in it', '', ''],
  ])('%s', async (_what, signature, why) => {
    const thrown = await verifyWithPublished(published, 'trail', typ, signature, bytes).catch((error: Error) => error)
    expect(thrown).toEqual(refused)
    expect(thrown?.message).toMatch(
      /^This was not signed by the Daypass that this machine trusts\..*ask whoever runs Daypass/,
    )
    expect((thrown?.cause as Error | undefined)?.message).toContain(why)
    const byServer = await signer.verifyDetached('trail', typ, signature, bytes).catch((error: Error) => error)
    expect(byServer).toEqual(refused)
    expect(byServer?.message).toBe('The signature is not ours; nothing that it covers may be trusted.')
  })

  it.each([
    ['a member more', signed(own, { alg: 'ES256', typ, kid: 'own', cty: 'x' }), 'the header is not the one'],
    ['another kind', signed(own, { alg: 'ES256', typ: 'x+jws', kid: 'own' }), 'the header is not the one'],
    [
      'another algorithm',
      signed(p384, { alg: 'ES384', typ, kid: 'own' }, bytes, 'sha384'),
      'the header is not the one',
    ],
    ['a key for something else', signed(other, { alg: 'ES256', typ, kid: 'other' }), 'no key of this purpose'],
    [
      'a key for everything, beside one for this',
      signed(shared, { alg: 'ES256', typ, kid: 'shared' }),
      'no key of this',
    ],
  ])('by the server, with %s', async (_what, signature, why) => {
    const thrown = await signer.verifyDetached('trail', typ, signature, bytes).catch((error: Error) => error)
    expect(thrown).toEqual(refused)
    expect((thrown?.cause as Error | undefined)?.message).toContain(why)
  })
})
