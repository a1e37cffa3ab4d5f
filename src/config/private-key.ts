import { createPrivateKey } from 'node:crypto'
import { Secret } from '../core/secret.ts'
import type { Reading } from './variables.ts'

/** The PEM text in whichever of the usual wrappings it came: as it is, with `\n` written out, or the whole in base64. */
function unwrap(text: string): string {
  const plain = text.replaceAll('\\n', '\n').trim()
  if (plain.includes('-----BEGIN') || !/^[A-Za-z0-9+/=\s]+$/.test(plain)) return plain
  return Buffer.from(plain, 'base64').toString('utf8').replaceAll('\\n', '\n').trim()
}

/** The key of the GitHub App from its text: an RSA key in PEM form, in whichever wrapping. */
export function readPrivateKey(text: string): Reading<Secret> {
  const pem = unwrap(text)
  if (!/^-----BEGIN (?:RSA )?PRIVATE KEY-----\r?\n/.test(pem)) {
    return {
      refused:
        'is not a private key in PEM form (-----BEGIN RSA PRIVATE KEY-----). Download one from the settings of the GitHub App',
    }
  }
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return { value: new Secret(`${pem}\n`) }
  } catch {
    // What OpenSSL says about a broken key helps nobody, and it is not for the log.
    return {
      refused: 'holds a private key that is cut off or damaged. Download a new one from the settings of the GitHub App',
    }
  }
  return {
    refused: 'is not an RSA key, and GitHub Apps have no other. Download one from the settings of the GitHub App',
  }
}
