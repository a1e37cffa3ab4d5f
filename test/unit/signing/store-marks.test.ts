import { describe, expect, it } from 'vitest'
import { markBytes, markType } from '../../../src/core/comment-marker.ts'
import { generateKeySet, openSigner } from '../../../src/signing/signing-keys.ts'
import { createMarks } from '../../../src/signing/store-marks.ts'

const newSigner = async () => openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => undefined)
const [signer, stranger] = [await newSigner(), await newSigner()]
const store = 'AAAAAAAAAAAAAAAAAAAAAA'
const key = { repository: 71, issue: 4 }
const marks = createMarks(signer, async () => store)
const mark = await marks.of(key)
const bytes = Buffer.from(markBytes(store, key))
const ofAnotherKind = await signer.signDetached('trail', 'x+jws', bytes)
const byAnotherKey = await signer.signDetached('token', markType, bytes)
const headed = (header: unknown) => `${Buffer.from(JSON.stringify(header)).toString('base64url')}..AAAA`
const kid = signer.publicKeys().find(({ daypass }) => daypass === 'trail')?.kid

describe('a mark', () => {
  it('names the store, and is signed for it by the key of the trail', async () => {
    expect(mark.store).toBe(store)
    await expect(signer.verifyDetached('trail', markType, mark.signature, bytes)).resolves.toBeUndefined()
  })

  it('holds for its store and its request', async () => expect(await marks.check(key, mark)).toBe(true))

  it.each([
    ['another request', { repository: 71, issue: 5 }, mark],
    ['another repository', { repository: 72, issue: 4 }, mark],
    ['another store', key, { ...mark, store: 'BAAAAAAAAAAAAAAAAAAAAA' }],
    ['a signature of another kind by the same key', key, { store, signature: ofAnotherKind }],
    ['the right kind by a key for something else', key, { store, signature: byAnotherKey }],
    ['no signature', key, { store, signature: '' }],
    ['a signature without a header', key, { store, signature: '..AAAA' }],
    [
      'one of another kind by nobody',
      key,
      { store, signature: headed({ alg: 'ES256', typ: 'x+jws', kid: 'unknown' }) },
    ],
    ['one that names no key', key, { store, signature: headed({ alg: 'ES256', typ: markType, kid: 7 }) }],
    ['one whose header is nothing', key, { store, signature: headed(null) }],
    [
      'one that names our key, and is not by it',
      key,
      { store, signature: headed({ alg: 'ES256', typ: markType, kid }) },
    ],
  ])('does not hold for %s', async (_what, about, other) => {
    expect(await marks.check(about, other)).toBe(false)
  })

  it('by a key that is not ours cannot be shown to be false', async () => {
    const other = await createMarks(stranger, async () => 'another').of(key)
    expect(await marks.check(key, other)).toBe(true)
  })

  it('is not false where it could not be checked', async () => {
    const broken = { ...signer, verifyDetached: () => Promise.reject(new TypeError('no cipher')) }
    await expect(createMarks(broken, async () => store).check(key, mark)).rejects.toThrow('no cipher')
  })
})
