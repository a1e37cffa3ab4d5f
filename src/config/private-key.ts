import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { Secret } from '../core/secret.ts'
import { readPem } from './pem.ts'
import { pathVariable } from './secret-source.ts'
import type { Parsed } from './variables.ts'

const damaged = 'holds a private key that is damaged: some of its characters are not what they were'
const again = 'Copy the file again as GitHub gave it to you'

/** The key of the GitHub App from its text: an RSA key in PEM form, in whichever wrapping. */
export function readPrivateKey(text: string): Parsed<Secret> {
  const found = readPem(text, pathVariable('PRIVATE_KEY'))
  if ('refused' in found) return found
  const { label, pem } = found
  if (label === 'PRIVATE KEY' || label === 'RSA PRIVATE KEY') {
    try {
      const key = createPrivateKey(pem)
      const isRsa = key.asymmetricKeyType === 'rsa'
      if (isRsa && !works(key)) return { refused: `${damaged}. ${again}` }
      if (isRsa) return { value: new Secret(pem) }
    } catch {
      // What OpenSSL says about a broken key helps nobody, and it is not for the log.
      return { refused: `${damageOf(pem)}. ${again}` }
    }
  }
  return {
    refused: 'is not an RSA key, and GitHub Apps have no other. Give the .pem file that GitHub gave you for the app',
  }
}

/** OpenSSL takes a key whose numbers do not fit each other: then nothing that it signs is right. */
function works(key: KeyObject): boolean {
  const text = Buffer.from('daypass')
  return verify('sha256', text, createPublicKey(key), sign('sha256', text, key))
}

/** What is wrong with a key that OpenSSL does not take, by the length that it says itself it has (DER, X.690 8.1.3). */
function damageOf(pem: string): string {
  const body = pem.replace(/-----[A-Z ]+-----|\s/g, '')
  const bytes = Buffer.from(body, 'base64')
  const size = bytes[0] === 0x30 && bytes[1] === 0x82 ? 4 + bytes.readUInt16BE(2) : undefined
  if (size === undefined) return 'holds a private key that is damaged at its beginning'
  const lost = size - bytes.length
  if (lost > 0) return `holds a private key that is cut off or has a gap: ${lost} of its ${size} bytes are missing`
  if (lost < 0) return `holds a private key with ${-lost} bytes too many: something was put into it`
  return damaged
}
