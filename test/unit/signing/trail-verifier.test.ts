import { describe, expect, it } from 'vitest'
import { generateKeySet, openSigner } from '../../../src/signing/signing-keys.ts'
import { trailVerifier } from '../../../src/signing/trail-verifier.ts'
import { trailKey } from '../cli/audit/trail-world.ts'

const bytes = 'daypass-trail-v1\n{"kind":"Störung"}'
const set = await generateKeySet()
const signer = await openSigner({ jwks: JSON.stringify(set) }, () => undefined)
const signature = await signer.signDetached('trail', 'daypass-trail+jws', Buffer.from(bytes))
const verify = trailVerifier(signer.publicKeys())
const [header = '', , tag = ''] = signature.split('.')

describe('a signature of the server', () => {
  it('counts with its published keys, time and again', () => {
    expect(verify(bytes, signature)).toBe(true)
    expect(verify(bytes, signature)).toBe(true)
  })

  it('counts with a key that serves every purpose, and not beside one that is kept for the trail', async () => {
    const shared = { ...set.keys.find((key) => key.daypass === 'trail'), kid: 'shared' } as Record<string, unknown>
    delete shared.daypass
    const one = await openSigner({ jwks: JSON.stringify({ keys: [shared] }) }, () => undefined)
    const by = await one.signDetached('trail', 'daypass-trail+jws', Buffer.from(bytes))
    expect(trailVerifier(one.publicKeys())(bytes, by)).toBe(true)
    expect(trailVerifier([...one.publicKeys(), trailKey().jwk])(bytes, by)).toBe(false)
  })
})

it.each([
  ['of another kind', { kty: 'OKP', crv: 'P-256' }],
  ['of another curve', { kty: 'EC', crv: 'P-384' }],
])('a key %s with the same name is passed over', (_what, other) => {
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString())
  expect(
    trailVerifier([{ ...other, kid, daypass: 'trail', x: 'AA', y: 'AA' }, ...signer.publicKeys()])(bytes, signature),
  ).toBe(true)
})

/** The last character of base64url has spare bits: another one stands for the same bytes. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const spare = tag.slice(0, -1) + alphabet[alphabet.indexOf(tag.at(-1) ?? '') ^ 1]
const headed = (text: object): string => Buffer.from(JSON.stringify(text)).toString('base64url')
const kid = JSON.parse(Buffer.from(header, 'base64url').toString()).kid

describe('what does not count', () => {
  it('means the same bytes where it differs in spare bits alone', () => {
    expect(Buffer.from(spare, 'base64url')).toStrictEqual(Buffer.from(tag, 'base64url'))
  })

  it.each<[string, string]>([
    ['nothing', ''],
    ['dots', '..'],
    ['no JWS', 'signature'],
    ['a text of its own for the same bytes', `${header}..${spare}`],
    ['a signature with padding', `${signature}=`],
    ['a signature with its payload', signature.replace('..', `.${Buffer.from(bytes).toString('base64url')}.`)],
    ['a part more', `${signature}.x`],
    ['half a signature', signature.slice(0, -10)],
    ['a header with another typ', `${headed({ alg: 'ES256', typ: 'daypass-delivery+jws', kid })}..${tag}`],
    ['a header with another algorithm', `${headed({ alg: 'none', typ: 'daypass-trail+jws', kid })}..${tag}`],
    ['a header with more members', `${headed({ alg: 'ES256', typ: 'daypass-trail+jws', kid, crit: [] })}..${tag}`],
    [
      'a header with the same members in another order',
      `${headed({ typ: 'daypass-trail+jws', alg: 'ES256', kid })}..${tag}`,
    ],
    ['a key that nobody published', `${headed({ alg: 'ES256', typ: 'daypass-trail+jws', kid: 'x' })}..${tag}`],
  ])('%s', (_what, other) => {
    expect(verify(bytes, other)).toBe(false)
  })

  it('a signature over something else', () => {
    expect(verify(`${bytes} `, signature)).toBe(false)
  })

  it('a signature of the trail key for something else', async () => {
    const by = await signer.signDetached('trail', 'daypass-checkpoint+jws', Buffer.from(bytes))
    expect(verify(bytes, by)).toBe(false)
  })

  it('a signature of a key for another purpose', async () => {
    const by = await signer.signDetached('delivery', 'daypass-trail+jws', Buffer.from(bytes))
    expect(verify(bytes, by)).toBe(false)
  })

  it('a signature where no key is published at all', () => {
    expect(trailVerifier([])(bytes, signature)).toBe(false)
  })
})
