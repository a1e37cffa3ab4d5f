import { createPrivateKey } from 'node:crypto'
import { asError } from '../core/error.ts'
import { Secret } from '../core/secret.ts'
import type { Reading, Variables } from './variables.ts'

/** Reads a whole text file; throws what the file system throws. */
export type ReadFile = (path: string) => string

const advice = 'Set PRIVATE_KEY_PATH to the .pem file that GitHub gave you for the app, or PRIVATE_KEY to its text.'

/** The PEM text in whichever of the usual wrappings it came: as it is, with `\n` written out, or the whole in base64. */
function unwrap(text: string): string {
  const plain = text.replaceAll('\\n', '\n').trim()
  if (plain.includes('-----BEGIN') || !/^[A-Za-z0-9+/=\s]+$/.test(plain)) return plain
  return Buffer.from(plain, 'base64').toString('utf8').replaceAll('\\n', '\n').trim()
}

function readPem(text: string): Reading<Secret> {
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

function readPemFile(path: string, readFile: ReadFile): Reading<Secret> {
  let text: string
  try {
    text = readFile(path)
  } catch (thrown) {
    const { code } = asError(thrown) as NodeJS.ErrnoException
    if (code === 'ENOENT') return { refused: `names ${path}, where there is no file. Correct the path` }
    return {
      refused: `names ${path}, which cannot be read (${code ?? 'unknown reason'}). Make it readable to this user`,
    }
  }
  if (text.trim() === '') return { refused: `names ${path}, which is empty` }
  const reading = readPem(text)
  return 'refused' in reading ? { refused: `names ${path}, which ${reading.refused}` } : reading
}

/** The key of the GitHub App, from exactly one of PRIVATE_KEY and PRIVATE_KEY_PATH. */
export function readPrivateKey(variables: Variables, readFile: ReadFile): Secret | undefined {
  const both = variables.isSet('PRIVATE_KEY') && variables.isSet('PRIVATE_KEY_PATH')
  if (both) return variables.refuse('PRIVATE_KEY', 'is set together with PRIVATE_KEY_PATH. Remove one of the two')
  if (variables.isSet('PRIVATE_KEY_PATH')) {
    return variables.required('PRIVATE_KEY_PATH', advice, (path) => readPemFile(path, readFile))
  }
  return variables.required('PRIVATE_KEY', advice, readPem)
}
