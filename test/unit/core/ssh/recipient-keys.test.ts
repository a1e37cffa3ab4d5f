import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keysGone, noKey } from '../../../../src/core/lifecycle/no-key.ts'
import { sshFingerprint } from '../../../../src/core/ssh/public-key.ts'
import {
  isSameSet,
  type KeyRule,
  keySet,
  knownFor,
  type ListedKey,
  mostRecipients,
  oldestAge,
} from '../../../../src/core/ssh/recipient-keys.ts'
import { runs } from '../../../runs.ts'
import { fingerprints, fixture, publicLine } from '../../sealing/keys.ts'

const at = new Date('2026-11-21T10:00:00Z')
const before = '2025-01-01T00:00:00Z'
const earlier = '2024-01-01T00:00:00Z'
const lately = '2026-11-21T09:59:58Z'
const day = 86_400

function listed(name: string, createdAt?: string): ListedKey {
  return createdAt === undefined ? { key: publicLine(name) } : { key: publicLine(name), createdAt }
}

const seen = (name: string, since: string): ListedKey => ({ key: publicLine(name), seenSince: new Date(since) })
const nameOf = (fingerprint: string) => [...fingerprints].find(([, value]) => value === fingerprint)?.[0]
const namesOf = (keys: readonly { fingerprint: string }[]) => keys.map(({ fingerprint }) => nameOf(fingerprint))
const kept = (keys: readonly ListedKey[], rule: KeyRule = {}) => namesOf(keySet(keys, rule, at).keys)

describe('the keys that count', () => {
  test.each<[string, ListedKey[], string[]]>([
    ['the only one', [listed('ed25519', before)], ['ed25519']],
    [
      'every usable one, ed25519 before an older rsa',
      [listed('rsa-3072', '2020-01-01T00:00:00Z'), listed('ed25519', before)],
      ['ed25519', 'rsa-3072'],
    ],
    ['the older first', [listed('ed25519', before), listed('ed25519-other', earlier)], ['ed25519-other', 'ed25519']],
    [
      'in the order of the list those of one instant',
      [listed('ed25519-other', before), listed('ed25519', before)],
      ['ed25519-other', 'ed25519'],
    ],
    ['of unknown age last', [listed('ed25519-other'), listed('ed25519', before)], ['ed25519', 'ed25519-other']],
    ['each once', [listed('ed25519', before), listed('ed25519', lately)], ['ed25519']],
    ['not what cannot be sealed to', [{ key: 'junk' }, listed('ed25519', before), listed('dss')], ['ed25519']],
    [
      'not one of which the date cannot be read',
      [listed('ed25519', 'yesterday'), listed('rsa-3072', before)],
      ['rsa-3072'],
    ],
    ['not one of a date that is none', [listed('ed25519', '2026-13-45T00:00:00Z')], []],
    ['none', [], []],
  ])('%s', (_, keys, expected) => {
    expect(kept(keys)).toEqual(expected)
  })

  test('at most twenty, and those left out are named', () => {
    const blob = (n: number) => {
      const point = Buffer.from(publicLine('ed25519').split(' ')[1] ?? '', 'base64')
      point[20] = n
      return point
    }
    const many = Array.from({ length: 60 }, (_, n) => ({
      key: `ssh-ed25519 ${blob(n).toString('base64')}`,
      createdAt: before,
    }))
    const usable = keySet(many, {}, at)
    expect(usable.keys).toHaveLength(mostRecipients)
    const out = usable.left.filter(({ cause }) => cause === 'rule')
    const valid = many.length - usable.left.filter(({ cause }) => cause === 'unusable').length
    expect(out).toHaveLength(valid - mostRecipients)
    expect(out.every(({ fingerprint }) => fingerprint?.startsWith('SHA256:'))).toBe(true)
    expect(sshFingerprint(blob(0))).toMatch(/^SHA256:/)
  })

  test('are handed on without their comments', () => {
    expect(keySet([{ key: fixture('ed25519.pub'), createdAt: before }], {}, at).keys).toEqual([
      { line: publicLine('ed25519'), type: 'ssh-ed25519', fingerprint: fingerprints.get('ed25519'), since: before },
    ])
  })

  test('say when they were first seen where GitHub does not say when they were added (github.F7)', () => {
    expect(keySet([seen('ed25519', before)], {}, at).keys).toMatchObject([
      { since: '2025-01-01T00:00:00.000Z', seen: true },
    ])
    expect(keySet([{ ...seen('ed25519', before), createdAt: lately }], {}, at).keys).toMatchObject([{ since: lately }])
  })

  test('an unreadable instant is a fault, never a yes', () => {
    expect(() => keySet([], {}, new Date('no'))).toThrow(TypeError)
  })
})

describe('the rules of an organisation', () => {
  const three = [
    listed('ed25519', earlier),
    listed('ed25519-other', before),
    listed('rsa-3072', lately),
    listed('rsa-4096'),
  ]
  test.each<[string, KeyRule, string[]]>([
    ['all', {}, ['ed25519', 'ed25519-other', 'rsa-3072', 'rsa-4096']],
    ['the newest alone: what has no date was added last, for all that is known', { newestOnly: true }, ['rsa-4096']],
    ['those that are named', { named: [fingerprints.get('rsa-3072') ?? '', 'SHA256:x'] }, ['rsa-3072']],
    ['none of no names', { named: [] }, []],
    ['none added too lately, nor of unknown age', { minAge: day }, ['ed25519', 'ed25519-other']],
    ['none too old, nor of unknown age', { maxAge: 365 * 2 * day }, ['ed25519-other', 'rsa-3072']],
    ['both', { minAge: day, maxAge: 365 * 2 * day }, ['ed25519-other']],
    ['the newest of those that are old enough', { minAge: day, newestOnly: true }, ['ed25519-other']],
  ])('%s', (_, rule, expected) => {
    expect(kept(three, rule)).toEqual(expected)
    const { keys, left } = keySet(three, rule, at)
    expect(keys.length + left.length).toBe(three.length)
  })
})

describe('known for a while when it was asked (security.W3)', () => {
  const known = (keys: readonly ListedKey[], seconds: number, asked = at) =>
    namesOf(knownFor(keySet(keys, {}, at).keys, asked, seconds))
  test.each<[string, ListedKey, number, boolean]>([
    ['added long before', listed('ed25519', before), day, true],
    ['added exactly so long before', listed('ed25519', '2026-11-20T10:00:00Z'), day, true],
    ['a second less', listed('ed25519', '2026-11-20T10:00:01Z'), day, false],
    ['the same in another zone', listed('ed25519', '2026-11-20T11:00:01+01:00'), day, false],
    ['added afterwards', listed('ed25519', '2026-11-21T10:00:01Z'), 1, false],
    ['of unknown age', listed('ed25519'), 1, false],
    ['of unknown age, seen long before', seen('ed25519', before), day, true],
    ['of unknown age, seen lately', seen('ed25519', lately), day, false],
    ['new by GitHub, however long it was seen', { ...seen('ed25519', before), createdAt: lately }, day, false],
  ])('%s', (_, one, seconds, expected) => {
    expect(known([one], seconds)).toEqual(expected ? ['ed25519'] : [])
  })

  test('a fraction of a second in the request does not decide', () => {
    const asked = new Date('2026-11-21T10:00:00.900Z')
    expect(known([listed('ed25519', '2026-11-20T10:00:00Z')], day, asked)).toEqual(['ed25519'])
    expect(known([listed('ed25519', '2026-11-20T10:00:01Z')], day, asked)).toEqual([])
  })
})

test('the age of the oldest is told in whole seconds, and not where none is known', () => {
  const { keys } = keySet([listed('ed25519', '2026-11-20T10:00:00Z'), listed('rsa-3072', lately)], {}, at)
  expect(oldestAge(keys, at)).toBe(day)
  expect(oldestAge(keySet([listed('ed25519')], {}, at).keys, at)).toBeUndefined()
})

test('two sets are the same whatever their order', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'))
  const asKeys = (all: readonly string[]) => all.map((fingerprint) => ({ fingerprint }))
  fc.assert(
    fc.property(names, names, (a, b) => {
      const same = a.length === b.length && a.every((one) => b.includes(one))
      expect(isSameSet(asKeys(a), asKeys(b))).toBe(same)
    }),
    { numRuns: runs(100) },
  )
})

describe('why there is no key', () => {
  const finding = (keys: readonly ListedKey[], rule: KeyRule = {}) => noKey(keySet(keys, rule, at))
  test.each<[string, ListedKey[], KeyRule, string]>([
    ['none at all', [], {}, 'KEY_NONE'],
    ['none usable', [listed('ecdsa'), listed('dss'), listed('sk-ed25519'), listed('rsa-2048')], {}, 'KEY_UNUSABLE'],
    ['only new ones where the settings want old ones', [listed('ed25519', lately)], { minAge: day }, 'KEY_TOO_NEW'],
    ['new ones and unusable ones', [listed('ecdsa'), listed('ed25519', lately)], { minAge: day }, 'KEY_TOO_NEW'],
    ['none that is named', [listed('ed25519', before)], { named: [] }, 'KEY_UNUSABLE'],
    ['only old ones where the settings want new ones', [listed('ed25519', earlier)], { maxAge: day }, 'KEY_UNUSABLE'],
  ])('%s', (_, keys, rule, code) => {
    expect(finding(keys, rule)).toMatchObject({ code, message: expect.stringContaining('`/retry`') })
  })

  test('is said with what is there, what works and how to make one, and shows nothing that a stranger wrote', () => {
    const { message } = finding([
      listed('ecdsa'),
      listed('sk-ed25519'),
      { key: '@everyone ![x](https://evil.example) AAAA' },
    ])
    expect(message).toMatch(
      /- ecdsa-sha2-nistp256: .*\n- sk-ssh-ed25519@openssh.com: .*\n- unreadable: .*\n.*ssh-keygen -t ed25519/,
    )
    expect(message).not.toMatch(/everyone|evil/)
  })

  test('that the keys of the request are gone says what is left to do', () => {
    expect(keysGone(false)).toMatchObject({ code: 'KEY_NONE', message: expect.stringContaining('`/retry`') })
    expect(keysGone(true)).toMatchObject({ code: 'KEY_NONE', message: expect.stringContaining('`/done`') })
  })
})
