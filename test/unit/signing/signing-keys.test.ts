import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ProblemsError } from '../../../src/core/error.ts'
import { type Purpose, purposes, type Signer } from '../../../src/ports/signer.ts'
import { generateKeySet, openSigner } from '../../../src/signing/signing-keys.ts'

let home: string
let warnings: string[]
const warn = (words: string) => warnings.push(words)

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'daypass-keys-'))
  warnings = []
})
afterEach(() => rm(home, { recursive: true }))

const mode = async (path: string) => (await stat(path)).mode & 0o777
const bytes = new TextEncoder().encode('what is signed')

function newKey(over: Record<string, unknown> = {}) {
  return { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), ...over }
}

/** Checked with node:crypto, by the published key that the header names. */
function checkJwt(signer: Signer, jwt: string): { header: Record<string, unknown>; payload: unknown; good: boolean } {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  const jwk = signer.publicKeys().find((key) => key.kid === read(header).kid)
  const key = { key: createPublicKey({ key: jwk ?? {}, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const }
  const good = verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))
  return { header: read(header), payload: read(payload), good }
}

describe('keys in a directory', () => {
  test('are made on the first start, for their owner alone, and stay', async () => {
    const directory = join(home, 'data', 'keys')
    const first = await openSigner({ directory }, warn)
    expect((await readdir(directory)).sort()).toEqual(purposes.map((purpose) => `${purpose}.jwk.json`).sort())
    expect(await mode(directory)).toBe(0o700)
    for (const file of await readdir(directory)) expect(await mode(join(directory, file))).toBe(0o600)
    const second = await openSigner({ directory }, warn)
    expect(second.publicKeys()).toEqual(first.publicKeys())
    expect(new Set(first.publicKeys().map((key) => key.daypass))).toEqual(new Set(purposes))
    expect(warnings).toEqual([])
  })

  test.each([0o640, 0o604, 0o666, 0o610])('a file of mode %o is refused, with what to do', async (wide) => {
    await openSigner({ directory: home }, warn)
    const file = join(home, 'token.jwk.json')
    await chmod(file, wide)
    await expect(openSigner({ directory: home }, warn)).rejects.toMatchObject({
      code: 'SIGNING_KEY_INVALID',
      message: expect.stringContaining(`chmod 600 ${file}`),
    })
  })

  test('a directory that others may write to is refused', async () => {
    await chmod(home, 0o777)
    await expect(openSigner({ directory: home }, warn)).rejects.toThrow(`chmod 700 ${home}`)
  })

  test('a link in the place of a key is refused', async () => {
    await openSigner({ directory: home }, warn)
    await rm(join(home, 'token.jwk.json'))
    await symlink(join(home, 'status.jwk.json'), join(home, 'token.jwk.json'))
    await expect(openSigner({ directory: home }, warn)).rejects.toThrow('is not a regular file')
  })

  test('all problems are told at once, and no key', async () => {
    await openSigner({ directory: home }, warn)
    const secret = JSON.parse(await readFile(join(home, 'trail.jwk.json'), 'utf8'))
    await writeFile(join(home, 'token.jwk.json'), '')
    await writeFile(join(home, 'status.jwk.json'), `{"d": "${secret.d}"`)
    await writeFile(join(home, 'delivery.jwk.json'), JSON.stringify(secret))
    const error = await openSigner({ directory: home }, warn).catch((thrown: unknown) => thrown)
    if (!(error instanceof ProblemsError)) throw error
    expect(error.problems.map((each) => each.where)).toEqual(
      ['token', 'status', 'delivery'].map((purpose) => join(home, `${purpose}.jwk.json`)),
    )
    expect(`${error.message}${error.stack}`).not.toContain(secret.d)
  })

  test('a set in a file: the first key signs, all are published', async () => {
    await openSigner({ directory: home }, warn)
    const file = join(home, 'token.jwk.json')
    await writeFile(file, JSON.stringify({ keys: [newKey({ kid: 'new' }), newKey({ kid: 'old' })] }))
    const signer = await openSigner({ directory: home }, warn)
    const { header, good } = checkJwt(signer, await signer.signJwt('token', 'at+jwt', {}))
    expect([header.kid, good]).toEqual(['new', true])
    expect(signer.publicKeys().filter((key) => key.daypass === 'token')).toHaveLength(2)
  })

  test('a path that is a file is a coded error', async () => {
    await writeFile(join(home, 'file'), '')
    await expect(openSigner({ directory: join(home, 'file') }, warn)).rejects.toMatchObject({
      code: 'SIGNING_KEY_INVALID',
    })
    await mkdir(join(home, 'keys', 'token.jwk.json'), { recursive: true, mode: 0o700 })
    await expect(openSigner({ directory: join(home, 'keys') }, warn)).rejects.toMatchObject({
      code: 'SIGNING_KEY_INVALID',
    })
  })
})

describe('keys from a JWK set', () => {
  test('a generated set serves every purpose with a key of its own', async () => {
    const set = await generateKeySet()
    const signer = await openSigner({ jwks: JSON.stringify(set) }, warn)
    for (const purpose of purposes) {
      const { header, payload, good } = checkJwt(signer, await signer.signJwt(purpose, 'x+jwt', { a: 1 }))
      expect(header).toEqual({ alg: 'ES256', typ: 'x+jwt', kid: set.keys.find((key) => key.daypass === purpose)?.kid })
      expect([payload, good]).toEqual([{ a: 1 }, true])
    }
    expect(warnings).toEqual([])
  })

  test('a key without the member serves what no other key names, and is warned of once', async () => {
    const set = { keys: [newKey({ kid: 'shared' }), newKey({ kid: 'own', daypass: 'token' })] }
    const signer = await openSigner({ jwks: JSON.stringify(set) }, warn)
    const kidOf = async (purpose: Purpose) => checkJwt(signer, await signer.signJwt(purpose, 'x', {})).header.kid
    expect([await kidOf('token'), await kidOf('status'), await kidOf('trail')]).toEqual(['own', 'shared', 'shared'])
    expect(signer.publicKeys().map((key) => [key.kid, key.daypass])).toEqual([
      ['shared', undefined],
      ['own', 'token'],
    ])
    expect(warnings).toEqual([expect.stringContaining('shared')])
  })

  test('a kid that is not given is the thumbprint of RFC 7638', async () => {
    // The P-256 key of RFC 7517, appendix A.2; its thumbprint was computed with sha256sum.
    const { x, y, d } = {
      x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
      y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
      d: '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE',
    }
    const signer = await openSigner({ jwks: JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', x, y, d }] }) }, warn)
    expect(signer.publicKeys()).toEqual([
      { kty: 'EC', crv: 'P-256', x, y, kid: 'cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s', alg: 'ES256', use: 'sig' },
    ])
  })

  test('nothing private is published, whatever the key holds', async () => {
    const set = { keys: [newKey({ note: 'internal', oth: [] })] }
    const signer = await openSigner({ jwks: JSON.stringify(set) }, warn)
    expect(Object.keys(signer.publicKeys()[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
  })

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' })
  const { d: _, ...halves } = newKey()
  test.each<[string, unknown, string]>([
    ['no JSON', 'nonsense', 'not JSON'],
    ['a list', [], 'not a JWK set'],
    ['an empty set', { keys: [] }, 'holds no key'],
    ['keys that are no list', { keys: {} }, 'holds no key'],
    ['an RSA key', { keys: [rsa] }, 'not an EC P-256 key'],
    ['another curve', { keys: [p384] }, 'not an EC P-256 key'],
    ['a public key', { keys: [halves] }, 'is a public key'],
    ['halves that do not fit', { keys: [{ ...newKey(), d: newKey().d }] }, 'do not belong together'],
    ['a point off the curve', { keys: [{ ...newKey(), x: 'AA' }] }, 'no usable P-256 key'],
    ['another algorithm', { keys: [newKey({ alg: 'ES384' })] }, 'another algorithm'],
    ['another use', { keys: [newKey({ use: 'enc' })] }, 'not meant for signatures'],
    ['an unknown purpose', { keys: [newKey({ daypass: 'tokens' })] }, 'unknown purpose'],
    ['a kid that is a number', { keys: [newKey({ kid: 1 })] }, 'has a kid'],
    ['a kid twice', { keys: [newKey({ kid: 'a' }), newKey({ kid: 'a' })] }, 'the same kid'],
  ])('%s is refused', async (_name, set, words) => {
    const jwks = typeof set === 'string' ? set : JSON.stringify(set)
    await expect(openSigner({ jwks }, warn)).rejects.toMatchObject({
      code: 'SIGNING_KEY_INVALID',
      message: expect.stringContaining(words),
    })
  })

  test('purposes without a key are missing, all of them', async () => {
    const jwks = JSON.stringify({ keys: [newKey({ daypass: 'token' })] })
    const error = await openSigner({ jwks }, warn).catch((thrown: unknown) => thrown)
    if (!(error instanceof ProblemsError)) throw error
    expect(error.code).toBe('SIGNING_KEY_MISSING')
    expect(error.problems.map((each) => each.where)).toEqual(['status', 'trail', 'delivery', 'bundle'])
  })
})

describe('detached signatures', () => {
  test('hold for these bytes, this purpose and this type only', async () => {
    const signer = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, warn)
    const signature = await signer.signDetached('trail', 'daypass-trail+jws', bytes)
    expect(signature).toMatch(/^[\w-]+\.\.[\w-]{86}$/)
    await expect(signer.verifyDetached('trail', 'daypass-trail+jws', signature, bytes)).resolves.toBeUndefined()
    const [header = '', , tag = ''] = signature.split('.')
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'daypass-trail+jws' })).toString('base64url')
    const wrong: [Purpose, string, string, Uint8Array][] = [
      ['delivery', 'daypass-trail+jws', signature, bytes],
      ['trail', 'daypass-delivery+jws', signature, bytes],
      ['trail', 'daypass-trail+jws', signature, bytes.slice(1)],
      ['trail', 'daypass-trail+jws', `${header}.e30.${tag}`, bytes],
      ['trail', 'daypass-trail+jws', `${header}..${tag.slice(0, -4)}AAAA`, bytes],
      ['trail', 'daypass-trail+jws', `${header}..${tag}.x`, bytes],
      ['trail', 'daypass-trail+jws', `${none}..`, bytes],
      ['trail', 'daypass-trail+jws', '', bytes],
    ]
    for (const [purpose, typ, text, over] of wrong)
      await expect(signer.verifyDetached(purpose, typ, text, over)).rejects.toMatchObject({
        code: 'SEALED_NOT_AUTHENTIC',
      })
  })
})
