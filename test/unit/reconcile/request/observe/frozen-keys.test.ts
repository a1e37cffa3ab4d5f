import { expect, test } from 'vitest'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import type { Settings } from '../../../../../src/generated/config.ts'
import type { SshKey } from '../../../../../src/ports/directory.ts'
import type { Issue } from '../../../../../src/ports/issues.ts'
import { keyChoice, keyFacts, keysFor, minAgeOf } from '../../../../../src/reconcile/request/observe/frozen-keys.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { fingerprints, publicLine } from '../../../sealing/keys.ts'

const at = (seconds: number) => new Date(Date.parse('2026-11-21T12:00:00Z') + seconds * 1000)
const issue = { author: { id: 7, login: 'ann' } } as Issue
const first: SshKey = { key: publicLine('ed25519'), createdAt: '2025-01-01T00:00:00Z' }
const second: SshKey = { key: publicLine('rsa-3072'), createdAt: '2025-01-01T00:00:00Z' }
const nameOf = (fingerprint: string) => [...fingerprints].find(([, value]) => value === fingerprint)?.[0]

/** A world in which one person has keys, and Daypass remembers what it saw. */
function world(keys: SshKey[]) {
  const seen = new Map<string, Date>()
  const noted: (readonly string[])[] = []
  let [time, lists] = [at(0), 0]
  const ports = {
    directory: {
      sshKeys: async () => {
        lists++
        return keys
      },
    },
    seenKeys: {
      noted: async (_person: number, all: readonly string[], now: Date) => {
        noted.push(all)
        for (const one of all) if (!seen.has(one)) seen.set(one, now)
        return seen
      },
    },
    now: () => time,
  } as unknown as Ports
  const record = { key: { repository: 1, issue: 2 } } as RequestRecord
  const look = (
    how: { approved?: boolean; keysAnew?: boolean; digest?: string; now?: Date; settings?: Settings } = {},
  ) => {
    time = how.now ?? time
    const { approved = false, keysAnew = false, digest = 'd' } = how
    return keysFor(ports, { record, issue, digest, approved, keysAnew }, how.settings ?? {})
  }
  const freeze = async () => Object.assign(record, { digest: 'd', keys: (await look())?.frozen })
  const choice = async (how: Parameters<typeof look>[0] = {}) => {
    const found = await keyChoice(ports, { record, issue }, how.settings ?? {}, await look({ approved: true, ...how }))
    return found.ok ? found.keys.map(({ fingerprint }) => nameOf(fingerprint)) : found.finding.code
  }
  return { keys, record, noted, seen, look, freeze, choice, lists: () => lists }
}

test('what was frozen with the request stays, whatever is added (security.W3)', async () => {
  const rita = world([first])
  await rita.freeze()
  rita.keys.push(second)
  expect(await rita.choice({ now: at(60) })).toEqual(['ed25519'])
})

test('the requester may ask for their keys of now, and another request has its own', async () => {
  const rita = world([first])
  await rita.freeze()
  rita.keys.push(second)
  expect(await rita.choice({ now: at(60), keysAnew: true })).toEqual(['ed25519', 'rsa-3072'])
  expect(await rita.choice({ now: at(60), digest: 'another' })).toEqual(['ed25519', 'rsa-3072'])
})

test('what was taken off the account is not sealed to, and without any that is left it is said', async () => {
  const rita = world([first, second])
  await rita.freeze()
  rita.keys.splice(0, 1)
  expect(await rita.choice({ now: at(60) })).toEqual(['rsa-3072'])
  rita.keys.splice(0, 1)
  expect(await rita.choice({ now: at(60) })).toBe('KEY_NONE')
})

test('GitHub is asked when the request is read and when it is granted, and not twice within seconds', async () => {
  const rita = world([first])
  await rita.freeze()
  await rita.look({ now: at(60) })
  expect(rita.lists()).toBe(1)
  await rita.choice({ now: at(5) })
  expect(rita.lists()).toBe(1)
  await rita.choice({ now: at(60) })
  expect(rita.lists()).toBe(2)
})

test('keys that a setting rules out since are not sealed to', async () => {
  const rita = world([first, second])
  await rita.freeze()
  const named = [fingerprints.get('rsa-3072') ?? '']
  expect(await rita.choice({ now: at(60), settings: { keys: { which: 'named', named } } })).toEqual(['rsa-3072'])
})

test('a key that joins pushes none of those aside that were frozen', async () => {
  const rita = world([first])
  await rita.freeze()
  rita.keys.push({ ...second, createdAt: '2026-11-21T11:59:00Z' })
  expect(await rita.choice({ now: at(60), settings: { keys: { which: 'newest' } } })).toEqual(['ed25519'])
})

test('for more time nothing is sealed, so no key is looked for', async () => {
  const rita = world([first])
  await rita.freeze()
  Object.assign(rita.record, { extension: {} })
  expect((await rita.look({ now: at(600), approved: true }))?.frozen).toBe(rita.record.keys)
  expect(rita.lists()).toBe(1)
})

test('a key of unknown age is known since it was seen; what cannot be sealed to is not noted (github.F7)', async () => {
  const rita = world([{ key: publicLine('ed25519') }, { key: 'junk' }, { key: publicLine('dss') }])
  expect((await rita.look({ now: at(10) }))?.frozen.keys).toMatchObject([{ since: at(10).toISOString(), seen: true }])
  expect((await rita.look({ now: at(500) }))?.frozen.keys).toMatchObject([{ since: at(10).toISOString(), seen: true }])
  expect(rita.noted[0]).toEqual([fingerprints.get('ed25519')])
})

test('a grant that lives has the keys that its credential was sealed to, and nothing is asked for', async () => {
  const rita = world([first])
  await rita.freeze()
  Object.assign(rita.record, { grant: {} })
  expect((await rita.look({ now: at(600), approved: true }))?.frozen).toBe(rita.record.keys)
  expect(rita.lists()).toBe(1)
})

test('policies are told how many there are and how old the oldest is', async () => {
  const rita = world([first, { key: publicLine('rsa-3072') }])
  const keys = await rita.look()
  const age = (at(0).getTime() - Date.parse('2025-01-01T00:00:00Z')) / 1000
  expect(keys && keyFacts(keys, at(0))).toEqual({ usable: 2, oldest_age: age })
  const none = await world([]).look()
  expect(none && keyFacts(none, at(0))).toEqual({ usable: 0 })
})

test.each<[string, Settings, { key_min_age?: string }, number]>([
  ['a day, where nobody says anything', {}, {}, 86_400],
  ['what the repository says', { key_min_age: '1h' }, {}, 3_600],
  ['never less than the deployment', { key_min_age: '1h' }, { key_min_age: '2d' }, 172_800],
  ['more than the deployment', { key_min_age: '7d' }, { key_min_age: '2d' }, 604_800],
  ['the default is more than the deployment', {}, { key_min_age: '1h' }, 86_400],
])('without review a key must have been known for: %s', (_, settings, floors, expected) => {
  expect(minAgeOf(settings, floors)).toBe(expected)
})
