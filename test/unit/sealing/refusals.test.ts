import { armor, Encrypter, Stanza } from 'age-encryption'
import { beforeAll, describe, expect, test } from 'vitest'
import type { UnsignedPayload } from '../../../src/core/unsigned-payload.ts'
import { sshRecipient } from '../../../src/sealing/age-recipient.ts'
import { signatureFlaw, signedBytes } from '../../../src/sealing/delivery-signature.ts'
import { createKeyRing } from '../../../src/sealing/key-ring.ts'
import { createOpener } from '../../../src/sealing/opener.ts'
import { payloadOf } from '../../../src/sealing/payload-shape.ts'
import { seal } from '../../../src/sealing/seal.ts'
import { parseStrictJson } from '../../../src/sealing/strict-json.ts'
import { unseal } from '../../../src/sealing/unseal.ts'
import { createIssuer, goodHeader, payloadFor, sealable } from './delivery.ts'
import { fixture, lineOf, privateKey, publicLine } from './keys.ts'

// What people are told when something cannot be sealed or opened: which of the many reasons it was, and what to do.

let issuer: Awaited<ReturnType<typeof createIssuer>>
beforeAll(async () => {
  issuer = await createIssuer()
})
const line = publicLine('ed25519')
const payload = payloadFor('ed25519')
const sign = (bytes: Uint8Array) => issuer.sign(bytes)

async function messageOf(attempt: () => unknown): Promise<string> {
  try {
    await attempt()
  } catch (thrown) {
    return (thrown as Error).message
  }
  return 'nothing was thrown'
}

describe('the form of a signature', () => {
  const headed = (header: unknown, tag = 'A'.repeat(86)) =>
    `${Buffer.from(typeof header === 'string' ? header : JSON.stringify(header)).toString('base64url')}..${tag}`
  test.each<[string, string, string | undefined]>([
    ['the right one', headed(goodHeader), undefined],
    ['nothing', '', 'it is not a detached ES256 signature'],
    ['no header', `..${'A'.repeat(86)}`, 'it is not a detached ES256 signature'],
    ['something before it', ` ${headed(goodHeader)}`, 'it is not a detached ES256 signature'],
    ['something behind it', `${headed(goodHeader)}A`, 'it is not a detached ES256 signature'],
    ['a part more', `${headed(goodHeader)}.`, 'it is not a detached ES256 signature'],
    ['too little', headed(goodHeader, 'A'.repeat(85)), 'it is not a detached ES256 signature'],
    ['its payload', headed(goodHeader).replace('..', '.e30.'), 'it is not a detached ES256 signature'],
    ['a header that is no JSON', headed('{'), 'its header is not JSON'],
    ['a header with a member twice', headed('{"alg":"ES256","alg":"ES256"}'), 'its header is not JSON'],
    ['a header that is null', headed(null), 'its header is not an object'],
    ['a header that is a text', headed('"x"'), 'its header is not an object'],
    ['a header that is a list', headed([]), 'its algorithm is not ES256'],
    ['another algorithm', headed({ ...goodHeader, alg: 'ES384' }), 'its algorithm is not ES256'],
    ['another type', headed({ ...goodHeader, typ: 'JWT' }), 'its type is not daypass-delivery+jws'],
    ['no key', headed({ ...goodHeader, kid: '' }), 'it names no key'],
    ['a key that is no text', headed({ ...goodHeader, kid: 7 }), 'it names no key'],
    ['a member more', headed({ ...goodHeader, b64: false }), 'its header holds more than alg, kid and typ'],
  ])('%s', (_what, signature, flaw) => expect(signatureFlaw(signature)).toBe(flaw))
})

describe('strict JSON', () => {
  const parse = (text: string) => parseStrictJson(Buffer.from(text))
  test.each([
    '{"a":1,"b":{"a":2}}',
    '[{"a":1},{"a":1}]',
    '{"a":"b:\\"c\\":"}',
    '{"a" : null}',
    '7',
    '"a"',
    '["a",":"]',
    '{"a":"b","c":":"}',
  ])('%s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text))
  })
  test.each(['{"a":1,"a":1}', '{"b":[{"a":1,"a" :2}]}', '{"a":1,"\\u0061":2}'])('not %s', (text) => {
    expect(() => parse(text)).toThrow(new SyntaxError('a member is given twice'))
  })
})

describe('a payload that breaks its schema is told by place and rule', () => {
  test.each<[string, unknown, string]>([
    ['no object', [], '/ (type)'],
    ['a member that is missing', { ...payload, signature: undefined }, '/ (required)'],
    [
      'two of another form',
      { ...payload, signature: 'x', grant: 'y', digest: 'z' },
      '/grant (pattern), /digest (pattern)',
    ],
    ['one of another form', { ...payload, signature: 'x', grant: 'canary' }, '/grant (pattern)'],
  ])('%s', (_what, value, told) => {
    const said = payloadOf(value)
    expect(said).toContain(told)
    expect(said).not.toContain('canary')
    const places = String(said).split(', ')
    expect(new Set(places).size).toBe(places.length)
  })
})

describe('what was not sealed', () => {
  const fault = (what: string) => `The credential was not sealed: ${what}. This is a fault of Daypass: report it.`
  test.each<[string, UnsignedPayload, string[], (bytes: Uint8Array) => Promise<string>, string]>([
    ['for no key', payload, [], sign, 'it names other keys than those it is for'],
    [
      'for nobody',
      { ...payload, recipient: { id: 7, keys: [] } },
      [],
      sign,
      'it names other keys than those it is for',
    ],
    ['for another key', payload, [publicLine('ed25519-other')], sign, 'it names other keys than those it is for'],
    ['for one key twice', payload, [line, line], sign, 'it names other keys than those it is for'],
    ['unsigned', payload, [line], async () => '', 'its signature is unfit, it is not a detached ES256 signature'],
    [
      'against the schema',
      { ...payload, grant: 'short' },
      [line],
      sign,
      'its content breaks the schema at /grant (pattern)',
    ],
    ['with half a letter', { ...payload, scope: '\ud800' }, [line], sign, 'it holds text that JSON cannot carry'],
  ])('%s', async (_what, value, lines, by, why) => {
    expect(await messageOf(() => seal(sealable(value), lines, by))).toBe(fault(why))
  })

  test('a text of 65 536 bytes is sealed and opened, and none that is longer is sealed', async () => {
    const signature = await sign(new Uint8Array())
    const empty = `${JSON.stringify({ ...payload, scope: '', signature }, null, 2)}\n`
    const scope = 'x'.repeat(65_536 - empty.length)
    const sealed = await seal(sealable({ ...payload, scope }), [line], sign)
    expect(await unseal(sealed, [privateKey('ed25519')], issuer.verify)).toMatchObject({ scope })
    const message = await messageOf(() => seal(sealable({ ...payload, scope: `${scope}x` }), [line], sign))
    expect(message).toBe(fault('it is longer than 65536 bytes'))
  })

  test.each([
    ['a key of another kind', publicLine('ecdsa'), /^This ecdsa-sha2-nistp256 key cannot be sealed to: .+\. .+/],
    [
      'a point outside of the group',
      lineOf('ssh-ed25519', Buffer.from('16b981d0b88cdf3ab9fa87190822fe4905b475efda3aec7c34abfa92c19320f4', 'hex')),
      /^This ssh-ed25519 key cannot be sealed to: its point is not in the prime-order group\. .+/,
    ],
  ])('to %s', async (_what, key, words) => {
    expect(await messageOf(() => sshRecipient(key))).toMatch(words)
  })

  test('because of half a letter says below what it was', async () => {
    const thrown = await seal(sealable({ ...payload, scope: '\ud800' }), [line], sign).catch((error: Error) => error)
    expect((thrown as Error).cause).toBeInstanceOf(Error)
  })
})

describe('what was not opened', () => {
  const encrypt = async (text: string, ...names: string[]) => {
    const encrypter = new Encrypter()
    for (const name of names) encrypter.addRecipient(await sshRecipient(publicLine(name)))
    return armor.encode(await encrypter.encrypt(text))
  }
  const signed = async (of: UnsignedPayload = payload) =>
    JSON.stringify({ ...of, signature: await issuer.sign(signedBytes(of)) })
  const malformed = (what: string) =>
    `This is not a sealed credential that can be read: ${what}. Copy the whole block from the comment again.`
  const notAuthentic = (what: string) =>
    `This credential must not be used: ${what}. Tell the owners of the access repository.`

  test.each<[string, () => Promise<string>, string]>([
    ['too long', async () => 'x'.repeat(98_305), malformed('it is too long')],
    ['damaged', async () => 'x'.repeat(98_304), malformed('it is damaged')],
    [
      'with too much in it',
      async () => encrypt((await signed()).padEnd(65_537), 'ed25519'),
      malformed('its content is too long'),
    ],
    ['with no JSON in it', () => encrypt('canary', 'ed25519'), malformed('its content is not JSON')],
    ['with no payload in it', () => encrypt('[]', 'ed25519'), malformed('its content breaks the schema at / (type)')],
    [
      'with a signature of another form',
      () => encrypt(JSON.stringify({ ...payload, signature: `e30..${'A'.repeat(86)}` }), 'ed25519'),
      notAuthentic('its signature is not one of Daypass, its algorithm is not ES256'),
    ],
    [
      'signed by somebody else',
      async () => seal(sealable(payload), [line], (await createIssuer()).sign),
      notAuthentic('its signature is not by the issuer that you trust'),
    ],
    [
      'sealed again to another key',
      async () => encrypt(await signed(payloadFor('ed25519-other')), 'ed25519'),
      notAuthentic('it was made for another key than the one that opened it'),
    ],
    [
      'that others can open',
      async () => encrypt(await signed(), 'ed25519', 'rsa-3072'),
      notAuthentic('others can open it than the keys it was made for'),
    ],
    [
      'to too many',
      async () => encrypt(await signed(), ...Array.from({ length: 21 }, () => 'ed25519')),
      'A sealed credential has 1 to 20 recipients, this text has 21.',
    ],
    [
      'for somebody else',
      () => seal(sealable(payloadFor('rsa-3072')), [publicLine('rsa-3072')], sign),
      'None of your private keys opens this credential: name the file of one whose fingerprint the comment shows with -i.',
    ],
  ])('%s', async (_what, armored, words) => {
    const text = await armored()
    expect(await messageOf(() => unseal(text, [privateKey('ed25519')], issuer.verify))).toContain(words)
  })

  test.each<[string, () => Promise<string>]>([
    ['damaged', async () => 'x'],
    ['signed by somebody else', async () => seal(sealable(payload), [line], (await createIssuer()).sign)],
    ['for somebody else', () => seal(sealable(payloadFor('rsa-3072')), [publicLine('rsa-3072')], sign)],
  ])('%s: what was found below is kept', async (_what, armored) => {
    const open = async () => unseal(await armored(), [privateKey('ed25519')], issuer.verify)
    await expect(open).rejects.toThrow(expect.objectContaining({ cause: expect.any(Error) }))
  })

  test('to twenty keys opens, however many do not fit', async () => {
    const names = ['ed25519', 'ed25519-other', 'rsa-3072', 'rsa-4096']
    const keys = await Promise.all(names.map(async (name) => (await sshRecipient(publicLine(name))).fingerprint))
    const text = await signed(payloadFor('ed25519', { recipient: { id: 1, keys } }))
    const opened = await unseal(await encrypt(text, ...names), [privateKey('rsa-4096')], issuer.verify)
    expect(opened.recipient).toEqual({ id: 1, keys })
  })

  const file = (name: string, text = fixture(name)) => ({ file: name, text })
  const open = async (...files: Parameters<ReturnType<typeof createOpener>['open']>[1]) =>
    messageOf(async () => createOpener().open(await seal(sealable(payload), [line], sign), files, issuer.verify))
  const junk =
    'known_hosts: This private key file cannot be read: it does not begin like a private key of OpenSSH or in PEM. Check it with `ssh-keygen -y -f`.'

  test('with one file that is none: its fault is told alone', async () => {
    expect(await open(file('known_hosts', 'x'))).toBe(junk)
  })

  test('with several: what could not be tried is listed', async () => {
    const said = (await open(file('known_hosts', 'x'), file('rsa-3072'))).split('\n')
    expect(said[0]).toMatch(/^None of your private keys opens this credential/)
    expect(said.slice(1)).toStrictEqual(['Not every key could be tried:', `- ${junk}`])
  })

  test('with none at fault: no more is said than that none fits', async () => {
    expect(await open(file('rsa-3072'), file('rsa-4096'))).not.toContain('Not every key')
  })

  test('with a key that no reader understands', async () => {
    const wrong = { ...file('ed25519-aes256-ctr'), passphrase: async () => 'no' }
    expect(await open(wrong, file('rsa-3072'))).toContain('None of your private keys')
    expect(await open({ ...file('rsa-3072-pkcs8-encrypted'), passphrase: async () => 'no' })).toBe(
      'rsa-3072-pkcs8-encrypted: The passphrase does not fit this private key: try again.',
    )
    expect(await open(file('rsa-3072-pkcs8-encrypted'))).toBe(
      'rsa-3072-pkcs8-encrypted: This private key is encrypted: give its passphrase.',
    )
  })

  test('a public line beside an encrypted PEM saves asking for its passphrase', async () => {
    let asked = 0
    const passphrase = async () => {
      asked += 1
      return 'no'
    }
    const key = { ...file('rsa-3072-pkcs8-encrypted'), passphrase }
    expect(await open({ ...key, publicLine: publicLine('rsa-4096') })).toContain('None of your private keys')
    expect(asked).toBe(0)
    await open({ ...key, publicLine: publicLine('ecdsa') })
    expect(asked).toBe(1)
  })
})

test('a file for nobody is not one of ours', async () => {
  const message = 'A sealed credential has 1 to 20 recipients, this text has 0.'
  expect(await messageOf(() => createKeyRing([]).unwrapFileKey([]))).toBe(message)
  const stanzas = Array.from({ length: 20 }, () => new Stanza(['ssh-rsa', 'AAAAAA'], new Uint8Array(384)))
  expect(await createKeyRing([]).unwrapFileKey(stanzas)).toBeNull()
})
