import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { purposes } from '../../../src/ports/signer.ts'
import { readKeyDirectory } from '../../../src/signing/key-directory.ts'
import { generateKey, readKeys } from '../../../src/signing/key-set.ts'
import { generateKeySet, openSigner } from '../../../src/signing/signing-keys.ts'

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' })
const problem = (where: string, message: string) => ({ code: 'SIGNING_KEY_INVALID', where, message })

describe('a set of keys', () => {
  it.each<[string, unknown, string, string]>([
    ['null', null, 'W', 'is not a JWK set; it shall be an object with the member "keys"'],
    ['a number', 7, 'W', 'is not a JWK set; it shall be an object with the member "keys"'],
    ['a text', 'x', 'W', 'is not a JWK set; it shall be an object with the member "keys"'],
    ['no list', { keys: {} }, 'W', 'holds no key; "keys" shall be a list of private P-256 keys'],
    ['no entry', { keys: [] }, 'W', 'holds no key; "keys" shall be a list of private P-256 keys'],
    ['an entry that is null', { keys: [null] }, 'W: keys[0]', 'is not a JWK'],
    ['an entry that is a list', { keys: [[]] }, 'W: keys[0]', 'is not a JWK'],
    ['an entry that is a text', { keys: ['x'] }, 'W: keys[0]', 'is not a JWK'],
    ['another kind', { ...key, kty: 'OKP' }, 'W', 'is not an EC P-256 key; Daypass signs with ES256 only'],
    ['another curve', p384, 'W', 'is not an EC P-256 key; Daypass signs with ES256 only'],
    ['no x', { ...key, x: 1 }, 'W', 'lacks x or y'],
    ['no y', { ...key, y: undefined }, 'W', 'lacks x or y'],
    ['no d', { ...key, d: undefined }, 'W', 'is a public key; the private one, with d, is needed'],
    ['another algorithm', { ...key, alg: 'ES384' }, 'W', 'is meant for another algorithm than ES256'],
    ['another use', { ...key, use: 'enc' }, 'W', 'is not meant for signatures; use shall be "sig"'],
    ['an empty kid', { ...key, kid: '' }, 'W', 'has a kid that is no short text'],
    ['a kid that is no text', { ...key, kid: ['a'] }, 'W', 'has a kid that is no short text'],
    ['a long kid', { ...key, kid: 'k'.repeat(201) }, 'W', 'has a kid that is no short text'],
    [
      'an unknown purpose',
      { ...key, daypass: 'x' },
      'W',
      `names an unknown purpose in "daypass"; known: ${purposes.join(', ')}`,
    ],
    [
      'half of another key',
      { ...key, d: 'AA' },
      'W',
      'is no usable P-256 key: d, x and y do not belong together or are not on the curve',
    ],
  ])('with %s is refused', async (_what, set, where, message) => {
    expect(await readKeys(JSON.stringify(set), 'W')).toStrictEqual({ keys: [], problems: [problem(where, message)] })
  })

  it('that is no JSON is not quoted', async () => {
    const message = 'is not JSON; it shall be a JWK set such as `daypass keys` prints'
    expect(await readKeys('{"d":"secret"', 'W')).toStrictEqual({ keys: [], problems: [problem('W', message)] })
  })

  it('with a kid twice keeps the first', async () => {
    const { keys, problems } = await readKeys(JSON.stringify({ keys: [key, { ...key, daypass: 'token' }] }), 'W')
    expect(keys.map(({ purpose }) => purpose)).toStrictEqual([undefined])
    const message = 'has the same kid as a key before it; give each key a kid of its own'
    expect(problems).toStrictEqual([problem('W: keys[1]', message)])
  })

  it.each([
    ['all that it may say', { alg: 'ES256', use: 'sig', kid: 'k'.repeat(200), daypass: 'bundle' }, 'bundle'],
    ['no more than its numbers', {}, undefined],
  ])('may be one key, with %s', async (_what, more, purpose) => {
    const { keys, problems } = await readKeys(JSON.stringify({ ...key, ...more }), 'W')
    expect([keys.length, keys[0]?.purpose, problems]).toStrictEqual([1, purpose, []])
    expect(keys[0]?.sign.extractable).toBe(false)
  })

  it('made anew says what it is for', async () => {
    const { d, x, y, kid, ...others } = await generateKey('trail')
    expect(others).toStrictEqual({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', daypass: 'trail' })
    const [read] = (await readKeys(JSON.stringify({ kty: 'EC', crv: 'P-256', d, x, y }), 'W')).keys
    expect(read?.kid).toBe(kid)
  })

  it('in the environment is named where it is wrong', async () => {
    await expect(openSigner({ jwks: 'x' }, () => undefined)).rejects.toMatchObject({
      message: expect.stringContaining('The signing keys cannot be used:'),
      problems: [{ where: 'DAYPASS_SIGNING_KEYS' }],
    })
  })

  it('without a key for something tells what to add, and only where nothing else is wrong', async () => {
    const { keys } = await generateKeySet()
    const few = keys.filter(({ daypass }) => daypass !== 'trail')
    const message = 'no key signs for this purpose; add a private P-256 key with "daypass": "trail"'
    await expect(openSigner({ jwks: JSON.stringify({ keys: few }) }, () => undefined)).rejects.toMatchObject({
      problems: [{ code: 'SIGNING_KEY_MISSING', where: 'trail', message }],
    })
    await expect(openSigner({ jwks: JSON.stringify({ keys: [...few, {}] }) }, () => undefined)).rejects.toMatchObject({
      problems: [{ code: 'SIGNING_KEY_INVALID', where: `DAYPASS_SIGNING_KEYS: keys[${few.length}]` }],
    })
  })

  it('that serves everything is warned of', async () => {
    const warnings: string[] = []
    const keys = [
      { ...key, kid: 'one' },
      { ...p384, ...(await generateKey('token')), daypass: undefined, kid: 'two' },
    ]
    await openSigner({ jwks: JSON.stringify({ keys }) }, (words) => warnings.push(words))
    expect(warnings).toStrictEqual([
      'signing keys without the member "daypass" serve every purpose that no other key names: one, two; a key for each purpose is safer',
    ])
  })
})

describe('a directory of keys', () => {
  let home: string
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'daypass-key-set-'))
  })
  afterEach(() => rm(home, { recursive: true }))
  const file = (name: string) => join(home, `${name}.jwk.json`)

  it('that others may write to is told, and what is wrong with a file beside it', async () => {
    await readKeyDirectory(home)
    await chmod(home, 0o702)
    await chmod(file('token'), 0o604)
    const { keys, problems } = await readKeyDirectory(home)
    expect(keys.map(({ purpose }) => purpose)).toStrictEqual(purposes.filter((purpose) => purpose !== 'token'))
    expect(problems).toStrictEqual([
      problem(home, `others may write here; chmod 700 ${home}`),
      problem(file('token'), `others may read this private key (mode 604); chmod 600 ${file('token')}`),
    ])
  })

  it('that others may read is well', async () => {
    await readKeyDirectory(home)
    await chmod(home, 0o755)
    expect((await readKeyDirectory(home)).problems).toStrictEqual([])
  })

  it('takes a key for what its file is for', async () => {
    await writeFile(file('token'), JSON.stringify({ ...key, daypass: 'status' }), { mode: 0o600 })
    await writeFile(file('trail'), JSON.stringify({ ...key }), { mode: 0o600 })
    const { keys, problems } = await readKeyDirectory(home)
    expect(keys.map(({ purpose }) => purpose)).toStrictEqual([...purposes])
    expect(problems).toStrictEqual([problem(file('token'), 'holds a key for status; it belongs into status.jwk.json')])
  })

  it('with something else in the place of a key has none there', async () => {
    await mkdir(file('token'))
    await symlink(file('trail'), file('status'))
    const { keys, problems } = await readKeyDirectory(home)
    expect(keys).toHaveLength(purposes.length - 2)
    expect(problems).toStrictEqual(['token', 'status'].map((name) => problem(file(name), 'is not a regular file')))
  })

  it('that cannot be used says where and why', async () => {
    await writeFile(join(home, 'file'), '')
    const directory = join(home, 'file')
    await expect(readKeyDirectory(directory)).rejects.toMatchObject({
      code: 'SIGNING_KEY_INVALID',
      where: directory,
      message: expect.stringMatching(
        /^the signing keys in .* cannot be read or made: EEXIST.*; check the path and its owner$/,
      ),
      cause: expect.objectContaining({ code: 'EEXIST' }),
    })
  })
})
