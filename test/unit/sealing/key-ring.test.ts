import sodium from 'libsodium-wrappers'
import { beforeAll, expect, test } from 'vitest'
import { sshRecipient } from '../../../src/sealing/age-recipient.ts'
import { type Candidate, createKeyRing } from '../../../src/sealing/key-ring.ts'
import { fingerprints, privateKey, publicLine } from './keys.ts'

beforeAll(() => sodium.ready)

const fileKey = new Uint8Array(16).fill(7)
/** A key of which nothing is known before it is unlocked. */
const hidden = (name?: string): Candidate => ({
  identity: undefined,
  unlock: () => Promise.resolve(name === undefined ? undefined : privateKey(name)),
})

test.each<[string, Candidate[], string | undefined]>([
  ['the right key', [hidden('ed25519')], 'ed25519'],
  ['another key, and the right one', [hidden('ed25519-other'), hidden('ed25519')], 'ed25519'],
  ['one that stays locked, and the right one', [hidden(), hidden('ed25519')], 'ed25519'],
  ['the right key, and another', [hidden('ed25519'), hidden('ed25519-other')], 'ed25519'],
  ['another key of another type', [hidden('rsa-3072')], undefined],
  ['one that stays locked', [hidden()], undefined],
  ['no key', [], undefined],
])('of keys that hide what they are: %s', async (_what, candidates, opens) => {
  const ring = createKeyRing(candidates)
  const stanzas = await (await sshRecipient(publicLine('ed25519'))).wrapFileKey(fileKey)
  expect(await ring.unwrapFileKey(stanzas)).toEqual(opens === undefined ? null : fileKey)
  expect(ring.openedBy).toBe(opens === undefined ? undefined : fingerprints.get(opens))
  expect(ring.asked).toBe(true)
})
