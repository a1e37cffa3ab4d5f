import { describe, expect, test } from 'vitest'
import { chooseKey, type ListedKey } from '../../../../src/core/ssh/choose-key.ts'
import { fingerprints, fixture, publicLine } from '../../sealing/keys.ts'

const asked = new Date('2026-11-21T10:00:00Z')
const before = '2025-01-01T00:00:00Z'
const after = '2026-11-21T10:00:01Z'

function listed(name: string, createdAt?: string): ListedKey {
  return createdAt === undefined ? { key: publicLine(name) } : { key: publicLine(name), createdAt }
}

const seen = (name: string, since: string): ListedKey => ({ key: publicLine(name), seenSince: new Date(since) })

/** The fixture that was chosen, or the code of the refusal. */
function choice(keys: readonly ListedKey[], at = asked): unknown {
  try {
    const { fingerprint } = chooseKey(keys, at)
    return [...fingerprints].find(([, value]) => value === fingerprint)?.[0]
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? thrown.code : thrown
  }
}

describe('the key that is chosen', () => {
  test.each<[string, ListedKey[], string]>([
    ['the only one', [listed('ed25519', before)], 'ed25519'],
    ['ed25519 before an older rsa', [listed('rsa-3072', '2020-01-01T00:00:00Z'), listed('ed25519', before)], 'ed25519'],
    ['rsa where ed25519 is missing', [listed('ecdsa', before), listed('rsa-3072', before)], 'rsa-3072'],
    ['the older of two', [listed('ed25519', before), listed('ed25519-other', '2024-01-01T00:00:00Z')], 'ed25519-other'],
    ['the first listed of one instant', [listed('ed25519-other', before), listed('ed25519', before)], 'ed25519-other'],
    ['the first listed without dates', [seen('ed25519-other', before), seen('ed25519', before)], 'ed25519-other'],
    ['a known date before an unknown one', [seen('ed25519-other', before), listed('ed25519', before)], 'ed25519'],
    ['one of unknown date that was seen before (github.F7)', [seen('ed25519', '2026-11-21T09:59:59.999Z')], 'ed25519'],
    [
      'one of unknown date seen at the instant of the request (github.F7)',
      [seen('ed25519', '2026-11-21T10:00:00Z')],
      'KEY_TOO_NEW',
    ],
    ['one of unknown date seen later (github.F7)', [seen('ed25519', after)], 'KEY_TOO_NEW'],
    ['one of unknown date that was never seen (github.F7)', [listed('ed25519')], 'KEY_TOO_NEW'],
    ['an rsa that was seen before an ed25519 that was not', [listed('ed25519'), seen('rsa-3072', before)], 'rsa-3072'],
    [
      'one that GitHub calls new, however long it was seen',
      [{ ...seen('ed25519', before), createdAt: after }],
      'KEY_TOO_NEW',
    ],
    [
      'one that GitHub calls old, although it was seen only now',
      [{ ...seen('ed25519', after), createdAt: before }],
      'ed25519',
    ],
    ['an old rsa before a new ed25519', [listed('ed25519', after), listed('rsa-3072', before)], 'rsa-3072'],
    ['one of the same second', [listed('ed25519', '2026-11-21T10:00:00Z')], 'ed25519'],
    ['a usable one among broken ones', [{ key: 'junk' }, listed('ed25519', before), listed('dss')], 'ed25519'],
    ['no key at all', [], 'KEY_NONE'],
    ['none usable', [listed('ecdsa'), listed('dss'), listed('sk-ed25519'), listed('rsa-2048')], 'KEY_UNUSABLE'],
    ['a date that cannot be read', [listed('ed25519', 'yesterday')], 'KEY_UNUSABLE'],
    ['a date that is no date', [listed('ed25519', '2026-13-45T00:00:00Z')], 'KEY_UNUSABLE'],
    ['only a new one', [listed('ed25519', after)], 'KEY_TOO_NEW'],
    ['a new one among unusable ones', [listed('ecdsa', before), listed('ed25519', after)], 'KEY_TOO_NEW'],
    ['a new one in another time zone', [listed('ed25519', '2026-11-21T11:00:01+01:00')], 'KEY_TOO_NEW'],
  ])('%s', (_, keys, expected) => {
    expect(choice(keys)).toBe(expected)
  })

  test('a fraction of a second in the request does not decide', () => {
    expect(choice([listed('ed25519', '2026-11-21T10:00:00Z')], new Date('2026-11-21T10:00:00.900Z'))).toBe('ed25519')
    expect(choice([listed('ed25519', after)], new Date('2026-11-21T10:00:00.999Z'))).toBe('KEY_TOO_NEW')
  })

  test('an unreadable instant of the request is a fault, never a yes', () => {
    expect(choice([listed('ed25519', before)], new Date('no'))).toBeInstanceOf(TypeError)
  })

  test('is handed on without its comment', () => {
    const chosen = chooseKey([{ key: fixture('ed25519.pub'), createdAt: before }], asked)
    expect(chosen).toEqual({
      line: publicLine('ed25519'),
      type: 'ssh-ed25519',
      fingerprint: fingerprints.get('ed25519'),
      createdAt: before,
    })
  })
})

test('a refusal says what is there, what works and how to make one, and shows nothing that a stranger wrote', () => {
  const keys = [listed('ecdsa'), listed('sk-ed25519'), { key: '@everyone ![x](https://evil.example) AAAA' }]
  expect(() => chooseKey(keys, asked)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        /- ecdsa-sha2-nistp256: .*\n- sk-ssh-ed25519@openssh.com: .*\n- unreadable: .*\n.*ssh-keygen -t ed25519/,
      ),
    }),
  )
  expect(() => chooseKey(keys, asked)).not.toThrow(/everyone|evil/)
})

test('a key of unknown age is called so, and what to do about it is to ask again (github.F7)', () => {
  expect(() => chooseKey([listed('ed25519')], asked)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/of unknown age, first seen with this request\n.*by then it is known/),
    }),
  )
  expect(() => chooseKey([listed('ed25519', after)], asked)).toThrow(/was added after you asked/)
})
