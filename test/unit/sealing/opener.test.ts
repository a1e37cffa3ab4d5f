import { beforeAll, describe, expect, test } from 'vitest'
import type { KeyFile } from '../../../src/ports/opener.ts'
import { createOpener } from '../../../src/sealing/opener.ts'
import { seal } from '../../../src/sealing/seal.ts'
import { codeOf, createIssuer, payloadFor, sealable } from './delivery.ts'
import { fingerprints, fixture, passphrase, publicLine } from './keys.ts'

let issuer: Awaited<ReturnType<typeof createIssuer>>
beforeAll(async () => {
  issuer = await createIssuer()
})

const opener = createOpener()

/** A key file that notes how often its passphrase was asked. */
function keyFile(name: string, answer?: string): KeyFile & { asked: number } {
  const file: KeyFile & { asked: number } = { file: `~/.ssh/${name}`, text: fixture(name), asked: 0 }
  if (answer === undefined) return file
  file.passphrase = () => {
    file.asked += 1
    return Promise.resolve(answer)
  }
  return file
}

/** `opened`, or the code of the refusal, for something sealed to one key and tried with others. */
async function tried(sealedTo: string, files: readonly KeyFile[]): Promise<unknown> {
  const armored = await seal(sealable(payloadFor(sealedTo)), [publicLine(sealedTo)], issuer.sign)
  const code = await codeOf(() => opener.open(armored, files, issuer.verify))
  return code === 'no error' ? 'opened' : code
}

const wrongThenOther = (): KeyFile[] => [keyFile('ed25519-aes256-ctr', 'no'), keyFile('ed25519')]
const beside = (name: string, line: string): KeyFile => ({ ...keyFile(name, passphrase), publicLine: line })
const junk: KeyFile = { file: '~/.ssh/known_hosts', text: 'github.com ssh-ed25519 AAAA' }

describe('opening with key files', () => {
  test.each<[string, string, () => KeyFile[], string]>([
    ['the right key', 'ed25519', () => [keyFile('ed25519')], 'opened'],
    ['the right key among others', 'rsa-3072', () => [keyFile('ed25519'), keyFile('rsa-3072')], 'opened'],
    ['a broken file before it', 'ed25519', () => [junk, keyFile('ed25519')], 'opened'],
    ['a key of no use before it', 'ed25519', () => [keyFile('ecdsa'), keyFile('ed25519')], 'opened'],
    ['a passphrase', 'ed25519-aes256-ctr', () => [keyFile('ed25519-aes256-ctr', passphrase)], 'opened'],
    [
      'PEM with a passphrase',
      'rsa-3072-pkcs8-encrypted',
      () => [keyFile('rsa-3072-pkcs8-encrypted', passphrase)],
      'opened',
    ],
    ['a wrong passphrase', 'ed25519-aes256-ctr', () => [keyFile('ed25519-aes256-ctr', 'no')], 'KEY_PASSPHRASE'],
    ['a wrong one, and another key after it', 'ed25519-aes256-ctr', wrongThenOther, 'KEY_PASSPHRASE'],
    [
      'one that hides what it is, with a wrong passphrase, and another after it',
      'rsa-3072-pkcs1-encrypted',
      () => [keyFile('rsa-3072-pkcs8-encrypted', 'no'), keyFile('rsa-3072-pkcs1-encrypted', passphrase)],
      'opened',
    ],
    [
      'a broken file, and one that hides what it is after it',
      'rsa-3072-pkcs8-encrypted',
      () => [junk, keyFile('rsa-3072-pkcs8-encrypted', passphrase)],
      'opened',
    ],
    [
      'the public line beside it',
      'rsa-3072-pkcs8-encrypted',
      () => [beside('rsa-3072-pkcs8-encrypted', publicLine('rsa-3072-pkcs8-encrypted'))],
      'opened',
    ],
    [
      'the public line of another beside it',
      'rsa-3072-pkcs8-encrypted',
      () => [beside('rsa-3072-pkcs8-encrypted', publicLine('ed25519'))],
      'SEALED_NOT_FOR_YOU',
    ],
    ['nobody to ask for it', 'ed25519-aes256-ctr', () => [keyFile('ed25519-aes256-ctr')], 'KEY_PASSPHRASE'],
    ['only another key', 'ed25519', () => [keyFile('ed25519-other')], 'SEALED_NOT_FOR_YOU'],
    ['no key', 'ed25519', () => [], 'SEALED_NOT_FOR_YOU'],
    ['only a broken file', 'ed25519', () => [junk], 'KEY_MALFORMED'],
    ['only a key of no use', 'ed25519', () => [keyFile('ecdsa')], 'KEY_UNUSABLE'],
    [
      'only PEM with a wrong passphrase',
      'ed25519',
      () => [keyFile('rsa-3072-pkcs8-encrypted', 'no')],
      'KEY_PASSPHRASE',
    ],
    ['several that do not fit', 'ed25519', () => [junk, keyFile('ed25519-other')], 'SEALED_NOT_FOR_YOU'],
  ])('%s', async (_, sealedTo, files, expected) => {
    expect(await tried(sealedTo, files())).toBe(expected)
  })

  test('what nobody foresaw about a key file is told with its name', async () => {
    const odd = { file: '~/.ssh/odd', text: undefined as unknown as string }
    const armored = await seal(sealable(payloadFor('ed25519')), [publicLine('ed25519')], issuer.sign)
    await expect(opener.open(armored, [odd], issuer.verify)).rejects.toMatchObject({
      code: 'KEY_MALFORMED',
      message: '~/.ssh/odd: this private key file cannot be read. Check it with `ssh-keygen -y -f`.',
      where: '~/.ssh/odd',
      cause: expect.any(TypeError),
    })
  })

  test('asks for no passphrase of a key that is not meant, and once for the one that is', async () => {
    const others = [keyFile('ed25519-aes256-cbc', passphrase), keyFile('rsa-3072-pkcs8-encrypted', passphrase)]
    const meant = keyFile('ed25519-aes256-ctr', passphrase)
    expect(await tried('ed25519-aes256-ctr', [...others, meant])).toBe('opened')
    expect([...others, meant].map((file) => file.asked)).toEqual([0, 0, 1])
  })

  test('asks in the order in which they are named: first for keys that say what they are', async () => {
    const asked: string[] = []
    const wrong = (name: string): KeyFile => ({
      ...{ file: name, text: fixture(name) },
      passphrase: () => Promise.resolve(asked.push(name) ? 'no' : ''),
    })
    const [first, second] = ['ed25519-aes256-ctr', 'ed25519-aes256-cbc'] as const
    const hidden = ['rsa-3072-pkcs1-encrypted', 'rsa-3072-pkcs8-encrypted']
    const lines = [publicLine(first), publicLine(second)]
    const keys = [first, second].map((name) => fingerprints.get(name) ?? '')
    const armored = await seal(sealable(payloadFor(first, { recipient: { id: 4711, keys } })), lines, issuer.sign)
    for (const known of [
      [first, second],
      [second, first],
    ]) {
      asked.length = 0
      const files = [hidden[0], known[0], hidden[1], known[1]].map((name) => wrong(name ?? ''))
      expect(await codeOf(() => opener.open(armored, files, issuer.verify))).toBe('KEY_PASSPHRASE')
      expect(asked).toEqual([known[0]])
    }
    asked.length = 0
    expect(await codeOf(() => opener.open(armored, hidden.map(wrong), issuer.verify))).toBe('SEALED_NOT_FOR_YOU')
    expect(asked).toEqual(hidden)
  })

  test('names the file that is at fault, and the files that could not be tried', async () => {
    const armored = await seal(sealable(payloadFor('ed25519')), [publicLine('ed25519')], issuer.sign)
    const open = (...files: KeyFile[]) => opener.open(armored, files, issuer.verify)
    await expect(open(junk)).rejects.toMatchObject({ where: junk.file, message: expect.stringContaining(junk.file) })
    await expect(open(junk, keyFile('ecdsa'))).rejects.toThrow(/not every key.*known_hosts.*\n.*ecdsa/is)
    await expect(open(junk, keyFile('ecdsa'))).rejects.toMatchObject({ cause: { where: junk.file } })
  })

  test('a credential that was not signed by the issuer is refused for that, whatever the other files are', async () => {
    const stranger = await createIssuer()
    const armored = await seal(sealable(payloadFor('ed25519')), [publicLine('ed25519')], stranger.sign)
    const attempt = () => opener.open(armored, [junk, keyFile('ed25519')], issuer.verify)
    expect(await codeOf(attempt)).toBe('SEALED_NOT_AUTHENTIC')
  })
})
