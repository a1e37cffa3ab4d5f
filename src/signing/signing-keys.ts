import { CompactSign, compactVerify, decodeProtectedHeader, type JWK } from 'jose'
import { DaypassError, type Problem, ProblemsError } from '../core/error.ts'
import { type PublicKey, type Purpose, purposes, type Signer } from '../ports/signer.ts'
import { readKeyDirectory } from './key-directory.ts'
import { generateKey, type PrivateKey, readKeys } from './key-set.ts'

/** Where the private keys are: a directory with a file for each purpose, or the text of a JWK set. */
export type KeySource = { directory: string } | { jwks: string }

/** For each purpose its keys, in order: the first signs. */
type Assignment = Readonly<Record<Purpose, readonly PrivateKey[]>>

/**
 * Opens the signing keys; in a directory, missing ones are made. `warn` hears of keys that serve several purposes. Throws
 * SIGNING_KEY_INVALID or SIGNING_KEY_MISSING, with every problem at once; never with anything of a key.
 */
export async function openSigner(source: KeySource, warn: (words: string) => void): Promise<Signer> {
  const findings =
    'directory' in source
      ? await readKeyDirectory(source.directory)
      : await readKeys(source.jwks, 'DAYPASS_SIGNING_KEYS')
  const assignment = assign(findings.keys)
  const problems = [...findings.problems, ...missing(assignment, findings.problems.length > 0)]
  const first = problems[0]
  if (first) throw new ProblemsError(first.code, 'The signing keys cannot be used:', problems)
  const shared = findings.keys.filter((key) => key.purpose === undefined).map((key) => key.kid)
  if (shared.length > 0)
    warn(
      `signing keys without the member "daypass" serve every purpose that no other key names: ${shared.join(', ')}; a key for each purpose is safer`,
    )
  return signerOf(assignment, findings.keys)
}

/** A private key for each purpose, in the form that DAYPASS_SIGNING_KEYS takes. */
export async function generateKeySet(): Promise<{ keys: (JWK & { daypass: Purpose })[] }> {
  return { keys: await Promise.all(purposes.map(generateKey)) }
}

function assign(keys: readonly PrivateKey[]): Assignment {
  const shared = keys.filter((key) => key.purpose === undefined)
  const of = (purpose: Purpose) => {
    const own = keys.filter((key) => key.purpose === purpose)
    return own.length > 0 ? own : shared
  }
  return {
    token: of('token'),
    status: of('status'),
    trail: of('trail'),
    delivery: of('delivery'),
    bundle: of('bundle'),
  }
}

/** A purpose without a key; not told while keys are broken, since one of those may be the missing one. */
function missing(assignment: Assignment, broken: boolean): Problem[] {
  if (broken) return []
  return purposes
    .filter((purpose) => assignment[purpose].length === 0)
    .map((purpose) => ({
      code: 'SIGNING_KEY_MISSING',
      where: purpose,
      message: `no key signs for this purpose; add a private P-256 key with "daypass": "${purpose}"`,
    }))
}

function signerOf(assignment: Assignment, keys: readonly PrivateKey[]): Signer {
  const sign = async (purpose: Purpose, typ: string, bytes: Uint8Array): Promise<string> => {
    const key = assignment[purpose][0]
    if (!key) throw new DaypassError('SIGNING_KEY_MISSING', `No key signs for the purpose ${purpose}; add one.`)
    return new CompactSign(bytes).setProtectedHeader({ alg: 'ES256', typ, kid: key.kid }).sign(key.sign)
  }
  return {
    signJwt: (purpose, typ, claims) => sign(purpose, typ, new TextEncoder().encode(JSON.stringify(claims))),
    signDetached: async (purpose, typ, bytes) => {
      const [header, , signature] = (await sign(purpose, typ, bytes)).split('.')
      return `${header}..${signature}`
    },
    verifyDetached: (purpose, typ, signature, bytes) => verifyDetached(assignment[purpose], typ, signature, bytes),
    publicKeys: () => keys.map(publish),
  }
}

/** The parts that others may know, picked one by one: whatever else a key file holds stays there. */
function publish(key: PrivateKey): PublicKey {
  const published: PublicKey = { ...key.published, kid: key.kid, alg: 'ES256', use: 'sig' }
  return key.purpose === undefined ? published : { ...published, daypass: key.purpose }
}

async function verifyDetached(
  keys: readonly PrivateKey[],
  typ: string,
  signature: string,
  bytes: Uint8Array,
): Promise<void> {
  try {
    const [header = '', payload, tag = ''] = signature.split('.')
    const jws = `${header}.${Buffer.from(bytes).toString('base64url')}.${tag}`
    const { kid, alg, typ: found, ...more } = decodeProtectedHeader(jws)
    const key = keys.find((each) => each.kid === kid)
    if (
      payload !== '' ||
      signature.split('.').length !== 3 ||
      alg !== 'ES256' ||
      found !== typ ||
      Object.keys(more).length > 0
    )
      throw new TypeError('the header is not the one that such a signature has')
    if (!key) throw new TypeError('no key of this purpose has this kid')
    await compactVerify(jws, key.verify, { algorithms: ['ES256'] })
  } catch (cause) {
    throw new DaypassError(
      'SEALED_NOT_AUTHENTIC',
      'The signature is not ours; nothing that it covers may be trusted.',
      { cause },
    )
  }
}
