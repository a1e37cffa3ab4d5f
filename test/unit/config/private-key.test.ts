import { generateKeyPairSync, sign, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPrivateKey } from '../../../src/config/private-key.ts'
import { linear } from '../../linear.ts'
import { runs } from '../../runs.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString()
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' })

const base64 = (text: string) => Buffer.from(text).toString('base64')
const lines = pem.trimEnd().split('\n')
const inLines = (end: string, before = '') => lines.map((line) => before + line).join(end)

const read = (text: string) => {
  const found = readPrivateKey(text)
  return 'value' in found ? { key: found.value.reveal() } : found
}

describe('a whole key is read in whichever wrapping it came (field.D7)', () => {
  test.each<[name: string, text: string, key?: string]>([
    ['PKCS #1 as it is', pem],
    ['PKCS #8 as it is', pkcs8, pkcs8],
    ['no line feed at its end', pem.trimEnd()],
    ['carriage returns', inLines('\r\n')],
    ['carriage returns alone', inLines('\r')],
    ['\\n written out', inLines('\\n')],
    ['\\r\\n written out', inLines('\\r\\n')],
    ['\\n escaped twice', inLines('\\\\n')],
    ['\\n written out before each line break', inLines('\\n\n')],
    ['double quotes', `"${pem}"`],
    ['single quotes', `'${pem}'\n`],
    ['double quotes and \\n written out', `"${inLines('\\n')}\\n"`],
    ['quotes in quotes', `'"${inLines('\\n')}"'`],
    ['line breaks turned into blanks', inLines(' ')],
    ['line breaks turned into blanks, in quotes', `"${inLines(' ')} "`],
    ['line breaks lost', inLines('')],
    ['every blank lost', inLines('').replaceAll(' ', '')],
    ['indented', inLines('\n', '    ')],
    ['indented by tabs', inLines('\n', '\t')],
    ['trailing blanks', inLines('  \n')],
    ['empty lines between', inLines('\n\n')],
    ['a mark of byte order', `\ufeff${pem}`],
    ['no-break blanks', inLines('\u00a0')],
    ['attributes before it', `Bag Attributes\n    friendlyName: daypass\nKey Attributes: <No Attributes>\n${pem}`],
    ['headers in it', pem.replace('-----\n', '-----\nComment: of the app\n\n')],
    ['words behind it', `${pem}# of the app\n`],
    ['a certificate before it', `-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${pem}`],
    ['base64', base64(pem)],
    ['base64 in lines', base64(pem).replace(/.{76}/g, '$&\n')],
    ['base64url', Buffer.from(pem).toString('base64url')],
    ['base64 in quotes', `"${base64(pem)}"`],
    ['base64 of what is in quotes', base64(`"${inLines('\\n')}"`)],
  ])('%s', (_name, text, key = pem) => {
    expect(read(text)).toEqual({ key })
  })
})

describe('what is no whole key is refused for what it is (field.D7)', () => {
  const body = lines.slice(1, -1)
  const [first = '', last = ''] = [lines[0], lines.at(-1)]
  const changed = (change: (body: string[]) => string[]) => [first, ...change([...body]), last].join('\n')
  test.each<[name: string, text: string, words: string]>([
    ['the first line alone', `${first}\n`, 'ends after the first line of the key. What set it takes one line only'],
    ['the first line alone, in a quote', `"${first}`, 'ends after the first line of the key'],
    ['no end', pem.slice(0, 700), 'has no end: the line -----END RSA PRIVATE KEY----- is not there'],
    ['another end', pem.replace('END RSA ', 'END '), 'ends with -----END PRIVATE KEY-----'],
    ['nothing between', `${first}\n${last}`, 'has nothing between'],
    ['a line lost', changed((all) => all.toSpliced(3, 1)), '48 of its'],
    ['a line twice', changed((all) => all.toSpliced(3, 0, all[3] ?? '')), '48 bytes too many'],
    ['a line replaced', changed((all) => all.toSpliced(0, 1, 'A'.repeat(64))), 'damaged at its beginning'],
    ['plus signs turned into blanks', pem.replaceAll('+', ' '), 'bytes are missing'],
    ['a character of another kind', changed((all) => all.toSpliced(3, 1, `${all[3]}*`)), 'the character U+002A'],
    ['one that nobody sees', changed((all) => all.toSpliced(3, 1, `${all[3]}\u200b`)), 'the character U+200B'],
    ['long dashes', pem.replaceAll('-----', '——-'), 'its first line is not whole'],
    ['no markers', body.join('\n'), 'its first and last line are missing'],
    ['two keys', pem + pkcs8, 'holds two private keys'],
    ['a passphrase', locked, 'is protected by a passphrase'],
    [
      'a passphrase of old',
      pem.replace('-----\n', '-----\nProc-Type: 4,ENCRYPTED\n\n'),
      'is protected by a passphrase',
    ],
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'but a public key or a certificate'],
    ['another kind of key', ec.toString(), 'is not an RSA key'],
    ['an SSH key', pem.replaceAll('RSA', 'OPENSSH'), 'is not an RSA key'],
    ['the name of a file', './app.pem', 'Set PRIVATE_KEY_PATH to it'],
    ['an expression', '$(cat app.pem)', 'that nothing has replaced'],
    ['anything else', 'hello', 'is not a private key in PEM form'],
  ])('%s', (_name, text, words) => {
    const found = read(text)
    expect(found).toEqual({ refused: expect.stringContaining(words) })
    if (words !== 'is not a private key in PEM form') expect(JSON.stringify(found)).not.toContain('Download')
    // Nothing of a key is repeated.
    for (const line of body) expect(JSON.stringify(found)).not.toContain(line.slice(0, 8))
  })

  test('no text makes another key of it, and none is repeated', () => {
    fc.assert(
      fc.property(fc.nat(pem.length - 1), fc.constantFrom('', 'A', '+', ' ', '"', '\\n', '-', '\u200b'), (at, put) => {
        const found = read(pem.slice(0, at) + put + pem.slice(at + 1))
        // OpenSSL does without some of its numbers.
        const text = Buffer.from('x')
        if ('key' in found) expect(verify('sha256', text, publicKey, sign('sha256', text, found.key))).toBe(true)
      }),
      { numRuns: runs(300) },
    )
  })
})

test('a hostile text is read in linear time (field.D7)', linear, () => {
  const size = 200_000
  for (const part of [
    '-----BEGIN ',
    '-----BEGIN RSA PRIVATE KEY-----',
    '"',
    '\\',
    '\\n',
    ' ',
    'A',
    'a:',
    'A\n',
    '-----BEGIN PRIVATE ',
  ])
    for (const text of [part.repeat(size / part.length), pem.replace('\n', part.repeat(size / part.length))]) read(text)
})
