import { armor, Decrypter, Encrypter } from 'age-encryption'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { DaypassError } from '../../../src/core/error.ts'
import type { UnsignedPayload } from '../../../src/core/unsigned-payload.ts'
import { sshRecipient } from '../../../src/sealing/age-recipient.ts'
import { signedBytes } from '../../../src/sealing/delivery-signature.ts'
import { createKeyRing } from '../../../src/sealing/key-ring.ts'
import { createSealer, seal } from '../../../src/sealing/seal.ts'
import { unseal } from '../../../src/sealing/unseal.ts'
import { runs } from '../../runs.ts'
import { codeOf, createIssuer, goodHeader, type Header, payloadFor, sealable } from './delivery.ts'
import { fingerprints, privateKey, publicLine } from './keys.ts'

type Issuer = Awaited<ReturnType<typeof createIssuer>>
let issuer: Issuer
let stranger: Issuer
beforeAll(async () => {
  issuer = await createIssuer()
  stranger = await createIssuer()
})
const line = publicLine('ed25519')
const named = (...names: string[]) => ({ id: 4711, keys: names.map((name) => fingerprints.get(name) ?? '') })
const both = payloadFor('ed25519', { recipient: named('ed25519', 'rsa-3072') })
/** As Daypass made them before it sealed to several keys. */
const first: UnsignedPayload = payloadFor('ed25519', {
  version: 1,
  recipient: { id: 4711, key: fingerprints.get('ed25519') ?? '' },
})

/** Encrypts any text to fixture keys, as anybody can who knows the public keys. */
async function encrypt(text: string | Uint8Array, ...names: string[]): Promise<string> {
  const encrypter = new Encrypter()
  for (const name of names) encrypter.addRecipient(await sshRecipient(publicLine(name)))
  return armor.encode(await encrypter.encrypt(text))
}

async function decrypt(armored: string, name: string): Promise<string> {
  const key = privateKey(name)
  const decrypter = new Decrypter()
  decrypter.addIdentity(createKeyRing([{ identity: key, unlock: () => Promise.resolve(key) }]))
  return decrypter.decrypt(armor.decode(armored), 'text')
}

async function signed(payload: UnsignedPayload, header: Header = goodHeader): Promise<string> {
  const by = header === goodHeader ? issuer : await createIssuer(header)
  return JSON.stringify({ ...payload, signature: await by.sign(signedBytes(payload)) })
}

function opening(armored: string, ...names: string[]): Promise<unknown> {
  return codeOf(() => unseal(armored, names.map(privateKey), issuer.verify))
}

describe('what is sealed', () => {
  test.each(['ed25519', 'rsa-3072', 'rsa-4096'])(
    'opens with %s and is the payload with its signature',
    async (name) => {
      const payload = payloadFor(name)
      const armored = await createSealer(issuer).seal(sealable(payload), [publicLine(name)])
      const opened = await unseal(armored, [privateKey('ed25519-other'), privateKey(name)], issuer.verify)
      expect(opened).toEqual({ ...payload, signature: expect.stringMatching(/^[\w-]+\.\.[\w-]+$/) })
    },
  )

  test('is readable JSON, indented by two, with a final newline', async () => {
    const text = await decrypt(await seal(sealable(payloadFor('ed25519')), [line], issuer.sign), 'ed25519')
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
    expect(text).toMatch(/^\{\n {2}"version": 2,\n/)
  })

  test('comes back whole for any payload', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 })
    const token = fc.string({ unit: 'grapheme', minLength: 32, maxLength: 90 }).filter((t) => [...t].length >= 32)
    const arbitrary = fc.record({ scope: text, audience: text, token, id: fc.integer({ min: 1 }) })
    await fc.assert(
      fc.asyncProperty(
        arbitrary,
        fc.constantFrom('ed25519', 'rsa-3072'),
        async ({ scope, audience, token, id }, name) => {
          const base = payloadFor(name)
          const credential = { ...base.credential, refresh_token: token }
          const payload = { ...base, scope, audience, credential, recipient: { ...base.recipient, id } }
          const armored = await seal(sealable(payload), [publicLine(name)], issuer.sign)
          expect(await unseal(armored, [privateKey(name)], issuer.verify)).toMatchObject(payload)
          expect(armored).not.toContain(Buffer.from(token).toString('base64').slice(0, 32))
        },
      ),
      { numRuns: runs(40) },
    )
  })
})

describe('sealing to every key of a person', () => {
  const names = ['ed25519', 'ed25519-other', 'rsa-3072']

  test('each of them opens it, and no other', async () => {
    const payload = payloadFor('ed25519', { recipient: named(...names) })
    const armored = await seal(sealable(payload), names.map(publicLine), issuer.sign)
    for (const name of names) expect(await opening(armored, name)).toBe('no error')
    expect(await opening(armored, 'rsa-4096')).toBe('SEALED_NOT_FOR_YOU')
  })

  test('version 1, which names one key, still opens', async () => {
    const armored = await seal(sealable(first), [line], issuer.sign)
    expect(await unseal(armored, [privateKey('ed25519')], issuer.verify)).toMatchObject(first)
  })
})

describe('sealing refuses, and never answers with plain text', () => {
  const payload = payloadFor('ed25519')
  test.each(['ecdsa', 'dss', 'sk-ed25519', 'sk-ecdsa', 'rsa-2048'])('%s', async (name) => {
    expect(await codeOf(() => seal(sealable(payloadFor(name)), [publicLine(name)], issuer.sign))).toBe('KEY_UNUSABLE')
  })

  test.each<[string, UnsignedPayload, (bytes: Uint8Array) => Promise<string>]>([
    ['a payload for another key', payloadFor('ed25519-other'), (b) => issuer.sign(b)],
    ['a payload for one key more', both, (b) => issuer.sign(b)],
    ['a payload of version 1 that names keys', { ...payload, version: 1 }, (b) => issuer.sign(b)],
    ['a payload of version 2 that names one key', { ...first, version: 2 }, (b) => issuer.sign(b)],
    ['a payload that breaks the schema', { ...payload, grant: 'short' }, (b) => issuer.sign(b)],
    ['text that JSON cannot carry', { ...payload, scope: '\ud800' }, (b) => issuer.sign(b)],
    ['a payload that is too long', { ...payload, scope: 'x'.repeat(66_000) }, (b) => issuer.sign(b)],
    ['no signature', payload, () => Promise.resolve('')],
    ['a signature that carries what it signs', payload, async (b) => (await issuer.sign(b)).replace('..', '.e30.')],
    ['a signature of another type', payload, async (b) => (await createIssuer({ ...goodHeader, typ: 'JWT' })).sign(b)],
  ])('%s', async (_, value, sign) => {
    const attempt = () => seal(sealable(value), [line], sign)
    expect(await codeOf(attempt)).toBe('SEALED_MALFORMED')
    await expect(attempt()).rejects.not.toThrow(/canary/)
  })

  test('and hands on what the signer throws', async () => {
    const missing = new DaypassError('SIGNING_KEY_MISSING', 'none')
    await expect(seal(sealable(payload), [line], () => Promise.reject(missing))).rejects.toBe(missing)
  })
})

describe('a delivery that must not be used', () => {
  const payload = payloadFor('ed25519')

  test('control: signed and encrypted by hand, it opens', async () => {
    expect(await opening(await encrypt(await signed(payload), 'ed25519'), 'ed25519')).toBe('no error')
  })

  test('one sealed for somebody else', async () => {
    expect(await opening(await seal(sealable(payload), [line], issuer.sign), 'ed25519-other', 'rsa-3072')).toBe(
      'SEALED_NOT_FOR_YOU',
    )
    expect(await opening(await seal(sealable(payload), [line], issuer.sign))).toBe('SEALED_NOT_FOR_YOU')
  })

  test('one signed by somebody else', async () => {
    expect(await opening(await seal(sealable(payload), [line], stranger.sign), 'ed25519')).toBe('SEALED_NOT_AUTHENTIC')
  })

  test('one whose recipient sealed it again to another person', async () => {
    const text = await decrypt(await seal(sealable(payload), [line], issuer.sign), 'ed25519')
    expect(await opening(await encrypt(text, 'ed25519-other'), 'ed25519-other')).toBe('SEALED_NOT_AUTHENTIC')
  })

  test.each<[string, string[], string[]]>([
    ['others can open it than it names', ['ed25519', 'rsa-3072'], ['ed25519']],
    ['it names one that cannot open it', ['ed25519'], ['ed25519', 'rsa-3072']],
    ['it is sealed twice to one key', ['ed25519', 'ed25519'], ['ed25519']],
  ])('one where %s', async (_, sealedTo, names) => {
    const text = await signed(payloadFor('ed25519', { recipient: named(...names) }))
    expect(await opening(await encrypt(text, ...sealedTo), 'ed25519')).toBe('SEALED_NOT_AUTHENTIC')
  })

  test('one to more recipients than Daypass seals to', async () => {
    const many = Array.from({ length: 21 }, () => 'ed25519')
    expect(await opening(await encrypt(await signed(payload), ...many), 'ed25519')).toBe('SEALED_MALFORMED')
  })

  test.each(Object.entries({ ...payloadFor('ed25519') }).filter(([name]) => name !== 'version'))(
    'one with %s changed after signing',
    async (name, value) => {
      const changes: Record<string, unknown> = {
        recipient: { ...payload.recipient, id: 4712 },
        credential: { ...payload.credential, token_endpoint: 'https://evil.example/oauth/token' },
      }
      const change = changes[name] ?? String(value).replace(/[a-z0A](?=[^a-z]*$)/, '1')
      expect(change).not.toEqual(value)
      const text = JSON.stringify({ ...JSON.parse(await signed(payload)), [name]: change })
      expect(await opening(await encrypt(text, 'ed25519'), 'ed25519')).toMatch(/^SEALED_(NOT_AUTHENTIC|MALFORMED)$/)
    },
  )

  test.each<[string, Header]>([
    ['typ of an access token', { ...goodHeader, typ: 'at+jwt' }],
    ['no typ', { alg: 'ES256', kid: 'delivery-1' }],
    ['no kid', { alg: 'ES256', typ: 'daypass-delivery+jws' }],
    ['empty kid', { ...goodHeader, kid: '' }],
    ['a key of its own', { ...goodHeader, jwk: { kty: 'EC' } }],
    ['a key address', { ...goodHeader, jku: 'https://evil.example/jwks.json' }],
  ])('one whose signature has %s, even if the verifier lets it pass', async (_, header) => {
    const armored = await encrypt(await signed(payload, header), 'ed25519')
    const lenient = () => Promise.resolve()
    expect(await codeOf(() => unseal(armored, [privateKey('ed25519')], lenient))).toBe('SEALED_NOT_AUTHENTIC')
  })

  test.each(['none', 'HS256', 'RS256', 'EdDSA'])('one whose signature claims the algorithm %s', async (alg) => {
    const header = Buffer.from(JSON.stringify({ ...goodHeader, alg })).toString('base64url')
    const signature = `${header}..${'A'.repeat(86)}`
    const armored = await encrypt(JSON.stringify({ ...payload, signature }), 'ed25519')
    const lenient = () => Promise.resolve()
    expect(await codeOf(() => unseal(armored, [privateKey('ed25519')], lenient))).toBe('SEALED_NOT_AUTHENTIC')
  })

  test('one whose issuer is not trusted: the verifier says why in its own words', async () => {
    const changed = new DaypassError('ISSUER_CHANGED', 'The keys differ from the pinned ones.')
    const attempt = unseal(await seal(sealable(payload), [line], issuer.sign), [privateKey('ed25519')], () =>
      Promise.reject(changed),
    )
    await expect(attempt).rejects.toBe(changed)
  })
})

describe('content that is not a payload', () => {
  const good = () => signed(payloadFor('ed25519'))
  test.each<[string, () => Promise<string | Uint8Array>]>([
    ['plain text', () => Promise.resolve('canary')],
    ['an array', () => Promise.resolve('[]')],
    ['null', () => Promise.resolve('null')],
    ['no signature', () => Promise.resolve(JSON.stringify(payloadFor('ed25519')))],
    ['another version', async () => (await good()).replace('"version":2', '"version":3')],
    ['a member more', async () => (await good()).replace('{', '{"extra":1,')],
    ['a member twice', async () => (await good()).replace('{', '{"scope":"admin",')],
    [
      'a member twice, the second spelled with an escape',
      async () => (await good()).replace('{', '{"sc\\u006fpe":"x",'),
    ],
    ['a prototype', async () => (await good()).replace('{', '{"__proto__":{"x":1},')],
    ['a lone surrogate', async () => (await good()).replace('orders:read', '\\ud800')],
    ['a byte order mark', async () => `\ufeff${await good()}`],
    ['broken UTF-8', async () => Buffer.from((await good()).replace('orders:', 'orders\xff'), 'latin1')],
    ['two documents', async () => `${await good()}${await good()}`],
    ['64 KiB and one byte', async () => (await good()).padEnd(65_537)],
    ['deep nesting', () => Promise.resolve('['.repeat(30_000) + ']'.repeat(30_000))],
  ])('%s', async (_, text) => {
    const armored = await encrypt(await text(), 'ed25519')
    expect(await opening(armored, 'ed25519')).toBe('SEALED_MALFORMED')
    await expect(unseal(armored, [privateKey('ed25519')], issuer.verify)).rejects.not.toThrow(/canary/)
  })

  test('control: 64 KiB pass', async () => {
    expect(await opening(await encrypt((await good()).padEnd(65_536), 'ed25519'), 'ed25519')).toBe('no error')
  })
})

describe('damaged files', () => {
  test.each<[string, (armored: string) => string]>([
    ['nothing', () => ''],
    ['a text around it', (a) => `Here: ${a}`],
    ['no first line', (a) => a.split('\n').slice(1).join('\n')],
    ['half of it', (a) => a.slice(0, a.length / 2)],
    [
      'a line missing',
      (a) =>
        a
          .split('\n')
          .filter((_, at) => at !== 3)
          .join('\n'),
    ],
    ['too long', (a) => `${a}${'\n'.repeat(100_000)}`],
  ])('%s', async (_, damage) => {
    expect(await opening(damage(await seal(sealable(payloadFor('ed25519')), [line], issuer.sign)), 'ed25519')).toBe(
      'SEALED_MALFORMED',
    )
  })

  test.each(['ed25519', 'rsa-3072'])('any changed byte of a file for %s keeps it shut', async (name) => {
    const file = armor.decode(await seal(sealable(payloadFor(name)), [publicLine(name)], issuer.sign))
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: file.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const copy = Uint8Array.from(file)
        copy[at] = (copy[at] ?? 0) ^ mask
        expect(await opening(armor.encode(copy), name)).toMatch(/^SEALED_(MALFORMED|NOT_FOR_YOU)$/)
      }),
      { numRuns: runs(150) },
    )
  })

  test('any cut end keeps it shut', async () => {
    const file = armor.decode(await seal(sealable(payloadFor('ed25519')), [line], issuer.sign))
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: file.length - 1 }), async (length) => {
        expect(await opening(armor.encode(file.slice(0, length)), 'ed25519')).toBe('SEALED_MALFORMED')
      }),
      { numRuns: runs(60) },
    )
  })
})
